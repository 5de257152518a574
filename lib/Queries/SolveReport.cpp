//===- SolveReport.cpp - why there is no solution --------------------------------===//

#include "Queries/SolveReport.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

namespace mls {

RootScan SolveReport::scan(const SolveCondition &c) {
  constexpr auto unknownSlope = [](double) { return std::numeric_limits<double>::quiet_NaN(); };
  return findRoots([&](double x) { return problem.at({x}).balance(c); }, unknownSlope, problem.unknowns.front().axis,
                   65);
}

std::string SolveReport::reach(const RootScan &scan, const SolveCondition &c) const {
  std::string least = problem.show(c.left, scan.least.value), greatest = problem.show(c.left, scan.greatest.value);
  return least == greatest ? "is " + least + " everywhere" : fmt::format("reaches {} .. {}", least, greatest);
}

bool SolveReport::nowhere(const SolveCondition &c, const RootScan &scan) {
  if (scan.undefined != scan.points)
    return false;
  const Unknown &u = problem.unknowns.front();
  SolvePoint p = problem.at({u.axis.lo});
  std::string why = p.configuration->reason(p.values, {c.left, c.right, c.truth});
  problem.diags
      .report(diag::solve_undefined, c.node->range, name(), problem.text(c), why.empty() ? "it is undetermined" : why)
      .note(fmt::format("at `{}` = {}", u.input->text, problem.show(u, u.axis.lo)), u.input->range);
  return true;
}

void SolveReport::noteFailures(DiagBuilder &d, const SolvePoint &p, ConditionList conditions) {
  for (const SolveCondition *c : conditions) {
    if (p.holds(*c, 1e-9))
      continue;
    std::string text = fmt::format("`{}` does not hold", problem.text(*c));
    if (c->kind != SolveCondition::Truth)
      text += std::isfinite(p.at(c->left))
                  ? fmt::format(": `{}` is {}", problem.text(c->left), problem.show(c->left, p.at(c->left)))
                  : ": it has no value";
    d.note(text, c->node->range);
  }
}

void SolveReport::noRoot(const SolveCondition &c, const RootScan &scan, ConditionList others, ConditionList rest) {
  if (nowhere(c, scan))
    return;
  const Unknown &u = problem.unknowns.front();
  llvm::StringRef left = problem.text(c.left);
  std::vector<double> roots = scan.roots();
  if (!roots.empty()) {
    auto d = problem.diags.report(diag::solve_conflict, c.node->range, name());
    d.at(fmt::format("is met at {}", problem.show(u, roots.front())));
    SolvePoint p = problem.at({roots.front()});
    noteFailures(d, p, others);
    noteFailures(d, p, rest);
    if (roots.size() > 1)
      d.note(fmt::format("nor do they hold at the {} other roots", roots.size() - 1));
    return;
  }
  double right = problem.at({u.axis.lo}).balance(c).right;
  if (!scan.crossings.empty()) {
    const Crossing &jump = scan.crossings.front();
    auto d =
        problem.diags.report(diag::solve_jump, c.node->range, name(), left, problem.show(c.right, jump.atLo.right));
    d.at(u.axis.isInteger ? "falls between two values" : "jumps over it");
    if (u.axis.isInteger)
      d.note(fmt::format("`{}` is {} at {} and {} at {}", left, problem.show(c.left, jump.atLo.left),
                         problem.show(u, jump.lo), problem.show(c.left, jump.atHi.left), problem.show(u, jump.hi)));
    else
      d.note(fmt::format("at `{}` = {} it goes from {} to {}", u.input->text, problem.show(u, jump.hi),
                         problem.show(c.left, jump.atLo.left), problem.show(c.left, jump.atHi.left)));
    d.help("ask with `<=` or `>=` for the value from which it holds");
    return;
  }
  auto d = problem.diags.report(diag::solve_unreachable, c.node->range, name(), left,
                                std::isfinite(right) ? problem.show(c.right, right) : problem.text(c.right).str());
  d.at(reach(scan, c));
  if (scan.least.value != scan.greatest.value)
    d.note(fmt::format("the least at `{}` = {}, the greatest at {}", u.input->text, problem.show(u, scan.least.at),
                       problem.show(u, scan.greatest.at)),
           u.input->range);
  else
    d.note(fmt::format("`{}` does not change it", u.input->text), u.input->range);
}

void SolveReport::noStretch(ConditionList conditions) {
  const Unknown &u = problem.unknowns.front();
  std::vector<std::pair<const SolveCondition *, std::string>> parts;
  for (const SolveCondition *c : conditions) {
    RootScan reached;
    if (c->kind == SolveCondition::Inequality && nowhere(*c, reached = scan(*c)))
      return;
    auto found = findStretches([&](double x) { return problem.at({x}).holds(*c, 0); }, u.axis);
    if (found.empty()) { // this one alone stands in the way
      bool compares = c->kind == SolveCondition::Inequality;
      auto d = problem.diags.report(diag::solve_unreachable_condition, c->node->range, name(), problem.text(*c));
      if (compares)
        d.at(fmt::format("`{}` {}", problem.text(c->left), reach(reached, *c)));
      d.note(
          fmt::format("for `{}` from {} to {}", u.input->text, problem.show(u, u.axis.lo), problem.show(u, u.axis.hi)),
          u.input->range);
      return;
    }
    std::vector<std::string> where;
    for (const Stretch &s : found)
      where.push_back(s.lo == u.axis.lo   ? "up to " + problem.show(u, s.hi)
                      : s.hi == u.axis.hi ? "from " + problem.show(u, s.lo) + " on"
                                          : "from " + problem.show(u, s.lo) + " to " + problem.show(u, s.hi));
    bool always = found.size() == 1 && found[0].lo == u.axis.lo && found[0].hi == u.axis.hi;
    if (!always)
      parts.push_back({c, llvm::join(where, " and ")});
  }
  auto d = problem.diags.report(diag::solve_conflict, conditions.front()->node->range, name());
  for (auto &[c, where] : parts)
    if (c == conditions.front())
      d.at("holds " + where);
    else
      d.note(fmt::format("`{}` holds {}", problem.text(*c), where), c->node->range);
}

void SolveReport::noPoint(llvm::ArrayRef<double> nearest) {
  const SolveCondition &first = problem.conditions.front();
  if (nearest.empty()) {
    std::vector<double> start;
    for (const Unknown &u : problem.unknowns)
      start.push_back(u.axis.lo);
    SolvePoint p = problem.at(start);
    std::string why = p.configuration->reason(p.values, {first.left, first.right, first.truth});
    problem.diags.report(diag::solve_undefined, first.node->range, name(), problem.text(first),
                         why.empty() ? "at no start of the search" : why);
    return;
  }
  auto d = problem.diags.report(diag::solve_conflict, first.node->range, name());
  std::vector<std::string> at;
  for (auto [u, x] : llvm::zip_equal(problem.unknowns, nearest))
    at.push_back(fmt::format("`{}` = {}", u.input->text, problem.show(u, x)));
  d.note("the search came closest at " + llvm::join(at, ", "));
  SolvePoint p = problem.at(nearest);
  for (const SolveCondition &c : problem.conditions)
    noteFailures(d, p, &c);
}

void SolveReport::tooMany(double combinations) {
  const BlockQuery &block = problem.replay.block;
  problem.diags.report(diag::solve_open, block.decl->nameRange, name(), formatNumber(combinations))
      .help("whole numbers beside other unknowns are tried one by one: narrow their ranges");
}

void SolveReport::tooFew(unsigned unknowns, unsigned equations) {
  problem.diags
      .report(diag::underdetermined, problem.replay.block.decl->nameRange, fmt::format("{} unknowns", unknowns),
              fmt::format("{} equation{}", equations, equations == 1 ? "" : "s"))
      .help("every unknown needs an equation between quantities: `where slo.tpot == 10 ms/tok`");
}

} // namespace mls
