//===- Train.cpp - arguments of `train`, `training_memory`, `moe_routing` --===//

#include "solvers/Samplers/Training.h"

using namespace mls::test;

namespace {

/// Every kernel is there twice: copies and latent attention are drawn with one pool.
Sampler twoPools(Sampler s) { return someTraining(onCluster(s, 2).tag("lora_rank", 0)); }
Sampler interleaved(Sampler s) { return someTraining(onCluster(someOverlap(s).range("interleave", 2, 2), 1).tag("schedule", 1).tag("lora_rank", 0)); }
/// Experts on several nodes.
Sampler spreadExperts(Sampler s) {
  someOverlap(s).tag("workload.model.experts", 1).tag("expert_nodes", 1).range("ep", 8, 8);
  return someTraining(onCluster(s, 1).tag("lora_rank", 0));
}
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

Sampler anyMemoryLayout(Sampler s) {
  for (const char *degree : {"tp", "pp", "cp", "ep", "dp", "interleave", "micro_batch"})
    s.range(degree, 0.5, 4);
  return someTraining(s.range("workload.sequence", 2048, 8192).range("global_batch", 1e5, 1e6));
}

Sampler anyRouting(Sampler s) {
  s.range("tokens", 1e3, 1e4).range("ep", 16, 16).range("on.count", 16, 16).range("pools.count", 2, 4).tag("model.experts", 1);
  return someTraining(s);
}

Sampler anySpread(Sampler s) { return anyRouting(s.range("ep", 1, 16)); } // drawn, now and then a divisor

} // namespace

MLS_SAMPLES(train, "train", onePool, .structures = 60)
MLS_SAMPLES(trainPools, "train", twoPools, .structures = 30, .nodes = 4000)
MLS_SAMPLES(trainInterleaved, "train", interleaved, .structures = 30)
MLS_SAMPLES(trainExperts, "train", spreadExperts, .structures = 30)
MLS_SAMPLES(trainAdapters, "train", adapters, .structures = 30)
MLS_SAMPLES(trainingMemory, "training_memory", anyMemory, .structures = 60)
MLS_SAMPLES(moeRouting, "moe_routing", anyRouting, .structures = 60)

static const Samples trainLayouts{.solver = "train", .plausible = anyLayout, .draws = 400};
static const RegisterSamples registeredTrainLayouts(trainLayouts);
static const Samples routingLayouts{.solver = "moe_routing", .plausible = anySpread, .draws = 400};
static const RegisterSamples registeredRoutingLayouts(routingLayouts);
static const Samples memoryLayouts{.solver = "training_memory", .plausible = anyMemoryLayout, .draws = 400};
static const RegisterSamples registeredMemoryLayouts(memoryLayouts);
