//===- Reason.cpp - arguments of `reason` --------------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyReason(Sampler s) {
  s.range("ttft", 0.05, 5).range("tpot", 5e-3, 0.1).range("thought", 0, 10000).range("answer", 1, 1000).range("samples", 1, 64);
  return s.range("solve_rate", 0.01, 0.9).range("energy_per_token", 0.1, 10).range("cost_per_token", 1e-7, 1e-4);
}

MLS_SAMPLES(reason, "reason", anyReason)
