//===- Privacy.cpp - arguments of `privacy` ------------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyPrivacy(Sampler s) {
  s.range("examples", 1e6, 1e7).range("batch", 1000, 5000).range("epochs", 10, 100).range("epsilon", 0.2, 10).range("delta", 1e-9, 1e-5);
  return s.range("time", 100, 1e5).range("slowdown", 1, 8).range("prevalence", 0.01, 1);
}

MLS_SAMPLES(privacy, "privacy", anyPrivacy)
