//===- Samples.h - random arguments of every solver -------------*- C++ -*-===//
//
// Each solver has a file in Samplers/ that says which arguments are plausible, so that
// random ones mostly mean something. One line registers them and defines the generated
// tests of SolverProperties.h under that name:
//
//   static Sampler anyRoofline(Sampler s) { return with(s.range("work", 1e9, 1e15), Arithmetic::fp8); }
//   MLS_SAMPLES(roofline, "roofline", anyRoofline)
//
// A solver may have several (`serveTensor`, `servePipeline`); a test fails for one that
// has none. Whatever no range names is drawn from its whole domain, at a magnitude that
// its dimension suggests. Numbers are in base units: bit, s, FLOP, W, USD, kgCO2e.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Check.h"
#include "Records/Format.h"
#include "tape/SolverProperties.h"

namespace mls::test {
using namespace records;

struct Samples {
  const char *solver;
  Sampler (*plausible)(Sampler any);
  int structures = 200; ///< tapes that are recorded to be compared with `double`
  int draws = 100;      ///< records in which each field is changed once
  size_t nodes = 3000;  ///< of a tape, at most: 1,000 more where it holds a second pool or model

  Sampler sampler(uint64_t seed) const { return plausible(Sampler(*of().signature.in, seed)); }
  const Solver &of() const { return *findSolver(solver); }
};

inline std::vector<const Samples *> &allSamples() {
  static std::vector<const Samples *> all;
  return all;
}

struct RegisterSamples {
  explicit RegisterSamples(const Samples &s) { allSamples().push_back(&s); }
};

/// NAME is a prefix of the tests; after the function may follow `.structures = 50, .draws = 400`.
#define MLS_SAMPLES(NAME, SOLVER, PLAUSIBLE, ...)                                                                      \
  static const mls::test::Samples samples_##NAME{.solver = SOLVER, .plausible = PLAUSIBLE __VA_OPT__(, ) __VA_ARGS__};                        \
  static const mls::test::RegisterSamples registered_##NAME(samples_##NAME);                                           \
  TEST(NAME##TapeEqualsDouble) { tapeEqualsDouble(samples_##NAME.of(), samples_##NAME.sampler(1), samples_##NAME.structures); } \
  TEST(NAME##GradientIsExact) { gradientIsExact(samples_##NAME.of(), samples_##NAME.sampler(2)); }                     \
  TEST(NAME##RangesContainSamples) { rangesContainSamples(samples_##NAME.of(), samples_##NAME.sampler(4)); }           \
  TEST(NAME##StaysSmall) { staysSmall(samples_##NAME.of(), samples_##NAME.sampler(3), samples_##NAME.nodes); }

//===-- What several solvers take ------------------------------------------===//

/// Figures for one arithmetic are there, and all formats compute in it; the other keys
/// of a map come and go.
inline Sampler &with(Sampler &s, Arithmetic a) {
  for (const char *map : {"peak.", "gemm.", "experts.", "prefill.", "decode."})
    s.tag(map + enumNames<Arithmetic>[size_t(a)].str(), 1);
  for (const char *format : {"format", "weights", "activations", "kv", "residual", "gradients", "optimizer"})
    s.tag(format + std::string(".compute"), int64_t(a));
  return s.range("storage", 4, 16).range("scale", 0, 8).range("block", 16, 64);
}

/// A language model of some billions of parameters.
inline Sampler &someTransformer(Sampler &s) {
  s.range("model.layers", 8, 100).range("model.hidden", 1024, 16384).range("model.heads", 16, 128).range("kv_heads", 4, 16).range("head_dim", 64, 256);
  s.range("model.ffn", 2048, 65536).range("vocab", 30000, 200000).range("context", 4e3, 1e6);
  s.range("kv_rank", 256, 1024).range("query_rank", 512, 2048).range("rope_dim", 32, 128).range("value_dim", 64, 256).range("window.size", 2048, 8192).range("window.layers", 1, 8);
  return s.range("experts.count", 8, 256).range("experts.active", 1, 8).range("experts.shared", 0, 2).range("experts.ffn", 512, 8192).range("dense_layers", 0, 4);
}

/// A datacenter accelerator and its calibration.
inline Sampler &someAccelerator(Sampler &s) {
  s.range("memory.capacity", 5e12, 2e13).range("memory.bandwidth", 8e12, 8e13).range("per_direction", 4e11, 8e12);
  for (llvm::StringRef format : enumNames<Arithmetic>)
    s.range("peak." + format.str(), 1e14, 5e15);
  s.range("compute", 0.1, 1).range("memory", 0.1, 1).range("network", 0.1, 1).range("share", 0.1, 1).range("overlap", 0, 1);
  s.range("multiprocessors", 16, 512).range("edge", 16, 256).range("join", 1e-6, 5e-5).range("copies", 0, 4);
  return s.range("launch", 1e-6, 5e-5).range("hop", 0, 1e-6).range("level", 0, 1e-5).range("half", 100, 2000).range("step", 1e-4, 1e-3).range("layer", 1e-6, 5e-5).range("sequence", 1e-6, 1e-5);
}

} // namespace mls::test
