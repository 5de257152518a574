//===- Privacy.h - the price of differential privacy ------------*- C++ -*-===//
//
// DP-SGD: Abadi et al., "Deep learning with differential privacy", arXiv 1607.00133.
// Each step adds Gaussian noise of `noise` times the clipping norm to the sum over a
// random share `sampling` of the examples. With the leading term in `sampling` of its
// moments, the privacy of T steps is that of a Gaussian mechanism of
//
//   rho = T sampling^2 (exp(1 / noise^2) - 1) / 2
//
// in zero-concentrated terms: Bun, Steinke, "Concentrated differential privacy:
// simplifications, extensions, and lower bounds", arXiv 1605.02065, proposition 1.3.
//
// Domain: noise >= 1 and a small share, sampling < 1 / (16 noise) (Abadi et al., lemma
// 3). Below, the higher terms outgrow the leading one, and the privacy is less than said.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// log(1 + x) and exp(x) - 1 for x >= 0: the sum and the difference leave no digits
/// where x is small; there the series stand in.
template <class S> Ratio<S> logOfMore(Ratio<S> x) {
  Ratio<S> series = x * (1 - x * (1. / 2 - x * (1. / 3 - x * (1. / 4 - x * (1. / 5 - x / 6)))));
  return select(less(x, 0.005), series, log(1 + x));
}
template <class S> Ratio<S> expLessOne(Ratio<S> x) {
  Ratio<S> series = x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5))));
  return select(less(x, 0.005), series, exp(x) - 1);
}

/// Steps that see every example `epochs` times on average.
template <class S> Ratio<S> sampledSteps(Ratio<S> epochs, Ratio<S> sampling) { return epochs / sampling; }

/// The noise, where the leading term may be trusted.
template <class S> Ratio<S> trustedNoise(Ratio<S> noise, Ratio<S> sampling) {
  Ratio<S> enough = require(
      lessEqual(1, noise),
      "the moments of DP-SGD hold for a noise of at least 1: take larger batches, more epochs or a smaller budget",
      noise);
  return require(
      less(16 * noise * sampling, 1),
      "the batch is too large a share of the data for the moments of DP-SGD: sampling is not below 1 / (16 noise)",
      enough);
}

/// Concentrated privacy of a run.
template <class S> Ratio<S> concentration(Ratio<S> steps, Ratio<S> sampling, Ratio<S> noise) {
  return steps * sq(sampling) * expLessOne(1 / sq(noise)) / 2;
}

/// epsilon of (epsilon, delta) from rho (Bun & Steinke): rho + 2 sqrt(rho log(1 / delta)).
template <class S> Ratio<S> privacyLoss(Ratio<S> concentration, Ratio<S> delta) {
  return concentration + 2 * sqrt(concentration * log(1 / delta));
}

/// rho that spends a budget epsilon, the inverse of that.
template <class S> Ratio<S> concentrationBudget(Ratio<S> epsilon, Ratio<S> delta) {
  Ratio<S> l = log(1 / delta);
  return sq(epsilon / (sqrt(l + epsilon) + sqrt(l)));
}

/// Noise over clipping norm that a budget asks for, the inverse of `concentration`.
template <class S> Ratio<S> noiseMultiplier(Ratio<S> budget, Ratio<S> steps, Ratio<S> sampling) {
  return 1 / sqrt(logOfMore(2 * budget / (steps * sq(sampling))));
}

/// Examples to collect so that a group of this share has as many as a balanced set
/// would give it.
template <class S> Ratio<S> fairnessDataFactor(Ratio<S> prevalence) { return 1 / prevalence; }

} // namespace mls
