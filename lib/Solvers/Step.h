//===- Step.h - time of one step on one device ------------------*- C++ -*-===//
//
// Operators (lib/Operators) against the curves of an accelerator (Calibration.h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Transformer.h"
#include "Physics/Collectives.h"
#include "Physics/Roofline.h"
#include "Records/Efficiency.h"
#include "Records/Node.h"

namespace mls {
using namespace records;

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
    const HostTime<S> &host = curves.host;
    Time<S> outside = let("host_time", pp * host.step + layers * host.layer + phase.sequences * host.sequence);
    t.compute = let("compute_part", t.compute), t.memory = let("memory_part", t.memory), t.network = let("network_part", t.network);
    t.overhead = let("overhead_part", t.overhead + outside);
    t.operands = let("operands", t.operands);
    t.total = kernels + t.network + outside;
    if (granularity == Granularity::aggregate) {
      t.overhead = Time<S>();
      t.total = roofline(t.compute, t.memory) + t.network;
    }
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

  /// Arithmetic and traffic of one kernel, added to the parts of the step.
  struct Demand {
    Time<S> compute, memory;
  };
  Demand demand(const Operator<S> &op, ComputeRate<S> peak, Ratio<S> compute, Ratio<S> memory) {
    Work<S> work = let("work", op.work);
    Data<S> traffic = let("traffic", op.traffic());
    Demand d{let("compute_time", computeTime(work, peak, compute)), let("memory_time", memoryTime(traffic, chip.memory.bandwidth, memory))};
    t.compute += op.repeat * d.compute;
    t.memory += op.repeat * d.memory;
    t.idealCompute += op.repeat * (work / peak);
    t.idealMemory += op.repeat * (traffic / chip.memory.bandwidth);
    t.work += op.repeat * work;
    t.operands += op.repeat * op.operands;
    return d;
  }

  Time<S> kernel(const Operator<S> &op) {
    Scope scope(op.name, op.traffic());
    const KernelCurve<S> &gemm = curves.gemm[product];
    Time<S> time, launch;
    switch (op.kernel) {
    case Kernel::Gemm:
    case Kernel::Experts: {
      const KernelCurve<S> &c = op.kernel == Kernel::Gemm ? gemm : curves.experts[product];
      Demand d = demand(op, chip.peak[product], either(efficiency.compute, c.compute), either(efficiency.memory, c.memory));
      time = overlapped(d.compute, d.memory, c.overlap), launch = c.launch;
      break;
    }
    case Kernel::PrefillAttention: {
      const PrefillCurve<S> &c = curves.prefill[attention];
      Demand d = demand(op, chip.peak[attention], either(efficiency.compute, c.compute * lengthEfficiency(op.length, c.half)),
                        either(efficiency.memory, gemm.memory));
      time = roofline(d.compute, d.memory), launch = c.launch;
      break;
    }
    case Kernel::DecodeAttention: {
      const DecodeCurve<S> &c = curves.decode[attention];
      Demand d = demand(op, chip.peak[attention], either(efficiency.compute, curves.prefill[attention].compute),
                        either(efficiency.memory, c.memory));
      time = roofline(d.compute, d.memory), launch = c.launch;
      break;
    }
    case Kernel::Elementwise: { // no arithmetic to speak of; its launches are host.layer
      Data<S> traffic = let("traffic", op.traffic());
      time = memoryTime(traffic, chip.memory.bandwidth, either(efficiency.memory, gemm.memory));
      t.memory += op.repeat * time;
      t.idealMemory += op.repeat * (traffic / chip.memory.bandwidth);
      return time;
    }
    }
    t.overhead += op.repeat * launch;
    return time + launch;
  }

  void network(const Messages<S> &m, const Layout<S> &at, Ratio<S> pp) {
    const Collective<S> &sum = curves.network->all_reduce, &pairs = curves.network->all_to_all;
    Bandwidth<S> link = node.link->per_direction;
    auto rate = [&](const Collective<S> &c) { return link * either(efficiency.network, c.share); };
    Time<S> none;
    t.network = m.reduces * let("all_reduce", allReduce(m.reduce, at.tp, rate(sum), roundLatency(sum.launch, sum.hop, at.tp)));
    t.idealNetwork = m.reduces * twoShotAllReduce(m.reduce, at.tp, link, none);
    if (m.exchange) {
      Time<S> alpha = roundLatency(pairs.launch, pairs.hop, at.ep);
      t.network += m.moeLayers * let("dispatch", allToAll(m.dispatch, at.ep, rate(pairs), alpha));
      t.network += m.moeLayers * let("combine", allToAll(m.combine, at.ep, rate(pairs), alpha));
      t.idealNetwork += m.moeLayers * allToAll(m.dispatch + m.combine, at.ep, link, none);
    }
    t.network += let("sends", ifShared(pp, (pp - 1) * send(m.reduce, rate(pairs), pairs.launch)));
    t.idealNetwork += ifShared(pp, (pp - 1) * send(m.reduce, link, none));
  }
};

} // namespace mls
