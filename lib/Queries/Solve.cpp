//===- Solve.cpp - the inputs at which conditions hold --------------------------===//
//
// `solve { find P in lo..hi  where slo.tpot == 10 ms/tok }` (language.md §5).
//
//   one unknown      every root of the first equation in the range at which the other
//                    conditions hold; without an equation the ends of the stretches
//                    where all conditions hold: the smallest value that meets them or,
//                    where the start of the range meets them already, the largest
//   several          as many equations; inequalities choose among the solutions
//   whole numbers    stay whole
//
// All answers are listed; the first is the value of the unknown. Where there is none,
// the report says what the conditions reach, each with its place.
//
//===----------------------------------------------------------------------===//

#include "Eval/Statements.h"
#include "Queries/Answer.h"
#include "Queries/Forms.h"
#include "Queries/SolveProblem.h"
#include "Queries/SolveReport.h"
#include "Queries/SolveSystem.h"
#include "llvm/ADT/Sequence.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <cmath>

namespace mls {

namespace {

/// How exactly a second equation has to hold at the root of the first.
constexpr double otherTolerance = 1e-9;

class BlockSolve {
public:
  BlockSolve(const BlockContext &context, const BlockQuery &block)
      : replay(context.checked, context.solvers, block, context.results), problem(replay, context.diags),
        report(problem) {
    for (const BlockColumn &c : replay.block.columns)
      columns.push_back(c.value ? replay.want(c.value) : ~0u);
    for (const SolveCondition &c : problem.conditions)
      (c.kind == SolveCondition::Equation ? equations : others).push_back(&c);
  }

  std::unique_ptr<Answer> run() {
    if (!problem.isPosed)
      return nullptr;
    if (problem.unknowns.size() > 1)
      several();
    else if (equations.empty())
      stretches();
    else
      roots();
    return solutions.empty() ? nullptr : answer();
  }

private:
  //===-- One unknown -------------------------------------------------------===//

  bool othersHold(const SolvePoint &p, llvm::ArrayRef<const SolveCondition *> equations) const {
    return llvm::all_of(equations, [&](auto *c) { return p.holds(*c, otherTolerance); }) &&
           llvm::all_of(others, [&](auto *c) { return p.holds(*c, 0); });
  }

  void roots() {
    const SolveCondition &first = *equations.front();
    auto rest = llvm::ArrayRef(equations).drop_front();
    const SolveAxis &axis = problem.unknowns.front().axis;
    RootScan scan = findRoots([&](double x) { return problem.at(x).balance(first); },
                              [&](double x) { return problem.slope(problem.at(x), first); }, axis);
    for (const Crossing &c : scan.crossings) {
      if (c.kind == Crossing::Jump) {
        jumps.push_back(c);
        continue;
      }
      if (othersHold(problem.at(c.lo), rest)) {
        solutions.push_back({c.lo});
        if (c.kind == Crossing::Flat)
          flat(c.lo, c.hi);
      } else if (c.kind == Crossing::Flat) {
        auto within = findStretches([&](double x) { return othersHold(problem.at(x), rest); },
                                    SolveAxis(c.lo, c.hi, axis.isInteger));
        for (const Stretch &s : within)
          solutions.push_back({s.lo}), flat(s.lo, s.hi);
      }
    }
    if (solutions.empty())
      return report.noRoot(first, scan, others, rest);
    constexpr size_t most = 3;
    for (const Crossing &c : llvm::ArrayRef(jumps).take_front(most))
      notes.push_back(fmt::format("`{}` jumps over {} at {}", problem.text(first.left),
                                  problem.show(first.right, c.atLo.right), show(c.hi)));
    if (jumps.size() > most)
      notes.push_back(fmt::format("and at {} other places", jumps.size() - most));
  }

  void flat(double lo, double hi) {
    notes.push_back(fmt::format("every value from {} to {} meets it", show(lo), show(hi)));
  }

  void stretches() {
    const SolveAxis &axis = problem.unknowns.front().axis;
    auto found = findStretches([&](double x) { return othersHold(problem.at(x), {}); }, axis);
    if (found.empty())
      return report.noStretch(others);
    bool fromStart = found.front().lo == axis.lo, toEnd = found.front().hi == axis.hi;
    solutions.push_back({fromStart && !toEnd ? found.front().hi : found.front().lo});
    notes.push_back(fromStart && toEnd ? "every value of the range meets it"
                    : fromStart        ? "the largest that meets it"
                                       : "the smallest that meets it");
    for (const Stretch &s : llvm::ArrayRef(found).drop_front())
      notes.push_back(fmt::format("so does {} .. {}", show(s.lo), show(s.hi)));
  }

