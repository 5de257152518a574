//===- Sampling.h - several answers to one question -------------*- C++ -*-===//
//
// Brown et al., "Large language monkeys: scaling inference compute with repeated
// sampling", arXiv 2407.21787.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Counts.h"

namespace mls {

/// Chance that at least one of k independent samples is right: *coverage*, pass@k.
template <class S> Ratio<S> coverage(Ratio<S> solveRate, Ratio<S> samples) { return 1 - pow(1 - solveRate, samples); }

/// Samples that reach a coverage, the inverse of that. Domain: solveRate, wanted < 1.
template <class S> Ratio<S> samplesForCoverage(Ratio<S> solveRate, Ratio<S> wanted) {
  return max(fewest(log(1 - wanted) / log(1 - solveRate)), 1);
}

} // namespace mls
