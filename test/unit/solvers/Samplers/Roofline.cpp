//===- Roofline.cpp - arguments of `roofline` -----------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyRoofline(Sampler s) { return with(s, Arithmetic::fp8); }

MLS_SAMPLES(roofline, "roofline", anyRoofline)
