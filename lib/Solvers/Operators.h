//===- Operators.h - a transformer as its operators -------------*- C++ -*-===//
//
// Lowering: what *one device* does in one step of one phase, as a short list of
// kernels with exact work and traffic. Equal layers are one entry with a `repeat`, so
// the list (and the tape) does not grow with depth. Pope et al., "Efficiently scaling
// transformer inference", arXiv 2211.05102.
//
// Sharding: `tp` splits heads, FFN columns and vocabulary; `ep` splits experts and
// runs attention data-parallel; `pp` splits layers, and is left to the caller since a
// round visits every stage.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Attention.h"
#include "Physics/Gemm.h"
#include "Physics/KvCache.h"
#include "Physics/Parameters.h"
#include "Records/Transformer.h"
#include "Records/Serving.h"
#include "llvm/ADT/SmallVector.h"

namespace mls {
using namespace records;

/// Picks the efficiency curve of an operator.
enum class Kernel { Gemm, Experts, PrefillAttention, DecodeAttention, Elementwise };

/// One kernel on one device.
template <class S> struct Operator {
  const char *name;
  Kernel kernel;
  Work<S> work;
  Data<S> operands;    ///< weights and KV cache
  Data<S> activations; ///< inputs and outputs
  Ratio<S> repeat;     ///< how often in one step
  Tokens<S> length;    ///< of the sequences, for attention over a prompt
  Data<S> traffic() const { return operands + activations; }
};

template <class S> struct Layout {
  Ratio<S> tp, ep;
};

/// Of one element.
template <class S> struct ElementSizes {
  Data<S> weight, input, kv, residual;
};
template <class S> ElementSizes<S> elementSizes(const Formats<S> &f) {
  auto bits = [](const char *name, const Format<S> &f) { return let(name, elementSize(f.storage, f.scale, f.block)); };
  return {bits("bits_per_weight", f.weights), bits("bits_per_activation", f.activations), bits("bits_per_kv", f.kv),
          bits("bits_per_residual", f.residual)};
}

/// A step: `sequences` prompts of `context` tokens (prefill), or one more token for
/// each of `sequences` that have `context` behind them (decode). Per attention group,
/// of which there are `ep`.
template <class S> struct Phase {
  bool prefill;
  Ratio<S> sequences;
  Tokens<S> context;
  /// Rows of every product with weights.
  Ratio<S> rows() const { return prefill ? sequences * (context / oneToken) : sequences; }
};

template <class S> struct Messages {
  Data<S> reduce;    ///< one all-reduce over tp
  Ratio<S> reduces;  ///< a step
  Data<S> dispatch, combine; ///< all-to-alls over ep, of one MoE layer
  Ratio<S> moeLayers;
  bool exchange; ///< there are experts
};

template <class S> struct Lowered {
  llvm::SmallVector<Operator<S>, 9> operators;
  Messages<S> messages;
};

/// Layers with a dense FFN; the rest have experts.
template <class S> Ratio<S> denseLayers(const Transformer<S> &m) { return m.experts.given() ? m.experts->dense_layers : m.layers; }

/// Parameters of one MoE layer that are not a routed expert: the router, and experts
/// that every token uses.
template <class S> Ratio<S> sharedExpertParameters(const Transformer<S> &m, Ratio<S> tp) {
  const Experts<S> &e = *m.experts;
  return m.hidden * e.count + e.shared * ffnParameters(m.hidden, e.ffn / tp, m.gated);
}

/// Elements that the activation function of an FFN reads and writes for one token: up
/// and, when gated, gate (Shazeer, arXiv 2002.05202) come in, one of them goes out.
template <class S> Ratio<S> activationOperands(Ratio<S> columns, bool gated) { return (gated ? 2 : 1) * columns + columns; }

template <class S> class Lowering {
public:
  Lowering(const Transformer<S> &m, const ElementSizes<S> &size, const Layout<S> &at, const Phase<S> &phase)
      : m(m), size(size), at(at), phase(phase), rows(phase.rows()) {}

  Lowered<S> run() {
    attention();
    if (m.experts.given())
      experts();
    feedForward();
    elementwise();
    head();
    communication();
    return std::move(out);
  }

private:
  const Transformer<S> &m;
  const ElementSizes<S> &size;
  const Layout<S> &at;
  const Phase<S> &phase;
  Ratio<S> rows;
  Lowered<S> out;

  Ratio<S> heads() const { return m.heads / at.tp; }
  Ratio<S> kvHeads() const { return kvHeadsPerDevice(m.kv_heads, at.tp); }
  Ratio<S> moeLayers() const { return m.layers - denseLayers(m); }

  void gemm(const char *name, Ratio<S> rows, Ratio<S> in, Ratio<S> columns, Ratio<S> repeat) {
    out.operators.push_back({name, Kernel::Gemm, gemmWork(rows, in * columns), in * columns * size.weight,
                             rows * (in * size.input + columns * size.residual), repeat, {}});
  }

  void attention() {
    gemm("qkv", rows, m.hidden, qkvWidth(heads(), kvHeads(), m.head_dim), m.layers);
    Data<S> cache = phase.sequences * phase.context * kvPerToken(kvHeads(), m.head_dim, size.kv);
    Work<S> work = phase.sequences * (phase.prefill ? causalAttentionWork(phase.context, heads(), m.head_dim)
                                                    : attentionWork(phase.context, heads(), m.head_dim));
    out.operators.push_back({"attention", phase.prefill ? Kernel::PrefillAttention : Kernel::DecodeAttention, work, cache,
                             attentionActivations(rows, heads(), m.head_dim, size.residual), m.layers, phase.context});
    gemm("attention_output", rows, heads() * m.head_dim, m.hidden, m.layers);
  }

  void feedForward() {
    gemm("ffn_up", rows, m.hidden, (m.gated ? 2 : 1) * m.ffn / at.tp, denseLayers(m));
    gemm("ffn_down", rows, m.ffn / at.tp, m.hidden, denseLayers(m));
  }

  /// Router, routed and shared experts of one layer as one grouped product: each of
  /// `ep` devices holds its share of the experts and reads those that any token of
  /// the replica picked.
  void experts() {
    const Experts<S> &e = *m.experts;
    Ratio<S> one = ffnParameters(m.hidden, e.ffn / at.tp, m.gated);
    Ratio<S> common = sharedExpertParameters(m, at.tp);
    Ratio<S> touched = let("experts_touched", expertsTouched(e.count, e.active, rows * at.ep)) / at.ep;
    Ratio<S> picks = rows * (e.active + e.shared);
    Ratio<S> up = (m.gated ? 2 : 1) * e.ffn / at.tp;
    out.operators.push_back({"experts", Kernel::Experts, gemmWork(rows, e.active * one + common), (touched * one + common) * size.weight,
                             picks * ((m.hidden + e.ffn / at.tp) * size.input + (up + m.hidden) * size.residual), moeLayers(), {}});
  }

  /// Traffic of what stands between the products of a layer, fused as in vLLM's
  /// kernels `fused_add_rms_norm`, `rotary_embedding` and `silu_and_mul`:
  ///   sum and norm  twice, before attention and before the FFN; reads the residual
  ///                 and the output of the block before, writes the sum and its norm
  ///   rotary        reads Q and K and writes them in place
  ///   activation    reads what ffn_up wrote, writes what ffn_down reads
  void elementwise() {
    Ratio<S> sumAndNorm = (2 + 2) * m.hidden;
    Ratio<S> rotary = (1 + 1) * (heads() + kvHeads()) * m.head_dim;
    Ratio<S> wide = activationOperands(m.ffn / at.tp, m.gated);
    if (m.experts.given()) // inside the grouped product
      wide = wide * (denseLayers(m) / m.layers);
    out.operators.push_back({"elementwise", Kernel::Elementwise, Work<S>(), Data<S>(), rows * (2 * sumAndNorm + rotary + wide) * size.residual, m.layers, {}});
  }

  /// Only the last position of a sequence is projected to the vocabulary.
  void head() { gemm("lm_head", phase.sequences, m.hidden, m.vocab / at.tp, Ratio<S>(1)); }

  void communication() {
    Data<S> stream = rows * m.hidden * size.residual;
    out.messages = {stream, 2 * m.layers, Data<S>(), Data<S>(), Ratio<S>(), m.experts.given()};
    if (out.messages.exchange) {
      Ratio<S> picks = rows * m.experts->active * m.hidden;
      out.messages.dispatch = picks * size.input;
      out.messages.combine = picks * size.residual;
      out.messages.moeLayers = moeLayers();
    }
  }
};

template <class S> Lowered<S> lower(const Transformer<S> &m, const ElementSizes<S> &size, const Layout<S> &at, const Phase<S> &phase) {
  return Lowering<S>(m, size, at, phase).run();
}

/// Work of a whole model for one sequence: the definition of *model FLOPs*.
template <class S> Work<S> modelWork(const Transformer<S> &m, const ElementSizes<S> &size, const Phase<S> &phase) {
  Work<S> sum;
  for (const Operator<S> &op : lower(m, size, {1, 1}, phase).operators)
    if (op.kernel != Kernel::Elementwise)
      sum += op.repeat * op.work;
  return sum;
}

/// Parameters from geometry, each counted once: routed experts, and all the rest.
template <class S> struct Parameters {
  Ratio<S> routed, rest;
  Ratio<S> total() const { return rest + routed; }
};

template <class S> Parameters<S> parameters(const Transformer<S> &m) {
  Ratio<S> attention = m.layers * attentionParameters(m.hidden, m.heads, m.kv_heads, m.head_dim);
  Ratio<S> dense = denseLayers(m) * ffnParameters(m.hidden, m.ffn, m.gated);
  Ratio<S> ends = embeddingParameters(m.hidden, m.vocab, m.tied_embeddings) + normParameters(m.hidden, m.layers);
  Parameters<S> p{Ratio<S>(), attention + dense + ends};
  if (m.experts.given()) {
    Ratio<S> moe = m.layers - denseLayers(m);
    p.routed = let("routed_parameters", moe * m.experts->count * ffnParameters(m.hidden, m.experts->ffn, m.gated));
    p.rest += moe * sharedExpertParameters(m, Ratio<S>(1));
  }
  p.rest = let(m.experts.given() ? "common_parameters" : "parameters", p.rest);
  return p;
}

} // namespace mls