  std::string show(double x) const { return problem.show(problem.unknowns.front(), x); }

  //===-- Several unknowns --------------------------------------------------===//

  /// Whole and listed unknowns are tried one by one; Newton's method finds the others.
  void several() {
    std::vector<unsigned> walked, free;
    double points = 1;
    for (auto [i, u] : llvm::enumerate(problem.unknowns)) {
      (u.axis.isInteger ? walked : free).push_back(unsigned(i));
      points *= u.axis.isInteger ? u.axis.hi - u.axis.lo + 1 : 1;
    }
    constexpr double mostPoints = 1e5;
    if (points > mostPoints)
      return report.tooMany(points);
    if (free.size() > equations.size()) // `==` of words is none
      return report.tooFew(unsigned(free.size()), unsigned(equations.size()));
    std::vector<double> x;
    for (const Unknown &u : problem.unknowns)
      x.push_back(u.axis.lo);
    if (!walked.empty())
      std::stable_partition(equations.begin(), equations.end(),
                            [&](const SolveCondition *c) { return moves(*c, free); });
    for (bool more = true; more;) {
      solveFree(x, free, points > 1 ? 8 : 64);
      more = false;
      for (unsigned i : walked) { // counts up
        if (++x[i] <= problem.unknowns[i].axis.hi) {
          more = true;
          break;
        }
        x[i] = problem.unknowns[i].axis.lo;
      }
    }
    if (solutions.empty())
      return report.noPoint(nearest);
    if (isOpen) {
      solutions.resize(1);
      notes.push_back("one of endlessly many: the equations depend on each other");
    }
  }

  /// True of an equation that some of these unknowns change: it can determine them.
  bool moves(const SolveCondition &c, llvm::ArrayRef<unsigned> unknowns) {
    for (double share : {0.5, 0.1, 0.9}) {
      std::vector<double> x;
      for (const Unknown &u : problem.unknowns)
        x.push_back(u.axis.isInteger ? std::round(u.axis.at(share)) : u.axis.at(share));
      std::vector<double> slopes = problem.slopes(problem.at(x), c);
      if (llvm::any_of(unknowns, [&](unsigned i) { return slopes[i] != 0; }))
        return true;
    }
    return false;
  }

  void solveFree(const std::vector<double> &start, llvm::ArrayRef<unsigned> free, unsigned starts) {
    auto rest = llvm::ArrayRef(equations).drop_front(free.size());
    auto placed = [&](llvm::ArrayRef<double> part) {
      std::vector<double> x = start;
      for (auto [i, value] : llvm::zip_equal(free, part))
        x[i] = value;
      return x;
    };
    auto keep = [&](std::vector<double> x) {
      SolvePoint p = problem.at(x);
      if (othersHold(p, rest))
        solutions.push_back(std::move(x));
      else
        come(p, std::move(x));
    };
    if (free.empty())
      return keep(start);
    std::vector<SolveAxis> axes;
    for (unsigned i : free)
      axes.push_back(problem.unknowns[i].axis);
    auto at = [&](SystemPoint &p) {
      SolvePoint here = problem.at(placed(p.x));
      p.balances.clear(), p.jacobian.clear();
      for (const SolveCondition *c : llvm::ArrayRef(equations).take_front(free.size())) {
        p.balances.push_back(here.balance(*c));
        std::vector<double> slopes = problem.slopes(here, *c);
        for (unsigned i : free)
          p.jacobian.push_back(slopes[i]);
      }
    };
    SystemSolution found = solveSystem(at, axes, starts);
    for (const SystemPoint &p : found.solutions)
      keep(placed(p.x));
    isOpen |= found.isOpen;
    if (found.nearest)
      come(problem.at(placed(found.nearest->x)), placed(found.nearest->x));
  }

  /// Keeps the point that comes closest to all equations.
  void come(const SolvePoint &p, std::vector<double> x) {
    SystemPoint all;
    for (const SolveCondition *c : equations)
      all.balances.push_back(p.balance(*c));
    if (double distance = all.distance(); nearest.empty() || distance < nearestDistance)
      nearest = std::move(x), nearestDistance = distance;
  }

