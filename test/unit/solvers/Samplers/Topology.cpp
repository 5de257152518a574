//===- Topology.cpp - arguments of `topology` ----------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyTopology(Sampler s) {
  s.range("ports", 2, 500).range("per_direction", 1e10, 1e12).range("latency", 1e-6, 1e-5).range("crossing", 0, 1).tag("link.latency", 1);
  s.range("levels", 1, 4).range("oversubscription", 1, 8).range("dimensions", 1, 6);
  return s.range("terminals", 1, 16).range("routers", 4, 32).range("global", 1, 16);
}

MLS_SAMPLES(topology, "topology", anyTopology)
