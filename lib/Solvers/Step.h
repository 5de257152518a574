//===- Step.h - time of one step on one device ------------------*- C++ -*-===//
//
// Operators (Operators.h) against the curves of an accelerator (Calibration.h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Collectives.h"
#include "Physics/Roofline.h"
#include "Records/Efficiency.h"
#include "Records/Node.h"
#include "Solvers/Operators.h"

namespace mls {

enum class Granularity { operators, aggregate };
MLS_ENUM(Granularity, "operators", "aggregate");

/// Time of a step and its parts. Kernels overlap arithmetic and traffic, so `total` is
/// less than the sum of the parts.
template <class S> struct StepTime {
  Time<S> total, compute, memory, network, overhead;
  Time<S> idealCompute, idealMemory, idealNetwork; ///< at an efficiency of one
  Work<S> work;                                    ///< executed on the device
  Data<S> operands;                                ///< weights and KV cache read
};

template <class S> class StepTimer {
public:
  StepTimer(const Node<S> &node, const Efficiency<S> &efficiency, const Formats<S> &formats, Granularity granularity)
      : node(node), chip(node.accelerator), curves(node.accelerator.calibration), efficiency(efficiency),
        product(formats.weights.compute), attention(formats.kv.compute), granularity(granularity) {}

  /// A step of `phase` in which every layer is visited once, by `pp` stages in turn.
  StepTime<S> operator()(const Lowered<S> &lowered, const Phase<S> &phase, const Layout<S> &at, Ratio<S> layers, Ratio<S> pp) {
    t = {};
    Time<S> kernels;
    for (const Operator<S> &op : lowered.operators)
      kernels += op.repeat * let(op.name, kernel(op));
    network(lowered.messages, at, pp);
    if (granularity == Granularity::aggregate) {
      t.overhead = Time<S>();
      t.total = max(t.compute, t.memory) + t.network;
      return t;
    }
    const HostTime<S> &host = curves.host;
    Time<S> outside = let("host_time", pp * host.step + layers * host.layer + phase.sequences * host.sequence);
    t.overhead += outside;
    t.total = kernels + t.network + outside;
    return t;
  }

private:
  const Node<S> &node;
  const Accelerator<S> &chip;
  const Calibration<S> &curves;
  const Efficiency<S> &efficiency;
  Arithmetic product, attention;
  Granularity granularity;
  StepTime<S> t;

  static Ratio<S> either(const Opt<Ratio<S>> &set, const Ratio<S> &curve) { return set.given() ? *set : curve; }

  /// Adds a kernel to the parts of the step; its own time is returned.
  Time<S> run(const Operator<S> &op, ComputeRate<S> peak, Ratio<S> compute, Ratio<S> memory, Ratio<S> overlap, Time<S> launch) {
    Time<S> arithmetic = computeTime(op.work, peak, compute), traffic = memoryTime(op.traffic(), chip.memory.bandwidth, memory);
    t.compute += op.repeat * arithmetic;
    t.memory += op.repeat * traffic;
    t.overhead += op.repeat * launch;
    t.idealCompute += op.repeat * (op.work / peak);
    t.idealMemory += op.repeat * (op.traffic() / chip.memory.bandwidth);
    t.work += op.repeat * op.work;
    t.operands += op.repeat * op.operands;
    return overlapped(arithmetic, traffic, overlap) + launch;
  }

  Time<S> kernel(const Operator<S> &op) {
    const KernelCurve<S> &gemm = curves.gemm[product];
    switch (op.kernel) {
    case Kernel::Gemm:
    case Kernel::Experts: {
      const KernelCurve<S> &c = op.kernel == Kernel::Gemm ? gemm : curves.experts[product];
      return run(op, chip.peak[product], either(efficiency.compute, c.compute), either(efficiency.memory, c.memory), c.overlap, c.launch);
    }
    case Kernel::PrefillAttention: {
      const PrefillCurve<S> &c = curves.prefill[attention];
      return run(op, chip.peak[attention], either(efficiency.compute, c.compute * lengthEfficiency(op.length, c.half)),
                 either(efficiency.memory, gemm.memory), Ratio<S>(1), c.launch);
    }
    case Kernel::DecodeAttention: {
      const DecodeCurve<S> &c = curves.decode[attention];
      return run(op, chip.peak[attention], either(efficiency.compute, curves.prefill[attention].compute),
                 either(efficiency.memory, c.memory), Ratio<S>(1), c.launch);
    }
    case Kernel::Elementwise:
      break;
    }
    Time<S> traffic = memoryTime(op.traffic(), chip.memory.bandwidth, either(efficiency.memory, gemm.memory));
    t.memory += op.repeat * traffic;
    t.idealMemory += op.repeat * (op.traffic() / chip.memory.bandwidth);
    return traffic;
  }

  Bandwidth<S> rate(const Collective<S> &c) { return node.link->per_direction * either(efficiency.network, c.share); }

  void network(const Messages<S> &m, const Layout<S> &at, Ratio<S> pp) {
    const Collective<S> &sum = curves.network->all_reduce, &pairs = curves.network->all_to_all;
    Bandwidth<S> link = node.link->per_direction;
    Time<S> reduces = m.reduces * let("all_reduce", allReduce(m.reduce, at.tp, rate(sum), roundLatency(sum.launch, sum.hop, at.tp)));
    Time<S> alpha = roundLatency(pairs.launch, pairs.hop, at.ep);
    Time<S> exchanges = m.moeLayers * let("all_to_all", allToAll(m.dispatch, at.ep, rate(pairs), alpha) + allToAll(m.combine, at.ep, rate(pairs), alpha));
    Time<S> sends = ifShared(pp, (pp - 1) * let("send", send(m.reduce, rate(pairs), pairs.launch)));
    t.network = reduces + exchanges + sends;
    t.idealNetwork = m.reduces * twoShotAllReduce(m.reduce, at.tp, link, Time<S>()) +
                     m.moeLayers * allToAll(m.dispatch + m.combine, at.ep, link, Time<S>()) +
                     ifShared(pp, (pp - 1) * send(m.reduce, link, Time<S>()));
  }
};

} // namespace mls
