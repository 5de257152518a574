//===- WeightStreaming.h - weights that pass by -----------------*- C++ -*-===//
//
// Weights live outside the chip and are streamed through it once a step; activations
// and KV cache stay on it. Lie: "Cerebras architecture deep dive: first look inside
// the hardware/software co-design for deep learning", IEEE Micro 43(3), 2023.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Time of a step: the next layer's weights arrive while one computes.
template <class S> Time<S> streamedStep(Time<S> injection, Time<S> compute) { return max(injection, compute); }

/// Factor by which the batch may grow before arithmetic, which grows with it, takes as
/// long as the injection, which does not.
template <class S> Ratio<S> batchHeadroom(Time<S> injection, Time<S> compute) { return injection / compute; }

} // namespace mls
