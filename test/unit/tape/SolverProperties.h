//===- SolverProperties.h - what must hold of every solver ------*- C++ -*-===//
//
// Generated tests: from the schema of a solver alone come random arguments, and with
// them
//
//   tapeEqualsDouble   a tape recorded at one point gives, at others, bit for bit what
//                      the `double` entry point gives: no branch escaped the trace
//   gradientIsExact    the reverse sweep against central differences in long double
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
#include "Tape/Reverse.h"
#include "Tape/Run.h"

#include <chrono>
#include <map>
#include <memory>

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

/// Where a kink lies within the step, one-sided differences disagree and prove nothing.
inline void gradientIsExact(const Solver &solver, Sampler sampler, int samples = 25) {
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
    for (size_t i = 0; i != at.size(); ++i) {
      Real x = at[i], h = x == 0 ? Real(1e-6) : std::fabs(x) * Real(1e-6);
      at[i] = x + h;
      std::vector<Real> above = reference(tape, at);
      at[i] = x - h;
      std::vector<Real> below = reference(tape, at);
      at[i] = x;
      for (size_t o = 0; o != r.results.size(); ++o) {
        NodeId y = r.results[o];
        if (!std::isfinite(values[y]) || !std::isfinite(above[y]) || !std::isfinite(below[y]))
          continue;
        Real up = (above[y] - here[y]) / h, down = (here[y] - below[y]) / h;
        Real noise = std::fabs(here[y] / x) * Real(1e-9) + std::numeric_limits<double>::min();
        if (std::fabs(up - down) > Real(1e-3) * std::fmax(std::fabs(up), std::fabs(down)) + noise) {
          ++kinks;
          continue;
        }
        ++compared;
        Real central = (up + down) / 2, error = std::fabs(central - gradients[o][i]);
        if (error > Real(1e-6) * std::fabs(central) + noise) {
          std::cout << s.slotPlaces[i].path << " -> result " << o << ": gradient " << gradients[o][i] << ", difference "
                    << central << "\n";
          CHECK(!"the gradient is wrong");
        }
      }
    }
  }
  CHECK(compared > 0 && kinks * 10 < compared);
}

inline void staysSmall(const Solver &solver, Sampler sampler, size_t cap = 3000) {
  size_t largest = 0;
  for (int k = 0; k != 50; ++k)
    largest = std::max(largest, recordSolver(solver, sampler.draw()).tape->size());
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