  //===-- The answer --------------------------------------------------------===//

  std::unique_ptr<Answer> answer() {
    std::vector<double> x = solutions.front(), numbers = problem.numbers(x);
    at = replay.record({}, numbers);
    Session &s = at->session;
    auto a = std::make_unique<Answer>(replay.block);
    llvm::StringRef prefix = replay.block.decl->name;
    std::vector<uint32_t> &evidence = a->behind;
    std::vector<std::string> met;
    for (const SolveCondition &c : problem.conditions) {
      llvm::append_range(evidence, s.evidence(at->value(c.truth)));
      met.push_back(fmt::format("`{}`", problem.text(c)));
      unsigned compared = c.kind == SolveCondition::Truth ? c.truth : c.left;
      a->steps.push_back({problem.text(compared).str(), at->value(compared)});
    }
    a->how = "found so that " + llvm::join(met, " and ");
    for (auto [column, wanted] : llvm::zip_equal(replay.block.columns, columns)) {
      std::string name = fmt::format("{}.{}", prefix, column.name.empty() ? column.label : column.name);
      if (column.value) {
        a->lines.push_back(lineOf(s, at->value(wanted), name, column.unit, column.range, evidence));
        a->members.push_back(memberOf(s, column.name, name, at->value(wanted)));
        AnswerMember &m = a->members.back();
        m.of = at->value(wanted), m.session = &s, m.label = replay.checked.sources.text(column.range).str(),
        m.how = "at the solution";
        continue;
      }
      auto u = llvm::find_if(problem.unknowns, [&](const Unknown &u) { return u.input == column.input; });
      size_t i = size_t(u - problem.unknowns.begin());
      ShownResult line = numberLine(replay.checked, name, numbers[i], u->input->type.dim, u->unit, column.range);
      line.trust = s.trust(evidence);
      line.note = llvm::join(i == 0 ? listed() : std::vector<std::string>(), "; ");
      a->lines.push_back(std::move(line));
      PlanInput in;
      in.value = numbers[i], in.dim = u->input->type.dim, in.unit = u->unit, in.field = u->input->field;
      in.range = column.range;
      a->members.push_back({column.name.str(), name, in, {}, Value::Number, {}, nullptr, {}, {}});
    }
    llvm::erase_if(a->members, [](const AnswerMember &m) { return m.name.empty(); });
    // The unknowns are the question, not evidence.
    llvm::erase_if(evidence, [&](uint32_t i) {
      return llvm::any_of(llvm::seq<unsigned>(0, unsigned(problem.unknowns.size())), [&](unsigned u) {
        uint32_t input = at->tapeInput(u);
        return input != Configuration::noInput && at->tape().inputs()[input].ref == i;
      });
    });
    a->session = &s;
    return a;
  }

  /// What a reader has to know of the first answer: that there are others, that it is an end.
  std::vector<std::string> listed() {
    std::vector<std::string> all = notes, also;
    constexpr size_t most = 8;
    for (const std::vector<double> &x : llvm::ArrayRef(solutions).drop_front().take_front(most)) {
      std::vector<std::string> parts;
      for (auto [u, xi] : llvm::zip_equal(problem.unknowns, x))
        parts.push_back(problem.show(u, xi));
      also.push_back(parts.size() == 1 ? parts[0] : "(" + llvm::join(parts, ", ") + ")");
    }
    if (!also.empty()) {
      size_t left = solutions.size() - 1 - also.size();
      all.push_back("also " + llvm::join(also, ", ") + (left ? fmt::format(" and {} more", left) : ""));
    }
    return all;
  }

  Replay replay;
  SolveProblem problem;
  SolveReport report;
  std::vector<unsigned> columns; ///< wanted, by column
  std::vector<const SolveCondition *> equations, others;
  std::vector<std::vector<double>> solutions; ///< in the measure of the axes
  std::vector<double> nearest;                ///< of several unknowns, where conditions fail
  double nearestDistance = 0;
  bool isOpen = false; ///< the equations do not tell the solutions apart
  std::vector<Crossing> jumps;
  std::vector<std::string> notes;
  std::unique_ptr<Configuration> at; ///< the first solution
};

} // namespace

std::unique_ptr<BlockAnswer> answerSolve(const BlockContext &context, const BlockQuery &block) {
  return answerWith<BlockSolve>(context, block);
}

} // namespace mls
