//===- Training.h - work and traffic of a training step ---------*- C++ -*-===//
//
// The backward pass multiplies each operand of a product by the gradient of its
// result: twice the work of the forward pass. So a step costs 6 FLOPs for each weight
// that a token meets (Kaplan et al., arXiv 2001.08361, section 2.1).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Forward and backward pass of one token by the formula of PaLM (Chowdhery et al.,
/// arXiv 2204.02311, appendix B), 6 N + 12 L H Q T, with which utilisations are
/// published. It counts the whole score matrix, where a causal mask leaves half.
template <class S>
WorkPerToken<S> palmWorkPerToken(Ratio<S> parameters, Ratio<S> layers, Ratio<S> heads, Ratio<S> headDim,
                                 Tokens<S> sequence) {
  return 3 * (parameters + 2 * layers * heads * headDim * (sequence / oneToken)) * flopPerMac / oneToken;
}

/// What one step of an optimizer with `moments` states moves for one parameter: it
/// reads the gradient twice (its norm is clipped) and reads and writes master weight
/// and moments; the weight is written.
template <class S>
Data<S> optimizerTraffic(Data<S> weight, Data<S> gradient, Data<S> master, Data<S> moment, Ratio<S> moments) {
  return 2 * gradient + 2 * (master + moments * moment) + weight;
}

/// What stays exposed of a communication beside work that takes `window`, when at most
/// `share` of it may run beside work: communication - min(share communication, window),
/// written so that its range has no negative times either. Domain: share in [0, 1].
template <class S> Time<S> exposedTime(Time<S> communication, Ratio<S> share, Time<S> window) {
  return max((1 - share) * communication, communication - window);
}

/// Micro-batches of each of `ranks` replicas in a step.
template <class S>
Ratio<S> microBatches(Tokens<S> globalBatch, Tokens<S> sequence, Ratio<S> microBatch, Ratio<S> ranks) {
  return globalBatch / (sequence * microBatch * ranks);
}

} // namespace mls
