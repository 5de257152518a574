//===- Pools.h - a cluster or a node as groups of machines ------*- C++ -*-===//
//
// Whoever counts machines takes either: a node by itself is one group of one.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Reliability.h"
#include "Records/Fleet.h"

namespace mls {
using namespace records;

template <class S> using Machines = OneOf<Cluster<S>, Node<S>>;

template <class S> List<Pool<S>> poolsOf(const Machines<S> &on) {
  if (const Cluster<S> *cluster = on.template get<Cluster<S>>())
    return cluster->pools;
  return {Pool<S>{*on.template get<Node<S>>(), 1}};
}

/// The site given, else that of the cluster; a node says nothing of where it stands.
template <class S> Site<S> siteOf(const Opt<Site<S>> &given, const Machines<S> &on) {
  const Cluster<S> *cluster = on.template get<Cluster<S>>();
  return cluster && !given.given() ? *cluster->site : *given;
}

/// The one that is given; where neither is, `average` is what is missing.
template <class S> CarbonIntensity<S> intensityOf(const Grid<S> &grid) {
  return grid.marginal.given() ? *grid.marginal : *grid.average;
}

/// The mean draw, refused where it exceeds what the machines are rated for. A node whose
/// rated power is unknown refuses nothing.
template <class S> Power<S> checkedDraw(Power<S> draw, const List<Pool<S>> &pools) {
  Power<S> rated;
  for (const Pool<S> &pool : pools) {
    if (!pool.node.power.given())
      return draw;
    rated += pool.count * *pool.node.power;
  }
  return require(lessEqual(draw, let("rated_power", rated)), "the machines draw more than their rated power", draw);
}

template <class S> Ratio<S> nodesOf(const List<Pool<S>> &pools) {
  Ratio<S> sum = 0;
  for (const Pool<S> &pool : pools)
    sum += pool.count;
  return sum;
}

/// Failures that stop a job on all of the machines, by cause.
template <class S> struct FailureRates {
  Frequency<S> accelerators, ports, hosts, software, powerSupplies;
  Frequency<S> total() const { return accelerators + ports + hosts + software + powerSupplies; }
};
template <class S> FailureRates<S> failureRates(const List<Pool<S>> &pools) {
  FailureRates<S> sum;
  for (const Pool<S> &pool : pools) {
    const Node<S> &node = pool.node;
    sum.accelerators += failureRate(node.failures.accelerator, pool.count * node.count);
    sum.ports += failureRate(node.failures.port, pool.count * node.nics);
    sum.hosts += failureRate(node.failures.host, pool.count);
    sum.software += failureRate(node.failures.software, pool.count);
    if (node.failures.power_supplies.given()) {
      const RedundantParts<S> &parts = *node.failures.power_supplies;
      Ratio<S> n = require(less(Ratio<S>(parts.spares), parts.count),
                           "no more power supplies can be spare than there are", parts.count);
      sum.powerSupplies += pool.count * redundantFailureRate(parts.mtbf, parts.repair, n, parts.spares);
    }
  }
  return sum;
}

} // namespace mls
