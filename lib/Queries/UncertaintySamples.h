//===- UncertaintySamples.h - points of uncertain inputs --------*- C++ -*-===//
//
// Latin hypercube sampling (McKay, Beckman & Conover 1979): each of n strata of each
// input is hit once, which makes quantiles settle far sooner than independent draws do,
// in any number of dimensions. The generator and its seed are fixed, so that the same
// file gives the same figures everywhere.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace mls {

/// How an input is spread over lo .. hi.
struct Spread {
  enum Kind : uint8_t { Even, Normal } kind = Even;
  double lo, hi;
  double mean = 0, deviation = 1; ///< of Normal, which is cut at lo and hi

  /// A normal distribution has no ends; beyond this many deviations (6 in 100,000) it is cut.
  static constexpr double widest = 4;
  static Spread even(double lo, double hi) { return {Even, lo, hi}; }
  static Spread normal(double mean, double deviation) {
    return {Normal, mean - widest * deviation, mean + widest * deviation, mean, deviation};
  }
  /// The value below which this share of it lies.
  double quantile(double share) const;
};

/// `count` points, one row each, of inputs spread so.
std::vector<std::vector<double>> latinHypercube(llvm::ArrayRef<Spread> spreads, unsigned count);

/// The quantile of sorted values, between neighbours linear.
double quantileOf(llvm::ArrayRef<double> sorted, double share);

} // namespace mls
