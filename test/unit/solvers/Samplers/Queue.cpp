//===- Queue.cpp - arguments of `queue` ----------------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyQueue(Sampler s) {
  // An offered load of 3 to 60 servers; above it the queue is unstable, as some are.
  return s.range("arrivals", 30, 300).range("service", 0.1, 0.2).range("servers", 20, 200).range("arrival_variation", 0.3, 2).range("service_variation", 0, 3);
}

MLS_SAMPLES(queue, "queue", anyQueue)
