//===- SolverProperties.h - what must hold of every solver ------*- C++ -*-===//
//
// Generated tests: from the schema of a solver alone come random arguments, and with
// them
//
//   tapeEqualsDouble   a tape recorded at one point gives, at others, bit for bit what
//                      the `double` entry point gives: no branch escaped the trace
//   gradientIsExact    the reverse sweep against differences in long double, to 1e-10
//   rangesContainSamples  the bounds of a result hold over a box of arguments
//   staysSmall         at most 3,000 nodes: no loop over equal layers
//   FieldUse           every field changes some result of some solver
//
//   TEST(rooflineTapeEqualsDouble) { tapeEqualsDouble(*findSolver("roofline"), sampler()); }
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Check.h"
#include "Reference.h"
#include "Sampler.h"
#include "Solvers/Solver.h"
#include "Tape/Interval.h"
#include "Tape/Reverse.h"
#include "Tape/Run.h"

#include <chrono>
#include <map>
#include <memory>
#include <random>

namespace mls::test {

/// A solver recorded at a sample.
struct Recorded {
  std::unique_ptr<Tape> tape = std::make_unique<Tape>();
  std::vector<NodeId> results;
};

inline Recorded recordSolver(const Solver &solver, const Sample &s) {
  Recorded r;
  std::vector<Trace> slots;
  for (size_t i = 0; i != s.slots.size(); ++i)
    slots.push_back(r.tape->input(s.slots[i], s.slotPlaces[i].path, s.slotPlaces[i].field->dim, uint32_t(i),
                                  s.slotPlaces[i].field->kind == FieldKind::Map ? 2 : 1));
  Writer<Trace> out;
  solver.trace(*r.tape, slots, s.tags, out);
  for (const Trace &x : out.slots)
    r.results.push_back(r.tape->node(x));
  return r;
}

inline Writer<double> runSolver(const Solver &solver, const Sample &s) {
  Writer<double> out;
  solver.run(s.slots, s.tags, out);
  return out;
}

/// `structures` tapes, each at `points` points: 10,000 by default.
inline void tapeEqualsDouble(const Solver &solver, Sampler sampler, int structures = 200, int points = 50) {
  size_t finite = 0, otherBranch = 0, differ = 0, total = 0;
  for (int k = 0; k != structures; ++k) {
    Sample s = sampler.draw();
    Recorded r = recordSolver(solver, s);
    std::vector<double> values;
    for (int p = 0; p != points; ++p) {
      Writer<double> expected = runSolver(solver, s);
      evaluate(*r.tape, s.slots, values);
      if (expected.slots.size() != r.results.size()) { // a branch changed the shape of the result
        ++otherBranch;
        CHECK(!guardsHold(*r.tape, values));
      } else if (!guardsHold(*r.tape, values)) {
        ++otherBranch;
      } else {
        for (size_t i = 0; i != r.results.size(); ++i, ++total) {
          differ += !sameBits(values[r.results[i]], expected.slots[i]);
          finite += std::isfinite(expected.slots[i]);
        }
      }
      sampler.redraw(s);
    }
  }
  CHECK_EQ(differ, 0u);
  CHECK(finite * 4 > total);                                    // the samples say something
  CHECK(otherBranch * 2 < size_t(structures) * size_t(points)); // so do the tapes
}

/// The largest term of the sum that a node is: what is left of terms that cancel is no
/// more precise than they are.
inline Real largestTerm(const Tape &tape, const std::vector<Real> &values, NodeId id, int depth = 12) {
  const TapeNode &n = tape[id];
  Real largest = std::fabs(values[id]);
  bool isSum = n.op == Op::Add || n.op == Op::Sub || n.op == Op::Max || n.op == Op::Min || n.op == Op::Require ||
               n.op == Op::Select;
  for (NodeId operand : {n.a, n.b, n.c})
    if (isSum && depth != 0 && operand != noNode)
      largest = std::fmax(largest, largestTerm(tape, values, operand, depth - 1));
  return largest;
}

/// Nodes that a step of a floor or ceiling between the two evaluations reaches: such
/// steps have no slope, and their differences prove nothing.
inline std::vector<bool> jumpsBetween(const Tape &tape, const std::vector<Real> &up, const std::vector<Real> &down) {
  std::vector<bool> jumps(tape.size());
  for (NodeId id = 0; id != tape.size(); ++id) {
    const TapeNode &n = tape[id];
    bool isStep = n.op == Op::Floor || n.op == Op::Ceil || n.op == Op::CeilLog2;
    jumps[id] = isStep && up[id] != down[id];
    for (NodeId operand : {n.a, n.b, n.c})
      if (!n.isLeaf() && operand != noNode)
        jumps[id] = jumps[id] || jumps[operand];
  }
  return jumps;
}

/// Elasticities to ten digits; to six where an Extern computes in `double` alone. Where a
/// kink lies within the step, differences disagree and prove nothing.
inline void gradientIsExact(const Solver &solver, Sampler sampler, int samples = 25, double kinkShare = 0.1) {
  size_t compared = 0, kinks = 0;
  for (int k = 0; k != samples; ++k) {
    Sample s = sampler.draw();
    Recorded r = recordSolver(solver, s);
    const Tape &tape = *r.tape;
    std::vector<double> values = recordedValues(tape);
    std::vector<std::vector<double>> gradients;
    for (NodeId result : r.results)
      gradients.push_back(gradient(tape, values, result));
    std::vector<Real> at(s.slots.begin(), s.slots.end());
    std::vector<Real> here = reference(tape, at);
    bool isRough = !tape.externs().empty();
    Real step = isRough ? 1e-5 : 1e-6, precision = isRough ? 1e-6 : 1e-10, noise = isRough ? 1e-10 : 1e-12;
    for (size_t i = 0; i != at.size(); ++i) {
      Real x = at[i], size = x == 0 ? Real(1) : std::fabs(x), h = size * step;
      auto moved = [&](Real step) {
        at[i] = x + step;
        return reference(tape, at);
      };
      std::vector<Real> up = moved(h), down = moved(-h), halfUp = moved(h / 2), halfDown = moved(-h / 2);
      at[i] = x;
      std::vector<bool> jumps = jumpsBetween(tape, up, down);
      for (size_t o = 0; o != r.results.size(); ++o) {
        NodeId y = r.results[o];
        if (!std::isfinite(values[y]) || !std::isfinite(up[y]) || !std::isfinite(down[y]) || jumps[y])
          continue;
        Difference d = difference(size, h, down[y], halfDown[y], here[y], halfUp[y], up[y], precision);
        if (!d.isSmooth) {
          ++kinks;
          continue;
        }
        ++compared;
        Real rounding = noise * largestTerm(tape, here, y) / size;
        if (std::fabs(d.slope - gradients[o][i]) > precision * d.scale + d.error + rounding) {
          std::cout << s.slotPlaces[i].path << " -> result " << o << ": gradient " << gradients[o][i] << ", difference "
                    << d.slope << "\n";
          CHECK(!"the gradient is wrong");
        }
      }
    }
  }
  CHECK(compared > 0 && double(kinks) < kinkShare * double(compared));
}

/// 10,000 points inside random boxes around the arguments lie inside the ranges of the
/// results, where every branch is decided over the box.
inline void rangesContainSamples(const Solver &solver, Sampler sampler, int boxes = 20, int points = 500) {
  size_t outside = 0;
  std::mt19937_64 random(1);
  auto uniform = [&](double lo, double hi) { return lo + (hi - lo) * double(random() >> 11) * 0x1p-53; };
  for (int k = 0; k != boxes; ++k) {
    Sample s = sampler.draw();
    Recorded r = recordSolver(solver, s);
    std::vector<Interval> box;
    for (double x : s.slots) // one in four moves, by up to a fifth
      box.push_back(random() % 4 ? Interval(x) : Interval(std::min(0.8 * x, 1.2 * x), std::max(0.8 * x, 1.2 * x)));
    std::vector<OutputRange> ranges;
    for (NodeId result : r.results)
      ranges.push_back(rangeOf(*r.tape, box, result));
    std::vector<double> at(s.slots.size()), values;
    for (int p = 0; p != points; ++p) {
      for (size_t i = 0; i != at.size(); ++i)
        at[i] = p % 4 == 0 ? (random() % 2 ? box[i].lo : box[i].hi) : uniform(box[i].lo, box[i].hi);
      evaluate(*r.tape, at, values);
      for (size_t o = 0; o != ranges.size(); ++o) {
        double y = values[r.results[o]], slack = 1e-9 * std::fabs(y); // bounds hold up to rounding
        outside += ranges[o].decided && std::isfinite(y) &&
                   !(y >= ranges[o].range.lo - slack && y <= ranges[o].range.hi + slack);
      }
    }
  }
  CHECK_EQ(outside, 0u);
}

inline void staysSmall(const Solver &solver, Sampler sampler, size_t cap = 3000) {
  size_t largest = 0;
  for (int k = 0; k != 50; ++k)
    largest = std::max(largest, recordSolver(solver, sampler.draw()).tape->size());
  if (largest > cap)
    std::cout << largest << " nodes\n";
  CHECK(largest <= cap);
}

/// Gathers over several solvers which fields ever change a result.
class FieldUse {
public:
  void add(const Solver &solver, Sampler sampler, int samples = 100) {
    for (int k = 0; k != samples; ++k) {
      Sample s = sampler.draw();
      Writer<double> before = runSolver(solver, s);
      auto note = [&](const Sample::Place &place, auto change) {
        if (!place.field || used[place.key])
          return;
        Sample changed = s;
        change(changed);
        used[place.key] = differs(before, runSolver(solver, changed));
      };
      for (size_t i = 0; i != s.slots.size(); ++i)
        note(s.slotPlaces[i],
             [&](Sample &c) { c.slots[i] = sampler.number(*s.slotPlaces[i].field, s.slotPlaces[i].path); });
      for (size_t i = 0; i != s.tags.size(); ++i)
        note(s.tagPlaces[i], [&](Sample &c) { c.tags[i] = sampler.otherTag(*s.tagPlaces[i].field, s.tags[i]); });
    }
  }
  /// `Memory.capacity` …: a field that no solver reads should not exist.
  std::vector<std::string> unused() const {
    std::vector<std::string> names;
    for (const auto &[key, isUsed] : used)
      if (!isUsed)
        names.push_back(key);
    return names;
  }

private:
  static bool differs(const Writer<double> &a, const Writer<double> &b) {
    if (a.slots.size() != b.slots.size() || a.tags != b.tags)
      return true;
    for (size_t i = 0; i != a.slots.size(); ++i)
      if (!sameBits(a.slots[i], b.slots[i]))
        return true;
    return false;
  }
  std::map<std::string, bool> used;
};

} // namespace mls::test
