//===- Attention.h - scores and values --------------------------*- C++ -*-===//
//
// Work and traffic of softmax(Q K^T) V. FLOPs follow the query heads; traffic follows
// the KV heads. The score matrix never reaches memory: Dao et al., "FlashAttention",
// arXiv 2205.14135.
//
// Work is counted in *pairs* of a query with a key that it sees. With them one
// expression serves prompts, single tokens, chunks, windows and encoders.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

//===-- Pairs --------------------------------------------------------------===//

/// Pairs of `fresh` tokens behind `past` ones, each with itself and all before it: a
/// prompt of s alone has s (s + 1) / 2 of them, not s^2; one token more has past + 1.
/// Domain: fresh >= 1 tok, past >= 0.
template <class S> Ratio<S> causalPairs(Tokens<S> fresh, Tokens<S> past) {
  Ratio<S> n = fresh / oneToken;
  return n * (past / oneToken) + n * (n + 1) / 2;
}

/// The same, each with the last `window` tokens only (Beltagy et al., "Longformer",
/// arXiv 2004.05150): the i-th token sees min(i, window) keys, summed in closed form.
template <class S> Ratio<S> windowedPairs(Tokens<S> fresh, Tokens<S> past, Tokens<S> window) {
  auto upTo = [&](Tokens<S> n) {
    Ratio<S> growing = min(n, window) / oneToken;
    return growing * (growing + 1) / 2 + (n / oneToken - growing) * (window / oneToken);
  };
  return upTo(past + fresh) - upTo(past);
}

/// Each token with all: an encoder, or queries against the keys of another sequence.
template <class S> Ratio<S> fullPairs(Tokens<S> queries, Tokens<S> keys) {
  return queries / oneToken * (keys / oneToken);
}

//===-- Work and traffic ---------------------------------------------------===//

/// A score of `keyDim` MACs for each pair and query head, and `valueDim` MACs to weigh
/// its value.
template <class S> Work<S> pairWork(Ratio<S> pairs, Ratio<S> heads, Ratio<S> keyDim, Ratio<S> valueDim) {
  return pairs * heads * (keyDim + valueDim) * flopPerMac;
}

/// One query against `context` keys and values: two products of head_dim MACs each,
/// in every query head.
template <class S> Work<S> attentionWork(Tokens<S> context, Ratio<S> heads, Ratio<S> headDim) {
  return pairWork(context / oneToken, heads, headDim, headDim);
}

/// All queries of a prompt under a causal mask.
template <class S> Work<S> causalAttentionWork(Tokens<S> sequence, Ratio<S> heads, Ratio<S> headDim) {
  return pairWork(causalPairs(sequence, Tokens<S>()), heads, headDim, headDim);
}

/// The backward pass of fused attention: it forms the scores again, then the gradients
/// of scores, queries, keys and values: five products to the two of the forward pass
/// (Dao, "FlashAttention-2", arXiv 2307.08691, section 3.1.2).
template <class S> Work<S> attentionBackwardWork(Work<S> forward) { return 5 * forward / 2; }

/// Share of its asymptote that a prefill kernel reaches on a sequence: tiles on the
/// diagonal and short rows waste the more, the shorter it is. `half`: the length at
/// which it reaches half. A two-constant fit, not a law.
template <class S> Ratio<S> lengthEfficiency(Tokens<S> sequence, Tokens<S> half) {
  return sequence / (sequence + half);
}

} // namespace mls
