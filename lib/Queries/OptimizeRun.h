//===- OptimizeRun.h - one run of a search ----------------------*- C++ -*-===//
#pragma once

#include "Queries/OptimizeSearch.h"

namespace mls {

class SearchRun {
public:
  /// `count` is called for each evaluation; false: stop.
  SearchRun(const PointScorer &scorer, const SearchTask &task, size_t keep, std::function<bool()> count);

  SearchResult find();

private:
  using Axis = PointScorer::Axis;
  using Found = SearchResult::Found;
  struct Global;
  struct Local;

  Score score(const SearchPoint &point);
  void note(const SearchPoint &point, const Score &score);
  void trim();
  void noteMiss(const SearchPoint &point, const Score &score);

  void walkWhole();
  void descend();
  void spread();
  void tryAround(const SearchPoint &from, llvm::ArrayRef<unsigned> moved);
  std::vector<double> neighbours(unsigned axis, double from, bool alone) const;
  void followRanges();

  double coordinate(unsigned axis, double x) const;
  double value(unsigned axis, double coordinate) const;

  const PointScorer &scorer;
  const SearchTask &task;
  size_t keep;
  std::function<bool()> count;
  bool stopped = false, tellsRanges = false; ///< points of different steps of the grid are different choices
  std::vector<unsigned> free, continuous;    ///< axes
  SearchPoint at;                            ///< the best so far
  Score best;
  PointScorer::Result result; ///< of the last point
  std::map<std::vector<int64_t>, Found> kept;
  SearchResult all;
};

} // namespace mls
