//===- Plain.cpp - all results as CSV, JSON Lines or Markdown -------------===//
//
// Tables as they are; shows and asserts as small tables of their own.
//
//===----------------------------------------------------------------------===//

#include "Report/Tables.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"

#include <fmt/format.h>

using namespace mls;

namespace {

/// A table whose cells are all words.
class Words {
public:
  Words(llvm::StringRef name, llvm::ArrayRef<llvm::StringRef> headings) {
    table.name = name.str();
    for (llvm::StringRef heading : headings) {
      TableColumn &c = table.columns.emplace_back();
      c.kind = TableColumn::Word;
      c.name = heading.str();
      data.words.push_back(std::make_shared<WordTable>());
    }
    data.columns.resize(headings.size());
  }
  void row(llvm::ArrayRef<std::string> cells) {
    for (auto [i, cell] : llvm::enumerate(cells))
      data.columns[i].push_back(data.words[i]->add(cell));
    ++data.rows;
  }

  TableResult table;
  TableData data;
};

/// An object a line, with numbers as numbers.
void jsonLines(const Results &results, llvm::raw_ostream &out) {
  auto text = [](llvm::StringRef s) { return llvm::json::Value(llvm::json::fixUTF8(s)); };
  for (const ShownResult &s : results.shown) {
    if (s.failed || s.absent)
      continue;
    bool number = s.value.kind == ResultValue::Quantity;
    out << "{\"name\":" << text(s.name) << ",\"value\":";
    number ? out << fmt::format("{}", s.value.number) : out << text(s.value.display);
    out << ",\"unit\":" << text(s.value.unit) << "}\n";
  }
  for (const AssertResult &a : results.asserts)
    out << "{\"assert\":" << text(a.text) << ",\"passed\":" << (a.failed ? "null" : a.passed ? "true" : "false") << "}\n";
}

} // namespace

std::vector<TableSummary> mls::reportTables(const Results &results, TableFormat format, bool continued,
                                            llvm::raw_ostream &out) {
  std::vector<TableSummary> summaries;
  bool first = true;
  auto print = [&](const TableResult &table, llvm::function_ref<TableSummary(RowSink &)> rows) {
    if (!std::exchange(first, false) && format != TableFormat::JsonLines)
      out << '\n';
    auto writer = tableWriter(format, table, {}, out);
    if (!continued)
      writer->header();
    TableSummary summary = rows(*writer);
    writer->finish();
    return summary;
  };
  if (format == TableFormat::JsonLines && !continued)
    jsonLines(results, out);
  Words shows("shows", {"name", "value", "unit"}), asserts("asserts", {"assert", "passed"});
  for (const ShownResult &s : results.shown)
    if (!s.failed && !s.absent) {
      bool number = s.value.kind == ResultValue::Quantity;
      shows.row({s.name, number ? fmt::format("{}", s.value.number) : s.value.display, s.value.unit});
    }
  for (const AssertResult &a : results.asserts)
    asserts.row({a.text, a.failed ? "" : a.passed ? "true" : "false"});
  for (Words *words : {&shows, &asserts})
    if (words->data.rows && !continued && format != TableFormat::JsonLines)
      print(words->table, [&](RowSink &sink) { return words->data.give(sink, words->table.columns.size()); });
  for (const TableResult &table : results.tables) {
    summaries.push_back(print(table, table.rows));
    if (format == TableFormat::Markdown)
      out << '\n' << summaryText(summaries.back()) << '\n';
  }
  return summaries;
}
