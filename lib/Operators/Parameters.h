//===- Parameters.h - what a transformer stores -----------------*- C++ -*-===//
//
// Parameters and KV cache of the record Transformer; the equations are in Physics.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/KvCache.h"
#include "Physics/Parameters.h"
#include "Records/Transformer.h"

namespace mls {
using namespace records;

//===-- Geometry, refused where it contradicts itself ----------------------===//

template <class S> Ratio<S> kvHeads(const Transformer<S> &m) {
  return require(lessEqual(m.kv_heads, m.heads), "the model has more key and value heads than query heads", m.kv_heads);
}
/// Layers with a dense FFN; the rest have experts.
template <class S> Ratio<S> denseLayers(const Transformer<S> &m) {
  if (!m.experts.given())
    return m.layers;
  return require(lessEqual(m.experts->dense_layers, m.layers), "`dense_layers` exceeds the layers of the model",
                 m.experts->dense_layers);
}
/// Routed experts that a token uses.
template <class S> Ratio<S> activeExperts(const Experts<S> &e) {
  return require(lessEqual(e.active, e.count), "a token uses more experts than a layer has", e.active);
}
template <class S> Ratio<S> windowedLayers(const Transformer<S> &m) {
  return require(lessEqual(m.window->layers, m.layers), "the window has more layers than the model", m.window->layers);
}
/// Layers that see everything before them.
template <class S> Ratio<S> fullLayers(const Transformer<S> &m) {
  return m.window.given() ? m.layers - windowedLayers(m) : m.layers;
}

//===-- Parameters ---------------------------------------------------------===//

/// Parameters of one MoE layer that are not a routed expert: the router, and experts
/// that every token uses.
template <class S> Ratio<S> sharedExpertParameters(const Transformer<S> &m, Ratio<S> tp) {
  const Experts<S> &e = *m.experts;
  return m.hidden * e.count + e.shared * ffnParameters(m.hidden, e.ffn / tp, m.gated);
}

/// Of one layer. A rank of 0 means that queries are not compressed; otherwise the
/// compressed ones have a norm.
template <class S> Ratio<S> attentionParameters(const Transformer<S> &m) {
  if (!m.latent.given())
    return attentionParameters(m.hidden, m.heads, kvHeads(m), m.head_dim);
  const Latent<S> &l = *m.latent;
  Ratio<S> direct = latentQueryParameters(m.hidden, m.heads, m.head_dim, l.rope_dim);
  Ratio<S> compressed =
      (m.hidden + 1) * l.query_rank + latentQueryParameters(l.query_rank, m.heads, m.head_dim, l.rope_dim);
  return select(less(0, l.query_rank), compressed, direct) +
         latentKvParameters(m.hidden, m.heads, m.head_dim, l.kv_rank, l.rope_dim, l.value_dim);
}

/// Parameters from geometry, each counted once: routed experts, and all the rest.
template <class S> struct Parameters {
  Ratio<S> routed, rest;
  Ratio<S> routedPerToken; ///< those of the routed ones that a token uses
  Ratio<S> total() const { return rest + routed; }
  /// That one token uses.
  Ratio<S> active() const { return rest + routedPerToken; }
};

template <class S> Parameters<S> parameters(const Transformer<S> &m) {
  Ratio<S> attention = m.layers * attentionParameters(m);
  Ratio<S> dense = denseLayers(m) * ffnParameters(m.hidden, m.ffn, m.gated);
  Ratio<S> ends = embeddingParameters(m.hidden, m.vocab, m.tied_embeddings) + normParameters(m.hidden, m.layers);
  Parameters<S> p{Ratio<S>(), attention + dense + ends, Ratio<S>()};
  if (m.experts.given()) {
    Ratio<S> moe = m.layers - denseLayers(m);
    p.routed = let("routed_parameters", moe * m.experts->count * ffnParameters(m.hidden, m.experts->ffn, m.gated));
    p.routedPerToken = p.routed * (activeExperts(*m.experts) / m.experts->count);
    p.rest += moe * sharedExpertParameters(m, Ratio<S>(1));
  }
  p.rest = let(m.experts.given() ? "common_parameters" : "parameters", p.rest);
  return p;
}

/// Token embedding and LM head.
template <class S> Ratio<S> embeddingParameters(const Transformer<S> &m) {
  return embeddingParameters(m.hidden, m.vocab, m.tied_embeddings);
}

//===-- What is kept of a sequence -----------------------------------------===//

/// Keys and values of a token in one layer, on one of `tp` devices. Compressed ones
/// serve all heads, so that every device holds them.
template <class S> DataPerToken<S> kvPerTokenAndLayer(const Transformer<S> &m, Data<S> element, Ratio<S> tp) {
  if (m.latent.given())
    return latentKvPerToken(m.latent->kv_rank, m.latent->rope_dim, element);
  return kvPerToken(kvHeadsPerDevice(kvHeads(m), tp), m.head_dim, element);
}

/// Of one more token in all layers, while no window is full.
template <class S> DataPerToken<S> kvPerToken(const Transformer<S> &m, Data<S> element, Ratio<S> tp) {
  return m.layers * kvPerTokenAndLayer(m, element, tp);
}

/// Of one sequence in all layers.
template <class S> Data<S> kvCache(const Transformer<S> &m, Data<S> element, Ratio<S> tp, Tokens<S> length) {
  Tokens<S> kept = fullLayers(m) * length;
  if (m.window.given())
    kept += windowedLayers(m) * keptTokens(length, m.window->size);
  return kept * kvPerTokenAndLayer(m, element, tp);
}

/// Elements that the activation function of an FFN reads and writes for one token: up
/// and, when gated, gate (Shazeer, arXiv 2002.05202) come in, one of them goes out.
template <class S> Ratio<S> activationOperands(Ratio<S> columns, bool gated) {
  return (gated ? 2 : 1) * columns + columns;
}

/// Inference keeps the activations of one layer, and a layer is widest at the
/// activation function of its FFN: for every token the residual stream, its norm, and
/// what that function reads and writes. Every expert that a token uses has its own.
template <class S> Data<S> widestActivations(const Transformer<S> &m, Ratio<S> tokens, Data<S> element) {
  Ratio<S> columns = m.experts.given() ? (activeExperts(*m.experts) + m.experts->shared) * m.experts->ffn : m.ffn;
  Ratio<S> streamAndNorm = 2 * m.hidden;
  return tokens * (streamAndNorm + activationOperands(columns, m.gated)) * element;
}

} // namespace mls
