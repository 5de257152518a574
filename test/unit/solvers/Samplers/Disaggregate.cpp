//===- Disaggregate.cpp - arguments of `disaggregate`, `stream_weights` ---===//

#include "solvers/Samplers/Deployment.h"

using namespace mls::test;

namespace {

Sampler anyDisaggregate(Sampler s) {
  s.range("prefill.nodes", 2, 2).range("decode.nodes", 3, 3).range("on.count", 8, 8).range("prefill.tp", 8, 8).range("decode.tp", 4, 4);
  s.range("pp", 2, 2).range("prefill.ep", 1, 1).range("decode.ep", 2, 2).range("prefill.batch", 3, 8).range("model.heads", 64, 64).range("prompt", 4000, 8000);
  s.tag("workload.model.experts", 1);
  return someServing(s);
}

Sampler anyStream(Sampler s) { return someServing(s.range("batch", 1, 30).tag("host_link", 1)); }

} // namespace

MLS_SAMPLES(disaggregate, "disaggregate", anyDisaggregate, .structures = 50)
MLS_SAMPLES(streamWeights, "stream_weights", anyStream, .structures = 50)
