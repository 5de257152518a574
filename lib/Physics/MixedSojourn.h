//===- MixedSojourn.h - times in a queue with unequal services --*- C++ -*-===//
//
// Services that vary more than exponential ones are of two kinds, each exponential, with
// the given mean and deviation and half of all work in either kind (balanced means):
// Whitt, "Approximating a point process by a renewal process, I", Oper. Res. 30(1), 1982.
// Who waits does not depend on the own service, so that the time in the system is that of
// Erlang.h with one kind of service, or with the other.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Erlang.h"

namespace mls {
namespace detail {

/// Share that takes longer than x, in mean services. `ratio`: mean of the waits over it.
struct MixedSojourn {
  double waits, ratio, variation;

  double longer(double x) const {
    double square = variation * variation, skew = std::sqrt((square - 1) / (square + 1)), sum = 0;
    for (double share : {(1 + skew) / 2, (1 - skew) / 2}) {
      double mean = 1 / (2 * share), whole = mean + ratio;
      sum += share * Sojourn{waits, mean / whole}.longer(x / whole);
    }
    return sum;
  }
  double quantile(double q) const {
    double lo = 0, hi = 1;
    while (longer(hi) > 1 - q)
      lo = hi, hi *= 2;
    for (int i = 0; i != 200; ++i) {
      double middle = lo + (hi - lo) / 2;
      if (middle == lo || middle == hi)
        break;
      (longer(middle) > 1 - q ? lo : hi) = middle;
    }
    return lo + (hi - lo) / 2;
  }
};

inline bool isMixed(double waits, double ratio, double variation) {
  return waits >= 0 && waits <= 1 && ratio > 0 && ratio < HUGE_VAL && variation >= 1 && variation < 1e6;
}
template <int PerMille> double mixedSojournValue(double waits, double ratio, double variation) {
  if (!isMixed(waits, ratio, variation))
    return undetermined;
  return MixedSojourn{waits, ratio, variation}.quantile(PerMille / 1000.);
}
/// Of the root of longer(x) = 1 - quantile, the slopes of `longer` by differences.
template <int PerMille> double mixedSojournDerivative(unsigned i, double waits, double ratio, double variation) {
  if (!isMixed(waits, ratio, variation))
    return undetermined;
  double at[] = {waits, ratio, variation}, x = mixedSojournValue<PerMille>(waits, ratio, variation);
  auto slope = [&](double &of, double least, double most) {
    double middle = of, h = 1e-6 * std::fmax(of, 1e-3), up = std::fmin(middle + h, most), down = std::fmax(middle - h, least);
    auto longer = [&](double value) { return of = value, MixedSojourn{at[0], at[1], at[2]}.longer(x); };
    double result = (longer(up) - longer(down)) / (up - down);
    of = middle;
    return result;
  };
  double step = 1e-6 * x, falls = (MixedSojourn{waits, ratio, variation}.longer(x + step) -
                                   MixedSojourn{waits, ratio, variation}.longer(x - step)) /
                                  (2 * step);
  return -slope(at[i], i == 2 ? 1 : 0, i == 0 ? 1 : HUGE_VAL) / falls;
}

} // namespace detail

/// (share that waits, mean of the waits over the mean service, variation), in mean services:
/// what 50, 95 and 99 in 100 do not exceed.
inline constexpr Extern mixedSojourn50{"mixed_sojourn_p50", detail::mixedSojournValue<500>,
                                       detail::mixedSojournDerivative<500>, {Trend::Rising, Trend::Rising, Trend::Mixed}};
inline constexpr Extern mixedSojourn95{"mixed_sojourn_p95", detail::mixedSojournValue<950>,
                                       detail::mixedSojournDerivative<950>, {Trend::Rising, Trend::Rising, Trend::Mixed}};
inline constexpr Extern mixedSojourn99{"mixed_sojourn_p99", detail::mixedSojournValue<990>,
                                       detail::mixedSojournDerivative<990>, {Trend::Rising, Trend::Rising, Trend::Mixed}};

} // namespace mls
