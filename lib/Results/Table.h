//===- Table.h - rows of a query --------------------------------*- C++ -*-===//
//
// A table is not a list of rows: a sweep may have a hundred million. It is its columns
// and a function that makes the rows, in order, into a *sink*. The maker works on many
// threads: each fills a *part* of the sink (a piece of text, a few sorted rows) and the
// parts are handed over in order, so that what is written does not depend on how many
// threads there were.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "Units/Display.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mls {

struct TableColumn {
  enum Kind : uint8_t { Number, Flag, Word } kind = Number;
  std::string name;      ///< `slo.tpot`, `price`
  bool whole = false;    ///< a Number that is an input of whole numbers
  Unit unit;             ///< of all its numbers
  std::string baseUnit;  ///< `s/tok`; of a pure number empty
  std::string dimension; ///< `Time/Token`
};

/// The words of a column. It grows while others read what is there.
class WordTable {
public:
  /// Its number; that of an equal word if there is one.
  uint32_t add(llvm::StringRef word);
  /// The number of the first of these words, which stand together.
  uint32_t add(llvm::ArrayRef<llvm::StringRef> words);
  llvm::StringRef operator[](double number) const {
    auto i = size_t(number);
    return number >= 0 && i < capacity && chunks[i / chunk] ? llvm::StringRef(chunks[i / chunk][i % chunk]) : "";
  }

private:
  static constexpr size_t chunk = 1024, capacity = chunk * 1024;
  uint32_t append(llvm::StringRef word);

  std::mutex growing;
  std::unique_ptr<std::unique_ptr<std::string[]>[]> chunks{new std::unique_ptr<std::string[]>[capacity / chunk]};
  llvm::StringMap<uint32_t> known;
  llvm::StringMap<uint32_t> runs;
  uint32_t size = 0;
};

/// Consecutive rows. A number is in base units, a flag 0 or 1, a word its index in `words`.
struct RowBlock {
  size_t rows = 0;
  llvm::ArrayRef<const double *> columns;
  llvm::ArrayRef<const WordTable *> words; ///< by column; null but for words
};

/// What one thread makes of some consecutive rows.
class RowPart {
public:
  virtual ~RowPart() = default;
  virtual void add(const RowBlock &rows) = 0;
  /// A row that this condition, and nothing else, keeps out.
  virtual void miss(unsigned condition, const RowBlock &row) { (void)condition, (void)row; }
};

class RowSink {
public:
  virtual ~RowSink() = default;
  /// Called by any thread.
  virtual std::unique_ptr<RowPart> begin() = 0;
  /// Called in the order of the rows, by one thread at a time. False: no more (the disk is full).
  virtual bool end(std::unique_ptr<RowPart> part) = 0;
};

/// What became of the points of a table.
struct TableSummary {
  uint64_t points = 0;   ///< looked at
  uint64_t rows = 0;     ///< given to the sink
  uint64_t found = 0;    ///< rows before `per`, `top` or a front kept some of them
  uint64_t excluded = 0;
  std::vector<std::pair<std::string, uint64_t>> reasons; ///< of the excluded, the most frequent first
  bool interrupted = false; ///< by the user
  bool stopped = false;     ///< by the sink
};

/// Of one part of a table that is sorted or cut: behind the columns that are shown stand those of the keys, then those of
/// which each combination has one row.
struct TableJoin {
  std::vector<bool> descending;         ///< by key
  std::vector<TableColumn::Kind> kinds; ///< of all these columns
  uint64_t top = ~uint64_t(0);
};

struct TableResult {
  std::string name;
  std::string form; ///< `sweep`, `optimize`
  std::vector<TableColumn> columns;
  std::function<TableSummary(RowSink &)> rows;
  std::optional<TableJoin> join;
  /// Said below the table once it is there: `binding  slo.tpot <= 40 ms/tok`.
  std::function<std::vector<std::pair<std::string, std::string>>()> notes;
  char grade = '-';
  bool failed = false; ///< has no rows; a diagnostic says why
  Range range;
};

/// Rows in memory.
struct TableData {
  size_t rows = 0;
  std::vector<std::vector<double>> columns;
  std::vector<std::shared_ptr<WordTable>> words; ///< by column; null but for words

  /// Hands the first columns, as many as the table shows, to a sink.
  TableSummary give(RowSink &sink, size_t shown) const;
};

/// A sink that keeps the columns of all rows.
class RowCollector : public RowSink {
public:
  explicit RowCollector(size_t columns) { data.columns.resize(columns); }
  std::unique_ptr<RowPart> begin() override;
  bool end(std::unique_ptr<RowPart> part) override;
  TableData data; ///< without words: those of the maker
};

} // namespace mls
