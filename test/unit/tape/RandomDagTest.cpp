//===- RandomDagTest.cpp - properties over random expressions -------------===//
//
// A random expression is a template over the scalar like any equation: run as double
// it is the truth, run as Trace it makes the tape.
//
//===----------------------------------------------------------------------===//

#include "Check.h"
#include "Reference.h"
#include "Tape/Interval.h"
#include "Tape/Live.h"
#include "Tape/Reverse.h"
#include "Tape/Run.h"

#include <random>

using namespace mls;
using namespace mls::test;

namespace {

constexpr unsigned inputCount = 5;
using Random = std::mt19937_64;

double uniform(Random &r, double lo, double hi) { return std::uniform_real_distribution<double>(lo, hi)(r); }

/// Applies the same random operations to any scalar. `smooth` leaves out steps.
template <class S> S expression(Random r, std::vector<S> pool, bool smooth) {
  auto pick = [&] { return pool[r() % pool.size()]; };
  for (int i = 0; i != 40; ++i) {
    S a = pick(), b = pick(), c = pick();
    switch (r() % (smooth ? 14 : 20)) {
    case 0:
    case 1:
      pool.push_back(a + b);
      break;
    case 2:
      pool.push_back(a - b);
      break;
    case 3:
    case 4:
      pool.push_back(a * b);
      break;
    case 5:
      pool.push_back(a / (absS(b) + 1));
      break;
    case 6:
      pool.push_back(sqrtS(absS(a) + 0.5));
      break;
    case 7:
      pool.push_back(expS(-absS(a)));
      break;
    case 8:
      pool.push_back(log2S(absS(a) + 1) + logS(absS(b) + 2));
      break;
    case 9:
      pool.push_back(powS(absS(a) + 1, minS(absS(b), S(2))));
      break;
    case 10:
      pool.push_back(maxS(a, b));
      break;
    case 11:
      pool.push_back(minS(a, b));
      break;
    case 12:
      pool.push_back(a * double(r() % 5));
      break;
    case 13:
      pool.push_back(-a);
      break;
    case 14:
      pool.push_back(ceilS(a));
      break;
    case 15:
      pool.push_back(floorS(a) + ceilLog2S(absS(b) + 0.1));
      break;
    case 16:
    case 17:
      pool.push_back(selectS(lessS(a, b), c, b));
      break;
    case 18:
      pool.push_back(selectS(orS(lessEqualS(a, b), notS(lessS(b, c))), a, c));
      break;
    case 19:
      pool.push_back(selectS(andS(lessS(a, b), equalS(c, c)), a, c));
      break;
    }
  }
  return pool.back() + pool[pool.size() - 2] + pool[pool.size() - 3];
}

struct Dag {
  Tape tape;
  NodeId output;
  Dag(uint64_t seed, const std::vector<double> &at, bool smooth) {
    std::vector<Trace> inputs;
    for (double x : at)
      inputs.push_back(tape.input(x, "x"));
    output = tape.node(expression<Trace>(Random(seed), inputs, smooth));
  }
};

std::vector<double> point(Random &r) {
  std::vector<double> x(inputCount);
  for (double &v : x)
    v = r() % 16 == 0 ? (r() % 2 ? 0.0 : -0.0) : uniform(r, -3, 3);
  return x;
}

} // namespace

TEST(randomTapesEqualDoubleBitForBit) {
  size_t differ = 0;
  for (uint64_t seed = 0; seed != 500; ++seed) {
    Random r(seed + 1000);
    Dag dag(seed, point(r), false);
    std::vector<double> values;
    for (int p = 0; p != 20; ++p) {
      std::vector<double> x = point(r);
      evaluate(dag.tape, x, values);
      differ += !sameBits(values[dag.output], expression<double>(Random(seed), x, false));
    }
  }
  CHECK_EQ(differ, 0u);
}

TEST(numberingNeverMergesDifferentValues) {
  // Unlike the tape, the reference computes each node by itself: were two different
  // values one node, a value of the tape would disagree with it somewhere.
  size_t differ = 0;
  for (uint64_t seed = 0; seed != 200; ++seed) {
    Random r(seed + 2000);
    std::vector<double> x = point(r);
    Dag dag(seed, x, false);
    differ += !sameBits(dag.tape[dag.output].value, expression<double>(Random(seed), x, false));
    for (NodeId i = 0; i != dag.tape.size(); ++i) // and no two nodes are the same operation
      for (NodeId j = 0; j != i; ++j) {
        const TapeNode &a = dag.tape[i], &b = dag.tape[j];
        bool same = a.op == b.op && a.a == b.a && a.b == b.b && a.c == b.c && a.index == b.index;
        differ += same && (a.op != Op::Constant || sameBits(a.value, b.value));
      }
  }
  CHECK_EQ(differ, 0u);
}

