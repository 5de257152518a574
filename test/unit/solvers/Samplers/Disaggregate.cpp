//===- Disaggregate.cpp - arguments of `disaggregate`, `stream_weights` ---===//

#include "solvers/Samplers/Deployment.h"

using namespace mls::test;

namespace {

Sampler anyDisaggregate(Sampler s) {
  s.range("prefill.nodes", 2, 2).range("decode.nodes", 4, 4).range("on.count", 8, 8).range("prefill.tp", 8, 8).range("decode.tp", 4, 4);
  s.range("pp", 2, 2).range("prefill.ep", 1, 1).range("decode.ep", 2, 2).range("prefill.batch", 3, 8).range("model.heads", 64, 64).range("prompt", 4000, 8000);
  s.tag("workload.model.experts", 1);
  return someServing(s);
}

/// The layouts are drawn too, and now and then they are some.
Sampler anyPools(Sampler s) {
  for (const char *degree : {"on.count", "nodes", "tp", "pp", "ep"})
    s.range(degree, 0.5, 2); // 1 or 2: rounded up
  return someServing(s.tag("workload.model.experts", 1));
}

Sampler anyStream(Sampler s) { return someServing(s.range("batch", 1, 30).tag("host_link", 1)); }

} // namespace

MLS_SAMPLES(disaggregate, "disaggregate", anyDisaggregate, .structures = 50)
MLS_SAMPLES(streamWeights, "stream_weights", anyStream, .structures = 50)

static const Samples pools{.solver = "disaggregate", .plausible = anyPools, .draws = 400};
static const RegisterSamples registeredPools(pools);
