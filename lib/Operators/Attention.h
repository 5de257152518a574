//===- Attention.h - attention of a transformer as operators ----*- C++ -*-===//
//
// One attention block of every kind: heads of keys and values of their own or shared
// (MHA, GQA, MQA), compressed ones (MLA), a sliding window, no mask.
//
// Multi-head latent attention has two forms (DeepSeek-V2, arXiv 2405.04434, section
// 2.1): over a prompt, keys and values are expanded for every head; for single tokens
// the expansion is absorbed into queries and outputs, which then meet the compressed
// cache itself as one KV head as wide as the rank.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "Operators/Parameters.h"
#include "Operators/Phase.h"
#include "Physics/Attention.h"

namespace mls {

template <class S> class AttentionLowering {
public:
  AttentionLowering(const Transformer<S> &m, const ElementSizes<S> &size, const Layout<S> &at,
                    llvm::ArrayRef<Phase<S>> phases, Ratio<S> rows, Lowered<S> &out)
      : m(m), size(size), at(at), phases(phases), rows(rows), heads(m.heads / at.tp), out(out) {}

  void run() {
    if (m.latent.given())
      latent();
    else
      separate();
  }

  /// Elements that rotary embedding reads and writes in place for a token.
  Ratio<S> rotated() const {
    return m.latent.given() ? (heads + 1) * m.latent->rope_dim
                            : (heads + kvHeadsPerDevice(kvHeads(m), at.tp)) * m.head_dim;
  }

private:
  const Transformer<S> &m;
  const ElementSizes<S> &size;
  const Layout<S> &at;
  llvm::ArrayRef<Phase<S>> phases;
  Ratio<S> rows, heads;
  Lowered<S> &out;

  void gemm(const char *name, Ratio<S> rows, Ratio<S> in, Ratio<S> columns) {
    out.operators.push_back(product(name, rows, in, columns, m.layers, size, LayerKind::Every));
  }

  /// Queries of `keyDim` against the keys that each sees, in all layers with a window
  /// and in all without. `read`: for a token of the context. The length of a piece of a
  /// prompt is that of the prompt whose queries see as many keys on average.
  void scores(const Phase<S> &p, Ratio<S> keyDim, Ratio<S> valueDim, DataPerToken<S> read) {
    Ratio<S> queries = p.rows() / at.cp;
    auto layers = [&](const char *name, Ratio<S> pairs, Tokens<S> seen, Ratio<S> repeat, LayerKind kind) {
      Work<S> work = p.sequences * pairWork(pairs / at.cp, heads, keyDim, valueDim);
      out.operators.push_back({name, p.pass == Pass::Decode ? Kernel::DecodeAttention : Kernel::PrefillAttention, work,
                               p.sequences * seen * read, queries * heads * keyDim * size.residual,
                               queries * heads * valueDim * size.residual, repeat, 2 * p.past + p.fresh});
      out.operators.back().layers = kind;
    };
    layers("attention", m.causal ? causalPairs(p.fresh, p.past) : fullPairs(p.fresh, p.context()), p.context(),
           fullLayers(m), m.window.given() ? LayerKind::Full : LayerKind::Every);
    if (m.window.given()) {
      Tokens<S> seen = min(p.context(), m.window->size + p.fresh - oneToken);
      layers("window_attention", windowedPairs(p.fresh, p.past, m.window->size), seen, windowedLayers(m),
             LayerKind::Windowed);
    }
  }

  void separate() {
    gemm("qkv", rows, m.hidden, qkvWidth(heads, kvHeadsPerDevice(kvHeads(m), at.tp), m.head_dim));
    for (const Phase<S> &p : phases)
      scores(p, m.head_dim, m.head_dim, kvPerTokenAndLayer(m, size.kv, at.tp));
    gemm("attention_output", rows, heads * m.head_dim, m.hidden);
  }

  void latent() {
    const Latent<S> &l = *m.latent;
    // Compression serves all heads: every device of tp does it.
    Flag<S> compressed = less(0, l.query_rank);
    out.operators.push_back(product("q_down", rows, m.hidden, l.query_rank, select(compressed, m.layers, 0), size));
    gemm("q_up", rows, select(compressed, l.query_rank, m.hidden), heads * (m.head_dim + l.rope_dim));
    out.operators.back().again = select(compressed, m.layers, 0);
    gemm("kv_down", rows, m.hidden, l.kv_rank + l.rope_dim);
    for (const Phase<S> &p : phases)
      if (p.pass == Pass::Decode)
        absorbed(p, l);
      else
        expanded(p, l);
    gemm("attention_output", rows, heads * l.value_dim, m.hidden);
  }

  void expanded(const Phase<S> &p, const Latent<S> &l) {
    gemm("kv_up", p.sequences * (p.context() / oneToken), l.kv_rank, heads * (m.head_dim + l.value_dim));
    out.operators.back().again = m.layers;
    scores(p, m.head_dim + l.rope_dim, l.value_dim,
           heads * (m.head_dim + l.rope_dim + l.value_dim) * size.residual / oneToken);
  }

  void absorbed(const Phase<S> &p, const Latent<S> &l) {
    perHead("q_absorb", p.rows(), m.head_dim, l.kv_rank);
    scores(p, l.kv_rank + l.rope_dim, l.kv_rank, kvPerTokenAndLayer(m, size.kv, at.tp));
    perHead("v_absorb", p.rows(), l.kv_rank, l.value_dim);
  }

  /// A small product in each head, with weights of its own.
  void perHead(const char *name, Ratio<S> rows, Ratio<S> in, Ratio<S> columns) {
    out.operators.push_back({name, Kernel::Gemm, gemmWork(rows, heads * in * columns),
                             heads * in * columns * size.weight, rows * heads * in * size.input,
                             rows * heads * columns * size.residual, m.layers, {}, true,
                             ProductShape<S>{rows, heads * in * columns, in, heads * columns}, rows * heads * in});
    out.operators.back().layers = LayerKind::Every;
  }
};

} // namespace mls
