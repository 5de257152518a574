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
// Domain: a small share, sampling < 1 / (16 noise) (Abadi et al., lemma 3).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Steps that see every example `epochs` times on average.
template <class S> Ratio<S> sampledSteps(Ratio<S> epochs, Ratio<S> sampling) { return epochs / sampling; }

/// Concentrated privacy of a run.
template <class S> Ratio<S> concentration(Ratio<S> steps, Ratio<S> sampling, Ratio<S> noise) {
  return steps * sq(sampling) * (exp(1 / sq(noise)) - 1) / 2;
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
  return 1 / sqrt(log(1 + 2 * budget / (steps * sq(sampling))));
}

/// Examples to collect so that a group of this share has as many as a balanced set
/// would give it.
template <class S> Ratio<S> fairnessDataFactor(Ratio<S> prevalence) { return 1 / prevalence; }

} // namespace mls
