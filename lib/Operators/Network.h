//===- Network.h - a model of any family for a batch ------------*- C++ -*-===//
//
// The common form in which `infer` sees all families: stages that run one after another
// on one device, each a list of operators, and what the model keeps in memory.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "Records/Inference.h"

namespace mls {

/// A pass over some operators, `runs` times for a batch.
template <class S> struct Stage {
  const char *name;
  llvm::SmallVector<Operator<S>, 12> operators;
  Ratio<S> runs = 1;
  Ratio<S> layers{};  ///< whose small kernels a host launches
  Ratio<S> sampled{}; ///< sequences from which a token is sampled
};

/// A batch of samples; the lengths are missing where they were not given.
template <class S> struct Load {
  Ratio<S> batch;
  Opt<Tokens<S>> sequence, output;
};

template <class S> struct Network {
  llvm::SmallVector<Stage<S>, 3> stages;
  Ratio<S> parameters; ///< by the convention of what is published
  Data<S> weights;     ///< stored
  Data<S> state{};     ///< KV cache or recurrent state of the batch
  Data<S> widest;      ///< activations of the batch that are kept at once
};

/// The most that one operator of a stage reads and writes.
template <class S> Data<S> widestOf(llvm::ArrayRef<Operator<S>> operators) {
  Data<S> most;
  for (const Operator<S> &op : operators)
    most = max(most, op.activations());
  return most;
}

/// Published totals: one operator.
template <class S> Operator<S> totalOperator(const Totals<S> &m, const ElementSizes<S> &size, Ratio<S> batch) {
  return {"network",
          Kernel::Gemm,
          batch * m.work,
          m.parameters * size.weight,
          batch * m.activations / 2 * size.input,
          batch * m.activations / 2 * size.input,
          1};
}

template <class S> Network<S> network(const Totals<S> &m, const ElementSizes<S> &size, const Load<S> &load) {
  Network<S> n;
  n.stages.push_back({"network", {totalOperator(m, size, load.batch)}});
  n.parameters = m.parameters;
  n.weights = m.parameters * size.weight;
  n.widest = load.batch * m.widest * size.input;
  return n;
}

} // namespace mls
