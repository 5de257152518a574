//===- Topology.cpp - `topology`: what the shape of a network leaves ------===//

#include "Physics/Topology.h"
#include "Records/Accelerator.h"
#include "Records/Topology.h"
#include "Solvers/Solver.h"

namespace mls {
using namespace records;
namespace {

template <class S> struct TopologyIn {
  OneOf<FatTree<S>, Dragonfly<S>, Torus<S>> shape;
  Ratio<S> ports;
  Link<S> link;
  Ratio<S> crossing;

  MLS_RECORD("topology", "bisection, hops and latency of a network", "dally_2004") {
    return std::tuple{in("shape", &TopologyIn::shape, "fat_tree { … }, dragonfly { … } or torus { … }"),
                      in("ports", &TopologyIn::ports, "machines it joins, by one link each", whole(2)),
                      in("link", &TopologyIn::link, "one of its links"),
                      in("crossing", &TopologyIn::crossing, "share of the traffic that crosses the middle; 1 is the worst case, 1/2 traffic at random", share, orElse("1"))};
  }
};

template <class S> struct TopologyOut {
  Ratio<S> factor;
  Bandwidth<S> bisection, per_port;
  Ratio<S> hops;
  Time<S> latency;

  MLS_RECORD("topology.result", "a network", "dally_2004") {
    return std::tuple{out("factor", &TopologyOut::factor, "rate of the least cut into halves over that of the ports of one half, at most 1"),
                      out("bisection", &TopologyOut::bisection, "rate of the least cut, each way", unit("TB/s")),
                      out("per_port", &TopologyOut::per_port, "rate that all ports can keep at once, each way", unit("GB/s")),
                      out("hops", &TopologyOut::hops, "links on the shortest way: between the farthest ports of a fat tree or dragonfly, on average in a torus"),
                      out("latency", &TopologyOut::latency, "of so many links, for a short message", unit("us"))};
  }
};

/// The shape alone.
template <class S> struct Shape {
  Ratio<S> factor, hops;
};
template <class S> Shape<S> shapeOf(const FatTree<S> &t, Ratio<S>) {
  return {fatTreeBisection(t.oversubscription), fatTreeHops(t.levels)};
}
template <class S> Shape<S> shapeOf(const Torus<S> &t, Ratio<S> ports) {
  Ratio<S> nodes = require(equal(nearestTorus(ports, t.dimensions), ports),
                           "so many machines fill no torus of equal sides of these dimensions", ports);
  return {torusBisection(nodes, t.dimensions), torusHops(nodes, t.dimensions)};
}
template <class S> Shape<S> shapeOf(const Dragonfly<S> &d, Ratio<S> ports) {
  Ratio<S> most = let("most_ports", dragonflyPorts(d.terminals, d.routers, d.global));
  Ratio<S> terminals = require(lessEqual(ports, most), "a dragonfly of this size has fewer ports", d.terminals);
  return {dragonflyBisection(terminals, d.routers, d.global), dragonflyHops<S>()};
}

template <class S> TopologyOut<S> topology(const TopologyIn<S> &in) {
  Shape<S> shape = in.shape.visit([&](const auto &s) { return shapeOf<S>(s, in.ports); });
  TopologyOut<S> o;
  o.factor = shape.factor;
  o.bisection = bisectionBandwidth<S>(in.ports, in.link.per_direction, o.factor);
  o.per_port = in.link.per_direction * oversubscribedThroughput(in.crossing, 1 / o.factor);
  o.hops = shape.hops;
  o.latency = o.hops * *in.link.latency;
  return o;
}

constexpr llvm::StringRef headline[] = {"factor", "bisection", "per_port", "hops", "latency"};
constexpr llvm::StringRef notModelled[] = {"routing and congestion: traffic spreads evenly over all shortest ways",
                                           "a network that is not full: a dragonfly has all of its groups, a torus all of its equal sides",
                                           "queueing in switches"};

} // namespace

MLS_DEFINE_SOLVER(Topology, topology, TopologyIn, TopologyOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
