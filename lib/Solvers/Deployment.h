//===- Deployment.h - where and how a model is served -----------*- C++ -*-===//
//
// Arguments that the solvers of serving share, and their check against the machines.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Gemm.h"
#include "Records/Serving.h"
#include "Solvers/Decoder.h"
#include "Solvers/Pools.h"
#include "Solvers/Step.h"

namespace mls {
using namespace records;

template <class S> struct Deployment {
  Machines<S> on;
  Ratio<S> tp, pp, ep;
  Opt<Ratio<S>> replicas;
  Opt<Tokens<S>> prefill_chunk;
  Tokens<S> cached;
  Opt<Draft<S>> draft;
  bool overlap_exchange, send_once;
  Efficiency<S> efficiency;
  Collective<S> between_nodes;
  Granularity granularity;
  Ratio<S> memory_share;

  static constexpr auto rows() {
    return std::tuple{
        in("on", &Deployment::on, "where it runs: a node, or a cluster of equal nodes"),
        in("tp", &Deployment::tp, "tensor parallelism: devices that share every layer", whole(1), orElse("1")),
        in("pp", &Deployment::pp, "pipeline parallelism: stages of layers", whole(1), orElse("1")),
        in("ep", &Deployment::ep, "expert parallelism: groups that share the experts and split the batch", whole(1), orElse("1")),
        in("replicas", &Deployment::replicas, "copies of the model, which use the machines up; absent: as many as there is room for", whole(1)),
        in("prefill_chunk", &Deployment::prefill_chunk, "most tokens of a prompt in one step, which it shares with decodes (chunked prefill); absent: a prompt is prefilled at once, between decode steps", whole(1), unit("tok")),
        in("cached", &Deployment::cached, "leading tokens of every prompt whose keys and values are cached from earlier ones", whole(0), unit("tok"), orElse("0 tok")),
        in("draft", &Deployment::draft, "speculative decoding, of no more tokens than the output has left; absent: one token a step"),
        in("overlap_exchange", &Deployment::overlap_exchange, "two halves of a step take turns, so that all-to-alls and kernels hide one another", orElse("false")),
        in("send_once", &Deployment::send_once, "a token crosses once to each node that has any of its experts", orElse("false")),
        in("efficiency", &Deployment::efficiency, "achieved shares of peak; absent parts are calibrated", orElse("{}")),
        in("between_nodes", &Deployment::between_nodes, "efficiency of collectives that leave a node", orElse("constants.AcrossNodes")),
        in("granularity", &Deployment::granularity, "operators: a sum over kernels; aggregate: one roofline for the whole step", orElse("operators")),
        in("memory_share", &Deployment::memory_share, "share of device memory that the engine may use", fraction, orElse("constants.memory_share"))};
  }
};

/// Equal nodes and a layout on them that has passed the checks.
template <class S> struct Allocation {
  Node<S> node;
  List<Tier<S>> fabric;
  Ratio<S> nodes;
  Layout<S> at;
  Ratio<S> pp, replicas;
  ExchangeStyle<S> exchange;

  Ratio<S> gpus() const { return nodes * node.count; }
  Ratio<S> gpusOfReplica() const { return at.tp * pp * at.ep; }
  CostRate<S> rent() const { return nodes * *node.rent; }
  Power<S> power() const { return nodes * *node.power; }
};

/// The layout, refused unless it is one. Every result depends on `tp`.
template <class S>
Allocation<S> allocate(const Node<S> &node, const List<Tier<S>> &fabric, Ratio<S> nodes, Ratio<S> tp, Ratio<S> pp, Ratio<S> ep,
                   const Opt<Ratio<S>> &replicas, bool overlapExchange, bool sendOnce, const Transformer<S> &m) {
  Allocation<S> p{node, fabric, nodes, {tp, ep}, pp, {}, {overlapExchange}};
  Ratio<S> replica = let("gpus_of_a_replica", p.gpusOfReplica());
  tp = ofDecoder(m, tp);
  p.replicas = replicas.given() ? *replicas : let("replicas", floor(p.gpus() / replica));
  Ratio<S> idle = let("idle_gpus", p.gpus() - p.replicas * replica);
  tp = require(lessEqual(replica, p.gpus()), "a replica needs more GPUs than there are", tp);
  tp = require(lessEqual(0, idle), "the replicas need more GPUs than there are", tp);
  tp = require(lessEqual(idle, 0), "the layout leaves GPUs idle", tp);
  Ratio<S> ofNode = let("nodes_of_a_replica", replica / node.count), inNode = let("replicas_of_a_node", node.count / replica);
  tp = require(equal(ofNode, floor(ofNode)) || equal(inNode, floor(inNode)), "a replica must divide a node or fill several", tp);
  Ratio<S> heads = let("heads_of_a_device", m.heads / tp);
  tp = require(lessEqual(heads, floor(heads)), "`tp` must divide the query heads of the model", tp);
  tp = require(lessEqual(pp, m.layers), "`pp` exceeds the layers of the model", tp);
  if (m.experts.given())
    tp = require(lessEqual(ep, m.experts->count), "`ep` exceeds the experts of the model", tp);
  else
    tp = require(lessEqual(ep, 1) && Flag<S>(!overlapExchange && !sendOnce), "`ep`, `overlap_exchange` and `send_once` are about experts, and the model has none", tp);
  if (sendOnce && m.experts.given()) { // the distinct nodes of a token's experts
    Ratio<S> others = max(tp * ep / node.count, 1), picks = m.experts->active;
    p.exchange.leaving = let("copies_sent", expertsTouched<S>(others, 1, picks) / picks);
  }
  p.at.tp = tp;
  return p;
}

template <class S> Allocation<S> allocate(const Deployment<S> &d, const Serving<S> &load) {
  const Transformer<S> &m = load.model;
  Ratio<S> tp = require(less(d.cached, load.prompt), "`cached` leaves no token of the prompt to compute", d.tp);
  if (m.context.given())
    tp = require(lessEqual(load.prompt + load.output, *m.context), "prompt and output exceed the context of the model", tp);
  if (d.draft.given()) {
    tp = ofDecoder(d.draft->model, tp);
    Ratio<S> heads = let("heads_of_the_draft_on_a_device", d.draft->model.heads / tp);
    tp = require(lessEqual(heads, floor(heads)), "`tp` must divide the query heads of the draft", tp);
  }
  if (const Node<S> *node = d.on.template get<Node<S>>())
    return allocate<S>(*node, {}, Ratio<S>(1), tp, d.pp, d.ep, d.replicas, d.overlap_exchange, d.send_once, m);
  const Cluster<S> &cluster = *d.on.template get<Cluster<S>>();
  tp = require(Flag<S>(cluster.pools.size() == 1), "a deployment stands on one pool of equal nodes: serve on a cluster for each pool, or on its node", tp);
  Pool<S> pool = cluster.pools.empty() ? Pool<S>() : cluster.pools.front();
  return allocate<S>(pool.node, cluster.fabric, pool.count, tp, d.pp, d.ep, d.replicas, d.overlap_exchange, d.send_once, m);
}

} // namespace mls
