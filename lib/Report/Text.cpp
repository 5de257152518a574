//===- Text.cpp - results for people --------------------------------------===//

#include "Report/Tables.h"
#include "Report/Style.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <fmt/format.h>

using namespace mls;

namespace {

/// Nothing wider than this is padded to, so that one long name does not push every value off the screen.
constexpr unsigned widestName = 36, widestValue = 22;
constexpr size_t mostEffects = 3; ///< named below the answers

class TextReport {
public:
  TextReport(const Results &results, const TextStyle &style, llvm::raw_ostream &out)
      : results(results), style(style), out(out) {}

  std::vector<TableSummary> print() {
    header();
    measure();
    if (results.order.empty())
      out << "  nothing to answer: the file has no `show`, `assert`, `query` or `let`\n";
    for (size_t i = 0; i < results.order.size(); ++i) {
      auto [kind, index] = results.order[i];
      if (i && (kind != results.order[i - 1].first || kind == Results::Table))
        out << '\n';
      switch (kind) {
      case Results::Shown: line(results.shown[index]); break;
      case Results::Assert: reportAssert(results.asserts[index], style, out); break;
      case Results::Table: table(results.tables[index]); break;
      }
    }
    footer();
    return std::move(summaries);
  }

private:
  std::string ink(llvm::StringRef text, Accent colour) const { return paint(text, colour, style.colour); }

  void header() {
    out << ink(results.file, Accent::Bold) << ink("  registry " + results.registryVersion, Accent::Dim)
        << ink(std::string("  trust ") + results.grade, Accent::Dim);
    if (!results.unsourced.empty())
      out << ink(
          fmt::format("  {} unsourced input{}", results.unsourced.size(), results.unsourced.size() == 1 ? "" : "s"),
          Accent::Dim);
    out << '\n';
    for (const ResultInput &input : results.overrides)
      out << "  set " << input.path << " = " << input.display << '\n';
    for (const ResultInput &note : results.notes)
      out << "  note: " << note.display << '\n';
    if (!results.priceBasis.empty())
      out << "  prices: " << results.priceBasis << '\n';
    out << '\n';
  }

  void measure() {
    for (const ShownResult &shown : results.shown) {
      nameWidth = std::max(nameWidth, std::min(columns(oneLine(shown.name)), widestName));
      if (shown.value.members.empty())
        valueWidth = std::max(valueWidth, std::min(columns(shown.value.display), widestValue));
    }
  }

  void line(const ShownResult &shown) {
    std::string name = oneLine(shown.name);
    if (shown.failed) {
      out << "  " << name << fill(name, nameWidth) << "  " << ink("no value (reported above)", Accent::Bad)
          << '\n';
      return;
    }
    row("  ", name, shown.value, remark(shown));
    if (style.explain && !shown.definition.empty())
      out << "      " << ink(shown.definition, Accent::Dim) << '\n';
  }

  /// `[1 s, 2 s]`; empty for what needs lines of its own.
  static std::string inlined(const ResultValue &value) {
    if (value.kind != ResultValue::List ||
        llvm::any_of(value.members, [](auto &m) { return !m.second.members.empty(); }))
      return value.display;
    return "[" + llvm::join(llvm::map_range(value.members, [](auto &m) { return m.second.display; }), ", ") + "]";
  }

  void row(llvm::StringRef indent, llvm::StringRef name, const ResultValue &value, llvm::StringRef remark) {
    out << indent << name;
    std::string text = inlined(value);
    if (!value.members.empty() && text.empty()) {
      out << '\n';
      for (auto &[member, inner] : value.members)
        row((indent + "  ").str(), member.empty() ? "-" : member, inner, "");
      return;
    }
    unsigned width = nameWidth + 2 >= indent.size() ? nameWidth + 2 - unsigned(indent.size()) : 0;
    out << fill(name, width, 0) << "  " << ink(text, Accent::Bold);
    if (!remark.empty())
      out << fill(text, valueWidth) << "  " << ink(remark, Accent::Dim);
    out << '\n';
  }

  static std::string remark(const ShownResult &shown) {
    llvm::SmallVector<std::string, 3> parts;
    if (std::string range = shown.value.rangeAndGap(); !range.empty())
      parts.push_back(range);
    if (!shown.bound.empty()) {
      std::string text = shown.bound + "-bound";
      if (std::isfinite(shown.margin) && !shown.nextBound.empty())
        text += fmt::format(", {:.3g}x to {}", shown.margin, shown.nextBound);
      parts.push_back(text);
    }
    if (!shown.note.empty())
      parts.push_back(shown.note);
    return llvm::join(parts, "; ");
  }

  void table(const TableResult &table) {
    out << "  " << ink(table.name, Accent::Bold) << '\n';
    std::unique_ptr<TableWriter> writer = tableWriter(TableFormat::Text, table, style, out);
    summaries.push_back(table.rows(*writer));
    writer->finish(summaries.back());
    if (table.form != "sensitivity" || summaries.back().excluded)
      out << "    " << ink(wrap(summaryText(summaries.back()), "      ", 100, 4), Accent::Dim) << '\n';
    for (auto &[name, text] : table.notes ? table.notes() : decltype(table.notes()){})
      out << "    " << name << "  " << wrap(text, "      ", 100, columns(name) + 6) << '\n';
  }

  /// What the answers leave out: counted where a list would be longer than they are.
  std::string notModelled() const {
    if (style.explain || results.notModelled.size() <= mostEffects)
      return wrap(llvm::join(results.notModelled, "; "), "  ", 100, 14);
    return fmt::format("{} effects (`--definitions` lists them)", results.notModelled.size());
  }

  void footer() {
    if (!results.notModelled.empty())
      out << '\n' << ink("not modelled: " + notModelled(), Accent::Dim) << '\n';
    unsigned failed = 0, undecided = 0;
    for (const AssertResult &assertion : results.asserts)
      (assertion.failed ? undecided : failed) += !assertion.passed;
    if (failed)
      out << '\n' << ink(fmt::format("{} of {} asserts failed", failed, results.asserts.size()), Accent::Bad) << '\n';
    if (undecided)
      out << (failed ? "" : "\n")
          << ink(fmt::format("{} of {} asserts could not be decided", undecided, results.asserts.size()), Accent::Bad)
          << '\n';
  }

  const Results &results;
  const TextStyle &style;
  llvm::raw_ostream &out;
  unsigned nameWidth = 0, valueWidth = 0;
  std::vector<TableSummary> summaries;
};

} // namespace

std::vector<TableSummary> mls::reportText(const Results &results, const TextStyle &style, llvm::raw_ostream &out) {
  return TextReport(results, style, out).print();
}
