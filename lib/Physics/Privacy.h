//===- Privacy.h - the price of differential privacy ------------*- C++ -*-===//
//
// DP-SGD: Abadi et al., "Deep learning with differential privacy", arXiv 1607.00133.
// Each step adds Gaussian noise of `noise` times the clipping norm to the sum over a
// random share `sampling` of the examples. Rényi divergences of steps add up (Renyi.h);
// at order a, T steps of divergence r each are (epsilon, delta)-private with
//
//   epsilon = T r + log(1 - 1/a) - log(a delta) / (a - 1)
//
// by Canonne, Kamath, Steinke, "The discrete Gaussian for differential privacy", arXiv
// 2004.00010, proposition 12. Every order is right, and the best of some is taken.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Renyi.h"

namespace mls {

/// Dense where usual budgets have their best order: at delta = 1e-5, epsilon of 1 to 8 lies
/// below 20. The largest bounds how small a budget can be: log(1 / delta) / order.
inline constexpr int renyiOrders[] = {2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13,
                                      14, 15, 16, 20, 24, 32, 48, 64, 128, 256, 512};

/// Steps that see every example `epochs` times on average; at least one.
template <class S> Ratio<S> sampledSteps(Ratio<S> epochs, Ratio<S> sampling) { return max(epochs / sampling, 1); }

/// Rényi divergence of one step at an order.
template <class S> Ratio<S> renyiDivergence(Ratio<S> order, Ratio<S> noise, Ratio<S> sampling) {
  return iterate(renyiOfStep, order, noise, sampling);
}

/// What (epsilon, delta)-privacy says above the divergence at an order.
template <class S> Ratio<S> conversionLoss(int order, Ratio<S> delta) {
  double a = order;
  return std::log1p(-1 / a) - log(a * delta) / (a - 1);
}

/// epsilon that a run spends. Domain: noise > 0, 0 < sampling <= 1, 0 < delta < 1.
template <class S> Ratio<S> privacyLoss(Ratio<S> noise, Ratio<S> steps, Ratio<S> sampling, Ratio<S> delta) {
  Ratio<S> least;
  for (int order : renyiOrders) {
    Ratio<S> loss = steps * renyiDivergence<S>(Ratio<S>(order), noise, sampling) + conversionLoss(order, delta);
    least = order == renyiOrders[0] ? loss : min(least, loss);
  }
  return max(least, 0);
}

/// Noise over clipping norm that keeps a run within a budget: at each order the inverse.
template <class S> Ratio<S> noiseMultiplier(Ratio<S> epsilon, Ratio<S> steps, Ratio<S> sampling, Ratio<S> delta) {
  Ratio<S> least;
  for (int order : renyiOrders) {
    Ratio<S> budget = max((epsilon - conversionLoss(order, delta)) / steps, 0);
    Ratio<S> noise = iterate(noiseOfStep, Ratio<S>(order), budget, sampling);
    least = order == renyiOrders[0] ? noise : min(least, noise);
  }
  return least;
}

/// epsilon, where the orders reach it.
template <class S> Ratio<S> reachedBudget(Ratio<S> epsilon, Ratio<S> delta) {
  constexpr int last = std::end(renyiOrders)[-1];
  return require(less(conversionLoss(last, delta), epsilon),
                 "so small a budget is beyond the orders of the accountant: it must exceed about log(1 / delta) / 511",
                 epsilon);
}

/// Examples to collect so that a group of this share has as many as a balanced set
/// would give it.
template <class S> Ratio<S> fairnessDataFactor(Ratio<S> prevalence) { return 1 / prevalence; }

} // namespace mls
