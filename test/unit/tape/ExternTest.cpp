//===- ExternTest.cpp - what the iterations promise ------------------------===//
//
// Every Extern of the library (test/layering/externs.test compares): it moves with each
// argument as it says, and its range over a box holds the values inside.
//
//===----------------------------------------------------------------------===//

#include "../Check.h"
#include "Physics/CappedLengths.h"
#include "Physics/MixedSojourn.h"
#include "Physics/Renyi.h"
#include "Physics/ServingOptimum.h"
#include "Solvers/LeastServers.h"
#include "Tape/Interval.h"

#include <algorithm>
#include <random>

using namespace mls;

namespace {

struct Subject {
  const Extern &function;
  std::vector<Interval> arguments; ///< drawn from here
};
const Subject subjects[] = {
    {erlangLoss, {{0, 40}, {0, 60}}},
    {sojournQuantileOfExponentials, {{0, 1}, {0.01, 50}, {0, 0.999}}},
    {mixedSojourn50, {{0, 1}, {0.01, 50}, {1, 5}}},
    {mixedSojourn95, {{0, 1}, {0.01, 50}, {1, 5}}},
    {mixedSojourn99, {{0, 1}, {0.01, 50}, {1, 5}}},
    {cappedExponent, {{0.001, 1}}},
    {servingOptimum, {{0.05, 1}, {0.05, 1}, {0, 100}}},
    {renyiOfStep, {{2, 2}, {0.3, 5}, {0.001, 1}}},
    {noiseOfStep, {{8, 8}, {1e-6, 2}, {0.001, 1}}},
    {leastServersOfTail, {{0, 30}, {6, 40}, {0, 1}}},
};

class Draw {
public:
  std::vector<double> point(const std::vector<Interval> &box) {
    std::vector<double> x;
    for (Interval i : box)
      x.push_back(random() % 16 == 0 ? (random() % 2 ? i.lo : i.hi) : uniform(i.lo, i.hi));
    x.resize(3);
    return x;
  }
  double uniform(double lo, double hi) { return std::uniform_real_distribution<double>(lo, hi)(random); }
  uint64_t operator()() { return random(); }

private:
  std::mt19937_64 random{7};
};

double valueOf(const Extern &f, const std::vector<double> &x) { return f.value(x[0], x[1], x[2]); }

} // namespace

TEST(externsMoveAsTheySay) {
  Draw draw;
  for (const Subject &s : subjects) {
    size_t wrong = 0, moved = 0;
    for (int k = 0; k != 3000; ++k) {
      std::vector<double> low = draw.point(s.arguments), high = low;
      auto i = unsigned(draw() % s.arguments.size());
      if (s.function.trends[i] == Trend::Mixed)
        continue;
      // Near and far: a step of a thousandth finds what an average hides.
      Interval range = s.arguments[i];
      double reach = (range.hi - range.lo) * (draw() % 2 ? 1 : 1e-3);
      high[i] = std::min(range.hi, low[i] + draw.uniform(0, reach));
      double a = valueOf(s.function, low), b = valueOf(s.function, high);
      if (s.function.trends[i] == Trend::Falling)
        std::swap(a, b);
      double rounding = 1e-9 * std::fmax(std::fabs(a), std::fabs(b)) + 1e-15;
      wrong += !(a <= b + rounding);
      moved += a != b;
    }
    if (wrong)
      std::cout << s.function.name << '\n';
    CHECK_EQ(wrong, 0u);
    CHECK(moved > 100);
  }
}

TEST(rangesOfExternsHoldTheirValues) {
  Draw draw;
  for (const Subject &s : subjects) {
    size_t outside = 0, exact = 0;
    for (int k = 0; k != 200; ++k) {
      Tape tape;
      std::vector<Interval> box;
      Trace x[3];
      for (unsigned i = 0; i != s.arguments.size(); ++i) {
        double a = draw.uniform(s.arguments[i].lo, s.arguments[i].hi),
               b = draw.uniform(s.arguments[i].lo, s.arguments[i].hi);
        box.push_back({std::min(a, b), std::max(a, b)});
        x[i] = tape.input(a, "x");
      }
      OutputRange out = rangeOf(tape, box, tape.node(externS(s.function, x[0], x[1], x[2])));
      exact += out.notMonotone == 0 && std::isfinite(out.range.lo) && std::isfinite(out.range.hi);
      for (int p = 0; p != 50; ++p) {
        double y = valueOf(s.function, draw.point(box)), slack = 1e-9 * std::fabs(y) + 1e-15;
        outside += !(y >= out.range.lo - slack && y <= out.range.hi + slack);
      }
    }
    CHECK_EQ(outside, 0u);
    const Trend *end = s.function.trends + s.arguments.size();
    CHECK_EQ(exact, std::find(s.function.trends, end, Trend::Mixed) == end ? 200u : 0u);
  }
}

TEST(aMixedTrendHasNoRange) {
  static constexpr Extern wave{"wave", [](double x, double, double) { return std::sin(x); },
                               [](unsigned, double x, double, double) { return std::cos(x); }};
  Tape tape;
  Trace x = tape.input(1, "x"), y = externS(wave, x);
  CHECK(std::isinf(rangeOf(tape, {Interval(0, 3)}, y.id).range.hi));
  CHECK_EQ(rangeOf(tape, {Interval(1)}, y.id).range.hi, std::sin(1.0));
}

TEST(lossBetweenWholeServersFallsEvenly) {
  // B(1, 0.1) = 1/11 and B(2, 0.1) = 1/221: between them nothing is negative or larger.
  double last = erlangLoss.value(0.1, 1, 0);
  CHECK_NEAR(last, 1 / 11.0, 1e-15);
  for (double n = 1.05; n < 2; n += 0.05) {
    double here = erlangLoss.value(0.1, n, 0);
    CHECK(here < last && here > 0);
    last = here;
  }
  CHECK_NEAR(erlangLoss.value(0.1, 2, 0), 1 / 221.0, 1e-15);
}
