//===- Language.h - transformers and state space models as networks -*- C++ -*-===//
//
// One pass over the sequence, and a step for each further token if any are produced.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Network.h"
#include "Operators/Transformer.h"
#include "Physics/StateSpace.h"

namespace mls {

//===-- Transformers -------------------------------------------------------===//

template <class S> Network<S> network(const Transformer<S> &m, const ElementSizes<S> &size, const Load<S> &load) {
  Tokens<S> sequence = *load.sequence, longest = sequence;
  Network<S> n;
  n.parameters = parameters(m).total();
  n.weights = n.parameters * size.weight;
  n.widest = widestActivations(m, load.batch * (sequence / oneToken), size.residual);
  n.stages.push_back({"sequence", lower(m, size, {1, 1}, Phase<S>::prefill(load.batch, sequence)).operators, 1,
                      m.layers, m.causal ? load.batch : Ratio<S>()});
  if (load.output.given()) {
    longest = sequence + *load.output;
    Phase<S> step = Phase<S>::decode(load.batch, sequence + *load.output / 2);
    n.stages.push_back(
        {"decode", lower(m, size, {1, 1}, step).operators, *load.output / oneToken - 1, m.layers, load.batch});
  }
  if (m.causal)
    n.state = load.batch * kvCache(m, size.kv, Ratio<S>(1), longest);
  return n;
}

//===-- State space models -------------------------------------------------===//

template <class S> Ratio<S> parameters(const StateSpace<S> &m) {
  Ratio<S> blocks = m.layers * stateSpaceParameters(m.hidden, m.inner, m.state, m.conv, m.dt_rank);
  return let("parameters", blocks + m.hidden + embeddingParameters(m.hidden, m.vocab, m.tied_embeddings));
}

/// `tokens` of each of `sequences`. The convolution is short, and the scan keeps the
/// expanded state on chip (Gu & Dao 2023, section 3.3.2): both are bound by what they
/// read and write.
template <class S>
llvm::SmallVector<Operator<S>, 12> lower(const StateSpace<S> &m, const ElementSizes<S> &size, Ratio<S> sequences,
                                         Ratio<S> tokens) {
  Ratio<S> rows = sequences * tokens;
  auto gemm = [&](const char *name, Ratio<S> in, Ratio<S> out) { return product(name, rows, in, out, m.layers, size); };
  Data<S> channels = rows * m.inner * size.residual,
          kept = sequences * recurrentState(m.inner, m.state, m.conv, size.kv);
  Ratio<S> recurrence = m.inner * (m.state + 1);
  return {gemm("in_projection", m.hidden, 2 * m.inner),
          {"convolution", Kernel::Elementwise, gemmWork(rows, m.inner * m.conv), m.inner * (m.conv + 1) * size.weight,
           channels, channels, m.layers},
          gemm("selection", m.inner, m.dt_rank + 2 * m.state),
          gemm("step_size", m.dt_rank, m.inner),
          {"scan", Kernel::Elementwise, scanWork(rows, m.inner, m.state), 2 * kept + recurrence * size.weight,
           3 * channels + rows * 2 * m.state * size.residual, channels, m.layers},
          gemm("out_projection", m.inner, m.hidden),
          {"norm", Kernel::Elementwise, Work<S>(), Data<S>(), 2 * rows * m.hidden * size.residual,
           2 * rows * m.hidden * size.residual, m.layers},
          product("lm_head", sequences, m.hidden, m.vocab, Ratio<S>(1), size)};
}

template <class S> Network<S> network(const StateSpace<S> &m, const ElementSizes<S> &size, const Load<S> &load) {
  Network<S> n;
  n.parameters = parameters(m);
  n.weights = n.parameters * size.weight;
  n.state = load.batch * m.layers * recurrentState(m.inner, m.state, m.conv, size.kv);
  n.stages.push_back({"sequence", lower(m, size, load.batch, *load.sequence / oneToken), 1, m.layers, load.batch});
  n.widest = widestOf<S>(n.stages[0].operators);
  if (load.output.given())
    n.stages.push_back(
        {"decode", lower(m, size, load.batch, Ratio<S>(1)), *load.output / oneToken - 1, m.layers, load.batch});
  return n;
}

} // namespace mls
