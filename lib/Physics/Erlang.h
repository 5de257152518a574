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

/// Erlang's loss B(n, a) by B(n) = a B(n-1) / (n + a B(n-1)), which is stable upwards, at
/// the whole numbers around `servers`. Between them the cubic with the harmonic means of
/// neighbouring differences as slopes, which falls as they do (Fritsch & Butland, SIAM
/// J. Sci. Stat. Comput. 5(2), 1984).
struct ErlangLoss {
  double before = 1, at = 1, after = 1, beyond = 1, off;

  ErlangLoss(double load, double servers) : off(servers - std::floor(servers)) {
    for (double n = 1; n <= servers + 2; ++n) {
      before = at, at = after, after = beyond;
      beyond = load * after / (n + load * after);
    }
  }
  static double slope(double left, double right) { return left * right > 0 ? 2 / (1 / left + 1 / right) : 0; }
  double slopeAt() const { return slope(at - before, after - at); }
  double slopeAfter() const { return slope(after - at, beyond - after); }
  double square() const { return 3 * (after - at) - 2 * slopeAt() - slopeAfter(); }
  double cube() const { return slopeAt() + slopeAfter() - 2 * (after - at); }

  double value() const { return at + off * (slopeAt() + off * (square() + off * cube())); }
  double slope() const { return slopeAt() + off * (2 * square() + off * 3 * cube()); }
};

inline double erlangLossValue(double load, double servers, double) {
  return load >= 0 && servers >= 0 && servers <= mostServers ? ErlangLoss(load, servers).value() : undetermined;
}
inline double erlangLossDerivative(unsigned i, double load, double servers, double) {
  if (!(load >= 0 && servers >= 0 && servers <= mostServers))
    return undetermined;
  ErlangLoss b(load, servers);
  return i == 1 ? b.slope() : b.value() * (servers / load - 1 + b.value()); // Jagerman, BSTJ 53(3), 1974
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

/// In units of the mean service; `ratio` is the mean of the waits over it.
inline double sojournQuantileValue(double waits, double ratio, double quantile) {
  double part = 1 / (1 + ratio);
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
  return x * (1 + ratio);
}
/// Of the root of longer(x; waits, part) = 1 - quantile.
inline double sojournQuantileDerivative(unsigned i, double waits, double ratio, double quantile) {
  double sum = 1 + ratio, part = 1 / sum, x = sojournQuantileValue(waits, ratio, quantile) / sum;
  Sojourn t{waits, part};
  if (i == 2)
    return -sum / t.slope(x);
  if (i == 0)
    return -sum * (t.both(x) - std::exp(-x / part)) / t.slope(x);
  double h = 1e-5 * std::fmin(part, 1 - part), more = Sojourn{waits, part + h}.longer(x),
         less = Sojourn{waits, part - h}.longer(x);
  return x + part * (more - less) / (2 * h) / t.slope(x);
}

} // namespace detail

/// (load, servers)
inline constexpr Extern erlangLoss{"erlang_b", detail::erlangLossValue, detail::erlangLossDerivative,
                                   {Trend::Rising, Trend::Falling}};
/// (share that waits, mean of the waits over the mean service, quantile), in mean services
inline constexpr Extern sojournQuantileOfExponentials{"sojourn_quantile", detail::sojournQuantileValue,
                                                      detail::sojournQuantileDerivative,
                                                      {Trend::Rising, Trend::Rising, Trend::Rising}};

} // namespace mls