TEST(randomGradientsMatchDifferences) {
  size_t compared = 0, wrong = 0;
  for (uint64_t seed = 0; seed != 300; ++seed) {
    Random r(seed + 3000);
    std::vector<double> x = point(r);
    Dag dag(seed, x, true);
    std::vector<double> values;
    evaluate(dag.tape, x, values);
    std::vector<double> exact = gradient(dag.tape, values, dag.output);
    for (unsigned i = 0; i != inputCount; ++i) {
      Difference d = difference(dag.tape, x, i, dag.output);
      if (!d.isSmooth)
        continue; // overflow, or a kink within the step
      ++compared;
      wrong += std::fabs(d.slope - exact[i]) > 1e-10L * d.scale + d.error;
    }
  }
  CHECK(compared > 1000);
  CHECK_EQ(wrong, 0u);
}

TEST(aDeadInputNeverChangesTheOutput) {
  size_t dead = 0, changed = 0;
  for (uint64_t seed = 0; seed != 300; ++seed) {
    Random r(seed + 4000);
    std::vector<double> x = point(r), values;
    Dag dag(seed, x, false);
    evaluate(dag.tape, x, values);
    auto live = liveInputs(dag.tape, values, dag.output);
    double before = values[dag.output];
    for (uint32_t i = 0; i != inputCount; ++i) {
      if (std::find(live.begin(), live.end(), i) != live.end())
        continue;
      ++dead;
      std::vector<double> y = x;
      y[i] = i % 2 ? undetermined : 1e9; // even if it is missing
      evaluate(dag.tape, y, values);
      changed += !sameBits(values[dag.output], before);
    }
  }
  CHECK(dead > 20);
  CHECK_EQ(changed, 0u);
}

TEST(deadCodeIsNotNeeded) {
  size_t wrong = 0, dead = 0;
  for (uint64_t seed = 0; seed != 100; ++seed) {
    Random r(seed + 5000);
    Dag dag(seed, point(r), false);
    llvm::BitVector live = liveCode(dag.tape, dag.output);
    dead += dag.tape.size() - live.count();
    for (unsigned id : live.set_bits())
      dag.tape[id].forEachOperand([&](NodeId operand) { wrong += !live.test(operand); });
  }
  CHECK(dead > 0);
  CHECK_EQ(wrong, 0u);
}

TEST(rangesContainEverySample) {
  size_t outside = 0, sampled = 0, exact = 0;
  for (uint64_t seed = 0; seed != 400; ++seed) {
    bool smooth = seed % 2;
    Random r(seed + 6000);
    std::vector<double> x = point(r), values;
    Dag dag(seed, x, smooth);
    std::vector<Interval> box;
    for (double v : x)
      box.push_back(r() % 3 == 0 ? Interval(v) : Interval(v, v + uniform(r, 0, 1)));
    OutputRange range = rangeOf(dag.tape, box, dag.output);
    exact += range.notMonotone == 0;
    std::vector<Interval> nodes = enclose(dag.tape, box);
    CHECK(range.range.lo >= nodes[dag.output].lo - 1e-9 * std::fabs(nodes[dag.output].lo) ||
          std::isinf(nodes[dag.output].lo));
    for (int p = 0; p != 50; ++p) {
      std::vector<double> y;
      for (const Interval &i : box)
        y.push_back(p % 5 == 0 ? (r() % 2 ? i.lo : i.hi) : i.lo == i.hi ? i.lo : uniform(r, i.lo, i.hi));
      evaluate(dag.tape, y, values);
      double value = values[dag.output];
      if (!std::isfinite(value))
        continue;
      ++sampled;
      double slack = 1e-12 * std::fmax(std::fabs(range.range.lo), std::fabs(range.range.hi));
      outside += !(value >= range.range.lo - slack && value <= range.range.hi + slack);
    }
  }
  CHECK(sampled > 10000);
  CHECK(exact > 50);
  CHECK_EQ(outside, 0u);
}
