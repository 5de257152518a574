//===- IntervalTest.cpp - ranges of terms that move together --------------===//

#include "Tape/Interval.h"
#include "../Check.h"

using namespace mls;

TEST(aDifferenceWithItselfIsNothing) {
  Tape tape;
  Trace x = tape.input(2, "x"), y = tape.input(3, "y");
  Trace same = (x * y) - (y * x), doubled = (x + x) - 2 * x + y, ratio = x * y / (x * y);
  std::vector<Interval> box = {{1, 5}, {2, 4}};
  CHECK(rangeOf(tape, box, same.id).range == Interval(0));
  CHECK(rangeOf(tape, box, doubled.id).range == Interval(2, 4)); // by slopes: x cancels
  CHECK(rangeOf(tape, box, ratio.id).range == Interval(1));
}

TEST(theMeanValueFormKnowsWhatMovesTogether) {
  // x^2 - 2 x over 0.9 .. 1.1 lies in -1 .. -0.99; term by term in -1.39 .. -0.59.
  Tape tape;
  Trace x = tape.input(1, "x"), y = x * x - 2 * x;
  OutputRange out = rangeOf(tape, {Interval(0.9, 1.1)}, y.id);
  CHECK(out.range.contains(-1) && out.range.contains(-0.99));
  CHECK(out.range.hi - out.range.lo < 0.05);
  CHECK_EQ(out.notMonotone, 1u);
}

TEST(aShareStaysAShare) {
  // a / (a + b) rises with a and falls with b: 1/5 .. 3/4.
  Tape tape;
  Trace a = tape.input(2, "a"), b = tape.input(2, "b"), share = a / (a + b);
  OutputRange out = rangeOf(tape, {Interval(1, 3), Interval(1, 4)}, share.id);
  CHECK(out.range.contains(0.2) && out.range.contains(0.75));
}

TEST(aRequirementIsNoPartOfTheRange) {
  Tape tape;
  Trace x = tape.input(2, "x"), held = requireS(lessS(x, 6), "below 6", x), half = requireS(lessS(x, 3), "below 3", x);
  Trace open = requireS(lessS(x * x - 2 * x, 15.5), "true, and not proven", x);
  OutputRange all = rangeOf(tape, {Interval(1, 5)}, held.id), part = rangeOf(tape, {Interval(1, 5)}, half.id);
  CHECK(all.answered == Answered::Everywhere && all.range == Interval(1, 5));
  CHECK(part.answered == Answered::InPart && part.decided && part.range == Interval(1, 5));
  CHECK(rangeOf(tape, {Interval(0, 5)}, open.id).answered != Answered::InPart);
}
