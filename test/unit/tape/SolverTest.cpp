//===- SolverTest.cpp - one solver through every interpreter --------------===//

#include "SolverProperties.h"
#include "Tape/Explain.h"
#include "Tape/Interval.h"
#include "Tape/Live.h"
#include "TestSolver.h"
#include "llvm/Support/raw_ostream.h"

using namespace mls;
using namespace mls::test;

MLS_TEST_MAIN()

static Sampler sampler(uint64_t seed = 1) { return Sampler(*toySolver.signature.in, seed); }

/// One dense model, two kernels, a chip without the wide format.
///   compute = 2e12 * 3 / (1e15 * 0.5) + 1e12 / (1e15 * 0.5) = 0.014 s; memory = 8e10 / 1e13 = 0.008 s
static Sample worked(bool withRent) {
  Sample s = sampler()
                 .tag("model", 0)
                 .tag("steps", 2)
                 .tag("peak.narrow", 1)
                 .tag("peak.wide", 0)
                 .tag("format", 0)
                 .tag("rent", withRent)
                 .draw();
  double values[] = {8e10, 2e12, 3, 1e12, 1, 1e15, 1e13};
  std::copy(std::begin(values), std::end(values), s.slots.begin());
  if (withRent)
    s.slots[7] = 0.5;
  s.slots[7 + withRent] = 0.5;
  s.slots[8 + withRent] = 0.75;
  return s;
}
enum Result { TimeOf, WaitOf, CostOf, BoundOf, QuickOf };

TEST(signatureComesFromTheRecord) {
  const Signature &s = toySolver.signature;
  CHECK_EQ(s.name, "toy");
  CHECK_EQ(s.citation, "nobody_2000");
  CHECK_EQ(s.positional, 2u);
  CHECK_EQ(s.headline[1], "bound");
  CHECK_EQ(s.in->fields.size(), 6u);
  CHECK_EQ(s.out->find("bound")->names[1], "memory");
}

TEST(workedExample) {
  Writer<double> out = runSolver(toySolver, worked(true));
  CHECK_NEAR(out.slots[TimeOf], 0.014 + 0.1 * 0.008, 1e-15);
  CHECK_NEAR(out.slots[WaitOf], 0.0148 / 0.25, 1e-14);
  CHECK_NEAR(out.slots[CostOf], 0.0148 * 0.5, 1e-14);
  CHECK_EQ(out.slots[BoundOf], 0.0);
  CHECK_EQ(out.slots[QuickOf], 1.0);
}

TEST(toyTapeEqualsDouble) { tapeEqualsDouble(toySolver, sampler(2)); }
TEST(toyGradientIsExact) { gradientIsExact(toySolver, sampler(3)); }
TEST(toyStaysSmall) { staysSmall(toySolver, sampler(4), 60); }

TEST(everyToyFieldIsUsed) {
  FieldUse use;
  use.add(toySolver, sampler(5));
  CHECK_EQ(use.unused().size(), 0u);
}

TEST(guardsBindTheTapeToItsBranch) {
  Sample s = worked(true);
  Recorded r = recordSolver(toySolver, s);
  CHECK_EQ(r.tape->guards().size(), 1u);
  std::vector<double> values;
  evaluate(*r.tape, s.slots, values);
  CHECK(guardsHold(*r.tape, values));
  s.slots[6] = 1e12; // memory is now the slower
  evaluate(*r.tape, s.slots, values);
  CHECK(!guardsHold(*r.tape, values));
}

TEST(missingIsAnErrorOnlyOfWhatNeedsIt) {
  Recorded r = recordSolver(toySolver, worked(false));
  std::vector<double> values = recordedValues(*r.tape);
  CHECK_EQ(problems(*r.tape, values, r.results[TimeOf]).size(), 0u);
  auto found = problems(*r.tape, values, r.results);
  CHECK_EQ(found.size(), 1u);
  CHECK_EQ(found[0].kind, Problem::Missing);
  CHECK_EQ(r.tape->missing()[found[0].index].name, "on.rent");
  CHECK(std::isnan(runSolver(toySolver, worked(false)).slots[CostOf]));
}

