//===- Attention.h - scores and values --------------------------*- C++ -*-===//
//
// Work and traffic of softmax(Q K^T) V for MHA, GQA and MQA with a causal mask.
// FLOPs follow the query heads; traffic follows the KV heads. The score matrix never
// reaches memory: Dao et al., "FlashAttention", arXiv 2205.14135.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// One query against `context` keys and values: two products of head_dim MACs each,
/// in every query head.
template <class S> Work<S> attentionWork(Tokens<S> context, Ratio<S> heads, Ratio<S> headDim) {
  return 2 * heads * headDim * (context / oneToken) * flopPerMac;
}

/// All queries of a prompt: the i-th sees i keys, so a sequence of s costs
/// s (s + 1) / 2 pairs, not s^2.
template <class S> Work<S> causalAttentionWork(Tokens<S> sequence, Ratio<S> heads, Ratio<S> headDim) {
  Ratio<S> s = sequence / oneToken;
  return heads * headDim * s * (s + 1) * flopPerMac;
}

/// Queries in and outputs out. Beside them the KV cache is read once a sequence.
template <class S> Data<S> attentionActivations(Ratio<S> queries, Ratio<S> heads, Ratio<S> headDim, Data<S> element) {
  return 2 * queries * heads * headDim * element;
}

/// Share of its asymptote that a prefill kernel reaches on a sequence: tiles on the
/// diagonal and short rows waste the more, the shorter it is. `half`: the length at
/// which it reaches half. A two-constant fit, not a law.
template <class S> Ratio<S> lengthEfficiency(Tokens<S> sequence, Tokens<S> half) { return sequence / (sequence + half); }

} // namespace mls
