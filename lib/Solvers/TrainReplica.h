//===- TrainReplica.h - one replica through one training step ---*- C++ -*-===//
//
// The stage that sets the pace, its messages, and what a step adds to its micro-batches.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Solvers/Interconnect.h"
#include "Solvers/TrainRecords.h"
#include "Solvers/TrainStep.h"

namespace mls {

/// Messages beside kernels: each hides what is left to hide behind.
template <class S> class Hiding {
public:
  explicit Hiding(Time<S> kernels) : left(kernels) {}
  /// What stays exposed.
  Time<S> exposed(Time<S> messages, Ratio<S> share) {
    Time<S> window = left;
    left = max(left - share * messages, Time<S>());
    return exposedTime(messages, share, window);
  }
  Time<S> left;
};

template <class S> class TrainReplica {
public:
  TrainReplica(const TrainIn<S> &in, const Node<S> &node, Ratio<S> tp)
      : in(in), m(in.workload.model), node(node), tp(tp), net(node, in.on.fabric, in.efficiency, in.across_nodes),
        timer(in, node.accelerator, in.efficiency, in.expert_imbalance, in.communication_multiprocessors) {
    Layout<S> at = shardingOf<S>(in);
    at.tp = tp;
    Lowered<S> lowered = lowerTraining(in.workload, at, Phase<S>::forward(in.micro_batch, in.workload.sequence));
    timer.run(lowered.operators, node.accelerator.calibration.host, in.granularity);
    stages(lowered.messages);
    replicas();
    once.optimizer = optimizer();
    for (TrainSplit<S> *part : {&each, &once})
      part->straggler = (in.straggler - 1) * part->sum();
  }

  /// Executed by all devices on one micro-batch.
  Work<S> executed() const {
    auto of = [](const PassKernels<S> &p) { return p.layers.work + p.head.work; };
    return tp * in.cp * (of(timer.forward) + of(timer.backward));
  }

  TrainSplit<S> each; ///< of a step, for each micro-batch
  TrainSplit<S> once; ///< of a step, however many there are

  /// A step of `n` micro-batches.
  TrainSplit<S> step(Ratio<S> n) const {
    using T = TrainSplit<S>;
    auto part = [&](Time<S> T::*p) { return n * each.*p + once.*p; };
    return {part(&T::compute), part(&T::memory),    part(&T::overhead), part(&T::tp),
            part(&T::cp),      part(&T::ep),        part(&T::pp),       part(&T::bubble),
            part(&T::dp),      part(&T::optimizer), part(&T::straggler)};
  }

private:
  const TrainIn<S> &in;
  const Transformer<S> &m;
  const Node<S> &node;
  Ratio<S> tp;
  Interconnect<S> net;
  TrainTimer<S> timer;
  Time<S> window, windowBackward; ///< kernels of a micro-batch that nothing hides behind yet

  /// Times that a message of the forward pass is sent: once more in the backward pass,
  /// and when that forms the layer again.
  Ratio<S> passes() const { return Ratio<S>(in.recompute == Recompute::full ? 3 : 2); }

  void stages(const Messages<S> &say) {
    Ratio<S> layers = m.layers, full = layersOfStage<S>(in), lacking = layersShortOfLastStage<S>(in);
    KernelSum<S> layer = 1 / layers * (timer.forward.layers + timer.backward.layers),
                 head = timer.forward.head + timer.backward.head;
    Hiding<S> beside(layer.busy());
    Time<S> tpLayer = beside.exposed(sums(say), in.overlap.tp), cpLayer = beside.exposed(keys(say), in.overlap.cp),
            epLayer = beside.exposed(experts(say), in.overlap.ep);
    Time<S> ofLayer = let("layer_time", layer.total() + tpLayer + cpLayer + epLayer),
            last = let("head_time", head.total());

    // The last stage has the head and may lack a layer for it. A device of two stages has
    // that of the last for every second micro-batch.
    Flag<S> atHead = less(lacking * ofLayer, last);
    Ratio<S> there = number(atHead) / stagesOfDevice(in);
    Ratio<S> n = let("layers_of_the_slowest_stage", full - there * lacking);
    KernelSum<S> kernels = n * layer + there * head;
    each.compute = kernels.compute, each.memory = kernels.memory, each.overhead = kernels.overhead;
    each.tp = n * tpLayer, each.cp = n * cpLayer, each.ep = n * epLayer;
    window = n * beside.left + there * head.busy();
    Time<S> sends = 2 * in.interleave * net.sendTo(say.reduce / tp, tp * in.cp * in.dp); // forward and back
    Hiding<S> idle(window);
    each.pp = ifShared(in.pp, idle.exposed(sends, in.overlap.pp));
    window = idle.left;
    windowBackward =
        window * (timer.backward.layers.busy() / (timer.forward.layers.busy() + timer.backward.layers.busy()));

    // Filling and draining pass the other stages.
    Time<S> through = full * ofLayer + each.pp;
    auto weightGradients = [&] { return full / layers * timer.backward.weightGradients; };
    auto bubble = [&] {
      switch (in.schedule) {
      case PipelineSchedule::zero_bubble:
        return zeroBubbleTime(in.pp, through, Time<S>(), weightGradients());
      case PipelineSchedule::dual_pipe:
        return dualPipeTime(in.pp, through, full / layers * timer.backward.layers.total(), weightGradients());
      default:
        return bubbleTime(in.pp, in.interleave, through, Time<S>());
      }
    };
    once.bubble = let("bubble_time", bubble());
  }

  //===-- Messages of a layer, both directions -------------------------------===//

  /// All-reduces, or under sequence parallelism as many bytes gathered and scattered; and
  /// what was kept in parts is gathered.
  Time<S> sums(const Messages<S> &say) const {
    Ratio<S> gathered = in.recompute == Recompute::full && in.distribute_saved_activations && !in.sequence_parallel ? 1 : 0;
    return let("tp_time", (passes() * (say.reduces / m.layers) * 2 + gathered) *
                              net.scatter(say.reduce, Ranks<S>{tp, Ratio<S>(1)}));
  }
  /// Gathered forward; gathered again and their gradients scattered backward.
  Time<S> keys(const Messages<S> &say) const {
    return let("cp_time", (passes() + 1) * net.scatter(in.cp * say.keysAndValues, Ranks<S>{in.cp, tp}));
  }
  /// Each device of `tp` sends its part of the tokens.
  Time<S> experts(const Messages<S> &say) const {
    if (!say.exchange)
      return Time<S>();
    Ranks<S> g{in.ep, tp * in.cp};
    Ratio<S> leaving = in.expert_nodes.given() ? min(*in.expert_nodes / m.experts->active, 1) : Ratio<S>(1);
    auto exchange = [&](Data<S> message) { return net.allToAll(in.expert_imbalance / tp * message, g, leaving); };
    return let("ep_time", passes() * (say.moeLayers / m.layers) * (exchange(say.dispatch) + exchange(say.combine)));
  }

  //===-- Once a step --------------------------------------------------------===//

  /// Gradients are summed and weights made equal: with each micro-batch where a replica
  /// keeps neither whole (ZeRO 2 and 3), else once a step whatever the number of
  /// micro-batches. Hidden behind the passes that make and want them.
  void replicas() {
    StageParameters<S> held = stageParameters<S>(in), trained = trainedParameters<S>(in, held);
    Data<S> gradient = elementSize("bits_per_gradient", in.workload.formats.gradients),
            weight = elementSize("bits_per_weight", in.workload.formats.weights);
    Ratio<S> copies = stagesOfDevice<S>(in) * in.cp * in.dp; // two pipelines through one replica are two
    auto over = [&](const StageParameters<S> &p, Data<S> each, auto collective) {
      Time<S> common = (net.*collective)(p.common * each, Ranks<S>{copies, tp});
      if (!m.experts.given())
        return common;
      return common + (net.*collective)(p.routed * each, Ranks<S>{copies / in.ep, tp * in.ep});
    };
    auto scatter = &Interconnect<S>::scatter, allReduce = &Interconnect<S>::allReduce;
    Flag<S> states = lessEqual(1, in.zero), gradients = lessEqual(2, in.zero), weights = lessEqual(3, in.zero);
    Time<S> none, reduce = let("reduce_time", over(trained, gradient, scatter)),
                  gather = select(states, over(trained, weight, scatter), over(trained, gradient, allReduce) - reduce);
    Hiding<S> passes(window);
    each.dp =
        passes.exposed(select(gradients, reduce + select(weights, 2 * over(held, weight, scatter), none), none), in.overlap.dp);
    Hiding<S> last(select(states, passes.left, windowBackward));
    once.dp = last.exposed(select(weights, none, select(gradients, gather, reduce + gather)), in.overlap.dp);
  }

  Time<S> optimizer() const {
    StageParameters<S> p = trainedParameters<S>(in, stageParameters<S>(in));
    OptimizerState<S> state = optimizerState(in.workload);
    Data<S> each = optimizerTraffic(elementSize("bits_per_weight", in.workload.formats.weights),
                                    elementSize("bits_per_gradient", in.workload.formats.gradients), state.master,
                                    state.moment, state.moments);
    Data<S> common = p.common * each, routed = p.routed * each;
    Ratio<S> replicas = stagesOfDevice<S>(in) * in.cp * in.dp;
    Data<S> traffic = sharded(in.zero, 1, replicas, common) + sharded(in.zero, 1, Ratio<S>(replicas / in.ep), routed);
    const Accelerator<S> &chip = node.accelerator;
    Ratio<S> reached = either(in.efficiency.memory, chip.calibration.gemm[in.workload.formats.weights.compute].memory);
    return let("optimizer_time", memoryTime(traffic, chip.memory.bandwidth, reached));
  }
};

} // namespace mls
