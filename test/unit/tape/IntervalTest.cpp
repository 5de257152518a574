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
  CHECK(out.range.hi - out.range.lo < 0.0101);
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

TEST(aRatioWithSharedTermsIsFound) {
  // 1 - (2/e + 1)/(8/e + 2), e in 0.1 .. 1: the ratio is 3/10 at e = 1 and 21/82 at 0.1; e moves both sides.
  Tape tape;
  Trace e = tape.input(0.5, "e"), saved = 1 - (2 / e + 1) / (8 / e + 2);
  OutputRange out = rangeOf(tape, {Interval(0.1, 1)}, saved.id);
  CHECK(out.range.contains(0.7) && out.range.contains(1 - 21.0 / 82));
  CHECK(out.range.lo > 0.699 && out.range.hi < 1 - 21.0 / 82 + 1e-3);
}

TEST(theLeastOfAParabolaIsFound) {
  // x^2 - 4 x + y over 0 .. 6 and 1 .. 2 is least at x = 2: -4 + 1; greatest at 6: 12 + 2.
  Tape tape;
  Trace x = tape.input(1, "x"), y = tape.input(1, "y"), z = x * x - 4 * x + y;
  OutputRange out = rangeOf(tape, {Interval(0, 6), Interval(1, 2)}, z.id);
  CHECK(out.range.lo <= -3 && out.range.lo > -3.02);
  CHECK(out.range.hi >= 14 && out.range.hi < 14.02);
}
