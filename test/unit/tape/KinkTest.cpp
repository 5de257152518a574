//===- KinkTest.cpp - one-sided derivatives -------------------------------===//

#include "Tape/Kink.h"
#include "../Check.h"
#include "Tape/Reverse.h"
#include "Tape/Run.h"

#include <cmath>

using namespace mls;

TEST(bothSidesOfATie) {
  Tape tape;
  Trace x = tape.input(2, "x"), y = maxS(3 * x, x + 4) * 10; // 6 and 6
  std::vector<double> values = recordedValues(tape);
  CHECK_EQ(kinks(tape, values, y.id).size(), 1u);
  OneSided d = oneSided(tape, values, y.id, x.id);
  CHECK_EQ(d.below, 10);
  CHECK_EQ(d.above, 30);
}

TEST(aMinimumAndANegativeFactorTurnTheSides) {
  Tape tape;
  Trace x = tape.input(2, "x"), y = -minS(3 * x, x + 4);
  OneSided d = oneSided(tape, recordedValues(tape), y.id, x.id);
  CHECK_EQ(d.below, -3);
  CHECK_EQ(d.above, -1);
}

TEST(absAndSelectHaveSidesToo) {
  Tape tape;
  Trace x = tape.input(5, "x"), y = absS(x - 5), z = selectS(lessS(x, 5), x * 2, 5 + x), w = selectS(lessS(x, 5), 1, x);
  std::vector<double> values = recordedValues(tape);
  OneSided a = oneSided(tape, values, y.id, x.id), s = oneSided(tape, values, z.id, x.id);
  CHECK_EQ(a.below, -1);
  CHECK_EQ(a.above, 1);
  CHECK_EQ(s.below, 2);
  CHECK_EQ(s.above, 1);
  OneSided jump = oneSided(tape, values, w.id, x.id);
  CHECK(std::isinf(jump.below));
  CHECK_EQ(jump.above, 1);
}

TEST(awayFromTiesBothAreTheGradient) {
  Tape tape;
  Trace x = tape.input(3, "x"), y = tape.input(2, "y"), z = maxS(x * x * y, 1) / (1 + sqrtS(y));
  std::vector<double> values = recordedValues(tape), g = gradient(tape, values, z.id);
  CHECK(kinks(tape, values, z.id).empty());
  for (auto [i, input] : {std::pair(0, x.id), std::pair(1, y.id)}) {
    OneSided d = oneSided(tape, values, z.id, input);
    CHECK_NEAR(d.below, g[i], 1e-15 * std::fabs(g[i]));
    CHECK_NEAR(d.above, g[i], 1e-15 * std::fabs(g[i]));
  }
}

TEST(aTieOfWhatDoesNotCountIsNoKink) {
  Tape tape;
  Trace x = tape.input(2, "x"), hidden = maxS(3 * x, x + 4), y = selectS(lessS(x, 10), x, hidden);
  CHECK(kinks(tape, recordedValues(tape), y.id).empty());
}
