//===- DutyCycle.cpp - arguments of `duty_cycle` -------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyDutyCycle(Sampler s) {
  s.range("energy", 1e-5, 1e-2).range("active", 1e-3, 1).range("period", 0.5, 1e4).range("sleep", 1e-7, 1e-4);
  return s.range("battery", 100, 1e4).range("usable", 0.5, 1).range("leakage", 1e-10, 1e-8);
}

MLS_SAMPLES(dutyCycle, "duty_cycle", anyDutyCycle)
