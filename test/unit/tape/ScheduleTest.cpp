//===- ScheduleTest.cpp - strips give what single points give -------------===//

#include "Tape/Schedule.h"
#include "Reference.h"
#include "SolverProperties.h"
#include "TestSolver.h"

#include <random>

using namespace mls;
using namespace mls::test;

/// Sweeps slot `outer` (level 1) and `inner` (level 2) of a recorded solver and
/// compares every value with a run of single points.
static void sweepEqualsPoints(const Solver &solver, Sample s, uint32_t outer, uint32_t inner) {
  Recorded r = recordSolver(solver, s);
  std::vector<uint8_t> levels(s.slots.size(), 0);
  levels[outer] = 1, levels[inner] = 2;
  Schedule schedule(*r.tape, r.results, levels);
  Frame frame(schedule, s.slots);
  std::vector<double> at = s.slots, values;
  size_t differ = 0;
  for (int j = 0; j != 5; ++j) {
    frame.set(outer, at[outer] = s.slots[outer] * (1 + 0.1 * j));
    frame.runOuter(1);
    for (unsigned p = 0; p != Schedule::strip; ++p)
      frame.column(inner)[p] = s.slots[inner] * (1 + 0.001 * p);
    frame.runStrip();
    bool allHeld = true;
    for (unsigned p = 0; p != Schedule::strip; ++p) {
      at[inner] = frame.column(inner)[p];
      evaluate(*r.tape, at, values);
      allHeld &= guardsHold(*r.tape, values);
      for (unsigned o = 0; o != r.results.size(); ++o)
        differ += !sameBits(frame.output(o)[p], values[r.results[o]]);
    }
    CHECK_EQ(frame.guardsHold(), allHeld);
  }
  CHECK_EQ(differ, 0u);
}

TEST(stripsEqualPointsBitForBit) {
  Sampler sampler(*toySolver.signature.in, 11);
  for (int k = 0; k != 200; ++k) {
    Sample s = sampler.draw();
    auto n = unsigned(s.slots.size()), outer = unsigned(k) % n;
    sweepEqualsPoints(toySolver, s, outer, (outer + 1 + unsigned(k) / n % (n - 1)) % n);
  }
}

TEST(eachOperationStandsAtItsDeepestLoop) {
  Tape tape;
  Trace a = tape.input(1, "a"), b = tape.input(2, "b"), c = tape.input(3, "c");
  Trace fixed = a * 2 + 1, outer = sqrtS(b) + fixed, inner = outer * c;
  tape.node(expS(c)); // dead
  Schedule s(tape, inner.id, {0, 1, 2});
  CHECK_EQ(s.outer()[0].size(), 2u);
  CHECK_EQ(s.outer()[1].size(), 2u);
  CHECK_EQ(s.innerSize(), 1u);
  CHECK_EQ(s.hoistedSize(), 4u);
}

TEST(columnsAreUsedAgain) {
  Tape tape;
  Trace x = tape.input(1, "x"), y = x;
  for (int i = 0; i != 100; ++i)
    y = sqrtS(y + double(i));
  Schedule s(tape, y.id, {1});
  CHECK_EQ(s.innerSize(), 200u);
  CHECK(s.columns() <= 3);
}

