//===- Serve.cpp - arguments of `serve` -----------------------------------===//

#include "solvers/Samplers/Deployment.h"

using namespace mls::test;

namespace {

Sampler tensor(Sampler s) { return layout<Where::node, 8, 1, 1, 1>(s.tag("draft", 0)); }
Sampler replicas(Sampler s) { return layout<Where::node, 1, 1, 1, 8>(s.tag("draft", 0)); }
/// A draft of latent attention has no experts.
Sampler drafted(Sampler s) { return layout<Where::node, 2, 1, 1, 1>(s.tag("draft", 1)); }
Sampler pipeline(Sampler s) { return layout<Where::cluster, 2, 2, 2, 2, 4>(s.tag("draft", 0)); }
Sampler acrossNodes(Sampler s) { return layout<Where::cluster, 16, 1, 2, 1, 8>(s.tag("draft", 0)); }

/// The layout is drawn too, and now and then it is one.
Sampler anyLayout(Sampler s) {
  for (const char *degree : {"on.count", "tp", "pp", "ep", "replicas"})
    s.range(degree, 0.5, 2); // 1 or 2: rounded up
  return someServing(s.tag("on", int64_t(Where::node)));
}

} // namespace

MLS_SAMPLES(serveTensor, "serve", tensor, .structures = 100)
MLS_SAMPLES(serveReplicas, "serve", replicas, .structures = 50)
MLS_SAMPLES(serveDrafted, "serve", drafted, .structures = 30, .nodes = 4000)
MLS_SAMPLES(servePipeline, "serve", pipeline, .structures = 30)
MLS_SAMPLES(serveAcrossNodes, "serve", acrossNodes, .structures = 30)

static const Samples layouts{.solver = "serve", .plausible = anyLayout, .draws = 400};
static const RegisterSamples registeredLayouts(layouts);
