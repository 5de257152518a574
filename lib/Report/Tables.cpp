//===- Tables.cpp - rows as text, CSV, JSON Lines and Markdown ------------===//

#include "Report/Tables.h"
#include "Basic/Text.h"
#include "Report/Style.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

#include <cmath>
#include <fmt/format.h>

using namespace mls;

bool TableWriter::write(llvm::StringRef text) {
  out << text;
  return &out != &llvm::outs() || !llvm::outs().has_error(); // a full disk shows when the buffer is emptied
}

/// The value of a cell as the reader of its column expects it.
static double inUnit(const TableColumn &column, double base) {
  return column.unit.spelling.empty() ? base : column.unit.fromBase(base);
}

namespace {

/// Rows that become one piece of text each.
class LineWriter : public TableWriter {
public:
  using TableWriter::TableWriter;
  /// Appends one row.
  virtual void row(const RowBlock &block, size_t at, fmt::memory_buffer &to) const = 0;

  std::unique_ptr<RowPart> begin() override { return std::make_unique<Part>(*this); }
  bool end(std::unique_ptr<RowPart> part) override {
    fmt::memory_buffer &text = static_cast<Part &>(*part).text;
    return write({text.data(), text.size()});
  }

private:
  struct Part : RowPart {
    explicit Part(const LineWriter &writer) : writer(writer) {}
    void add(const RowBlock &block) override {
      for (size_t i = 0; i != block.rows; ++i)
        writer.row(block, i, text);
    }
    const LineWriter &writer;
    fmt::memory_buffer text;
  };
};

void append(fmt::memory_buffer &to, llvm::StringRef text) { to.append(text.begin(), text.end()); }

//===-- CSV ----------------------------------------------------------------===//

std::string csvText(llvm::StringRef text) {
  if (text.find_first_of(",\"\r\n") == llvm::StringRef::npos)
    return text.str();
  std::string quoted = "\"";
  for (char c : text)
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

class CsvWriter : public LineWriter {
public:
  using LineWriter::LineWriter;

  void header() override {
    std::string line;
    for (const TableColumn &c : table.columns)
      line += (line.empty() ? "" : ",") +
              csvText(oneLine(c.name) + (c.unit.spelling.empty() ? "" : " [" + c.unit.spelling + "]"));
    write(line + "\n");
  }

  void row(const RowBlock &block, size_t at, fmt::memory_buffer &to) const override {
    for (size_t c = 0; c != table.columns.size(); ++c) {
      if (c)
        to.push_back(',');
      double x = block.columns[c][at];
      switch (table.columns[c].kind) {
      case TableColumn::Number:
        if (!std::isnan(x))
          fmt::format_to(fmt::appender(to), "{}", inUnit(table.columns[c], x));
        break;
      case TableColumn::Flag:
        append(to, x != 0 ? "true" : "false");
        break;
      case TableColumn::Word:
        append(to, csvText((*block.words[c])[x]));
        break;
      }
    }
    to.push_back('\n');
  }
};

//===-- JSON Lines ----------------------------------------------------------===//

/// What the values of a column are to a reader that has types.
llvm::StringRef kindName(const TableColumn &column) {
  switch (column.kind) {
  case TableColumn::Number:
    return column.whole ? "whole" : "number";
  case TableColumn::Flag:
    return "flag";
  case TableColumn::Word:
    return "word";
  }
  llvm_unreachable("every kind is named");
}

class JsonLinesWriter : public LineWriter {
public:
  JsonLinesWriter(const TableResult &table, llvm::raw_ostream &out) : LineWriter(table, out) {
    llvm::StringMap<unsigned> seen;
    for (const TableColumn &c : table.columns) {
      unsigned n = ++seen[c.name]; // an object has no two members of one name
      names.push_back(jsonText(n == 1 ? c.name : fmt::format("{} ({})", c.name, n)));
      keys.push_back((keys.empty() ? "{" : ",") + names.back() + ":");
    }
  }

  void header() override {
    std::string line = fmt::format("{{\"schema\":\"mls.table/1\",\"table\":{},\"form\":{},\"columns\":[",
                                   jsonText(table.name), jsonText(table.form));
    for (auto [c, name] : llvm::zip(table.columns, names))
      line +=
          fmt::format("{}{{\"name\":{},\"kind\":\"{}\",\"unit\":{},\"dimension\":{}}}", line.back() == '[' ? "" : ",",
                      name, kindName(c).str(), jsonText(c.baseUnit), jsonText(c.dimension));
    write(line + "]" + order() + "}\n");
  }

  /// Not after a full disk: rows are missing.
  void finish(const TableSummary &summary) override {
    if (summary.stopped)
      return;
    std::string line =
        fmt::format("{{\"schema\":\"mls.end/1\",\"table\":{},\"points\":{},\"found\":{},\"rows\":{},\"excluded\":[",
                    jsonText(table.name), summary.points, summary.found, summary.rows);
    for (auto &[reason, points] : summary.reasons)
      line += fmt::format("{}{{\"reason\":{},\"points\":{}}}", line.back() == '[' ? "" : ",", jsonText(reason), points);
    write(line + fmt::format("],\"interrupted\":{}}}\n", summary.interrupted));
  }

  void row(const RowBlock &block, size_t at, fmt::memory_buffer &to) const override {
    for (size_t c = 0; c != keys.size(); ++c) {
      append(to, keys[c]);
      const TableColumn &column = table.columns[c];
      if (double x = block.columns[c][at]; column.whole && std::isfinite(x))
        fmt::format_to(fmt::appender(to), "{:.0f}", x); // a reader of int64 takes no 1e+17
      else
        value(column.kind, block, c, at, to);
    }
    if (table.join) {
      append(to, ",\"mls.keys\":[");
      for (size_t k = 0; k != table.join->kinds.size(); ++k) {
        append(to, k ? "," : "");
        value(table.join->kinds[k], block, keys.size() + k, at, to);
      }
      append(to, "]");
    }
    append(to, "}\n");
  }

private:
  static void value(TableColumn::Kind kind, const RowBlock &block, size_t c, size_t at, fmt::memory_buffer &to) {
    double x = block.columns[c][at];
    switch (kind) {
    case TableColumn::Number:
      std::isfinite(x) ? void(fmt::format_to(fmt::appender(to), "{}", x)) : append(to, "null");
      break;
    case TableColumn::Flag:
      append(to, x != 0 ? "true" : "false");
      break;
    case TableColumn::Word:
      append(to, jsonText((*block.words[c])[x]));
      break;
    }
  }

  /// How the rows of this part and others are joined, where it takes more than one after the other.
  std::string order() const {
    if (!table.join)
      return {};
    std::string text = ",\"order\":{\"descending\":[";
    for (bool descending : table.join->descending)
      text += fmt::format("{}{}", text.back() == '[' ? "" : ",", descending);
    return text +
           fmt::format("],\"top\":{}}}", table.join->top == ~uint64_t(0) ? "null" : std::to_string(table.join->top));
  }

  std::vector<std::string> names, keys; ///< as JSON, and with what stands around them
};

//===-- Text and Markdown ----------------------------------------------------===//

std::string cell(const TableColumn &column, double x, const WordTable *words) {
  switch (column.kind) {
  case TableColumn::Number:
    return std::isnan(x) ? "-" : formatNumber(inUnit(column, x));
  case TableColumn::Flag:
    return x != 0 ? "yes" : "no";
  case TableColumn::Word:
    return (*words)[x].str();
  }
  return {};
}

class MarkdownWriter : public LineWriter {
public:
  using LineWriter::LineWriter;

  void header() override {
    std::string names = "|", rule = "|";
    for (const TableColumn &c : table.columns) {
      names += " " + escaped(c.name) + (c.unit.spelling.empty() ? "" : " [" + c.unit.spelling + "]") + " |";
      rule += c.kind == TableColumn::Number ? "---:|" : "---|";
    }
    write(names + "\n" + rule + "\n");
  }
  void row(const RowBlock &block, size_t at, fmt::memory_buffer &to) const override {
    append(to, "|");
    for (size_t c = 0; c != table.columns.size(); ++c)
      append(to, " " + escaped(cell(table.columns[c], block.columns[c][at], block.words[c])) + " |");
    append(to, "\n");
  }

private:
  static std::string escaped(llvm::StringRef text) {
    std::string to;
    for (char c : oneLine(text))
      to += c == '|' ? "\\|" : std::string(1, c);
    return to;
  }
};

/// Widths are those of the first rows; what comes later and is wider stands out.
class TextWriter : public TableWriter {
public:
  TextWriter(const TableResult &table, const TextStyle &style, llvm::raw_ostream &out)
      : TableWriter(table, out), style(style) {}

  std::unique_ptr<RowPart> begin() override { return std::make_unique<Part>(table); }

  bool end(std::unique_ptr<RowPart> part) override {
    auto &cells = static_cast<Part &>(*part).cells;
    if (!widths.empty())
      return print(cells);
    waiting.insert(waiting.end(), std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
    constexpr size_t measured = 1000;
    return waiting.size() < measured * table.columns.size() || start();
  }

  void finish(const TableSummary &) override {
    if (widths.empty() && !waiting.empty())
      start();
  }

private:
  struct Part : RowPart {
    explicit Part(const TableResult &table) : table(table) {}
    void add(const RowBlock &block) override {
      for (size_t i = 0; i != block.rows; ++i)
        for (size_t c = 0; c != table.columns.size(); ++c)
          cells.push_back(cell(table.columns[c], block.columns[c][i], block.words[c]));
    }
    const TableResult &table;
    std::vector<std::string> cells;
  };

  bool start() {
    size_t n = table.columns.size();
    for (const TableColumn &c : table.columns)
      widths.push_back(std::max(columns(oneLine(c.name)), columns(c.unit.spelling)));
    for (size_t i = 0; i != waiting.size(); ++i)
      widths[i % n] = std::max(widths[i % n], columns(waiting[i]));
    std::string names, units;
    for (size_t c = 0; c != n; ++c) {
      names += aligned(oneLine(table.columns[c].name), c);
      units += aligned(table.columns[c].unit.spelling, c);
    }
    write("  " + paint(llvm::StringRef(names).rtrim(), Accent::Bold, style.colour) + "\n");
    if (!llvm::StringRef(units).trim().empty())
      write("  " + paint(llvm::StringRef(units).rtrim(), Accent::Dim, style.colour) + "\n");
    bool ok = print(waiting);
    waiting.clear();
    return ok;
  }

  std::string aligned(llvm::StringRef text, size_t c) const {
    std::string pad = fill(text, widths[c], 0);
    return table.columns[c].kind == TableColumn::Number ? "  " + pad + text.str() : "  " + text.str() + pad;
  }

  bool print(llvm::ArrayRef<std::string> cells) {
    std::string lines;
    for (size_t i = 0; i < cells.size(); i += table.columns.size()) {
      std::string line;
      for (size_t c = 0; c != table.columns.size(); ++c)
        line += aligned(cells[i + c], c);
      lines += "  " + llvm::StringRef(line).rtrim().str() + "\n";
    }
    return write(lines);
  }

  const TextStyle &style;
  std::vector<unsigned> widths;
  std::vector<std::string> waiting;
};

} // namespace

std::unique_ptr<TableWriter> mls::tableWriter(TableFormat format, const TableResult &table, const TextStyle &style,
                                              llvm::raw_ostream &out) {
  switch (format) {
  case TableFormat::Csv:
    return std::make_unique<CsvWriter>(table, out);
  case TableFormat::JsonLines:
    return std::make_unique<JsonLinesWriter>(table, out);
  case TableFormat::Markdown:
    return std::make_unique<MarkdownWriter>(table, out);
  case TableFormat::Text:
    return std::make_unique<TextWriter>(table, style, out);
  }
  return nullptr;
}

std::string mls::jsonText(llvm::StringRef text) {
  std::string quoted;
  llvm::raw_string_ostream(quoted) << llvm::json::Value(llvm::json::fixUTF8(text));
  return quoted;
}

std::string mls::jsonNumber(double x) { return std::isfinite(x) ? fmt::format("{}", x) : "null"; }

std::string mls::summaryText(const TableSummary &s) {
  auto many = [](uint64_t n, llvm::StringRef what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); };
  std::string text = s.found == s.rows ? many(s.rows, "row") : fmt::format("{} of {}", s.rows, many(s.found, "row"));
  text += s.found == s.rows ? " of " + many(s.points, "point") : ", " + many(s.points, "point");
  constexpr size_t most = 16;
  llvm::SmallVector<std::string> reasons;
  for (auto &[reason, n] : llvm::ArrayRef(s.reasons).take_front(most))
    reasons.push_back(fmt::format("{} {}", n, oneLine(reason)));
  if (s.reasons.size() > most) {
    uint64_t rest = 0;
    for (auto &[reason, n] : llvm::ArrayRef(s.reasons).drop_front(most))
      rest += n;
    reasons.push_back(fmt::format("{} for {}", rest, many(s.reasons.size() - most, "other reason")));
  }
  if (!reasons.empty())
    text += "; left out: " + llvm::join(reasons, ", ");
  return text;
}
