//===- Interconnect.h - messages between the devices of a cluster -*- C++ -*-===//
//
// Where the devices of a group lie decides what carries their messages: the link of a
// node, a port of the network, a level of the network with less bandwidth above it
// than below. Collectives of groups that span nodes are hierarchical: inside every
// node first, then between nodes each device with its share, all ports at once.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Collectives.h"
#include "Records/Efficiency.h"
#include "Records/Fleet.h"

namespace mls {
using namespace records;

/// `count` devices, every `stride`-th one of the cluster.
template <class S> struct Ranks {
  Ratio<S> count, stride;
};

/// Time of a message by the protocol that is the fastest for it.
template <class S, class F> Time<S> fastest(const Collective<S> &c, F time) {
  Time<S> least = time(Protocol<S>{Ratio<S>(1), c.launch, c.hop, c.trees, {}});
  for (const Protocol<S> &p : c.protocols)
    least = min(least, time(p));
  return least;
}

/// Share of `rate` that each of `ranks` in a node reaches by a protocol that reaches `share` of it by itself.
template <class S> Ratio<S> reached(const Protocol<S> &p, Ratio<S> share, Bandwidth<S> rate, Ratio<S> ranks) {
  return p.most.given() ? min(share, *p.most / (ranks * rate)) : share;
}

template <class S> class Interconnect {
public:
  /// `outer`: efficiency of collectives between nodes.
  Interconnect(const Node<S> &node, const List<Tier<S>> &fabric, const Efficiency<S> &efficiency,
               const Collective<S> &outer)
      : Interconnect(node, fabric, efficiency, node.accelerator.calibration.network->all_reduce,
                     node.accelerator.calibration.network->all_to_all, outer) {}
  /// With other curves than those of the accelerator.
  Interconnect(const Node<S> &node, const List<Tier<S>> &fabric, const Efficiency<S> &efficiency,
               const Collective<S> &inner, const Collective<S> &pairs, const Collective<S> &outer)
      : node(node), fabric(fabric), efficiency(efficiency), inner(inner), pairs(pairs), outer(outer) {}

  /// Each rank ends up with its part of the sum of `message`, the whole vector; also the
  /// reverse, an all-gather.
  Time<S> scatter(Data<S> message, const Ranks<S> &g) const {
    Ratio<S> here = inside(g), nodes = g.count / here;
    Path way = path(g);
    Time<S> bytes = sharedOut<S>(message / here, nodes, way.rate);
    Time<S> far = fastest(outer, [&](const Protocol<S> &p) {
      return roundLatency(p.launch, way.hop(p.hop), nodes) + bytes / reached(p, p.share, way.rate, here);
    });
    return near(message, here) + ifShared(nodes, far);
  }

  /// Sums `message` over all ranks. Between nodes along a ring, in which every byte passes once, or along trees, which
  /// few hops pass: the faster, as NCCL chooses by the size of the message.
  Time<S> allReduce(Data<S> message, const Ranks<S> &g) const {
    Ratio<S> here = inside(g), nodes = g.count / here;
    Path way = path(g);
    Time<S> once = message / here / way.rate, bytes = 2 * sharedOut<S>(message / here, nodes, way.rate);
    Time<S> far = fastest(outer, [&](const Protocol<S> &p) {
      Time<S> ring = roundLatency(p.launch, 2 * way.hop(p.hop), nodes) + bytes / reached(p, p.share, way.rate, here);
      if (!p.trees.given())
        return ring;
      Ratio<S> share = reached(p, p.share * p.trees->share, way.rate, here); // doubleTreeAllReduce
      Time<S> level = max(p.trees->level, way.hop(p.trees->level)); // of a far way no level is shorter than it
      return min(ring, roundLatency(p.trees->launch, 2 * level, ceilLog2(nodes) + 1) + 2 * once / share);
    });
    return 2 * near(message, here) + ifShared(nodes, far);
  }

  /// `message` a rank, in equal parts to all; of what leaves the node only `leaving` is
  /// sent, when what is meant for several ranks of one node travels once. Links and
  /// ports work at once. Between nodes, here and below, no other protocol than the collective's own is taken: NCCL's
  /// sends have no LL128, and no buffers for LL beyond the node by default (NCCL_ALLOC_P2P_NET_LL_BUFFERS).
  Time<S> allToAll(Data<S> message, const Ranks<S> &g, Ratio<S> leaving = 1) const {
    Ratio<S> here = inside(g), nodes = g.count / here;
    Time<S> near = fastest(pairs, [&](const Protocol<S> &p) {
      Bandwidth<S> rate = link(pairs) * reached(p, p.share, link(pairs), here);
      return roundLatency(p.launch, p.hop, here) + (here - 1) / g.count * (message / rate);
    });
    Path way = path(g);
    Time<S> sent = leaving * (g.count - here) / g.count * (message / way.rate);
    Time<S> far = roundLatency(outer.launch, way.hop(outer.hop), nodes) + sent;
    return max(ifShared(here, near), ifShared(nodes, far));
  }

  /// To the device `stride` away.
  Time<S> sendTo(Data<S> message, Ratio<S> stride) const {
    Path way = path(Ranks<S>{Ratio<S>(2), stride});
    Time<S> near = fastest(pairs, [&](const Protocol<S> &p) {
      return send<S>(message, link(pairs) * reached(p, p.share, link(pairs), Ratio<S>(1)), p.launch);
    });
    Time<S> far = send<S>(message, way.rate, outer.launch + way.hop(outer.hop));
    return select(lessEqual(2 * stride, node.count), near, far);
  }

private:
  const Node<S> &node;
  const List<Tier<S>> &fabric;
  const Efficiency<S> &efficiency;
  const Collective<S> &inner, &pairs, &outer;

  /// Ranks of a group in one node.
  Ratio<S> inside(const Ranks<S> &g) const { return max(min(g.count, floor(node.count / g.stride)), 1); }

  /// One of the two rounds of an all-reduce in a node.
  Time<S> near(Data<S> message, Ratio<S> here) const {
    return fastest(inner, [&](const Protocol<S> &p) {
      return mls::allToAll<S>(message, here, link(inner) * reached(p, p.share, link(inner), here),
                              roundLatency(p.launch, p.hop, here));
    });
  }

  Ratio<S> share(const Collective<S> &c) const { return either(efficiency.network, c.share); }
  Bandwidth<S> link(const Collective<S> &c) const { return node.link->per_direction * share(c); }

  /// From one node to another. A latency that is known stands for that of the protocol: the longest of the levels
  /// crossed, since what crosses an upper one crosses those below it.
  struct Path {
    struct Level {
      Flag<S> crossed;
      Opt<Time<S>> latency;
    };
    Bandwidth<S> rate;
    llvm::SmallVector<Level, 4> levels;

    Time<S> hop(Time<S> usual) const {
      Time<S> h = usual;
      bool known = false;
      for (const Level &l : levels) {
        if (!l.latency.given())
          continue;
        h = select(l.crossed, known ? max(h, *l.latency) : *l.latency, h);
        known = true;
      }
      return h;
    }
  };
  /// Of one device: its share of the ports, or what the highest level that the group
  /// crosses leaves of it.
  Path path(const Ranks<S> &g) const {
    Ratio<S> span = g.count * g.stride, below = node.count;
    Path way{node.nic->per_direction * node.nics / node.count, {}};
    if (node.nic.given())
      way.levels.push_back({Flag<S>(true), node.nic->latency});
    for (const Tier<S> &t : fabric) {
      bool lowest = way.levels.empty();
      Flag<S> crossed = lowest ? Flag<S>(true) : less(below, span);
      Bandwidth<S> level = t.link.per_direction / t.oversubscription;
      way.rate = lowest ? level : select(crossed, min(way.rate, level), way.rate);
      way.levels.push_back({crossed, t.link.latency});
      below = t.span;
    }
    way.rate = way.rate * share(outer);
    return way;
  }
};

} // namespace mls
