//===- Json.cpp - results for programs -------------------------------------===//

#include "llvm/Support/JSON.h"
#include "Report/Report.h"
#include "Report/Tables.h"
#include "llvm/ADT/DenseMap.h"

#include <cmath>
#include <fmt/format.h>

using namespace mls;
using llvm::json::OStream;

namespace {

/// Shortest text that reads back as the same double; llvm::json prints 17 digits.
void number(OStream &json, double value) {
  if (std::isfinite(value))
    json.rawValue(fmt::format("{}", value));
  else
    json.value(nullptr);
}

void text(OStream &json, llvm::StringRef key, llvm::StringRef value) {
  json.attribute(key, llvm::json::fixUTF8(value));
}

void rawValue(OStream &json, const ResultValue &value) {
  switch (value.kind) {
  case ResultValue::Quantity:
    return number(json, value.number);
  case ResultValue::Bool:
    return json.value(value.number != 0);
  case ResultValue::Name:
  case ResultValue::Text:
    return json.value(llvm::json::fixUTF8(value.text));
  case ResultValue::Record:
    return json.object([&] {
      for (auto &[name, member] : value.members)
        json.attributeBegin(name), rawValue(json, member), json.attributeEnd();
    });
  case ResultValue::List:
    return json.array([&] {
      for (auto &[name, member] : value.members)
        rawValue(json, member);
    });
  }
}

void attributes(OStream &json, const ResultValue &value) {
  json.attributeBegin("value"), rawValue(json, value), json.attributeEnd();
  if (value.kind == ResultValue::Quantity) {
    text(json, "unit", value.unit);
    text(json, "dimension", value.dimension);
  }
  text(json, "display", value.display);
  if (!value.range.empty()) {
    json.attributeBegin("low"), number(json, value.lo), json.attributeEnd();
    json.attributeBegin("high"), number(json, value.hi), json.attributeEnd();
  }
  if (!value.gap.empty())
    text(json, "gap", value.gap);
}

void attributes(OStream &json, const ResultTrust &trust) {
  json.attribute("grade", std::string(1, trust.grade));
  json.attributeArray("sources", [&] {
    for (const std::string &source : trust.sources)
      json.value(source);
  });
}

void inputs(OStream &json, llvm::StringRef key, llvm::ArrayRef<ResultInput> list) {
  json.attributeArray(key, [&] {
    for (const ResultInput &input : list)
      json.object([&] {
        if (!input.path.empty())
          text(json, "path", input.path);
        text(json, "display", input.display);
        if (!input.origin.empty())
          text(json, "origin", input.origin);
      });
  });
}

void cell(OStream &json, const TableColumn &column, double x, const WordTable *words) {
  switch (column.kind) {
  case TableColumn::Number: return number(json, x);
  case TableColumn::Flag: return json.value(x != 0);
  case TableColumn::Word: return json.value(llvm::json::fixUTF8((*words)[x]));
  }
}

/// Rows as arrays of values.
class JsonRows : public TableWriter {
public:
  JsonRows(const TableResult &table, OStream &json, llvm::raw_ostream &out) : TableWriter(table, out), json(json) {}
  std::unique_ptr<RowPart> begin() override { return std::make_unique<Part>(table.columns.size()); }
  bool end(std::unique_ptr<RowPart> part) override {
    auto &rows = static_cast<Part &>(*part);
    for (size_t i = 0; i != rows.rows; ++i)
      json.array([&] {
        for (size_t c = 0; c != table.columns.size(); ++c)
          cell(json, table.columns[c], rows.columns[c][i], rows.words[c]);
      });
    return true;
  }

private:
  struct Part : RowPart {
    explicit Part(size_t columns) : columns(columns), words(columns) {}
    void add(const RowBlock &block) override {
      for (size_t c = 0; c != columns.size(); ++c) {
        columns[c].insert(columns[c].end(), block.columns[c], block.columns[c] + block.rows);
        words[c] = block.words[c];
      }
      rows += block.rows;
    }
    size_t rows = 0;
    std::vector<std::vector<double>> columns;
    std::vector<const WordTable *> words;
  };
  OStream &json;
};

void table(OStream &json, const TableResult &table, std::vector<TableSummary> &summaries) {
  text(json, "name", table.name);
  text(json, "form", table.form);
  json.attribute("grade", std::string(1, table.grade));
  json.attributeArray("columns", [&] {
    for (const TableColumn &c : table.columns)
      json.object([&] {
        text(json, "name", c.name);
        if (c.kind == TableColumn::Number) {
          text(json, "unit", c.baseUnit);
          text(json, "dimension", c.dimension);
        }
      });
  });
  TableSummary summary;
  json.attributeArray("rows", [&] {
    JsonRows rows(table, json, llvm::nulls());
    summary = table.rows(rows);
  });
  json.attribute("points", int64_t(summary.points));
  json.attributeArray("excluded", [&] {
    for (auto &[reason, n] : summary.reasons)
      json.object([&] {
        text(json, "reason", reason);
        json.attribute("points", int64_t(n));
      });
  });
  if (table.notes)
    json.attributeArray("notes", [&] { // several may have one name
      for (auto &[name, note] : table.notes())
        json.object([&] {
          text(json, "name", name);
          text(json, "text", note);
        });
    });
  summaries.push_back(std::move(summary));
}

void file(OStream &json, const Results &results, std::vector<TableSummary> &summaries) {
  text(json, "file", results.file);
  text(json, "registry", results.registryVersion);
  json.attribute("grade", std::string(1, results.grade));
  json.attributeArray("results", [&] {
    for (const ShownResult &shown : results.shown)
      json.object([&] {
        text(json, "name", shown.name);
        attributes(json, shown.value);
        attributes(json, shown.trust);
        if (!shown.bound.empty()) {
          text(json, "bound", shown.bound);
          json.attributeBegin("margin"), number(json, shown.margin), json.attributeEnd();
        }
        if (!shown.note.empty())
          text(json, "note", shown.note);
        if (!shown.definition.empty())
          text(json, "definition", shown.definition);
      });
  });
  json.attributeArray("asserts", [&] {
    for (const AssertResult &assertion : results.asserts)
      json.object([&] {
        text(json, "assert", assertion.text);
        json.attribute("passed", assertion.passed);
        if (!assertion.message.empty())
          text(json, "message", assertion.message);
        if (!assertion.deviation.empty())
          text(json, "deviation", assertion.deviation);
        if (!assertion.because.empty())
          json.attributeObject("because", [&] {
            for (auto &[name, display] : assertion.because)
              text(json, name, display);
          });
        attributes(json, assertion.trust);
      });
  });
  if (!results.tables.empty())
    json.attributeArray("tables", [&] {
      for (const TableResult &t : results.tables)
        json.object([&] { table(json, t, summaries); });
    });
  inputs(json, "unsourced", results.unsourced);
  inputs(json, "overrides", results.overrides);
  inputs(json, "notes", results.notes);
  json.attributeArray("not_modelled", [&] {
    for (const std::string &effect : results.notModelled)
      json.value(effect);
  });
}

class ProofWriter {
public:
  explicit ProofWriter(OStream &json) : json(json) {}

