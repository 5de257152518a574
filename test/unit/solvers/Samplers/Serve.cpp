//===- Serve.cpp - arguments of `serve` -----------------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

namespace {

/// A plausible deployment.
Sampler anyServe(Sampler s) {
  s.range("batch", 1, 300).range("prompt", 200, 8000).range("output", 200, 4000).range("rate", 0.1, 100);
  s.range("on.power", 1e3, 1e5).range("on.rent", 1e-3, 1).range("memory_share", 0.5, 1).range("power_draw", 0.3, 1);
  s.tag("calibration.network", 1).tag("on.link", 1).tag("on.power", 1);
  return with(someAccelerator(someTransformer(s)), Arithmetic::bf16);
}

/// The layout must use the node up, so it is fixed.
template <int tp, int pp, int ep, int replicas> Sampler layout(Sampler s) {
  double count = tp * pp * ep * replicas;
  s.range("on.count", count, count).range("tp", tp, tp).range("pp", pp, pp).range("ep", ep, ep).range("replicas", replicas, replicas);
  if (tp > 1)
    s.range("model.heads", 64, 64); // tp divides them
  return anyServe(s);
}

/// The layout is drawn too, and now and then it is one.
Sampler anyLayout(Sampler s) {
  for (const char *degree : {"on.count", "tp", "pp", "ep", "replicas"})
    s.range(degree, 0.5, 2); // 1 or 2: rounded up
  return anyServe(s);
}

} // namespace

MLS_SAMPLES(serveTensor, "serve", (layout<8, 1, 1, 1>), .structures = 100)
MLS_SAMPLES(serveReplicas, "serve", (layout<1, 1, 1, 8>), .structures = 50)
MLS_SAMPLES(serveAll, "serve", (layout<2, 2, 2, 2>), .structures = 50)

static const Samples layouts{.solver = "serve", .plausible = anyLayout, .draws = 400};
static const RegisterSamples registeredLayouts(layouts);
