//===- Tables.h - rows as text, CSV, JSON Lines and Markdown ----*- C++ -*-===//
//
// Sinks for the rows of a table (Results/Table.h). Each thread makes text of its rows;
// the texts are written in order, so that a table of any length takes little memory.
//
//   text      aligned by the first thousand rows; four significant digits
//   csv       RFC 4180; `slo.tpot [ms/tok]`; numbers in that unit, to the last bit
//   jsonl     one object a line; before the rows one that describes the columns, after
//             them one that says how many there were, so that a reader knows when some are missing
//   markdown  a table of GitHub's dialect
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Report/Report.h"
#include "Results/Table.h"

namespace mls {

class TableWriter : public RowSink {
public:
  TableWriter(const TableResult &table, llvm::raw_ostream &out) : table(table), out(out) {}
  /// What comes before the rows (a later shard leaves it out), and after them.
  virtual void header() {}
  virtual void finish(const TableSummary &summary) { (void)summary; }

protected:
  /// False when it could not be written.
  bool write(llvm::StringRef text);

  const TableResult &table;
  llvm::raw_ostream &out;
};

std::unique_ptr<TableWriter> tableWriter(TableFormat format, const TableResult &table, const TextStyle &style,
                                         llvm::raw_ostream &out);

/// A JSON string, and a number with all its digits; `null` for what JSON has no number for.
std::string jsonText(llvm::StringRef text);
std::string jsonNumber(double x);

/// `7 rows of 12 points; left out: 3 not `slo.fits`, 2 `Pod` has no `rent``.
std::string summaryText(const TableSummary &summary);

} // namespace mls
