//===- ClusterReport.cpp - arguments of `cluster_report` ------------------===//

#include "solvers/Samplers/Fleet.h"
#include "solvers/Samplers/Training.h"

using namespace mls::test;

static Sampler anyReport(Sampler s) {
  s.tag("on.storage", 1).tag("on.site", 1).range("interval", 600, 7200).range("restart", 60, 1200).range("readers", 1, 8).range("maintenance", 1e-9, 3e-9);
  someTraining(onCluster(s, 1).tag("lora_rank", 0));
  return someStorage(someFleet(s));
}

MLS_SAMPLES(clusterReport, "cluster_report", anyReport, .structures = 40)
