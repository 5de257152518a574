//===- Training.h - arguments that the solvers of training share -*- C++ -*-===//
#pragma once

#include "solvers/Samples.h"

namespace mls::test {

/// Shares of overlap bear the names of the degrees, which must come after them.
inline Sampler &someOverlap(Sampler &s) {
  for (const char *part : {"overlap.tp", "overlap.cp", "overlap.ep", "overlap.pp", "overlap.dp"})
    s.range(part, 0, 1);
  return s;
}

/// A model that pp, tp and ep of 2 divide.
inline Sampler &someTraining(Sampler &s) {
  someOverlap(s);
  s.range("memory.capacity", 1e15, 1e16).range("model.heads", 64, 64).range("experts.count", 64, 64).range("workload.tokens", 1e11, 1e13);
  s.range("lora_rank", 4, 64).range("expert_imbalance", 1, 2).range("imbalance", 1, 2).range("capacity_factor", 1, 2).range("expert_nodes", 1, 4).range("straggler", 1, 1.5);
  s.range("node.count", 8, 8).range("nics", 1, 8).range("node.power", 1e3, 2e4).range("rent", 1e-3, 1e-1).range("span", 128, 1024).range("oversubscription", 1, 4);
  s.range("latency", 0, 1e-5).range("across_nodes.launch", 1e-6, 5e-5).range("across_nodes.hop", 0, 5e-6);
  s.tag("all_reduce.protocols", 0).tag("all_to_all.protocols", 0).tag("protocols", 2).range("protocols.most", 1e9, 1e12); // NCCL has three
  s.tag("calibration.network", 1).tag("link", 1).tag("nic", 1).tag("power", 1).tag("node.rent", 1);
  return with(someAccelerator(someTransformer(s)), Arithmetic::bf16);
}

/// The layout must use the machines up, so it is fixed: 64 devices in `pools` pools,
/// 8 micro-batches for each of 8 replicas.
inline Sampler &onCluster(Sampler &s, int pools) {
  someOverlap(s).tag("on.pools", pools).range("pools.count", 8.0 / pools, 8.0 / pools);
  for (const char *degree : {"tp", "pp", "cp", "ep"})
    s.range(degree, 2, 2);
  s.range("dp", 8, 8).range("micro_batch", 1, 1).range("interleave", 1, 1);
  s.range("workload.sequence", 4096, 4096).range("global_batch", 4096 * 64, 4096 * 64);
  return s;
}
inline Sampler onePool(Sampler s) { return someTraining(onCluster(s, 1).tag("lora_rank", 0)); }

} // namespace mls::test
