//===- CappedLengths.h - the iteration behind PagedKv.h ---------*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {
namespace detail {

/// (1 - exp(-t)) / t: mean of exponential lengths cut off at t of their means.
inline double cappedMean(double t) { return t > 0 ? -std::expm1(-t) / t : 1; }
inline double cappedMeanSlope(double t) { return t > 1e-4 ? (std::exp(-t) - cappedMean(t)) / t : t / 3 - 0.5; }

/// The t at which that is `share`; it lies below 1 / share.
inline double cappedExponentValue(double share, double, double) {
  if (!(share > 0 && share <= 1))
    return undetermined;
  double lo = 0, hi = 1 / share;
  for (int i = 0; i != 2000; ++i) {
    double t = lo + (hi - lo) / 2;
    if (t == lo || t == hi)
      break;
    (cappedMean(t) > share ? lo : hi) = t;
  }
  return share < 1 ? lo : 0;
}
inline double cappedExponentDerivative(unsigned, double share, double, double) {
  return 1 / cappedMeanSlope(cappedExponentValue(share, 0, 0));
}

} // namespace detail

/// (mean length over the longest): the longest over the mean that there would be
/// without the cut
inline constexpr Extern cappedExponent{"capped_exponent", detail::cappedExponentValue,
                                       detail::cappedExponentDerivative, {Trend::Falling}};

} // namespace mls
