//===- Topology.h - how much of a network crosses its middle ----*- C++ -*-===//
//
// The *bisection factor*: rate of the least cut into halves over that of the ports of
// one half, at most 1. It is what every port keeps when all traffic crosses the cut.
// A *hop* is a link that a message crosses, by the shortest way.
//
// Leiserson: "Fat-trees", IEEE Trans. Comput. C-34(10), 1985; Dally, Towles:
// "Principles and practices of interconnection networks", 2004, sections 3.3 and 5.2
// (tori); Kim, Dally, Scott, Abts: "Technology-driven, highly-scalable dragonfly
// topology", ISCA 2008.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// A tree whose levels carry as much up as comes from below, divided by
/// `oversubscription` at the tightest one.
template <class S> Ratio<S> fatTreeBisection(Ratio<S> oversubscription) { return 1 / oversubscription; }

/// Up through `levels` of switches and down again; the farthest pair.
template <class S> Ratio<S> fatTreeHops(Ratio<S> levels) { return 2 * levels; }

/// A torus of equal sides k = nodes^(1 / dimensions). Sides that are no whole number
/// stand for a mean over tori near that size.
template <class S> Ratio<S> torusSide(Ratio<S> nodes, Ratio<S> dimensions) {
  return require(lessEqual(dimensions, log2(nodes)), "a side of the torus would have fewer than two machines",
                 pow(nodes, 1 / dimensions));
}

/// The cut meets every ring of one dimension twice, 2 nodes / k links each way against
/// nodes / 2 ports. One dimension is a ring.
template <class S> Ratio<S> torusBisection(Ratio<S> nodes, Ratio<S> dimensions) {
  return min(1, 4 / torusSide(nodes, dimensions));
}

/// A quarter of each ring on average (even sides).
template <class S> Ratio<S> torusHops(Ratio<S> nodes, Ratio<S> dimensions) {
  return dimensions * torusSide(nodes, dimensions) / 4;
}

/// Nodes of the full torus nearest to that many: themselves where they fill one.
template <class S> Ratio<S> nearestTorus(Ratio<S> nodes, Ratio<S> dimensions) {
  return pow(floor(pow(nodes, 1 / dimensions) + 0.5), dimensions);
}

/// Groups of `routers` with `terminals` ports and `global` links a router, of which
/// every pair of the routers * global + 1 groups shares one. The cut leaves g^2 / 4 of
/// them each way, against routers * terminals * g / 2 ports.
template <class S> Ratio<S> dragonflyBisection(Ratio<S> terminals, Ratio<S> routers, Ratio<S> global) {
  Ratio<S> groups = routers * global + 1;
  return min(1, groups / (2 * routers * terminals));
}

/// Ports of a full dragonfly.
template <class S> Ratio<S> dragonflyPorts(Ratio<S> terminals, Ratio<S> routers, Ratio<S> global) {
  return terminals * routers * (routers * global + 1);
}

/// In, across the own group, to the other one, across it, out: the farthest pair.
template <class S> Ratio<S> dragonflyHops() { return Ratio<S>(1 + 1 + 1 + 1 + 1); }

/// Rate of the least cut, each way.
template <class S> Bandwidth<S> bisectionBandwidth(Ratio<S> ports, Bandwidth<S> rate, Ratio<S> factor) {
  return factor * ports / 2 * rate;
}

/// Share of its rate that a port keeps when `crossing` of its traffic meets a level
/// oversubscribed r to one and the rest does not: times add up, as the two follow one
/// another.
template <class S> Ratio<S> oversubscribedThroughput(Ratio<S> crossing, Ratio<S> oversubscription) {
  return 1 / ((1 - crossing) + crossing * oversubscription);
}

} // namespace mls
