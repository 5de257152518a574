//===- Compare.cpp - two programs, side by side ----------------------------------===//

#include "Queries/Compare.h"
#include "Eval/Run.h"
#include "Queries/CompareTables.h"
#include "llvm/ADT/DenseSet.h"

namespace mls {

namespace {

bool same(const ResultValue &a, const ResultValue &b) {
  if (a.kind != b.kind || a.text != b.text || a.dimension != b.dimension || a.members.size() != b.members.size())
    return false;
  for (size_t i = 0; i != a.members.size(); ++i)
    if (a.members[i].first != b.members[i].first || !same(a.members[i].second, b.members[i].second))
      return false;
  if (std::isnan(a.number) || std::isnan(b.number))
    return std::isnan(a.number) == std::isnan(b.number);
  return isSameNumber(a.number, b.number);
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
    tables(a, b);
    asserts(a, b);
    if (!out.results.empty() || !out.tables.empty())
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

  static const BlockQuery &blockOf(const Checked &program, llvm::StringRef name) {
    const Decl *own = program.lookup(name); // an import may have one of the same name
    auto found = llvm::find_if(program.blocks, [&](const BlockQuery &b) { return b.decl == own; });
    return found != program.blocks.end()
               ? *found
               : *llvm::find_if(program.blocks, [&](const BlockQuery &b) { return b.decl->name == name; });
  }

  void tables(const Results &a, const Results &b) {
    align(
        a.tables, b.tables, [](const TableResult &t) { return llvm::StringRef(t.name); },
        [&](const TableResult &x, const TableResult &y) {
          ComparedTable t = compareTables(x, blockOf(before, x.name), y, blockOf(after, y.name));
          if (!t.change.differs()) {
            ++out.same;
            return;
          }
          out.tables.push_back(std::move(t.change));
          figures.push_back(std::move(t.figures));
        },
        [&](const TableResult &x, bool first) { (first ? out.tablesBefore : out.tablesAfter).push_back(x.name); });
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

  /// True where an answer of a query block lies behind these expressions. It is found once,
  /// at the values of the file, so that no input can be followed through it.
  bool restsOnBlock(llvm::SmallVector<const Node *, 16> work) const {
    llvm::DenseSet<const Decl *> seen;
    while (!work.empty()) {
      const Node *n = work.pop_back_val();
      if (!n)
        continue;
      if (n->decl && seen.insert(n->decl).second) {
        if (blocks.find(n->decl))
          return true;
        work.push_back(n->decl->value);
      }
      work.append(n->kids.begin(), n->kids.end());
      for (const Entry &e : n->entries)
        work.push_back(e.value);
    }
    return false;
  }
  bool restsOnBlock(llvm::StringRef result) const {
    llvm::SmallVector<const Node *, 16> work;
    for (const Statement &s : before.statements)
      if (s.label == result || before.sources.text(s.value->range) == result)
        work.push_back(s.value);
    const Decl *d = before.lookup(result.split('.').first);
    if (d)
      work.push_back(d->value);
    return (d && blocks.find(d)) || restsOnBlock(std::move(work));
  }

  SessionSetup with(llvm::ArrayRef<Override> overrides) {
    return {overrides.vec(), [this](Lowering &asker, const Decl *decl) { return blocks.value(asker, decl); }};
  }

  /// The numbers of the changed results in the first program with these inputs set.
  std::vector<double> numbers(llvm::ArrayRef<Override> overrides) {
    Session s(before, engine.solvers, ignored, with(overrides));
    std::vector<double> all;
    for (const ResultChange &r : out.results) {
      auto v = std::isfinite(r.change) && !restsOnBlock(r.name) ? s.resolve(r.name) : std::nullopt;
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
    for (unsigned k = 0; k != all.size(); ++k) {
      std::vector<double> there = numbers(all[k]);
      for (size_t i = 0; i != there.size(); ++i)
        addCause(out.results[i], k, there[i]);
    }
    std::vector<double> together = numbers(all);
    for (size_t i = 0; i != together.size(); ++i)
      sumUp(out.results[i], together[i]);
    for (size_t t = 0; t != out.tables.size(); ++t)
      attributeRows(out.tables[t], figures[t], all);
  }

  static double share(const ResultChange &r, double x) { return (x - r.before.number) / std::fabs(r.before.number); }
  static void addCause(ResultChange &r, unsigned input, double there) {
    if (double effect = share(r, there); std::isfinite(effect) && effect != 0)
      r.causes.push_back({input, effect});
  }
  static void sumUp(ResultChange &r, double together) {
    r.together = share(r, together);
    llvm::stable_sort(r.causes,
                      [](const Cause &x, const Cause &y) { return std::fabs(x.effect) > std::fabs(y.effect); });
  }

  /// The figures that are named, each at its own row: as many recordings as inputs.
  void attributeRows(TableChange &table, std::vector<ChangedFigure> &changed, llvm::ArrayRef<Override> inputs) {
    const BlockQuery &block = blockOf(before, table.name);
    std::optional<RowReplay> rows;
    llvm::SmallVector<const Node *, 16> uses;
    Blocks::uses(block, [&](const Node *n) { uses.push_back(n); });
    if (block.form != "sensitivity" && !restsOnBlock(std::move(uses)))
      rows.emplace(before, engine.solvers, block,
                   [this](Lowering &asker, const Decl *decl) { return blocks.value(asker, decl); });
    for (ChangedFigure &f : changed) {
      if (rows && std::isfinite(f.change.change)) {
        std::vector<Override> all;
        for (unsigned k = 0; k != inputs.size(); ++k) {
          if (rows->isSet(out.inputs[k].path))
            continue;
          all.push_back(inputs[k]);
          addCause(f.change, k, rows->at(f, inputs[k]));
        }
        sumUp(f.change, rows->at(f, all));
      }
      table.figures.push_back(std::move(f.change));
    }
  }

  const Checked &before, &after;
  const Engine engine;
  DiagnosticEngine &diagsBefore, &diagsAfter;
  DiagnosticEngine ignored; ///< of programs in between, which need not make sense
  Blocks blocks;
  Comparison out;
  std::vector<std::vector<ChangedFigure>> figures; ///< by Comparison::tables
};

} // namespace

Comparison compare(const Checked &before, const Checked &after, const Engine &engine, DiagnosticEngine &diagsBefore,
                   DiagnosticEngine &diagsAfter) {
  return Comparer(before, after, engine, diagsBefore, diagsAfter).run();
}

} // namespace mls