  void write(const ProofNode &node) {
    auto [at, fresh] = ids.try_emplace(&node, unsigned(ids.size()));
    unsigned id = at->second;
    json.object([&] {
      json.attribute("id", id);
      if (!fresh)
        return; // printed where it was first met
      text(json, "name", node.name);
      attributes(json, node.value);
      json.attribute("grade", std::string(1, node.grade));
      optional("formula", node.formula), optional("doc", node.doc), optional("origin", node.origin);
      optional("reason", node.reason), optional("citation", node.citation);
      optional("citation_title", node.citationTitle), optional("citation_url", node.citationUrl);
      if (!node.cited.empty())
        cited(node.cited.front());
      if (node.cited.size() > 1)
        json.attributeObject("confirmed_by", [&] { cited(node.cited[1]); });
      if (!node.inputs.empty())
        json.attributeArray("inputs", [&] {
          for (const std::shared_ptr<ProofNode> &input : node.inputs)
            write(*input);
        });
    });
  }

private:
  void cited(const CitedFigure &c) {
    optional("source", c.source), optional("publisher", c.publisher), optional("title", c.title);
    optional("url", c.url), optional("accessed", c.accessed), optional("locator", c.locator);
    optional("quote", c.quote), optional("printed", c.printed);
  }

  void optional(llvm::StringRef key, llvm::StringRef value) {
    if (!value.empty())
      text(json, key, value);
  }

  OStream &json;
  llvm::DenseMap<const ProofNode *, unsigned> ids;
};

} // namespace

void JsonReport::add(const Results &results, std::vector<TableSummary> &summaries) {
  std::string members;
  llvm::raw_string_ostream out(members);
  OStream json(out, 2);
  json.object([&] { file(json, results, summaries); });
  files.push_back(std::move(members));
}

void JsonReport::write(llvm::raw_ostream &out) const {
  auto indented = [&](llvm::StringRef object, llvm::StringRef by) {
    for (llvm::StringRef rest = object; !rest.empty();) {
      auto [line, more] = rest.split('\n');
      out << line << (more.empty() ? "" : "\n");
      if (!more.empty())
        out << by;
      rest = more;
    }
  };
  if (files.size() == 1) {
    out << "{\n  \"schema\": \"mls.result/1\",\n" << llvm::StringRef(files.front()).drop_front(2) << '\n';
    return;
  }
  out << "{\n  \"schema\": \"mls.results/1\",\n  \"files\": [\n";
  for (const std::string &f : files) {
    out << "    ";
    indented(f, "    ");
    out << (&f == &files.back() ? "\n" : ",\n");
  }
  out << "  ]\n}\n";
}

void mls::reportProofJson(const ProofNode &root, llvm::raw_ostream &out) {
  OStream json(out, 2);
  json.object([&] {
    json.attribute("schema", "mls.explain/1");
    json.attributeBegin("proof");
    ProofWriter(json).write(root);
    json.attributeEnd();
  });
  out << '\n';
}
