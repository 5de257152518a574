//===- KvCache.h - keys and values kept per token ---------------*- C++ -*-===//
//
// Shazeer: "Fast transformer decoding: one write-head is all you need",
// arXiv 1911.02150 (multi-query); Ainslie et al.: "GQA: training generalized
// multi-query transformer models", arXiv 2305.13245 (grouped-query); DeepSeek-AI:
// "DeepSeek-V2", arXiv 2405.04434 (latent); Beltagy et al.: "Longformer",
// arXiv 2004.05150 (window).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Keys and values of one token in one layer: two vectors a KV head. All query heads
/// have their own in MHA (kvHeads = heads), groups of them share in GQA, all in MQA
/// (kvHeads = 1).
template <class S> DataPerToken<S> kvPerToken(Ratio<S> kvHeads, Ratio<S> headDim, Data<S> element) {
  return 2 * kvHeads * headDim * element / oneToken;
}

/// Multi-head latent attention keeps one compressed vector and one rotary key a token
/// and layer, whatever the number of heads (DeepSeek-V2, section 2.1.2).
template <class S> DataPerToken<S> latentKvPerToken(Ratio<S> kvRank, Ratio<S> ropeDim, Data<S> element) {
  return (kvRank + ropeDim) * element / oneToken;
}

/// Tokens that a layer with a sliding window keeps of a context.
template <class S> Tokens<S> keptTokens(Tokens<S> context, Tokens<S> window) { return min(context, window); }

/// KV heads that each of `tp` devices holds: their share, but never less than one,
/// because a head is not split; beyond that point heads are stored repeatedly.
template <class S> Ratio<S> kvHeadsPerDevice(Ratio<S> kvHeads, Ratio<S> tp) { return max(kvHeads / tp, 1); }

} // namespace mls
