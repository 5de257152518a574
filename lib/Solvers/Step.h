//===- Step.h - time of one step on the devices of a replica ----*- C++ -*-===//
//
// Operators (lib/Operators) against the curves of an accelerator (KernelTime.h), and
// their messages against its links (Interconnect.h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Phase.h"
#include "Solvers/Interconnect.h"
#include "Solvers/KernelTime.h"

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

  /// One step after another.
  StepTime &operator+=(const StepTime &b) {
    total += b.total, compute += b.compute, memory += b.memory, network += b.network, overhead += b.overhead;
    idealCompute += b.idealCompute, idealMemory += b.idealMemory, idealNetwork += b.idealNetwork;
    work += b.work, operands += b.operands;
    return *this;
  }
  friend StepTime operator*(Ratio<S> n, const StepTime &a) {
    return {n * a.total,        n * a.compute,     n * a.memory,       n * a.network, n * a.overhead,
            n * a.idealCompute, n * a.idealMemory, n * a.idealNetwork, n * a.work,    n * a.operands};
  }
};

/// How tokens go to the experts of other devices and back.
template <class S> struct ExchangeStyle {
  bool overlapped = false; ///< two halves of a step take turns: one computes while the other is under way
  Ratio<S> leaving = 1;    ///< of the copies meant for other nodes, those that are sent
};

template <class S> class StepTimer {
public:
  StepTimer(const Node<S> &node, const List<Tier<S>> &fabric, const Efficiency<S> &efficiency, const Collective<S> &betweenNodes,
            const Formats<S> &formats, ExchangeStyle<S> style, Granularity granularity)
      : node(node), chip(node.accelerator), efficiency(efficiency), product(formats.weights.compute), attention(formats.kv.compute),
        kernels(chip, efficiency, product, attention, elementSizes(formats)), links(node, fabric, efficiency, betweenNodes),
        idealLinks(node, fabric, atPeak, withoutLoss, withoutLoss, withoutLoss), style(style), granularity(granularity) {}

  StepTimer(const StepTimer &) = delete; // its parts refer to one another

  /// A step in which every layer is visited once, by `pp` stages in turn.
  /// `sequences`: in an attention group.
  StepTime<S> operator()(const Lowered<S> &lowered, Ratio<S> sequences, const Layout<S> &at, Ratio<S> layers, Ratio<S> pp) {
    t = {}, products = attentions = {}, traffic = {};
    Time<S> busy;
    for (const Operator<S> &op : lowered.operators)
      busy += op.repeat * let(op.name, kernel(op));
    network(lowered.messages, at, pp);
    const HostTime<S> &host = chip.calibration.host;
    Time<S> outside = let("host_time", pp * host.step + layers * host.layer + sequences * host.sequence);
    t.idealCompute = products / chip.peak[product] + attentions / chip.peak[attention];
    t.idealMemory = traffic / chip.memory.bandwidth;
    t.work = products + attentions;
    t.compute = let("compute_part", t.compute), t.memory = let("memory_part", t.memory), t.network = let("network_part", t.network);
    t.overhead = let("overhead_part", t.overhead + outside);
    t.operands = let("operands", t.operands);
    if (granularity == Granularity::aggregate)
      busy = roofline(t.compute, t.memory), outside = Time<S>(), t.overhead = Time<S>();
    t.total = style.overlapped ? max(busy, exchange) + (t.network - exchange) + outside : busy + t.network + outside;
    return t;
  }

private:
  const Node<S> &node;
  const Accelerator<S> &chip;
  const Efficiency<S> &efficiency;
  Arithmetic product, attention;
  KernelTimer<S> kernels;
  Efficiency<S> atPeak{Ratio<S>(1), Ratio<S>(1), Ratio<S>(1)};
  Collective<S> withoutLoss{Ratio<S>(1), Time<S>(), Time<S>()};
  Interconnect<S> links, idealLinks;
  ExchangeStyle<S> style;
  Granularity granularity;
  StepTime<S> t;
  Time<S> exchange;             ///< of the step, part of its messages
  Work<S> products, attentions; ///< of the step, by the arithmetic they run in
  Data<S> traffic;              ///< of the step

  Time<S> kernel(const Operator<S> &op) {
    Scope scope(op.name, op.traffic());
    traffic += op.repeat * let("traffic", op.traffic());
    KernelTime<S> k = kernels(op);
    if (op.kernel != Kernel::Elementwise) {
      bool isProduct = op.kernel == Kernel::Gemm || op.kernel == Kernel::Experts;
      (isProduct ? products : attentions) += op.repeat * let("work", op.work);
      t.compute += op.repeat * k.compute;
      t.operands += op.repeat * op.operands;
      t.overhead += op.repeat * k.launch;
    }
    t.memory += op.repeat * k.memory;
    return k.busy + k.launch;
  }

  /// Engines have an all-reduce of their own in a node; beyond it the collective is
  /// hierarchical.
  Time<S> allReduceOf(Data<S> message, Ratio<S> tp) const {
    const Collective<S> &own = chip.calibration.network->all_reduce;
    Ratio<S> share = either(efficiency.network, own.share);
    Time<S> inside = allReduce<S>(message, tp, node.link->per_direction * share, roundLatency(own.launch, own.hop, tp));
    return select(lessEqual(tp, node.count), inside, links.allReduce(message, Ranks<S>{tp, 1}));
  }

  void network(const Messages<S> &m, const Layout<S> &at, Ratio<S> pp) {
    Ranks<S> tensor{at.tp, 1}, experts{at.ep, at.tp};
    Ratio<S> stage = at.tp * at.ep;
    t.network = m.reduces * let("all_reduce", allReduceOf(m.reduce, at.tp));
    t.idealNetwork = m.reduces * 2 * idealLinks.scatter(m.reduce, tensor);
    exchange = {};
    if (m.exchange) {
      exchange = m.moeLayers * (let("dispatch", links.allToAll(m.dispatch, experts, style.leaving)) + let("combine", links.allToAll(m.combine, experts, style.leaving)));
      t.network += exchange;
      t.idealNetwork += m.moeLayers * idealLinks.allToAll(m.dispatch + m.combine, experts, style.leaving);
    }
    t.network += let("sends", ifShared(pp, (pp - 1) * links.sendTo(m.reduce, stage)));
    t.idealNetwork += ifShared(pp, (pp - 1) * idealLinks.sendTo(m.reduce, stage));
  }
};

} // namespace mls
