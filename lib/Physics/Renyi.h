//===- Renyi.h - the sums behind Privacy.h ----------------------*- C++ -*-===//
//
// Rényi divergence of the sampled Gaussian mechanism at whole orders. Mironov, Talwar,
// Zhang: "Rényi differential privacy of the sampled Gaussian mechanism", arXiv
// 1908.10530, section 3.3: with a share q of the examples and noise s times the
// sensitivity, a step is (a, log A / (a - 1))-private,
//
//   A = sum over k of C(a, k) (1 - q)^(a - k) q^k exp((k^2 - k) / (2 s^2)).
//
// Without the exponentials the sum is 1, so that A - 1 has expm1 in their place and
// keeps its digits where privacy is nearly perfect.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {
namespace detail {

/// Of a step, by order, noise and share. Domain: order a whole number of at least 2, noise > 0, 0 < share <= 1.
struct RenyiStep {
  double divergence = 0, byNoise = 0, byShare = 0;

  RenyiStep(double order, double noise, double share) {
    order = std::round(order); // between whole orders nothing is said
    double most = -HUGE_VAL; // the largest logarithm seen; sums are relative to its exponential
    double sum = 0, noiseSum = 0, shareSum = 0, choices = 1, rest = std::fmin(share, 1 - 1e-15);
    for (double k = 1; k <= order; ++k) {
      choices *= (order - k + 1) / k;
      double x = k * (k - 1) / (2 * noise * noise), kept = -std::expm1(-x);
      if (x == 0)
        continue;
      double term = std::log(choices) + (order - k) * std::log1p(-rest) + k * std::log(rest) + x + std::log(kept);
      if (term > most) {
        double shrunk = std::exp(most - term);
        sum *= shrunk, noiseSum *= shrunk, shareSum *= shrunk, most = term;
      }
      double weight = std::exp(term - most);
      sum += weight;
      noiseSum -= weight / kept * 2 * x / noise;
      shareSum += weight * (k / rest - (order - k) / (1 - rest));
    }
    // log A = log1p(sum exp(most)); of the slopes, the sums over A.
    double logSum = most + std::log(sum), all = logSum > 0 ? logSum + std::log1p(std::exp(-logSum)) : std::log1p(std::exp(logSum));
    double scale = std::exp(most - all) / (order - 1);
    divergence = all / (order - 1), byNoise = noiseSum * scale, byShare = shareSum * scale;
  }
};

inline bool isRenyi(double order, double share) { return order >= 2 && order <= 1024 && share > 0 && share <= 1; }

inline double renyiValue(double order, double noise, double share) {
  return isRenyi(order, share) && noise > 0 ? RenyiStep(order, noise, share).divergence : undetermined;
}
inline double renyiDerivative(unsigned i, double order, double noise, double share) {
  if (!isRenyi(order, share) || !(noise > 0) || i == 0)
    return i == 0 ? 0 : undetermined; // orders are fixed
  RenyiStep step(order, noise, share);
  return i == 1 ? step.byNoise : step.byShare;
}

/// The noise whose divergence is `budget`; without a budget none is enough. From that of a
/// step that has all examples, order / (2 noise^2), which sampling only lowers: Newton on
/// logarithms, kept in its bracket, which is halved where steps do not get shorter.
inline double renyiNoiseValue(double order, double budget, double share) {
  if (!isRenyi(order, share) || !(budget == budget))
    return undetermined;
  if (budget <= 0)
    return HUGE_VAL;
  double hi = std::sqrt(order / (2 * budget)), lo = hi * 1e-9, x = hi, last = HUGE_VAL;
  for (int i = 0; i != 100; ++i) {
    RenyiStep step(order, x, share);
    if (!(step.divergence == step.divergence))
      return undetermined; // never a noise that nothing has vouched for
    (step.divergence > budget ? lo : hi) = x;
    double move = -std::log(step.divergence / budget) * step.divergence / (step.byNoise * x), next = x * std::exp(move);
    if (!(next > lo && next < hi && std::fabs(move) < last / 2))
      next = std::sqrt(lo * hi), move = std::log(next / x);
    if (std::fabs(move) <= 1e-14)
      return next;
    x = next, last = std::fabs(move);
  }
  return x;
}
inline double renyiNoiseDerivative(unsigned i, double order, double budget, double share) {
  double noise = renyiNoiseValue(order, budget, share);
  if (i == 0 || noise == HUGE_VAL)
    return 0;
  RenyiStep step(order, noise, share);
  return (i == 1 ? 1 : -step.byShare) / step.byNoise;
}

} // namespace detail

/// (order, noise, share)
inline constexpr Extern renyiOfStep{"renyi_divergence", detail::renyiValue, detail::renyiDerivative,
                                    {Trend::Rising, Trend::Falling, Trend::Rising}};
/// (order, divergence, share)
inline constexpr Extern noiseOfStep{"renyi_noise", detail::renyiNoiseValue, detail::renyiNoiseDerivative,
                                    {Trend::Rising, Trend::Falling, Trend::Rising}};

} // namespace mls
