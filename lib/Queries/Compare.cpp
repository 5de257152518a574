//===- Compare.cpp - two programs, side by side ----------------------------------===//

#include "Queries/Compare.h"
#include "Eval/Blocks.h"
#include "Queries/CompareInputs.h"
#include "Eval/Run.h"

#include <cmath>

namespace mls {

namespace {

/// Two numbers this close, relative to the larger, are the same.
constexpr double sameTolerance = 1e-12;

bool same(const ResultValue &a, const ResultValue &b) {
  if (a.kind != b.kind || a.text != b.text || a.dimension != b.dimension || a.members.size() != b.members.size())
    return false;
  for (size_t i = 0; i != a.members.size(); ++i)
    if (a.members[i].first != b.members[i].first || !same(a.members[i].second, b.members[i].second))
      return false;
  if (std::isnan(a.number) || std::isnan(b.number))
    return std::isnan(a.number) == std::isnan(b.number);
  return a.number == b.number ||
         std::fabs(a.number - b.number) <= sameTolerance * std::max(std::fabs(a.number), std::fabs(b.number));
}

std::string outcome(const AssertResult &a) { return a.passed ? "pass" : a.failed ? "none" : "FAIL"; }

class Comparer {
public:
  Comparer(const Checked &before, const Checked &after, const Engine &engine, DiagnosticEngine &diagsBefore,
           DiagnosticEngine &diagsAfter)
      : before(before), after(after), engine(engine), diagsBefore(diagsBefore), diagsAfter(diagsAfter),
        blocks(before, engine, ignored) {}

  Comparison run() {
    Results a = mls::run(before, engine, diagsBefore), b = mls::run(after, engine, diagsAfter);
    out.before = a.file, out.after = b.file;
    out.failed = diagsBefore.hasErrors() || diagsAfter.hasErrors();
    shows(a, b);
    asserts(a, b);
    if (llvm::any_of(out.results, [](const ResultChange &r) { return std::isfinite(r.change); }))
      attribute();
    return std::move(out);
  }

private:
  /// Aligns two lists by a key; the n-th of a key with the n-th.
  template <class T, class Key, class Both, class One>
  static void align(const std::vector<T> &a, const std::vector<T> &b, Key key, Both both, One one) {
    std::vector<bool> used(b.size());
    for (const T &x : a) {
      size_t i = 0;
      while (i != b.size() && (used[i] || key(b[i]) != key(x)))
        ++i;
      if (i == b.size()) {
        one(x, true);
        continue;
      }
      used[i] = true;
      both(x, b[i]);
    }
    for (size_t i = 0; i != b.size(); ++i)
      if (!used[i])
        one(b[i], false);
  }

  void shows(const Results &a, const Results &b) {
    align(
        a.shown, b.shown, [](const ShownResult &r) { return llvm::StringRef(r.name); },
        [&](const ShownResult &x, const ShownResult &y) {
          if (x.failed == y.failed && same(x.value, y.value)) {
            ++out.same;
            return;
          }
          ResultChange r;
          r.name = x.name, r.before = x.value, r.after = y.value;
          if (x.value.kind == ResultValue::Quantity && x.value.dimension == y.value.dimension && x.value.number != 0)
            r.change = (y.value.number - x.value.number) / std::fabs(x.value.number);
          out.results.push_back(std::move(r));
        },
        [&](const ShownResult &x, bool first) {
          ResultChange r;
          r.name = x.name, r.kind = first ? ResultChange::Removed : ResultChange::Added;
          (first ? r.before : r.after) = x.value;
          out.results.push_back(std::move(r));
        });
  }

  void asserts(const Results &a, const Results &b) {
    align(
        a.asserts, b.asserts, [](const AssertResult &r) { return llvm::StringRef(r.text); },
        [&](const AssertResult &x, const AssertResult &y) {
          if (outcome(x) == outcome(y))
            ++out.same;
          else
            out.asserts.push_back({x.text, outcome(x), outcome(y)});
        },
        [&](const AssertResult &x, bool first) {
          out.asserts.push_back({x.text, first ? outcome(x) : "", first ? "" : outcome(x)});
        });
  }

  //===-- Causes ------------------------------------------------------------===//

  SessionSetup with(llvm::ArrayRef<Override> overrides) {
    return {overrides.vec(), [this](Lowering &asker, const Decl *decl) { return blocks.value(asker, decl); }};
  }

  /// The numbers of the changed results in the first program with these inputs set.
  std::vector<double> numbers(llvm::ArrayRef<Override> overrides) {
    Session s(before, engine.solvers, ignored, with(overrides));
    std::vector<double> all;
    for (const ResultChange &r : out.results) {
      auto v = std::isfinite(r.change) ? s.resolve(r.name) : std::nullopt;
      all.push_back(v && v->isNode() ? s.recorder.value(v->node) : std::numeric_limits<double>::quiet_NaN());
    }
    return all;
  }

  void attribute() {
    Session a(before, engine.solvers, ignored, with({})), b(after, engine.solvers, ignored, with({}));
    std::deque<InputDifference> found = inputDifferences(a, b);
    std::vector<Override> all;
    for (const InputDifference &d : found) {
      out.inputs.push_back({d.path(), d.before, d.after});
      all.push_back(d.override());
    }
    auto share = [&](double x, size_t i) {
      const ResultValue &from = out.results[i].before;
      return (x - from.number) / std::fabs(from.number);
    };
    for (unsigned k = 0; k != all.size(); ++k) {
      std::vector<double> there = numbers(all[k]);
      for (size_t i = 0; i != there.size(); ++i)
        if (double effect = share(there[i], i); std::isfinite(effect) && effect != 0)
          out.results[i].causes.push_back({k, effect});
    }
    std::vector<double> together = numbers(all);
    for (size_t i = 0; i != together.size(); ++i) {
      ResultChange &r = out.results[i];
      r.together = share(together[i], i);
      llvm::stable_sort(r.causes, [](const Cause &x, const Cause &y) { return std::fabs(x.effect) > std::fabs(y.effect); });
    }
  }

  const Checked &before, &after;
  const Engine engine;
  DiagnosticEngine &diagsBefore, &diagsAfter;
  DiagnosticEngine ignored; ///< of programs in between, which need not make sense
  Blocks blocks;
  Comparison out;
};

} // namespace

Comparison compare(const Checked &before, const Checked &after, const Engine &engine, DiagnosticEngine &diagsBefore,
                   DiagnosticEngine &diagsAfter) {
  return Comparer(before, after, engine, diagsBefore, diagsAfter).run();
}

} // namespace mls
