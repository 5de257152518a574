//===- SolveRootsTest.cpp - roots, jumps and flat parts -------------------===//

#include "Queries/SolveRoots.h"
#include "../Check.h"

using namespace mls;

namespace {

template <class F> RootScan roots(F f, double target, double lo, double hi, bool integer = false) {
  auto slope = [&](double x) { return (f(x * (1 + 1e-7)) - f(x * (1 - 1e-7))) / (2e-7 * x); };
  return findRoots([&](double x) { return Balance{f(x), target}; }, slope, SolveAxis(lo, hi, integer));
}

} // namespace

TEST(aRootIsMetToTheLastDigits) {
  RootScan s = roots([](double x) { return x * x * x; }, 2, 0.1, 100);
  CHECK_EQ(s.crossings.size(), 1);
  CHECK(s.crossings[0].kind == Crossing::Root);
  CHECK_NEAR(s.crossings[0].lo, 1.259921049894873164767, 1e-15);
  CHECK(s.crossings[0].atLo.isMet());
}

TEST(everyRootIsListedInOrder) {
  RootScan s = roots([](double x) { return std::sin(x); }, 0.5, 0, 20);
  CHECK_EQ(s.roots().size(), 7); // pi / 6 and 5 pi / 6, and those whole turns later
  CHECK_NEAR(s.roots()[0], 0.523598775598298873, 1e-15);
  CHECK_NEAR(s.roots()[5], 5 * 3.141592653589793 - 0.523598775598298873, 1e-13);
}

TEST(aPairOfRootsBetweenTwoSamplesIsFound) {
  // (x - 1)(x - 1.001): both lie in one of 257 steps over 0 .. 9.
  RootScan s = roots([](double x) { return (x - 1) * (x - 1.001); }, 0, 0, 9);
  CHECK_EQ(s.roots().size(), 2);
  CHECK_NEAR(s.roots()[0], 1, 1e-12);
  CHECK_NEAR(s.roots()[1], 1.001, 1e-12);
}

TEST(aStepOverTheTargetIsAJump) {
  RootScan s = roots([](double x) { return std::ceil(x) + 0.1 * x; }, 3.35, 0.5, 9.5);
  CHECK_EQ(s.crossings.size(), 1);
  CHECK(s.crossings[0].kind == Crossing::Jump); // 3.3 at 3, above 4.3 beyond it
  CHECK_EQ(s.crossings[0].lo, 3);
}

TEST(aJumpIsClosedToNeighbours) {
  RootScan s = roots([](double x) { return x < 3.7 ? 1.0 : 2.0; }, 1.5, 1, 5);
  CHECK_EQ(s.crossings.size(), 1);
  CHECK(s.crossings[0].kind == Crossing::Jump);
  CHECK_EQ(s.crossings[0].hi, 3.7);
  CHECK_EQ(s.crossings[0].lo, std::nextafter(3.7, 0));
  CHECK_EQ(s.crossings[0].atLo.left, 1);
  CHECK_EQ(s.crossings[0].atHi.left, 2);
}

TEST(aPoleIsAJump) {
  RootScan s = roots([](double x) { return 1 / (x - 2.05); }, 0, 1, 3);
  CHECK_EQ(s.crossings.size(), 1);
  CHECK(s.crossings[0].kind == Crossing::Jump);
}

TEST(aFlatPartHasItsEnds) {
  RootScan s = roots([](double x) { return std::fmax(5, x); }, 5, 1, 9);
  CHECK_EQ(s.crossings.size(), 1);
  CHECK(s.crossings[0].kind == Crossing::Flat);
  CHECK_EQ(s.crossings[0].lo, 1);
  CHECK_NEAR(s.crossings[0].hi, 5, 1e-11);
}

TEST(anUnreachableTargetShowsTheReach) {
  RootScan s = roots([](double x) { return 3 + (x - 4.567) * (x - 4.567); }, 1, 0, 10);
  CHECK(s.crossings.empty());
  CHECK_NEAR(s.least.value, 3, 1e-12);
  CHECK_NEAR(s.least.at, 4.567, 1e-6);
  CHECK_EQ(s.greatest.at, 10);
}

TEST(wholeNumbersAreExactOrAJump) {
  RootScan exact = roots([](double x) { return x * x; }, 49, 1, 1000, true);
  CHECK_EQ(exact.crossings.size(), 1);
  CHECK_EQ(exact.crossings[0].lo, 7);
  RootScan none = roots([](double x) { return x * x; }, 50, 1, 1000, true);
  CHECK_EQ(none.crossings.size(), 1);
  CHECK(none.crossings[0].kind == Crossing::Jump);
  CHECK_EQ(none.crossings[0].lo, 7);
  CHECK_EQ(none.crossings[0].hi, 8);
  RootScan large = roots([](double x) { return x; }, 123456789, 1, 1e9, true);
  CHECK_EQ(large.roots().size(), 1);
  CHECK_EQ(large.roots()[0], 123456789);
}

TEST(placesWithoutAValueAreSteppedOver) {
  RootScan s = roots([](double x) { return x < 2 ? std::nan("") : x; }, 3, 0.5, 9);
  CHECK_EQ(s.roots().size(), 1);
  CHECK_NEAR(s.roots()[0], 3, 1e-14);
  CHECK(s.undefined > 0);
}

TEST(randomMonotoneFunctionsMeetTheirTarget) {
  unsigned met = 0;
  uint64_t state = 1;
  auto random = [&] {
    return double((state = state * 6364136223846793005ull + 1442695040888963407ull) >> 11) * 0x1p-53;
  };
  for (int i = 0; i != 500; ++i) {
    double a = 1e-9 * std::pow(10, 18 * random()), b = random(), c = 0.2 + 3 * random(),
           x = std::pow(10, 6 * random() - 3);
    auto f = [&](double x) { return a * (b + std::pow(x, c)) + std::fmax(a * x, a); };
    RootScan s = roots(f, f(x), 1e-3, 1e3);
    met += s.crossings.size() == 1 && s.crossings[0].atLo.isMet() && s.crossings[0].kind == Crossing::Root;
  }
  CHECK_EQ(met, 500);
}

TEST(aConditionHoldsOnStretches) {
  auto holds = [](double x) { return (x >= 2 && x <= 3.25) || x > 7; };
  auto runs = findStretches(holds, SolveAxis(0.9, 9));
  CHECK_EQ(runs.size(), 2);
  CHECK_EQ(runs[0].lo, 2);
  CHECK_EQ(runs[0].hi, 3.25);
  CHECK_EQ(runs[1].lo, std::nextafter(7.0, 8));
  CHECK_EQ(runs[1].hi, 9);
  auto whole = findStretches([](double x) { return x >= 17; }, SolveAxis(1, 512, true));
  CHECK_EQ(whole.size(), 1);
  CHECK_EQ(whole[0].lo, 17);
}
