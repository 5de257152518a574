//===- Transformer.h - a transformer as its operators -----------*- C++ -*-===//
//
// What one device does in one step of one phase. Pope et al., "Efficiently scaling
// transformer inference", arXiv 2211.05102. The lookup of embeddings, one row a token,
// is left out.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Attention.h"
#include "Operators/LayerSums.h"

namespace mls {

template <class S> class TransformerLowering {
public:
  TransformerLowering(const Transformer<S> &m, const ElementSizes<S> &size, const Layout<S> &at,
                      llvm::ArrayRef<Phase<S>> phases)
      : m(m), size(size), at(at), phases(phases) {
    for (const Phase<S> &p : phases)
      rows += p.rows() / at.cp;
  }

  Lowered<S> run() {
    AttentionLowering<S> attention(m, size, at, phases, rows, out);
    attention.run();
    if (m.experts.given())
      experts();
    feedForward();
    elementwise(attention.rotated());
    head();
    communication();
    return std::move(out);
  }

private:
  const Transformer<S> &m;
  const ElementSizes<S> &size;
  const Layout<S> &at;
  llvm::ArrayRef<Phase<S>> phases;
  Ratio<S> rows;
  Lowered<S> out;

  Ratio<S> moeLayers() const { return m.layers - denseLayers(m); }

  void feedForward() {
    LayerKind kind = m.experts.given() ? LayerKind::Dense : LayerKind::Every;
    out.operators.push_back(product("ffn_up", rows, m.hidden, (m.gated ? 2 : 1) * m.ffn / at.tp, denseLayers(m), size, kind));
    out.operators.push_back(product("ffn_down", rows, m.ffn / at.tp, m.hidden, denseLayers(m), size, kind));
  }

  /// Router, routed and shared experts of one layer as one grouped product: each of
  /// `ep` devices holds its share of the experts and reads those that any token of
  /// the replica picked.
  void experts() {
    const Experts<S> &e = *m.experts;
    Ratio<S> one = ffnParameters(m.hidden, e.ffn / at.tp, m.gated);
    Ratio<S> common = sharedExpertParameters(m, at.tp);
    Ratio<S> active = activeExperts(e), picks = rows * (active + e.shared);
    Ratio<S> touched = let("experts_touched", expertsTouched(e.count, active, rows * at.ep)) / at.ep;
    Ratio<S> up = (m.gated ? 2 : 1) * e.ffn / at.tp, read = picks * (m.hidden + e.ffn / at.tp);
    out.operators.push_back({"experts", Kernel::Experts, gemmWork(rows, active * one + common),
                             (touched * one + common) * size.weight, read * size.input,
                             picks * (up + m.hidden) * size.residual, moeLayers(), {}, true, std::nullopt,
                             read, {}, LayerKind::Experts});
  }

  /// Traffic of what stands between the products of a layer, fused as in vLLM's
  /// kernels `fused_add_rms_norm`, `rotary_embedding` and `silu_and_mul`:
  ///   sum and norm  twice, before attention and before the FFN; reads the residual
  ///                 and the output of the block before, writes the sum and its norm
  ///   rotary        reads Q and K and writes them in place
  ///   activation    reads what ffn_up wrote, writes what ffn_down reads
  void elementwise(Ratio<S> rotated) {
    Ratio<S> sumAndNorm = 2 * 2 * m.hidden; // read, and written
    if (at.sequenceParallel)
      sumAndNorm = sumAndNorm / at.tp;
    Ratio<S> columns = m.ffn / at.tp;
    if (m.experts.given()) // inside the grouped product
      columns = columns * (denseLayers(m) / m.layers);
    Ratio<S> read = sumAndNorm + rotated + (m.gated ? 2 : 1) * columns, written = sumAndNorm + rotated + columns;
    out.operators.push_back({"elementwise", Kernel::Elementwise, Work<S>(), Data<S>(), rows * read * size.residual,
                             rows * written * size.residual, m.layers});
    out.operators.back().layers = LayerKind::Every;
  }

  /// To the vocabulary. An encoder that is not trained predicts nothing.
  void head() {
    Ratio<S> positions;
    bool any = false;
    for (const Phase<S> &p : phases)
      if (m.causal || p.pass == Pass::Forward)
        positions += p.sequences * p.projected / at.cp, any = true;
    if (!any)
      return;
    out.operators.push_back(product("lm_head", positions, m.hidden, m.vocab / at.tp, Ratio<S>(1), size));
    out.operators.back().inLayers = false;
  }

  void communication() {
    Messages<S> &say = out.messages;
    say.reduce = rows * m.hidden * size.residual;
    say.reduces = 2 * m.layers;
    say.exchange = m.experts.given();
    if (say.exchange) {
      Ratio<S> picks = rows * activeExperts(*m.experts) * m.hidden;
      say.dispatch = picks * size.input;
      say.combine = picks * size.residual;
      say.moeLayers = moeLayers();
    }
    say.keysAndValues = rows * oneToken * kvPerTokenAndLayer(m, size.kv, at.tp);
  }
};

/// A step of one phase, or of several together.
template <class S>
Lowered<S> lower(const Transformer<S> &m, const ElementSizes<S> &size, const Layout<S> &at,
                 std::type_identity_t<llvm::ArrayRef<Phase<S>>> phases) {
  return TransformerLowering<S>(m, size, at, phases).run();
}

/// Work of a whole model in a phase of its own: the definition of *model FLOPs*.
template <class S> Work<S> modelWork(const Transformer<S> &m, const ElementSizes<S> &size, const Phase<S> &phase) {
  return workOf<S>(lower(m, size, {1, 1}, phase).operators);
}

} // namespace mls
