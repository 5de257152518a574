//===- ScalingLaw.cpp - arguments of `scaling_law` -----------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyScalingLaw(Sampler s) {
  s.range("work", 1e20, 1e26).range("parameters", 1e9, 1e12).range("served", 0, 1e13);
  return s.range("irreducible", 1.5, 2).range("a", 300, 600).range("alpha", 0.3, 0.4).range("b", 400, 3000).range("beta", 0.28, 0.38);
}

MLS_SAMPLES(scalingLaw, "scaling_law", anyScalingLaw, .structures = 50)
