//===- ClusterReport.cpp - arguments of `cluster_report` ------------------===//

#include "solvers/Samplers/Fleet.h"

using namespace mls::test;

/// 64 devices in one pool that a layout uses up, 8 micro-batches for each of 8 replicas.
static Sampler anyReport(Sampler s) {
  for (const char *part : {"overlap.tp", "overlap.cp", "overlap.ep", "overlap.pp", "overlap.dp"})
    s.range(part, 0, 1);
  s.tag("on.pools", 1).range("pools.count", 8, 8).range("node.count", 8, 8);
  for (const char *degree : {"tp", "pp", "cp", "ep"})
    s.range(degree, 2, 2);
  s.range("dp", 8, 8).range("micro_batch", 1, 1).range("interleave", 1, 1).range("workload.sequence", 4096, 4096).range("global_batch", 4096 * 64, 4096 * 64).range("workload.tokens", 1e11, 1e13);
  s.range("memory.capacity", 1e15, 1e16).range("model.heads", 64, 64).range("experts.count", 64, 64).range("expert_imbalance", 1, 2).range("expert_nodes", 1, 4).range("straggler", 1, 1.5);
  s.range("span", 128, 1024).range("oversubscription", 1, 4).range("latency", 0, 1e-5).range("across_nodes.launch", 1e-6, 5e-5).range("across_nodes.hop", 0, 5e-6);
  s.tag("calibration.network", 1).tag("link", 1).tag("nic", 1).tag("power", 1).tag("node.rent", 1).tag("lora_rank", 0).tag("on.storage", 1).tag("on.site", 1);
  s.range("interval", 600, 7200).range("restart", 60, 1200).range("readers", 1, 8).range("maintenance", 1e-9, 3e-9);
  return with(someStorage(someFleet(someAccelerator(someTransformer(s)))), Arithmetic::bf16);
}

MLS_SAMPLES(clusterReport, "cluster_report", anyReport, .structures = 40)
