//===- Zero.h - what training keeps for each parameter ----------*- C++ -*-===//
//
// Rajbhandari et al.: "ZeRO: memory optimizations toward training trillion parameter
// models", arXiv 1910.02054, section 5. Of equal replicas stage 1 splits the states of
// the optimizer, stage 2 the gradients too, stage 3 the weights as well.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// What one of `ranks` replicas keeps, when `stage` splits this from stage `from` on.
/// Domain: stage in {0, 1, 2, 3}, ranks >= 1.
template <class U, class S> Q<U, S> sharded(Ratio<S> stage, int from, Ratio<S> ranks, Q<U, S> whole) {
  return select(lessEqual(from, stage), whole / ranks, whole);
}

/// Weights, gradients and optimizer of `parameters` on one rank: the paper's
/// (2 + 2 + K) bytes a parameter, K = 12 for Adam with a master copy in single precision.
template <class S>
Data<S> modelStates(Ratio<S> parameters, Data<S> weight, Data<S> gradient, Data<S> optimizer, Ratio<S> ranks,
                    Ratio<S> stage) {
  return parameters *
         (sharded(stage, 3, ranks, weight) + sharded(stage, 2, ranks, gradient) + sharded(stage, 1, ranks, optimizer));
}

/// Parameters of a low-rank adapter beside a matrix (Hu et al., "LoRA", arXiv
/// 2106.09685, section 4.1).
template <class S> Ratio<S> adapterParameters(Ratio<S> rank, Ratio<S> in, Ratio<S> out) { return rank * (in + out); }

} // namespace mls
