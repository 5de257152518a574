//===- FunctionTest.cpp - generated tests over every function -------------===//
//
// A function is a solver to the rest of the compiler, so the tests are those of
// tape/SolverProperties.h. Arguments are drawn from their domains.
//
//===----------------------------------------------------------------------===//

#include "Functions/Function.h"
#include "Check.h"
#include "tape/SolverProperties.h"
#include "llvm/ADT/StringSet.h"

using namespace mls;
using namespace mls::test;

MLS_TEST_MAIN()

namespace {

template <class F> void forEachFunction(F f) {
  for (llvm::ArrayRef<Solver> table : functionTables())
    for (const Solver &function : table)
      f(function);
}

/// Where the whole domain says little: loads below the servers, loads of a day, models
/// of this age.
Sampler sampler(const Solver &function, uint64_t seed) {
  Sampler s(*function.signature.in, seed);
  s.range("servers", 21, 24)
      .range("load", 15, 20)
      .range("arrivals", 130, 145)
      .range("service", 0.13, 0.14)
      .range("quantile", 0.1, 0.99);
  s.range("parameters", 1e8, 1e12).range("tokens", 1, 1e13).range("work", 1e18, 1e26);
  s.range("irreducible", 1.5, 2)
      .range("a", 300, 600)
      .range("alpha", 0.3, 0.4)
      .range("b", 400, 3000)
      .range("beta", 0.28, 0.38);
  s.range("noise", 0.6, 4)
      .range("steps", 1e3, 1e5)
      .range("sampling", 1e-4, 1e-2)
      .range("delta", 1e-9, 1e-5)
      .range("epsilon", 0.5, 10);
  s.range("mtbf", 1e4, 1e6)
      .range("interval", 600, 1e4)
      .range("cost", 10, 300)
      .range("restart", 10, 600)
      .range("repair", 1e3, 1e5)
      .range("time", 1e3, 1e6);
  s.range("available", 0.5, 0.999)
      .range("parts", 5, 20)
      .range("spares", 0, 3)
      .range("mean", 100, 900)
      .range("longest", 1000, 10000)
      .range("block", 1, 64);
  s.range("samples", 1, 64)
      .range("solve_rate", 0.01, 0.9)
      .range("wanted", 0.1, 0.99)
      .range("count", 8, 256)
      .range("active", 1, 8);
  return s.range("budget", 1e5, 1e7).range("levels", 1, 4).range("ports", 16, 4096).range("dimensions", 0.5, 4).range("period", 10, 100).range("groups", 0.5, 2).range("leakage", 1e-10, 1e-8);
}

} // namespace

TEST(functionsTapeEqualsDouble) {
  forEachFunction([](const Solver &f) {
    int before = failures();
    tapeEqualsDouble(f, sampler(f, 1), 20, 20);
    if (failures() != before)
      std::cout << "in " << f.signature.name.str() << "\n";
  });
}

TEST(functionsGradientIsExact) {
  static const llvm::StringSet<> steps{"paged_tokens",    "prefetch_depth",       "reserved_sequences",
                                       "paged_sequences", "samples_for_coverage", "block_index"};
  forEachFunction([](const Solver &f) {
    int before = failures();
    if (!steps.contains(f.signature.name)) // without a slope
      gradientIsExact(f, sampler(f, 2), 10, 0.4);
    if (failures() != before)
      std::cout << "in " << f.signature.name.str() << "\n";
  });
}

TEST(functionsAreSmall) {
  forEachFunction([](const Solver &f) {
    bool hasOrders = llvm::StringRef(f.signature.name).starts_with("dp_sgd_"); // of 23 divergences the best
    staysSmall(f, sampler(f, 3), hasOrders ? 300 : 100);
  });
}

TEST(everyArgumentOfAFunctionCounts) {
  FieldUse use;
  uint64_t seed = 4;
  forEachFunction([&](const Solver &f) { use.add(f, sampler(f, seed++)); });
  for (const std::string &name : use.unused())
    std::cout << "no value depends on " << name << "\n";
  CHECK(use.unused().empty());
}

TEST(namesOfFunctionsAreTheirOwn) {
  llvm::StringSet<> names;
  for (const Solver *solver : solvers())
    names.insert(solver->signature.name);
  forEachFunction([&](const Solver &f) {
    CHECK(names.insert(f.signature.name).second);
    CHECK(!f.signature.doc.empty());
    for (const Field &argument : f.signature.in->fields)
      CHECK(!argument.doc.empty());
  });
}
