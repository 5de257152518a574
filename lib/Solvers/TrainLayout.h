//===- TrainLayout.h - how a training step is spread ------------*- C++ -*-===//
//
// Arguments that `train` and `training_memory` share. From the innermost dimension to
// the outermost, accelerators are ordered as in Megatron-LM (Narayanan et al., arXiv
// 2104.04473): tensor, context, expert inside data, pipeline. Experts are spread over
// `ep` of the `dp` replicas, so tp * cp * dp * pp accelerators are used.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/MultiToken.h"
#include "Physics/Counts.h"
#include "Physics/Pipeline.h"
#include "Physics/Training.h"
#include "Records/Training.h"

namespace mls {

enum class Recompute { none, selective, full };
enum class PipelineSchedule { gpipe, one_f_one_b, zero_bubble, dual_pipe };
enum class AttentionKernel { fused, unfused };
MLS_ENUM(Recompute, "none", "selective", "full");
MLS_ENUM(PipelineSchedule, "gpipe", "one_f_one_b", "zero_bubble", "dual_pipe");
MLS_ENUM(AttentionKernel, "fused", "unfused");

template <class S> struct TrainLayout {
  Training<S> workload;
  Ratio<S> tp, pp, cp, ep, dp, zero, micro_batch, interleave;
  bool sequence_parallel;
  PipelineSchedule schedule;
  Recompute recompute;
  AttentionKernel attention;
  bool dropout, distribute_saved_activations;
  Opt<Ratio<S>> lora_rank;

  /// `fill`: the default of `dp`.
  static constexpr auto layoutRows(const char *fill) {
    using T = TrainLayout;
    return std::tuple{
        in("tp", &T::tp, "tensor parallelism: devices that share every layer", whole(1), orElse("1")),
        in("pp", &T::pp, "pipeline parallelism: stages of layers", whole(1), orElse("1")),
        in("cp", &T::cp, "context parallelism: devices that share every sequence", whole(1), orElse("1")),
        in("ep", &T::ep, "expert parallelism: replicas that share the experts; divides `dp`", whole(1), orElse("1")),
        in("dp", &T::dp, "data parallelism: replicas that share the batch", whole(1), orElse(fill)),
        in("zero", &T::zero,
           "ZeRO stage: 1 splits the states of the optimizer over the replicas, 2 gradients too, 3 weights too",
           Domain{.lo = 0, .hi = 3, .integer = true}, orElse("1")),
        in("micro_batch", &T::micro_batch, "sequences of a replica that pass through together", whole(1), orElse("1")),
        in("interleave", &T::interleave, "virtual stages of a device (interleaved 1F1B)", whole(1), orElse("1")),
        in("sequence_parallel", &T::sequence_parallel, "what stands between the products is split over `tp` too",
           orElse("true")),
        in("schedule", &T::schedule, "order of a pipeline's passes", orElse("one_f_one_b")),
        in("recompute", &T::recompute,
           "activations formed again in the backward pass: none; selective: scores of unfused attention, with fused "
           "attention results of norms and activation function, and what latent attention expands; full: whole layers",
           orElse("none")),
        in("distribute_saved_activations", &T::distribute_saved_activations,
           "inputs that full recomputation starts from are split over `tp`, and gathered when they are wanted",
           orElse("false")),
        in("attention", &T::attention, "fused: scores never reach memory (FlashAttention); unfused: they do, whole",
           orElse("fused")),
        in("dropout", &T::dropout, "dropout behind attention and FFN, and on unfused scores", orElse("false")),
        in("lora_rank", &T::lora_rank, "train adapters of this rank on the projections of attention, all else frozen",
           whole(1))};
  }
};

/// Layers of the fullest stage. Where they do not divide, some stages hold fewer.
template <class S> Ratio<S> layersOfStage(const TrainLayout<S> &at) {
  return at.interleave * ceil(at.workload.model.layers / (at.pp * at.interleave));
}
/// Chunks may hold the embedding or the head in place of a layer (Llama 3: 126 layers in
/// 128 chunks, arXiv 2407.21783, section 3.3.2): one layer that the last stage lacks for
/// each product with the head.
template <class S> Ratio<S> layersShortOfLastStage(const TrainLayout<S> &at) {
  const Transformer<S> &m = at.workload.model;
  return min(at.pp * layersOfStage(at) - m.layers, 1 + predictionModules(m));
}
/// Stages that a device holds: in DualPipe one of each direction, the first and the last
/// on one device (DeepSeek-V3, arXiv 2412.19437, section 3.2.1).
template <class S> Ratio<S> stagesOfDevice(const TrainLayout<S> &at) {
  return Ratio<S>(at.schedule == PipelineSchedule::dual_pipe ? 2 : 1);
}

template <class S> Ratio<S> microBatchesOf(const TrainLayout<S> &at) {
  return microBatches(at.workload.global_batch, at.workload.sequence, at.micro_batch, at.dp);
}

template <class S> Layout<S> shardingOf(const TrainLayout<S> &at) {
  return {at.tp, at.ep, at.cp, at.sequence_parallel};
}

/// tp, refused unless the layout is one. Every result depends on it.
template <class S> Ratio<S> checkedTp(const TrainLayout<S> &at, Ratio<S> tp) {
  const Transformer<S> &m = at.workload.model;
  tp = require(divides(at.tp, m.heads), "`tp` must divide the query heads of the model", tp);
  tp = require(lessEqual(at.pp * at.interleave, m.layers + 2),
               "more stages than the model has layers, embedding and head counted", tp);
  tp = require(less((at.pp - 1) * layersOfStage(at), m.layers),
               "some stage would be left without a layer: another `interleave` or `pp` divides the layers", tp);
  tp = require(divides(at.ep, at.dp), "`ep` must divide `dp`: experts are spread over replicas", tp);
  if (m.experts.given())
    tp = require(divides(at.ep, m.experts->count), "`ep` must divide the experts of the model", tp);
  else
    tp = require(lessEqual(at.ep, 1), "`ep` is about experts, and the model has none", tp);
  tp = require(lessEqual(at.interleave, 1) || less(1, at.pp), "`interleave` needs a pipeline: `pp` is 1", tp);
  if (at.schedule != PipelineSchedule::one_f_one_b)
    tp = require(lessEqual(at.interleave, 1), "`interleave` needs the schedule one_f_one_b", tp);
  if (at.lora_rank.given())
    tp = require(Flag<S>(!m.latent.given()), "adapters of latent attention are not modelled", tp);
  if (m.context.given())
    tp = require(lessEqual(at.workload.sequence, *m.context), "the sequence exceeds the context of the model", tp);
  Ratio<S> n = let("micro_batches", microBatchesOf(at));
  if (at.schedule == PipelineSchedule::dual_pipe)
    tp = require(divides(Ratio<S>(2), at.pp) && divides(Ratio<S>(2), n) && lessEqual(2 * at.pp, n),
                 "dual_pipe runs from both ends: `pp` and the micro-batches of a replica must be even, and those at "
                 "least twice `pp`",
                 tp);
  return require(divides(Ratio<S>(1), n) && lessEqual(1, n),
                 "`global_batch` must be a whole number of micro-batches for each replica", tp);
}

} // namespace mls
