//===- Step.h - time of one step on the devices of a replica ----*- C++ -*-===//
//
// Operators (lib/Operators) against the curves of an accelerator (KernelTime.h), and
// their messages against its links (Interconnect.h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/LayerSums.h"
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
  Work<S> work; ///< executed on the device

  /// One step after another.
  StepTime &operator+=(const StepTime &b) {
    total += b.total, compute += b.compute, memory += b.memory, network += b.network, overhead += b.overhead;
    work += b.work;
    return *this;
  }
  friend StepTime operator*(Ratio<S> n, const StepTime &a) {
    return {n * a.total, n * a.compute, n * a.memory, n * a.network, n * a.overhead, n * a.work};
  }
};

/// What a step reads and sends, at an efficiency of one.
template <class S> struct IdealStep {
  Time<S> memory, network;
  Data<S> operands; ///< weights and KV cache read

  IdealStep &operator+=(const IdealStep &b) {
    memory += b.memory, network += b.network, operands += b.operands;
    return *this;
  }
  friend IdealStep operator*(Ratio<S> n, const IdealStep &a) { return {n * a.memory, n * a.network, n * a.operands}; }
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
  /// `sequences`: in an attention group. `parts`: what the total is made of is wanted too.
  StepTime<S> operator()(const Lowered<S> &lowered, Ratio<S> sequences, const Layout<S> &at, Ratio<S> layers, Ratio<S> pp, bool parts = true) {
    LayerSums<S, Pair> resources, kernelTimes; // compute and memory; whole kernels, and launches of them
    bool whole = granularity == Granularity::aggregate; // one kernel
    for (const Operator<S> &op : lowered.operators) {
      KernelTime<S> k = kernel(op);
      if (parts || whole)
        resources.add(op, {k.compute, k.memory});
      if (!whole)
        kernelTimes.add(op, {let(op.name, k.busy + k.launch), k.launch});
    }
    Pair alone = resources.total(), taken = kernelTimes.total();
    Time<S> busy = whole ? roofline(alone.first, alone.second) : taken.first, exchanged = exchange(lowered.messages, at);
    const HostTime<S> &host = chip.calibration.host;
    Time<S> outside = whole ? Time<S>() : let("host_time", pp * host.step + layers * host.layer + sequences * host.sequence);
    StepTime<S> t;
    t.network = let("network_part", network(lowered.messages, at, pp) + exchanged);
    if (parts) {
      t.work = arithmetic(lowered, true) + arithmetic(lowered, false);
      t.compute = let("compute_part", alone.first), t.memory = let("memory_part", alone.second);
    }
    if (parts && !whole)
      t.overhead = let("overhead_part", taken.second + outside);
    t.total = style.overlapped ? max(busy, exchanged) + (t.network - exchanged) + outside : busy + t.network + outside;
    return t;
  }

  /// Time of the arithmetic at its peak.
  Time<S> idealCompute(const Lowered<S> &lowered) const {
    return arithmetic(lowered, true) / chip.peak[product] + arithmetic(lowered, false) / chip.peak[attention];
  }
  IdealStep<S> ideal(const Lowered<S> &lowered, const Layout<S> &at, Ratio<S> pp) const {
    LayerSums<S, Data<S>> traffic, operands;
    for (const Operator<S> &op : lowered.operators) {
      traffic.add(op, op.traffic());
      if (op.kernel != Kernel::Elementwise)
        operands.add(op, op.operands);
    }
    const Messages<S> &m = lowered.messages;
    Time<S> network = 2 * m.reduces * idealLinks.scatter(m.reduce, Ranks<S>{at.tp, 1});
    if (m.exchange)
      network += m.moeLayers * idealLinks.allToAll(m.dispatch + m.combine, Ranks<S>{at.ep, at.tp}, style.leaving);
    network += ifShared(pp, (pp - 1) * idealLinks.sendTo(m.reduce, at.tp * at.ep));
    return {traffic.total() / chip.memory.bandwidth, network, let("operands", operands.total())};
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

  struct Pair {
    Time<S> first, second;
    Pair &operator+=(const Pair &b) {
      first += b.first, second += b.second;
      return *this;
    }
    friend Pair operator*(const Ratio<S> &n, const Pair &a) { return {n * a.first, n * a.second}; }
  };

  KernelTime<S> kernel(const Operator<S> &op) const {
    Scope scope(op.name, op.traffic());
    let("traffic", op.traffic());
    if (op.kernel != Kernel::Elementwise)
      let("work", op.work);
    return granularity == Granularity::aggregate ? kernels.alone(op) : kernels(op);
  }

  /// Of products, or of attention.
  Work<S> arithmetic(const Lowered<S> &lowered, bool ofProducts) const {
    LayerSums<S, Work<S>> sums;
    for (const Operator<S> &op : lowered.operators)
      if (op.kernel != Kernel::Elementwise && (op.kernel == Kernel::Gemm || op.kernel == Kernel::Experts) == ofProducts)
        sums.add(op, op.work);
    return sums.total();
  }

  /// Engines have an all-reduce of their own in a node; beyond it the collective is
  /// hierarchical.
  Time<S> allReduceOf(Data<S> message, Ratio<S> tp) const {
    const Collective<S> &own = chip.calibration.network->all_reduce;
    Bandwidth<S> rate = node.link->per_direction * either(efficiency.network, own.share);
    Time<S> inside = fastest(own, [&](const Protocol<S> &p) {
      return allReduce<S>(message, tp, rate * reached(p, p.share, rate, tp), roundLatency(p.launch, p.hop, tp));
    });
    return select(lessEqual(tp, node.count), inside, links.allReduce(message, Ranks<S>{tp, 1}));
  }

  /// Tokens to their experts and back.
  Time<S> exchange(const Messages<S> &m, const Layout<S> &at) const {
    if (!m.exchange)
      return Time<S>();
    auto way = [&](Data<S> message) { return links.allToAll(message, Ranks<S>{at.ep, at.tp}, style.leaving); };
    return m.moeLayers * (let("dispatch", way(m.dispatch)) + let("combine", way(m.combine)));
  }
  Time<S> network(const Messages<S> &m, const Layout<S> &at, Ratio<S> pp) const {
    return m.reduces * let("all_reduce", allReduceOf(m.reduce, at.tp)) +
           let("sends", ifShared(pp, (pp - 1) * links.sendTo(m.reduce, at.tp * at.ep)));
  }
};

} // namespace mls
