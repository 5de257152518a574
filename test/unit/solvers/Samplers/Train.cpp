//===- Train.cpp - arguments of `train`, `training_memory`, `moe_routing` --===//

#include "solvers/Samples.h"

using namespace mls::test;

namespace {

/// A model that pp, tp and ep of 2 divide. Figures of overlap come first, since they
/// bear the names of the degrees.
Sampler &someTraining(Sampler &s) {
  for (const char *part : {"overlap.tp", "overlap.cp", "overlap.ep", "overlap.pp", "overlap.dp"})
    s.range(part, 0, 1);
  s.range("memory.capacity", 1e15, 1e16).range("model.heads", 64, 64).range("experts.count", 64, 64).range("workload.tokens", 1e11, 1e13);
  s.range("lora_rank", 4, 64).range("expert_imbalance", 1, 2).range("imbalance", 1, 2).range("capacity_factor", 1, 2).range("expert_nodes", 1, 4).range("straggler", 1, 1.5);
  s.range("node.count", 8, 8).range("nics", 1, 8).range("node.power", 1e3, 2e4).range("rent", 1e-3, 1e-1).range("span", 128, 1024).range("oversubscription", 1, 4);
  s.range("latency", 0, 1e-5).range("across_nodes.launch", 1e-6, 5e-5).range("across_nodes.hop", 0, 5e-6);
  s.tag("calibration.network", 1).tag("link", 1).tag("nic", 1).tag("power", 1).tag("node.rent", 1);
  return with(someAccelerator(someTransformer(s)), Arithmetic::bf16);
}

/// The layout must use the machines up, so it is fixed: 64 devices in `pools` pools,
/// 8 micro-batches for each of 8 replicas.
Sampler &onCluster(Sampler &s, int pools) {
  s.tag("on.pools", pools).range("pools.count", 8.0 / pools, 8.0 / pools);
  for (const char *degree : {"tp", "pp", "cp", "ep"})
    s.range(degree, 2, 2);
  s.range("dp", 8, 8).range("micro_batch", 1, 1).range("interleave", 1, 1);
  s.range("workload.sequence", 4096, 4096).range("global_batch", 4096 * 64, 4096 * 64);
  return s;
}

Sampler onePool(Sampler s) { return someTraining(onCluster(s, 1).tag("lora_rank", 0)); }
Sampler twoPools(Sampler s) { return someTraining(onCluster(s, 2).tag("lora_rank", 0).tag("on.fabric", 1)); }
Sampler interleaved(Sampler s) { return someTraining(onCluster(s.range("interleave", 2, 2), 1).tag("schedule", 1).tag("lora_rank", 0)); }
Sampler adapters(Sampler s) { return someTraining(onCluster(s, 1).tag("lora_rank", 1).tag("latent", 0)); }

/// The layout is drawn too, and now and then it is one.
Sampler anyLayout(Sampler s) {
  someTraining(s); // whatever it names comes first
  for (const char *degree : {"tp", "pp", "cp", "ep", "dp", "interleave", "micro_batch", "pools.count"})
    s.range(degree, 0.5, 2); // 1 or 2: rounded up
  return s.range("workload.sequence", 2048, 8192).range("global_batch", 1e5, 1e6);
}

Sampler anyMemory(Sampler s) {
  s.range("tp", 2, 2).range("pp", 4, 4).range("cp", 1, 1).range("ep", 2, 2).range("dp", 8, 8).range("micro_batch", 1, 1).range("interleave", 1, 1);
  s.range("workload.sequence", 4096, 4096).range("global_batch", 4096 * 64, 4096 * 64);
  return someTraining(s.tag("on", 1).tag("lora_rank", 0));
}

Sampler anyRouting(Sampler s) {
  s.range("tokens", 1e3, 1e4).range("ep", 16, 16).range("on.count", 8, 8).range("pools.count", 2, 4).tag("model.experts", 1);
  return someTraining(s);
}

} // namespace

MLS_SAMPLES(train, "train", onePool, .structures = 60)
MLS_SAMPLES(trainPools, "train", twoPools, .structures = 30)
MLS_SAMPLES(trainInterleaved, "train", interleaved, .structures = 30)
MLS_SAMPLES(trainAdapters, "train", adapters, .structures = 30)
MLS_SAMPLES(trainingMemory, "training_memory", anyMemory, .structures = 60)
MLS_SAMPLES(moeRouting, "moe_routing", anyRouting, .structures = 60)

static const Samples trainLayouts{.solver = "train", .plausible = anyLayout, .draws = 400};
static const RegisterSamples registeredTrainLayouts(trainLayouts);
