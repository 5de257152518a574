//===- UncertaintySamples.cpp - points of uncertain inputs ------------------------===//

#include "Queries/UncertaintySamples.h"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>
#include <numeric>
#include <random>

namespace mls {

/// The share of the standard normal distribution below z.
static double below(double z) { return std::erfc(-z / std::numbers::sqrt2) / 2; }

double Spread::quantile(double share) const {
  if (kind == Even || deviation == 0)
    return std::clamp(lo + share * (hi - lo), lo, hi);
  double from = below((lo - mean) / deviation), to = below((hi - mean) / deviation);
  double p = from + share * (to - from);
  double z = p <= 0 ? -widest : p >= 1 ? widest : -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p);
  return std::clamp(mean + deviation * z, lo, hi);
}

/// A number in [0, 1) of all 53 bits; the standard's distributions differ between libraries.
static double uniform(std::mt19937_64 &generator) { return double(generator() >> 11) * 0x1p-53; }

std::vector<std::vector<double>> latinHypercube(llvm::ArrayRef<Spread> spreads, unsigned count) {
  std::mt19937_64 generator(1);
  std::vector<std::vector<double>> points(count, std::vector<double>(spreads.size()));
  std::vector<unsigned> order(count);
  for (size_t input = 0; input != spreads.size(); ++input) {
    std::iota(order.begin(), order.end(), 0u);
    for (unsigned i = count; i-- > 1;)
      std::swap(order[i], order[unsigned(uniform(generator) * (i + 1))]);
    for (unsigned i = 0; i != count; ++i)
      points[i][input] = spreads[input].quantile((order[i] + uniform(generator)) / count);
  }
  return points;
}

double quantileOf(llvm::ArrayRef<double> sorted, double share) {
  double at = share * double(sorted.size() - 1);
  size_t i = std::min(size_t(at), sorted.size() - 1), next = std::min(i + 1, sorted.size() - 1);
  return sorted[i] + (at - double(i)) * (sorted[next] - sorted[i]);
}

} // namespace mls
