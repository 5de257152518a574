//===- Comparison.h - how two evaluations differ ----------------*- C++ -*-===//
#pragma once

#include "Results/Results.h"

namespace mls {

/// An input that has another value in the second program.
struct ChangedInput {
  std::string path, before, after;
};

/// What one input, or all of them, did to a result: alone in the first program, the
/// others as they were. Shares of the first value.
struct Cause {
  unsigned input; ///< into Comparison::inputs
  double effect;
};

struct ResultChange {
  std::string name;
  ResultValue before, after; ///< of one that only one program has: the other is empty
  enum Kind : uint8_t { Changed, Added, Removed } kind = Changed;
  double change = std::numeric_limits<double>::quiet_NaN();   ///< share of the first value; NaN: no number
  std::vector<Cause> causes;                                  ///< the strongest first
  double together = std::numeric_limits<double>::quiet_NaN(); ///< all inputs at once
  /// What inputs do not explain: other formulas, other structure.
  double rest() const { return change - together; }
};

/// How the rows of a table differ. Rows belong together when the axes set the same values.
struct TableChange {
  std::string name;
  size_t rowsBefore = 0, rowsAfter = 0;
  size_t same = 0, changed = 0, added = 0, removed = 0; ///< rows
  std::vector<std::string> addedRows, removedRows;      ///< the first of them
  std::vector<std::string> addedColumns, removedColumns;
  std::string bestBefore, bestAfter; ///< of an optimize, where another row is the best; else empty
  size_t changedFigures = 0;
  std::vector<ResultChange> figures; ///< the most changed, in order; `slo.tp 2: slo.tpot`
  std::string notCompared;           ///< why the rows could not be compared, or empty

  bool differs() const {
    return changed + added + removed + addedColumns.size() + removedColumns.size() != 0 || !bestBefore.empty() ||
           !notCompared.empty();
  }
};

struct AssertChange {
  std::string text, before, after; ///< `pass`, `FAIL`, `none`, or empty: only one program has it
};

struct Comparison {
  std::string before, after; ///< names of the programs
  std::vector<ChangedInput> inputs;
  std::vector<ResultChange> results;
  std::vector<TableChange> tables;
  std::vector<std::string> tablesBefore, tablesAfter; ///< that only one program has
  std::vector<AssertChange> asserts;
  unsigned same = 0;   ///< shows, tables and asserts that agree
  bool failed = false; ///< some value could not be computed

  bool differs() const {
    return !results.empty() || !tables.empty() || !tablesBefore.empty() || !tablesAfter.empty() || !asserts.empty();
  }
};

} // namespace mls
