//===- Pipeline.h - idle time of a pipeline of layers -----------*- C++ -*-===//
//
// A step of m micro-batches through p stages. Times are of one micro-batch on one
// stage.
//
// Huang et al., "GPipe", arXiv 1811.06965; Narayanan et al., "Efficient large-scale
// language model training on GPU clusters using Megatron-LM", arXiv 2104.04473,
// section 2.2 (1F1B, interleaved); Qi et al., "Zero bubble pipeline parallelism",
// arXiv 2401.10241 (ZB-H1).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Idle time of a device: it waits for the first micro-batch to arrive and the last to
/// return. GPipe and 1F1B wait equally long and differ in memory; with `chunks` stages
/// of a device a micro-batch arrives after a chunk instead of a stage.
/// Domain: stages >= 1, chunks >= 1.
template <class S> Time<S> bubbleTime(Ratio<S> stages, Ratio<S> chunks, Time<S> forward, Time<S> backward) {
  return (stages - 1) / chunks * (forward + backward);
}

/// With the backward pass split in two, the gradients of weights (`weightGradient`, a
/// part of `backward`) fill half of the wait (ZB-H1: the memory of 1F1B).
/// Domain: weightGradient <= backward.
template <class S> Time<S> zeroBubbleTime(Ratio<S> stages, Time<S> forward, Time<S> backward, Time<S> weightGradient) {
  return (stages - 1) * max(forward + backward - 2 * weightGradient, Time<S>());
}

/// Micro-batches from both ends, each device with a stage of either direction, and a pass
/// forward beside one backward (`together`) (DualPipe, DeepSeek-V3, arXiv 2412.19437,
/// table 2). Domain: an even number of stages; weightGradient <= backward.
template <class S> Time<S> dualPipeTime(Ratio<S> stages, Time<S> together, Time<S> backward, Time<S> weightGradient) {
  return max(stages / 2 - 1, 0) * max(together + backward - 3 * weightGradient, Time<S>());
}

/// Idle share of a step of equal stages: (p - 1) / (v m + p - 1).
/// Domain: stages, microBatches, chunks >= 1.
template <class S> Ratio<S> bubbleShare(Ratio<S> stages, Ratio<S> microBatches, Ratio<S> chunks) {
  return (stages - 1) / (chunks * microBatches + stages - 1);
}

/// Micro-batches whose activations the first stage holds at once, each for its own
/// layers: 1F1B starts the backward pass of the first when the p-th has come in;
/// interleaving adds (p - 1) / (p v) of that (Korthikanti et al., arXiv 2205.05198,
/// section 4.2.3).
template <class S> Ratio<S> microBatchesHeld(Ratio<S> stages, Ratio<S> microBatches, Ratio<S> chunks) {
  Ratio<S> interleaved = select(less(1, chunks), (stages - 1) / chunks, Ratio<S>());
  return min(stages + interleaved, microBatches);
}

} // namespace mls
