//===- CompareTables.h - the rows of two tables, side by side ---*- C++ -*-===//
//
// Rows are aligned by their keys: the values that the axes set, of a sensitivity the
// input. Columns are aligned by name and dimension. What is reported is bounded however
// long the tables are: how many rows and figures differ, and those that differ most.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/AxisValues.h"
#include "Queries/CompareInputs.h"
#include "Queries/Replay.h"
#include "Results/Comparison.h"

#include <cmath>

namespace mls {

/// Two numbers this close, relative to the larger, are the same.
inline constexpr double sameTolerance = 1e-12;
inline bool isSameNumber(double a, double b) {
  return a == b || std::fabs(a - b) <= sameTolerance * std::max(std::fabs(a), std::fabs(b));
}

/// A row of a table by its keys; numbers in base units.
struct RowKey {
  struct Part {
    std::string column;
    double number = 0; ///< of a word unused
    std::string word;
  };
  std::vector<Part> parts;
};

/// A figure that differs, as TableChange::figures tells it, and where it is found.
struct ChangedFigure {
  ResultChange change;
  RowKey row;
  unsigned column = 0; ///< of the first table
};

struct ComparedTable {
  TableChange change;                 ///< without `figures`
  std::vector<ChangedFigure> figures; ///< the most changed, in order
};

ComparedTable compareTables(const TableResult &before, const BlockQuery &blockBefore, const TableResult &after,
                            const BlockQuery &blockAfter);

/// What single rows of a sweep or an optimize are with other inputs.
class RowReplay {
public:
  RowReplay(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, const BlockQuery &block,
            BlockResults results);
  /// The figure in this column of the row; NaN: there is none.
  double at(const ChangedFigure &figure, llvm::ArrayRef<Override> overrides);
  /// True of an input that the axes set, or a part of one: it is the same in both rows.
  bool isSet(llvm::StringRef path) const;

private:
  const BlockQuery &block;
  DiagnosticEngine ignored;
  Session file;
  Replay replay;
  MadeNodes made;
  std::vector<AxisValues> axes;
  std::vector<const AxisValues::Member *> members; ///< by input of the block
  std::vector<unsigned> wanted;                    ///< by column
};

} // namespace mls
