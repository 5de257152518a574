//===- OptimizeSearch.h - good points of too large a block ------*- C++ -*-===//
//
// Several runs, each from a seed of its own, so that what is found does not depend on
// the number of threads:
//
//   1. NLopt walks the whole block. CRS2 (Kaelo and Ali 2006) moves a population by
//      reflecting random simplices and follows what several axes do together; ESCH
//      (da Silva Santos 2010) mutates single coordinates and gets out of traps. Axes
//      are coordinates of 0 .. 1, in logarithms where a range spans decades; one that
//      has values takes the nearest. Points that meet all conditions come before those
//      that do not, and the latter in the order of what is missing.
//   2. A descent from the best point: each axis alone and each two together try
//      neighbours, near and far, until none is better; then around the next best points.
//   3. COBYLA (Powell 1994) on the continuous ranges, margins of conditions as constraints.
//
// Of points that differ in continuous ranges alone the best is kept.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/OptimizeScore.h"

#include <atomic>

namespace mls {

/// Several objectives as one: the greatest of `weight * (goal - from)`, and a little of each.
struct Direction {
  std::vector<double> from, weight; ///< by goal
  std::vector<double> bound = {};   ///< what each may be at most; empty: anything
  double operator()(llvm::ArrayRef<double> goals) const;
};

/// One run.
struct SearchTask {
  std::vector<std::optional<double>> held; ///< by axis: it stays there
  Direction direction;
  unsigned seed = 1;        ///< odd: CRS2, even: ESCH
  unsigned evaluations = 0; ///< of the whole block; 0: only the descent, from `start`
  SearchPoint start = {};
};

struct SearchResult {
  struct Found {
    Score score;
    SearchPoint point;
    std::vector<int64_t> cell = {}; ///< equal where points differ in continuous ranges alone
  };
  std::vector<Found> best;          ///< the best first
  std::map<unsigned, Found> misses; ///< by condition: the best that it alone keeps out
  std::vector<double> goals;        ///< of the first
  std::vector<double> margins;      ///< of the first
  uint64_t evaluations = 0;
};

class OptimizeSearch {
public:
  /// Of each run `keep` points are kept.
  OptimizeSearch(const PointScorer &scorer, const RunControl &control, size_t keep)
      : scorer(scorer), control(control), keep(keep) {}

  /// The tasks over all threads; results stand beside them.
  std::vector<SearchResult> run(llvm::ArrayRef<SearchTask> tasks);
  bool isInterrupted() const { return stop; }
  uint64_t evaluations() const { return done; }

private:
  bool count(uint64_t planned);

  const PointScorer &scorer;
  const RunControl &control;
  size_t keep;
  std::atomic<bool> stop = false;
  std::atomic<uint64_t> done = 0;
  std::mutex telling;
};

} // namespace mls
