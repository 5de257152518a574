//===- Fleet.cpp - arguments of the solvers of a cluster in use -----------===//

#include "solvers/Samples.h"

using namespace mls::test;

namespace {

/// Nodes whose parts fail once a year or so, at a place of some kind. Times are in s.
Sampler &someFleet(Sampler &s) {
  s.range("node.count", 1, 8).range("nics", 1, 8).range("on.count", 1, 8).range("main.count", 10, 2000).range("pools.count", 10, 2000);
  for (const char *part : {"failures.accelerator", "failures.port", "failures.host", "failures.software", "power_supplies.mtbf"})
    s.range(part, 1e7, 1e8);
  s.range("power_supplies.count", 6, 12).range("power_supplies.repair", 1e4, 1e6);
  s.range("node.power", 1e3, 2e4).range("on.power", 1e3, 2e4).range("rent", 1e-3, 1e-1).range("own.price", 1e5, 1e6).range("life", 1e8, 2e8).range("embodied", 1e3, 1e4);
  s.range("pue", 1, 2).range("wue", 1e-10, 1e-9).range("electricity", 1e-8, 1e-7).range("average", 1e-9, 2e-7).range("marginal", 1e-9, 2e-7).range("carbon_price", 0.01, 0.2);
  return s;
}

Sampler anyReliability(Sampler s) {
  s.range("time", 1e5, 1e7).range("checkpoint", 10, 300).range("restart", 60, 1200).range("interval", 600, 7200);
  return someFleet(s);
}

Sampler anyUsage(Sampler s) {
  s.range("usage.time", 1e5, 1e7).range("usage.power", 1e5, 1e8).range("maintenance", 1e-9, 3e-9);
  return someFleet(s);
}

Sampler anySchedule(Sampler s) {
  // Two to some hundred slots, and mostly fewer jobs than they can run.
  s.range("nodes", 5, 10).range("duration", 1e4, 1e5).range("arrivals", 1e-6, 3e-5).range("variation", 0, 2);
  return someFleet(s);
}

Sampler anyCheckpoint(Sampler s) {
  s.range("interval", 600, 7200).range("restart", 60, 1200).range("readers", 1, 64);
  s.range("storage.capacity", 1e16, 1e18).range("storage.read", 1e12, 1e14).range("storage.write", 1e12, 1e14).range("storage_link.per_direction", 1e11, 1e12).range("host_link.per_direction", 1e11, 1e12);
  return with(someFleet(someTransformer(s)), Arithmetic::bf16);
}

} // namespace

MLS_SAMPLES(reliability, "reliability", anyReliability)
MLS_SAMPLES(footprint, "footprint", anyUsage)
MLS_SAMPLES(tco, "tco", anyUsage)
MLS_SAMPLES(schedule, "schedule", anySchedule)
MLS_SAMPLES(checkpoint, "checkpoint", anyCheckpoint)