/// Inputs stand anywhere on a tape: `(b - 1) ^ 2 + a` records `a` when `b - 1` is done with.
TEST(inputsMayComeAfterOperations) {
  std::mt19937_64 random(5);
  size_t differ = 0;
  for (int k = 0; k != 300; ++k) {
    Tape tape;
    std::vector<Trace> pool{tape.input(1.5, "i0")};
    std::vector<double> at{1.5};
    for (int step = 0; step != 30; ++step) {
      Trace a = pool[random() % pool.size()], b = pool[random() % pool.size()];
      switch (random() % 6) {
      case 0:
        at.push_back(1 + double(step) / 8);
        pool.push_back(tape.input(at.back(), "i"));
        break;
      case 1: pool.push_back(a + b); break;
      case 2: pool.push_back(a - b * 0.5); break;
      case 3: pool.push_back(a * b); break;
      case 4: pool.push_back(selectS(lessS(a, b), b, a)); break;
      case 5: pool.push_back(sqrtS(absS(a))); break;
      }
    }
    NodeId wanted[] = {tape.node(pool.back()), tape.node(pool[pool.size() / 2])};
    std::vector<uint8_t> levels;
    for (size_t i = 0; i != at.size(); ++i)
      levels.push_back(uint8_t(random() % 3)); // fixed, outer, inner
    Schedule schedule(tape, wanted, levels, 2);
    Frame frame(schedule, at);
    frame.runOuter(1);
    for (unsigned p = 0; p != stripSize; ++p)
      for (uint32_t i = 0; i != at.size(); ++i)
        if (levels[i] == 2)
          frame.column(i)[p] = at[i] + p * double(i + 1);
    frame.runStrip();
    std::vector<double> values;
    for (unsigned p = 0; p != stripSize; ++p) {
      std::vector<double> here = at;
      for (uint32_t i = 0; i != at.size(); ++i)
        if (levels[i] == 2)
          here[i] += p * double(i + 1);
      evaluate(tape, here, values);
      for (unsigned o = 0; o != 2; ++o)
        differ += !sameBits(frame.output(o)[p], values[wanted[o]]);
    }
  }
  CHECK_EQ(differ, 0u);
}

TEST(externsAndFixedOutputsInAStrip) {
  static constexpr Extern hypotenuse{
      "hypot", [](double a, double b, double) { return std::hypot(a, b); },
      [](unsigned i, double a, double b, double) { return (i ? b : a) / std::hypot(a, b); }};
  Tape tape;
  Trace x = tape.input(3, "x"), y = tape.input(4, "y");
  Trace h = externS(hypotenuse, x, y), fixed = y * 2;
  NodeId wanted[] = {h.id, fixed.id, x.id};
  Schedule s(tape, wanted, {1, 0});
  Frame f(s, {3.0, 4.0});
  f.column(0)[5] = 3;
  f.column(0)[6] = 0;
  f.runStrip();
  CHECK_EQ(f.output(0)[5], 5.0);
  CHECK_EQ(f.output(0)[6], 4.0);
  CHECK_EQ(f.output(1)[6], 8.0);
  CHECK_EQ(f.output(2)[5], 3.0);
}

TEST(aWholeStripIsTestedAtOnce) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  double x[stripSize];
  fillLinear(x, 1, 0.5, 10);
  CHECK_EQ(x[0], 6.0);
  CHECK_EQ(x[63], 37.5);
  CHECK(allFinite(x) && allWithin(x, 6, 37.5) && allWithin(x, -infinity, infinity));
  CHECK(!allWithin(x, 6.5, 38) && !allWithin(x, 6, 37));
  for (double bad : {infinity, -infinity, std::nan(""), -std::nan("")}) {
    x[40] = bad;
    CHECK(!allFinite(x) && !allWithin(x, 0, 100));
  }
  std::fill(x, x + stripSize, 1.0);
  CHECK(allTrue(x));
  for (double no : {0.0, std::nan("")}) {
    x[63] = no;
    CHECK(!allTrue(x));
  }
}

TEST(aGuardSaysWhichPointsHoldIt) {
  Tape tape;
  Trace x = tape.input(1, "x"), y = guardS(lessS(x, 10)) ? x : -x;
  Schedule s(tape, y.id, {1});
  Frame f(s, {1.0});
  for (unsigned p = 0; p != stripSize; ++p)
    f.column(0)[p] = p;
  f.runStrip();
  CHECK(!f.guardsHold() && f.guardsHold(10));
  CHECK_EQ(f.holding(), uint64_t(0x3ff));
}
