//===- Fleet.cpp - arguments of the solvers of a cluster in use -----------===//

#include "solvers/Samplers/Fleet.h"

using namespace mls::test;

namespace {

Sampler anyReliability(Sampler s) {
  s.range("time", 1e3, 1e5).range("checkpoint", 10, 300).range("restart", 60, 1200).range("interval", 600, 7200);
  return someFleet(s);
}

Sampler anyUsage(Sampler s) {
  s.range("usage.time", 1e5, 1e7).range("usage.power", 1e2, 1e3).range("maintenance", 1e-9, 3e-9);
  return someFleet(s);
}

/// 60 nodes in 6 to 12 slots, and 3 to 12 jobs for them.
Sampler anySchedule(Sampler s) {
  s.tag("on.pools", 1).range("pools.count", 60, 60).range("nodes", 5, 10);
  return someFleet(s.range("duration", 1e4, 2e4).range("arrivals", 3e-4, 6e-4).range("variation", 0.1, 2));
}

Sampler anyCheckpoint(Sampler s) {
  s.range("interval", 600, 7200).range("restart", 60, 1200).range("readers", 1, 64);
  return with(someStorage(someFleet(someTransformer(s))), Arithmetic::bf16);
}

} // namespace

MLS_SAMPLES(reliability, "reliability", anyReliability)
MLS_SAMPLES(footprint, "footprint", anyUsage)
MLS_SAMPLES(tco, "tco", anyUsage)
MLS_SAMPLES(schedule, "schedule", anySchedule)
MLS_SAMPLES(checkpoint, "checkpoint", anyCheckpoint)
