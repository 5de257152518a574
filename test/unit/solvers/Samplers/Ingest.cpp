//===- Ingest.cpp - arguments of `ingest` --------------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyIngest(Sampler s) {
  s.range("rate", 100, 1e5).range("sample", 8e5, 8e7).range("batch", 32, 4096).range("clients", 1, 64);
  return s.range("on.read", 1e10, 1e13).range("per_direction", 1e10, 1e11).range("cache.size", 1e12, 2e14).range("cache.dataset", 1e12, 1e15).range("cache.bandwidth", 1e11, 1e14).range("latest", 0.01, 10);
}

MLS_SAMPLES(ingest, "ingest", anyIngest)
