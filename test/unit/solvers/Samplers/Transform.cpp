//===- Transform.cpp - arguments of `transform` --------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyTransform(Sampler s) {
  return s.range("batch", 16, 2000).range("cost", 1e-4, 1e-1).range("step", 0.05, 1).range("cores", 1, 200).range("parallel", 0.9, 1);
}

MLS_SAMPLES(transform, "transform", anyTransform)