TEST(aMapKeyThatIsAbsentIsMissing) {
  Sample s = sampler().tag("peak.narrow", 0).tag("peak.wide", 1).tag("format", 0).draw();
  Recorded r = recordSolver(toySolver, s);
  auto found = problems(*r.tape, recordedValues(*r.tape), r.results[TimeOf]);
  CHECK_EQ(found.size(), 1u);
  CHECK_EQ(r.tape->missing()[found[0].index].name, "on.peak.narrow");
}

TEST(aFailedRequirementCarriesItsReason) {
  Sample s = worked(true);
  s.slots.back() = 1.5;
  Recorded r = recordSolver(toySolver, s);
  std::vector<double> values = recordedValues(*r.tape);
  CHECK_EQ(problems(*r.tape, values, r.results[TimeOf]).size(), 0u);
  auto found = problems(*r.tape, values, r.results[WaitOf]);
  CHECK_EQ(found.size(), 1u);
  CHECK_EQ(found[0].kind, Problem::Requirement);
  CHECK_EQ(found[0].text, "the queue is unstable");
}

TEST(explainNeedsNoTextFromTheAuthor) {
  Recorded r = recordSolver(toySolver, worked(true));
  std::vector<double> values = recordedValues(*r.tape);
  Explain explain(*r.tape, values);
  CHECK_EQ(explain.name(r.results[WaitOf]), "wait");
  CHECK_EQ(explain.formula(r.results[WaitOf]).text, "time / (1 - load)");
  CHECK_EQ(explain.formula(r.results[CostOf]).text, "time * rent");
  CHECK_EQ(explain.formula(r.results[BoundOf]).text, "argmax(compute_time + compute_time, memory_time)");
  CHECK_EQ(explain.dim(r.results[CostOf]), Dim(Base::Money));
  Formula time = explain.formula(r.results[TimeOf]);
  CHECK_EQ(time.text, "compute_time + compute_time + 0.1 * memory_time"); // two kernels, one scope
  CHECK_EQ(time.operands.size(), 3u);
  CHECK_EQ(explain.name(time.operands[0]), "kernel.compute_time");
  CHECK_EQ(explain.formula(time.operands[0]).text, "work * repeat / (peak.narrow * efficiency)");
  CHECK_EQ(explain.formula(time.operands[2]).text, "weights / bandwidth");
}

TEST(intervalsContainSamplesAndAreTight) {
  Sample s = worked(true);
  Recorded r = recordSolver(toySolver, s);
  std::vector<Interval> box(s.slots.begin(), s.slots.end());
  box[8] = Interval(0.4, 0.6); // efficiency
  OutputRange range = rangeOf(*r.tape, box, r.results[TimeOf]);
  CHECK(range.decided);
  CHECK_EQ(range.notMonotone, 0u);
  std::vector<double> values;
  s.slots[8] = 0.4; // monotone: the corners are exact
  evaluate(*r.tape, s.slots, values);
  CHECK_EQ(range.range.hi, values[r.results[TimeOf]]);
  s.slots[8] = 0.6;
  evaluate(*r.tape, s.slots, values);
  CHECK_EQ(range.range.lo, values[r.results[TimeOf]]);

  box[6] = Interval(1e12, 1e13); // the bandwidth now crosses the guard
  CHECK(!rangeOf(*r.tape, box, r.results[TimeOf]).decided);
}

TEST(dumpShowsTheWholeTape) {
  Tape tape;
  Trace x = tape.input(4, "a.x"), y = tape.missing("a.y");
  Trace root = sqrtS(x);
  letS("sum", root + requireS(lessS(0, x), "x is positive", y), Dim());
  std::string text;
  llvm::raw_string_ostream os(text);
  dump(tape, os);
  CHECK_EQ(text, "%0 = input a.x                   ; 4\n"
                 "%1 = missing a.y                 ; nan\n"
                 "%2 = sqrt %0                     ; 2\n"
                 "%3 = const 0\n"
                 "%4 = less %3, %0                 ; 1\n"
                 "%5 = require \"x is positive\", %4, %1 ; nan\n"
                 "%6 = add %2, %5                  ; sum = nan\n");
}
