//===- TrainRecords.h - arguments and results of `train` --------*- C++ -*-===//
#pragma once

#include "Records/Fleet.h"
#include "Records/Usage.h"
#include "Solvers/Bound.h"
#include "Solvers/Step.h"
#include "Solvers/TrainMemory.h"

namespace mls {

/// How replicas on pools of different speed share the batch.
enum class BatchSplit { equal, proportional };
MLS_ENUM(BatchSplit, "equal", "proportional");

template <class S> struct TrainIn : TrainLayout<S> {
  Cluster<S> on;
  BatchSplit split;
  Overlap<S> overlap;
  Ratio<S> expert_imbalance, straggler;
  Opt<Ratio<S>> expert_nodes, communication_multiprocessors;
  Efficiency<S> efficiency;
  Collective<S> across_nodes;
  Granularity granularity;
  Ratio<S> memory_share, power_draw;

  MLS_RECORD("train", "time, utilisation, memory, energy and cost of a training run on a cluster", "narayanan_2021") {
    using T = TrainIn;
    return std::tuple_cat(
        std::tuple{in("workload", &T::workload, "what is trained"), in("on", &T::on, "where it runs")},
        TrainLayout<S>::layoutRows("max(1, floor(sum(p.count * p.node.count for p in on.pools) / (tp * pp * cp)))"),
        std::tuple{
            in("split", &T::split,
               "of the batch over pools: equal shares, so that the slowest pool sets the step, or shares by speed",
               orElse("equal")),
            in("overlap", &T::overlap, "shares of communication that may run beside kernels", orElse("{}")),
            in("expert_imbalance", &T::expert_imbalance, "tokens at the busiest device's experts over the mean",
               atLeast(1), orElse("1")),
            in("expert_nodes", &T::expert_nodes,
               "most nodes that the experts of one token lie on; to each it travels once", whole(1)),
            in("communication_multiprocessors", &T::communication_multiprocessors,
               "multiprocessors of an accelerator that send and receive all the time, and compute nothing", whole(1)),
            in("straggler", &T::straggler, "time of the slowest device over that of a sound one", atLeast(1),
               orElse("1")),
            in("efficiency", &T::efficiency, "achieved shares of peak; absent parts are calibrated", orElse("{}")),
            in("across_nodes", &T::across_nodes, "efficiency of collectives between nodes",
               orElse("constants.AcrossNodes")),
            in("granularity", &T::granularity,
               "operators: a sum over kernels; aggregate: one roofline for all layers and one for the head",
               orElse("operators")),
            in("memory_share", &T::memory_share, "share of device memory that may be filled", fraction,
               orElse("constants.training_memory_share")),
            in("power_draw", &T::power_draw, "mean draw over the rated power of the nodes", fraction,
               orElse("constants.training_power_draw"))});
  }
};

/// Where the time of a step goes, on the device that sets it.
template <class S> struct TrainSplit {
  Time<S> compute, memory, overhead, tp, cp, ep, pp, bubble, dp, optimizer, straggler;

  Time<S> network() const { return tp + cp + ep + pp + dp; }
  Time<S> sum() const { return compute + memory + overhead + network() + bubble + optimizer + straggler; }

  MLS_RECORD("train.split", "time of a step by its cause; communication as far as nothing hides it", "narayanan_2021") {
    using T = TrainSplit;
    return std::tuple{
        out("compute", &T::compute, "kernels that arithmetic sets", unit("s")),
        out("memory", &T::memory, "kernels that traffic sets", unit("s")),
        out("overhead", &T::overhead, "launches and gaps", unit("s")),
        out("tp", &T::tp, "sums over tensor parallelism", unit("s")),
        out("cp", &T::cp, "keys and values over context parallelism", unit("s")),
        out("ep", &T::ep, "dispatch to experts and back, in every such layer, forward and backward", unit("s")),
        out("pp", &T::pp, "sends between stages, forward and backward", unit("s")),
        out("bubble", &T::bubble, "waiting for the first micro-batch and for the last", unit("s")),
        out("dp", &T::dp, "gradients and weights over replicas", unit("s")),
        out("optimizer", &T::optimizer, "update of weights and moments", unit("s")),
        out("straggler", &T::straggler, "waiting for the slowest device", unit("s"))};
  }
};

template <class S> struct TrainOut {
  Time<S> step_time;
  TrainSplit<S> split;
  TokenRate<S> throughput, throughput_per_gpu;
  WorkPerToken<S> work_per_token;
  ComputeRate<S> flops_per_gpu;
  Ratio<S> mfu, mfu_palm, hfu, kernel_efficiency, gpus, replicas, micro_batches, steps;
  TrainMemoryOut<S> memory;
  Flag<S> fits;
  Choice<Bound, S> bound, next_bound;
  Ratio<S> margin;
  Time<S> run_time, gpu_hours;
  Usage<S> usage;
  Energy<S> energy;
  Money<S> cost;

  MLS_RECORD("train.result", "one training run without failures", "narayanan_2021") {
    using T = TrainOut;
    return std::tuple{
        out("step_time", &T::step_time, "one optimizer step", unit("s"), boundBy("bound")),
        out("split", &T::split, "where the time of a step goes; the parts sum to step_time"),
        out("throughput", &T::throughput, "tokens trained on in a time", unit("tok/s"), boundBy("bound")),
        out("throughput_per_gpu", &T::throughput_per_gpu, "throughput over the accelerators", unit("tok/s"),
            boundBy("bound")),
        out("work_per_token", &T::work_per_token,
            "model FLOPs of a token: forward and backward pass, with the pairs that attention sees; frozen weights have no "
            "gradient",
            unit("GFLOP/tok")),
        out("flops_per_gpu", &T::flops_per_gpu, "model FLOPs of an accelerator in a time", unit("TFLOP/s")),
        out("mfu", &T::mfu,
            "model FLOPs over peak FLOPs of all accelerators in the same time: nothing recomputed, nothing masked",
            unit("%")),
        out("mfu_palm", &T::mfu_palm,
            "the same by the formula of PaLM, 6 N + 12 L H Q T a token, which counts whole score matrices; frozen weights "
            "count for two thirds",
            unit("%")),
        out("hfu", &T::hfu, "executed FLOPs, recomputed ones among them, over peak FLOPs in the same time", unit("%")),
        out("kernel_efficiency", &T::kernel_efficiency,
            "executed FLOPs over peak FLOPs in the time of kernels and gaps: the efficiency in effect", unit("%")),
        out("gpus", &T::gpus, "accelerators", unit("GPU")),
        out("replicas", &T::replicas, "copies of the model: dp"),
        out("micro_batches", &T::micro_batches, "of one replica in a step"),
        out("steps", &T::steps, "optimizer steps of the run"),
        out("memory", &T::memory, "memory of the accelerator with the most, of the smallest kind"),
        out("fits", &T::fits, "memory.total <= memory.capacity", because("memory.shortfall")),
        out("bound", &T::bound, "what sets step_time; capacity if it does not fit"),
        out("margin", &T::margin, "factor by which it exceeds the next one"),
        out("next_bound", &T::next_bound, "the next one"),
        out("run_time", &T::run_time, "all tokens, without failures and checkpoints", unit("day"), boundBy("bound")),
        out("gpu_hours", &T::gpu_hours, "run_time times the accelerators", unit("GPU*h")),
        out("usage", &T::usage, "what the run takes of the machines"),
        out("energy", &T::energy, "of the machines, before the facility's overhead", unit("GWh")),
        out("cost", &T::cost, "rent of all nodes", unit("USD"))};
  }
};

} // namespace mls
