//===- ClusterReport.cpp - arguments of `cluster_report` ------------------===//

#include "solvers/Samplers/Fleet.h"
#include "solvers/Samplers/Training.h"

using namespace mls::test;

namespace {

Sampler &aroundTraining(Sampler &s) {
  s.tag("on.storage", 1).tag("on.site", 1).range("maintenance", 1e-9, 3e-9);
  return s.range("interval", 600, 7200).range("restart", 60, 1200).range("readers", 1, 8);
}

template <int pools> Sampler anyReport(Sampler s) {
  someTraining(onCluster(aroundTraining(s), pools).tag("lora_rank", 0).tag("on.fabric", 1));
  return someStorage(someFleet(s));
}

/// Experts on several nodes.
Sampler spreadExperts(Sampler s) {
  someOverlap(aroundTraining(s)).tag("workload.model.experts", 1).tag("expert_nodes", 1).range("ep", 8, 8);
  someTraining(onCluster(s, 1).tag("lora_rank", 0));
  return someStorage(someFleet(s));
}

/// The layout is drawn too, and now and then it is one.
Sampler anyLayout(Sampler s) {
  someTraining(aroundTraining(s)); // whatever it names comes first
  for (const char *degree : {"tp", "pp", "cp", "ep", "dp", "interleave", "micro_batch", "pools.count"})
    s.range(degree, 0.5, 2); // 1 or 2: rounded up
  s.range("workload.sequence", 2048, 8192).range("global_batch", 1e5, 1e6);
  return someStorage(someFleet(s));
}

} // namespace

MLS_SAMPLES(clusterReport, "cluster_report", anyReport<1>, .structures = 40)

MLS_SAMPLES(clusterReportExperts, "cluster_report", spreadExperts, .structures = 20)

static const Samples pools{.solver = "cluster_report", .plausible = anyReport<2>}, layouts{.solver = "cluster_report", .plausible = anyLayout, .draws = 400};
static const RegisterSamples registeredPools(pools), registeredLayouts(layouts);
