//===- PropertyTest.cpp - generated tests over every solver ----------------===//

#include "Check.h"
#include "Records/Format.h"
#include "tape/SolverProperties.h"

using namespace mls;
using namespace mls::records;
using namespace mls::test;

namespace {

const Solver &roofline() { return *findSolver("roofline"); }
const Solver &serveSolver() { return *findSolver("serve"); }

/// Figures for one arithmetic are there; the other keys of a map come and go.
Sampler &with(Sampler &s, Arithmetic a) {
  for (const char *map : {"peak.", "gemm.", "experts.", "prefill.", "decode."})
    s.tag(map + enumNames<Arithmetic>[size_t(a)].str(), 1);
  for (const char *format : {"format", "weights", "activations", "kv", "residual"})
    s.tag(format + std::string(".compute"), int64_t(a));
  return s;
}

Sampler anyRoofline(unsigned seed) {
  Sampler s(*roofline().signature.in, seed);
  return with(s, Arithmetic::fp8);
}

/// A plausible deployment.
Sampler anyServe(Sampler s) {
  s.range("batch", 1, 300).range("prompt", 200, 8000).range("output", 200, 4000).range("rate", 0.1, 100).range("context", 4e3, 1e6);
  s.range("model.layers", 8, 100).range("model.hidden", 1024, 16384).range("model.heads", 16, 128).range("kv_heads", 4, 16).range("head_dim", 64, 256);
  s.range("model.ffn", 2048, 65536).range("vocab", 30000, 200000);
  s.range("experts.count", 8, 256).range("experts.active", 1, 8).range("experts.shared", 0, 2).range("experts.ffn", 512, 8192).range("dense_layers", 0, 4);
  s.range("storage", 4, 16).range("scale", 0, 8).range("block", 16, 64);
  s.range("memory.capacity", 5e12, 2e13).range("memory.bandwidth", 8e12, 8e13).range("per_direction", 4e11, 8e12);
  for (llvm::StringRef format : enumNames<Arithmetic>)
    s.range("peak." + format.str(), 1e14, 5e15);
  s.range("compute", 0.1, 1).range("memory", 0.1, 1).range("network", 0.1, 1).range("share", 0.1, 1).range("overlap", 0, 1);
  s.range("launch", 1e-6, 5e-5).range("hop", 0, 1e-6).range("half", 100, 2000).range("step", 1e-4, 1e-3).range("layer", 1e-6, 5e-5).range("sequence", 1e-6, 1e-5);
  s.range("on.power", 1e3, 1e5).range("on.rent", 1e-3, 1).range("memory_share", 0.5, 1).range("power_draw", 0.3, 1);
  s.tag("calibration.network", 1).tag("on.link", 1).tag("on.power", 1);
  return with(s, Arithmetic::bf16);
}

/// The layout must use the node up, so it is fixed for a sampler.
Sampler anyServe(unsigned seed, double tp, double pp, double ep, double replicas) {
  double count = tp * pp * ep * replicas;
  Sampler s(*serveSolver().signature.in, seed);
  s.range("on.count", count, count).range("tp", tp, tp).range("pp", pp, pp).range("ep", ep, ep).range("replicas", replicas, replicas);
  if (tp > 1)
    s.range("model.heads", 64, 64); // tp divides them
  return anyServe(s);
}

/// The layout is drawn too, and now and then it is one.
Sampler anyLayout(unsigned seed) {
  Sampler s(*serveSolver().signature.in, seed);
  for (const char *degree : {"on.count", "tp", "pp", "ep", "replicas"})
    s.range(degree, 0.5, 2); // 1 or 2: rounded up
  return anyServe(s);
}

} // namespace

TEST(rooflineTapeEqualsDouble) { tapeEqualsDouble(roofline(), anyRoofline(1)); }
TEST(rooflineGradientIsExact) { gradientIsExact(roofline(), anyRoofline(2)); }
TEST(rooflineStaysSmall) { staysSmall(roofline(), anyRoofline(3)); }

TEST(serveTapeEqualsDouble) {
  tapeEqualsDouble(serveSolver(), anyServe(4, 8, 1, 1, 1), 100);
  tapeEqualsDouble(serveSolver(), anyServe(5, 1, 1, 1, 8), 50);
  tapeEqualsDouble(serveSolver(), anyServe(6, 2, 2, 2, 2), 50);
}
TEST(serveGradientIsExact) { gradientIsExact(serveSolver(), anyServe(7, 4, 1, 1, 2)); }
TEST(serveStaysSmall) { staysSmall(serveSolver(), anyServe(8, 2, 2, 2, 2)); }

TEST(everyFieldChangesSomeResult) {
  FieldUse use;
  use.add(roofline(), anyRoofline(9));
  use.add(serveSolver(), anyServe(10, 8, 1, 1, 1));
  use.add(serveSolver(), anyServe(11, 2, 2, 2, 2));
  use.add(serveSolver(), anyLayout(12), 400);
  for (const std::string &name : use.unused())
    std::cout << "no solver reads " << name << "\n";
  CHECK(use.unused().empty());
}
