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
  /// reverse, an all-gather. Two of them are an all-reduce.
  Time<S> scatter(Data<S> message, const Ranks<S> &g) const {
    Ratio<S> here = inside(g), nodes = g.count / here;
    Path way = path(g);
    Time<S> far = ifShared(nodes, outer.launch + reduceScatter<S>(message / here, nodes, way.rate, way.hop));
    return near(message, here) + far;
  }

  /// Sums `message` over all ranks. Between nodes along a ring, in which every byte passes once, or along trees, which
  /// few hops pass: the faster, as NCCL chooses by the size of the message.
  Time<S> allReduce(Data<S> message, const Ranks<S> &g) const {
    Time<S> ring = 2 * scatter(message, g);
    if (!outer.trees.given())
      return ring;
    Ratio<S> here = inside(g), nodes = g.count / here;
    Path way = path(g);
    Time<S> trees =
        outer.launch + doubleTreeAllReduce<S>(message / here, nodes, way.rate * outer.trees->share, outer.trees->level);
    return min(ring, 2 * near(message, here) + ifShared(nodes, trees));
  }

  /// `message` a rank, in equal parts to all; of what leaves the node only `leaving` is
  /// sent, when what is meant for several ranks of one node travels once. Links and
  /// ports work at once.
  Time<S> allToAll(Data<S> message, const Ranks<S> &g, Ratio<S> leaving = 1) const {
    Ratio<S> here = inside(g), nodes = g.count / here;
    Time<S> near =
        ifShared(here, roundLatency(pairs.launch, pairs.hop, here) + (here - 1) / g.count * message / link(pairs));
    Path way = path(g);
    Time<S> far = ifShared(nodes, outer.launch + (nodes - 1) * way.hop +
                                      leaving * (g.count - here) / g.count * message / way.rate);
    return max(near, far);
  }

  /// To the device `stride` away.
  Time<S> sendTo(Data<S> message, Ratio<S> stride) const {
    Path way = path(Ranks<S>{Ratio<S>(2), stride});
    return select(lessEqual(2 * stride, node.count), send(message, link(pairs), pairs.launch),
                  send<S>(message, way.rate, outer.launch + way.hop));
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
    return mls::allToAll(message, here, link(inner), roundLatency(inner.launch, inner.hop, here));
  }

  Ratio<S> share(const Collective<S> &c) const { return either(efficiency.network, c.share); }
  Bandwidth<S> link(const Collective<S> &c) const { return node.link->per_direction * share(c); }

  /// From one node to another.
  struct Path {
    Bandwidth<S> rate;
    Time<S> hop;
  };
  /// Of one device: its share of the ports, or what the highest level that the group
  /// crosses leaves of it. A latency that is known stands for the general one.
  Path path(const Ranks<S> &g) const {
    Ratio<S> span = g.count * g.stride, below = node.count;
    Path way{node.nic->per_direction * node.nics / node.count, hopOf(*node.nic)};
    bool known = node.nic.given();
    for (const Tier<S> &t : fabric) {
      Flag<S> crossed = less(below, span);
      Bandwidth<S> level = t.link.per_direction / t.oversubscription;
      way.rate = known ? select(crossed, min(way.rate, level), way.rate) : level;
      way.hop = known ? select(crossed, hopOf(t.link), way.hop) : hopOf(t.link);
      below = t.span, known = true;
    }
    way.rate = way.rate * share(outer);
    return way;
  }
  Time<S> hopOf(const Link<S> &l) const { return l.latency.given() ? *l.latency : outer.hop; }
};

} // namespace mls
