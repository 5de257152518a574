//===- Deployment.h - arguments that the solvers of serving share -*- C++ -*-===//
#pragma once

#include "solvers/Samples.h"

namespace mls::test {

/// A language model served on a node or, with `on` tagged so, on one pool of a cluster.
inline Sampler &someServing(Sampler &s) {
  s.range("model.layers", 40, 100).range("kv_heads", 8, 16); // a request takes gigabits: counts of them stay small
  s.range("batch", 8, 300).range("prompt", 2000, 8000).range("output", 200, 4000).range("rate", 0.1, 100);
  s.range("prefill_chunk", 64, 2048).range("cached", 0, 150).range("draft.tokens", 1, 6);
  s.range("node.power", 1e3, 1e5).range("node.rent", 1e-3, 1).range("on.power", 1e3, 1e5).range("on.rent", 1e-3, 1);
  s.range("memory_share", 0.5, 1).range("power_draw", 0.3, 1).range("nics", 1, 8).range("span", 16, 512).range("oversubscription", 1, 4);
  s.range("between_nodes.launch", 1e-6, 5e-5).range("between_nodes.hop", 0, 5e-6).range("latency", 0, 1e-5);
  s.tag("all_reduce.protocols", 0).tag("all_to_all.protocols", 0).tag("protocols", 2).range("protocols.most", 1e9, 1e12); // NCCL has three
  s.tag("calibration.network", 1).tag("link", 1).tag("nic", 1).tag("power", 1).tag("on.pools", 1);
  return with(someAccelerator(someTransformer(s)), Arithmetic::bf16);
}

enum class Where { cluster, node };

/// The layout must use the machines up, so it is fixed; `perNode` GPUs in a node.
template <Where where, int tp, int pp, int ep, int replicas, int perNode = tp * pp * ep * replicas> Sampler &layout(Sampler &s) {
  double gpus = tp * pp * ep * replicas;
  s.tag("on", int64_t(where)).range("on.count", gpus, gpus).range("node.count", perNode, perNode).range("pools.count", gpus / perNode, gpus / perNode);
  s.range("tp", tp, tp).range("pp", pp, pp).range("ep", ep, ep).range("replicas", replicas, replicas);
  if (tp > 1)
    s.range("model.heads", 64, 64); // tp divides them
  s.tag("workload.model.experts", ep > 1);
  if (ep == 1)
    s.tag("overlap_exchange", 0).tag("send_once", 0);
  return someServing(s);
}

} // namespace mls::test
