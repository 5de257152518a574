//===- Plain.cpp - all results as CSV, JSON Lines or Markdown -------------===//
//
// Tables as they are; shows and asserts as small tables of their own.
//
//===----------------------------------------------------------------------===//

#include "Report/Tables.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

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

/// What the rows that follow were made from: shards are of one run where all of it is the same.
void jsonLinesHeader(const FileOutcome &outcome, Shard shard, llvm::raw_ostream &out) {
  const Results &results = *outcome.results;
  out << "{\"schema\":\"mls.run/1\",\"file\":" << jsonText(results.file)
      << ",\"registry\":" << jsonText(results.registryVersion) << ",\"grade\":" << jsonText({&results.grade, 1})
      << ",\"sources\":[";
  for (FileId file : outcome.read)
    out << (file == outcome.read.front() ? "" : ",") << "{\"path\":" << jsonText(outcome.sources.name(file))
        << fmt::format(",\"hash\":\"{:016x}\"}}", llvm::xxh3_64bits(outcome.sources.text(file)));
  out << "],\"overrides\":[";
  for (const ResultInput &input : results.overrides)
    out << (&input == &results.overrides.front() ? "" : ",") << "{\"path\":" << jsonText(input.path)
        << ",\"value\":" << jsonText(input.display) << '}';
  out << "],\"shard\":" << shard.number << ",\"shards\":" << shard.of << "}\n";
}

/// An object a line, with numbers as numbers.
void jsonLines(const Results &results, llvm::raw_ostream &out) {
  for (const ShownResult &s : results.shown) {
    if (s.failed || s.absent)
      continue;
    bool number = s.value.kind == ResultValue::Quantity;
    out << "{\"name\":" << jsonText(s.name) << ",\"value\":";
    number ? out << jsonNumber(s.value.number) : out << jsonText(s.value.display);
    out << ",\"unit\":" << jsonText(s.value.unit);
    if (!s.value.range.empty())
      out << fmt::format(",\"low\":{},\"high\":{}", jsonNumber(s.value.lo), jsonNumber(s.value.hi));
    out << "}\n";
  }
  for (const AssertResult &a : results.asserts)
    out << "{\"assert\":" << jsonText(a.text) << ",\"passed\":"
        << (a.failed   ? "null"
            : a.passed ? "true"
                       : "false")
        << "}\n";
}

} // namespace

std::vector<TableSummary> mls::reportTables(const FileOutcome &outcome, TableFormat format, Shard shard,
                                            llvm::raw_ostream &out) {
  const Results &results = *outcome.results;
  std::vector<TableSummary> summaries;
  bool first = true, lines = format == TableFormat::JsonLines;
  auto print = [&](const TableResult &table, llvm::function_ref<TableSummary(RowSink &)> rows) {
    if (!std::exchange(first, false) && !lines)
      out << '\n';
    auto writer = tableWriter(format, table, {}, out);
    if (lines || shard.isFirst())
      writer->header();
    TableSummary summary = rows(*writer);
    writer->finish(summary);
    return summary;
  };
  if (lines)
    jsonLinesHeader(outcome, shard, out);
  if (lines && shard.isFirst())
    jsonLines(results, out);
  Words shows("shows", {"name", "value", "unit"}), asserts("asserts", {"assert", "passed"});
  if (llvm::any_of(results.shown, [](const ShownResult &s) { return !s.value.range.empty(); }))
    shows = Words("shows", {"name", "value", "unit", "low", "high"});
  for (const ShownResult &s : results.shown)
    if (!s.failed && !s.absent) {
      bool number = s.value.kind == ResultValue::Quantity, ranges = !s.value.range.empty();
      auto bound = [&](double x) { return ranges ? fmt::format("{}", x) : std::string(); };
      std::string cells[] = {s.name, number ? fmt::format("{}", s.value.number) : s.value.display, s.value.unit,
                             bound(s.value.lo), bound(s.value.hi)};
      shows.row(llvm::ArrayRef(cells).take_front(shows.table.columns.size()));
    }
  for (const AssertResult &a : results.asserts)
    asserts.row({a.text, a.failed ? "" : a.passed ? "true" : "false"});
  for (Words *words : {&shows, &asserts})
    if (words->data.rows && shard.isFirst() && !lines)
      print(words->table, [&](RowSink &sink) { return words->data.give(sink, words->table.columns.size()); });
  for (const TableResult &table : results.tables) {
    summaries.push_back(print(table, table.rows));
    if (format != TableFormat::Markdown)
      continue;
    out << '\n' << summaryText(summaries.back()) << '\n';
    if (table.notes)
      for (auto &[name, text] : table.notes())
        out << "\n" << name << ": " << text << '\n';
  }
  if (format == TableFormat::Markdown && !results.notModelled.empty())
    out << "\nNot modelled: " << llvm::join(results.notModelled, "; ") << ".\n";
  return summaries;
}
