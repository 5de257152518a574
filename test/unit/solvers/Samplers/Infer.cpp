//===- Infer.cpp - arguments of `infer`, family by family ------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

/// The alternatives of AnyModel (Records/Inference.h).
enum Family { transformer, encoderDecoder, stateSpace, cnn, diffusion, recommendation, totals };

static Sampler of(Sampler s, Family family, bool sequences) {
  s.tag("workload.model", family).range("batch", 1, 64).range("sequence", 16, 2000).range("output", 2, 500).range("rate", 0.1, 100);
  s.range("context", 4e3, 1e6).range("model.layers", 2, 40).range("hidden", 256, 4096).range("heads", 4, 32).range("vocab", 1e3, 1e5);
  s.range("kv_heads", 1, 4).range("experts.count", 8, 64).range("experts.active", 1, 8).range("dense_layers", 0, 2).range("window.layers", 0.5, 2);
  s.range("sram.capacity", 1e6, 1e9).range("sram.bandwidth", 1e13, 1e15).range("flash.capacity", 1e13, 1e14).range("flash.bandwidth", 1e10, 1e12);
  s.range("power", 100, 1000).range("tdp", 100, 1000).range("power_draw", 0.3, 1);
  if (!sequences)
    s.tag("workload.sequence", 0).tag("workload.output", 0); // refused
  else
    s.tag("workload.sequence", 1);
  return with(someAccelerator(s), Arithmetic::bf16);
}

static Sampler anyTransformer(Sampler s) { return of(s, transformer, true); }
static Sampler anyEncoderDecoder(Sampler s) { return of(s.tag("workload.output", 1), encoderDecoder, true); }
static Sampler anyStateSpace(Sampler s) { return of(s.range("conv", 2, 8).range("dt_rank", 8, 64), stateSpace, true); }
static Sampler anyCnn(Sampler s) {
  return of(s.range("height", 16, 300).range("width", 16, 300).range("channels", 1, 4).range("stride", 0.5, 3).range("repeat", 0.5, 4), cnn, false);
}
static Sampler anyDiffusion(Sampler s) { return of(s.range("steps", 5, 100), diffusion, false); }
static Sampler anyRecommendation(Sampler s) { return of(s.range("rows", 1e3, 1e7), recommendation, false); }
static Sampler anyTotals(Sampler s) { return of(s.range("parameters", 1e5, 1e9).range("activations", 1e5, 1e9).range("widest", 1e5, 1e8), totals, false); }

MLS_SAMPLES(inferTransformer, "infer", anyTransformer, .structures = 60)
MLS_SAMPLES(inferEncoderDecoder, "infer", anyEncoderDecoder, .structures = 30)
MLS_SAMPLES(inferStateSpace, "infer", anyStateSpace, .structures = 30)
MLS_SAMPLES(inferCnn, "infer", anyCnn, .structures = 60)
MLS_SAMPLES(inferDiffusion, "infer", anyDiffusion, .structures = 30)
MLS_SAMPLES(inferRecommendation, "infer", anyRecommendation, .structures = 30)
MLS_SAMPLES(inferTotals, "infer", anyTotals, .structures = 30)
