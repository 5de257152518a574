//===- Erlang.h - the iterations behind Queueing.h --------------*- C++ -*-===//
//
// Functions without a closed form, each one node of a tape with its derivative.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Up to here the iterations are run: what is asked for more servers has no answer.
inline constexpr double mostServers = 1e6;

namespace detail {

/// Erlang's loss B(n, a) by B(n) = a B(n-1) / (n + a B(n-1)), which is stable upwards,
/// and its neighbours n - 1 and n + 1.
struct ErlangLoss {
  double below = 1, at = 1, above = 1;

  ErlangLoss(double load, double servers) {
    for (double n = 1; n <= servers + 1; ++n) {
      below = at, at = above;
      above = load * at / (n + load * at);
    }
  }
  /// One server more, or fewer, changes it by this on average.
  double slope() const { return (above - below) / 2; }
};

/// Whole numbers of servers; between them the parabola through the neighbours, so that
/// there is a slope.
inline double erlangLossValue(double load, double servers, double) {
  if (!(servers <= mostServers))
    return undetermined;
  double whole = std::round(servers), off = servers - whole;
  ErlangLoss b(load, whole);
  return b.at + off * (b.slope() + off * (b.above + b.below - 2 * b.at) / 2);
}
inline double erlangLossDerivative(unsigned i, double load, double servers, double) {
  if (!(servers <= mostServers))
    return undetermined;
  ErlangLoss b(load, std::round(servers));
  return i == 1 ? b.slope() : b.at * (servers / load - 1 + b.at); // Jagerman, BSTJ 53(3), 1974
}

/// Share that takes longer than x: a service exponential of mean `part`, after a wait
/// that is zero but for a share `waits`, and then exponential of mean 1 - part.
struct Sojourn {
  double waits, part;
  /// A wait and a service: the longer of the two means leads, so that nothing overflows.
  double both(double x) const {
    double mean = std::fmax(part, 1 - part), y = x * (1 / (1 - mean) - 1 / mean);
    return std::exp(-x / mean) * (1 + x / mean * (y > 0 ? -std::expm1(-y) / y : 1));
  }
  double longer(double x) const { return (1 - waits) * std::exp(-x / part) + waits * both(x); }
  /// Of `longer`; by the convolution it is -(P(longer than x) - P(wait > x)) / part.
  double slope(double x) const { return (waits * std::exp(-x / (1 - part)) - longer(x)) / part; }
};

inline double sojournQuantileValue(double waits, double part, double quantile) {
  if (!(waits >= 0 && waits <= 1 && part > 0 && part < 1 && quantile >= 0 && quantile < 1))
    return undetermined;
  Sojourn t{waits, part};
  double lo = 0, hi = 1, x = 1;
  while (t.longer(hi) > 1 - quantile)
    lo = hi, hi *= 2;
  for (int i = 0; i != 200 && lo < hi; ++i) { // Newton, kept in its bracket
    double excess = t.longer(x) - (1 - quantile), next = x - excess / t.slope(x);
    (excess > 0 ? lo : hi) = x;
    if (!(next > lo && next < hi))
      next = lo + (hi - lo) / 2;
    if (next == x || next == lo || next == hi)
      break;
    x = next;
  }
  return x;
}
/// Of the root of longer(x; waits, part) = 1 - quantile.
inline double sojournQuantileDerivative(unsigned i, double waits, double part, double quantile) {
  double x = sojournQuantileValue(waits, part, quantile);
  Sojourn t{waits, part};
  if (i == 2)
    return -1 / t.slope(x);
  if (i == 0)
    return -(t.both(x) - std::exp(-x / part)) / t.slope(x);
  double h = 1e-5 * std::fmin(part, 1 - part), more = Sojourn{waits, part + h}.longer(x),
         less = Sojourn{waits, part - h}.longer(x);
  return -(more - less) / (2 * h) / t.slope(x);
}

} // namespace detail

/// (load, servers)
inline constexpr Extern erlangLoss{"erlang_b", detail::erlangLossValue, detail::erlangLossDerivative};
/// (share that waits, mean service over the sum of both means, quantile), in units of that sum
inline constexpr Extern sojournQuantileOfExponentials{"sojourn_quantile", detail::sojournQuantileValue,
                                                      detail::sojournQuantileDerivative};

} // namespace mls
