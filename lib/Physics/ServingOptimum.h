//===- ServingOptimum.h - the iteration behind ScalingLaws.h ----*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {
namespace detail {

/// With u the share of the reducible loss that the parameters leave, N ~ u^(-1/alpha)
/// and D ~ (1 - u)^(-1/beta); r is the work of inference over that of training at u = 0.
/// The cost N (D + r) is least where this is zero; it grows with u.
struct ServingOptimum {
  double alpha, beta, burden;
  double tokens(double u) const { return std::pow(1 - u, -1 / beta); }
  double excess(double u) const { return u * tokens(u) / (beta * (1 - u) * (tokens(u) + burden)) - 1 / alpha; }
};

inline double servingOptimumValue(double alpha, double beta, double burden) {
  if (!(alpha > 0 && beta > 0 && burden >= 0))
    return undetermined;
  ServingOptimum f{alpha, beta, burden};
  double lo = 0, hi = 1;
  for (int i = 0; i != 200; ++i) {
    double u = lo + (hi - lo) / 2;
    if (u == lo || u == hi)
      break;
    (f.excess(u) < 0 ? lo : hi) = u;
  }
  return lo;
}

/// Of the root, by differences of `excess`, which is smooth.
inline double servingOptimumDerivative(unsigned i, double alpha, double beta, double burden) {
  double u = servingOptimumValue(alpha, beta, burden);
  auto difference = [&](double at, auto f) {
    double h = 1e-5 * at;
    return (f(at + h) - f(at - h)) / (2 * h);
  };
  double slope = difference(std::fmin(u, 1 - u), [&, off = u - std::fmin(u, 1 - u)](double x) {
    return ServingOptimum{alpha, beta, burden}.excess(x + off);
  });
  if (i == 0)
    return -difference(alpha, [&](double x) { return ServingOptimum{x, beta, burden}.excess(u); }) / slope;
  if (i == 1)
    return -difference(beta, [&](double x) { return ServingOptimum{alpha, x, burden}.excess(u); }) / slope;
  double d = std::pow(1 - u, -1 / beta);
  return u * d / (beta * (1 - u) * (d + burden) * (d + burden)) / slope;
}

} // namespace detail

/// (alpha, beta, work of inference over that of training on the least tokens)
inline constexpr Extern servingOptimum{"serving_optimum", detail::servingOptimumValue,
                                       detail::servingOptimumDerivative,
                                       {Trend::Falling, Trend::Rising, Trend::Rising}};

} // namespace mls
