//===- PropertyTest.cpp - what holds of all solvers together --------------===//
//
// The tests of each solver alone are defined where its samples are (Samplers/).
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

using namespace mls;
using namespace mls::test;

TEST(everySolverIsSampled) {
  for (const Solver *solver : solvers()) {
    bool isSampled = llvm::any_of(allSamples(), [&](const Samples *s) { return solver->signature.name == s->solver; });
    if (!isSampled)
      std::cout << "no file in test/unit/solvers/Samplers registers " << solver->signature.name.str() << "\n";
    CHECK(isSampled);
  }
}

TEST(everyFieldChangesSomeResult) {
  FieldUse use;
  uint64_t seed = 10;
  for (const Samples *s : allSamples())
    use.add(s->of(), s->sampler(seed++), s->draws);
  for (const std::string &name : use.unused())
    std::cout << "no solver reads " << name << "\n";
  CHECK(use.unused().empty());
}
