//===- ResultFormats.h - how run prints its results -------------*- C++ -*-===//
#pragma once

#include "Driver/Command.h"
#include "Report/Report.h"

namespace mls {

/// Prints file after file in the format that `--format` names.
class ResultPrinter {
public:
  virtual ~ResultPrinter() = default;
  /// Makes the rows of the file's tables.
  virtual std::vector<TableSummary> file(const FileOutcome &outcome) = 0;
  /// After the last file.
  virtual void finish() {}
  /// Whether a reader of it sees how many points were left out of a table.
  virtual bool tellsExcluded() const { return true; }
};

inline constexpr llvm::StringRef resultFormats[] = {"text", "json", "csv", "jsonl", "markdown", "junit"};
std::unique_ptr<ResultPrinter> resultPrinter(const Invocation &invocation, Shard shard);

/// What to do instead of `-o out.parquet` or `--format parquet`, which mlsc does not have; else empty.
std::string otherOutput(llvm::StringRef option, llvm::StringRef value, llvm::ArrayRef<std::string> line);

} // namespace mls
