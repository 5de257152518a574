//===- Batching.cpp - arguments of `batching` and `serving_capacity` ------===//

#include "solvers/Samplers/Deployment.h"

using namespace mls::test;

namespace {

/// Outputs that vary about means of a quarter of the longest.
Sampler anyBatching(Sampler s) {
  s.range("longest", 8000, 16000).range("page", 8, 128).range("limit", 1, 200).range("prompt", 500, 2000).range("output", 200, 2000);
  return layout<Where::node, 2, 1, 1, 4>(s.tag("draft", 0).tag("prefill_chunk", 0));
}
Sampler anyCapacity(Sampler s) {
  s.range("p99", 100, 1000).range("variation", 0.1, 1).range("batch", 1, 8);
  return layout<Where::node, 2, 1, 1, 4>(s.tag("draft", 0));
}

/// The layout is drawn too, and now and then it is one.
Sampler anyLayout(Sampler s) {
  for (const char *degree : {"on.count", "tp", "pp", "ep", "replicas"})
    s.range(degree, 0.5, 2); // 1 or 2: rounded up
  return someServing(s.range("p99", 100, 1000).range("longest", 8000, 16000).range("output", 200, 1000).range("prompt", 200, 1000).tag("on", int64_t(Where::node)).tag("draft", 0));
}

} // namespace

MLS_SAMPLES(batching, "batching", anyBatching, .structures = 50)
MLS_SAMPLES(servingCapacity, "serving_capacity", anyCapacity, .structures = 50)

static const Samples layoutsOfBatching{.solver = "batching", .plausible = anyLayout, .draws = 400};
static const Samples layoutsOfCapacity{.solver = "serving_capacity", .plausible = anyLayout, .draws = 400};
static const RegisterSamples registeredBatching(layoutsOfBatching), registeredCapacity(layoutsOfCapacity);
