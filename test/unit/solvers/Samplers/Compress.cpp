//===- Compress.cpp - arguments of `compress` ----------------------------===//

#include "solvers/Samples.h"

using namespace mls::test;

static Sampler anyCompress(Sampler s) {
  s.range("parameters", 1e8, 1e12).range("sparsity", 0, 0.99).range("index", 1, 16).range("batch", 1, 1000).range("after.storage", 2, 20);
  for (const char *format : {"before.compute", "after.compute"})
    s.tag(format, int64_t(Arithmetic::bf16));
  return with(someAccelerator(s), Arithmetic::bf16);
}

MLS_SAMPLES(compress, "compress", anyCompress)
