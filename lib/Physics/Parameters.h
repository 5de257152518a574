//===- Parameters.h - parameter counts from geometry ------------*- C++ -*-===//
//
// Vaswani et al., "Attention is all you need", arXiv 1706.03762, with grouped KV
// heads (arXiv 2305.13245), latent attention (DeepSeek-V2, arXiv 2405.04434), gated
// FFNs (Shazeer, "GLU variants improve transformer", arXiv 2002.05202) and RMS norms.
// Biases and position tables are not counted.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Columns of the fused projection to Q, K and V.
template <class S> Ratio<S> qkvWidth(Ratio<S> heads, Ratio<S> kvHeads, Ratio<S> headDim) {
  return (heads + 2 * kvHeads) * headDim;
}

/// Q, K, V and output projection of one layer.
template <class S> Ratio<S> attentionParameters(Ratio<S> hidden, Ratio<S> heads, Ratio<S> kvHeads, Ratio<S> headDim) {
  return hidden * qkvWidth(heads, kvHeads, headDim) + heads * headDim * hidden;
}

/// Queries of latent attention: `queryIn` is the rank they are compressed to, or the
/// hidden width; a head has `headDim` plain and `ropeDim` rotary elements.
template <class S>
Ratio<S> latentQueryParameters(Ratio<S> queryIn, Ratio<S> heads, Ratio<S> headDim, Ratio<S> ropeDim) {
  return queryIn * heads * (headDim + ropeDim);
}

/// Keys and values of latent attention: down to the compressed vector (with its norm)
/// and the shared rotary key, up to plain keys and values of every head, and the output
/// projection.
template <class S>
Ratio<S> latentKvParameters(Ratio<S> hidden, Ratio<S> heads, Ratio<S> headDim, Ratio<S> kvRank, Ratio<S> ropeDim,
                            Ratio<S> valueDim) {
  return hidden * (kvRank + ropeDim) + kvRank + kvRank * heads * (headDim + valueDim) + heads * valueDim * hidden;
}

/// A feed-forward block: down, up and, when gated, gate.
template <class S> Ratio<S> ffnParameters(Ratio<S> hidden, Ratio<S> width, bool gated) {
  return (gated ? 3 : 2) * hidden * width;
}

/// One RMS norm before attention, one before the FFN, one at the end.
template <class S> Ratio<S> normParameters(Ratio<S> hidden, Ratio<S> layers) { return (2 * layers + 1) * hidden; }

/// Where a module that predicts a further token begins: two vectors, each with its norm, to one.
template <class S> Ratio<S> joinParameters(Ratio<S> hidden) { return 2 * hidden * hidden + 2 * hidden; }

/// Token embedding, and the LM head unless it is tied to it.
template <class S> Ratio<S> embeddingParameters(Ratio<S> hidden, Ratio<S> vocab, bool tied) {
  return (tied ? 1 : 2) * hidden * vocab;
}

} // namespace mls
