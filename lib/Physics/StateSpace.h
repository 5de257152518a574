//===- StateSpace.h - selective state space models --------------*- C++ -*-===//
//
// Gu, Dao: "Mamba: linear-time sequence modeling with selective state spaces",
// arXiv 2312.00752. A block widens to `inner` channels, each of which keeps `state`
// numbers; they replace keys and values and do not grow with the sequence.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// One block: projection to two branches, convolution with bias, projections to step
/// size and to B and C, A and D, projection back, and a norm (section 3.4, figure 3).
template <class S>
Ratio<S> stateSpaceParameters(Ratio<S> hidden, Ratio<S> inner, Ratio<S> state, Ratio<S> conv, Ratio<S> dtRank) {
  Ratio<S> branches = hidden * 2 * inner, convolution = (conv + 1) * inner, selection = inner * (dtRank + 2 * state);
  Ratio<S> step = (dtRank + 1) * inner, recurrence = inner * (state + 1), back = inner * hidden;
  return branches + convolution + selection + step + recurrence + back + hidden;
}

/// h = exp(delta A) h + (delta B) x, y = C h for `tokens` of one sequence (equations 2a
/// and 4): each number of the state meets A and B once in discretisation, is updated
/// and is read: three multiply-accumulates' worth; one more a channel for D x. The
/// exponential is not counted.
template <class S> Work<S> scanWork(Ratio<S> tokens, Ratio<S> inner, Ratio<S> state) {
  return tokens * inner * (3 * state + 1) * flopPerMac;
}

/// Kept of one sequence in one block: the state, and what the convolution still sees.
template <class S> Data<S> recurrentState(Ratio<S> inner, Ratio<S> state, Ratio<S> conv, Data<S> element) {
  return inner * (state + conv - 1) * element;
}

} // namespace mls
