//===- SolveProblem.cpp - unknowns and conditions of a solve --------------------===//

#include "Queries/SolveProblem.h"
#include "Queries/Answer.h"
#include "Tape/Reverse.h"

#include <cmath>

namespace mls {

bool SolvePoint::holds(const SolveCondition &c, double tolerance) const {
  if (c.kind != SolveCondition::Equation)
    return at(c.truth) == 1;
  Balance b = balance(c);
  return std::fabs(b.residual()) <= tolerance * std::max(std::fabs(b.left), std::fabs(b.right));
}

SolveProblem::SolveProblem(Replay &replay, DiagnosticEngine &diags)
    : replay(replay), diags(diags), variants(replay, {}) {
  for (const Node *condition : replay.block.conditions)
    addCondition(condition);
  Session nominal(replay.checked, replay.solvers, diags, {{}, replay.results});
  isPosed = true;
  for (const BlockAxis &axis : replay.block.axes)
    isPosed &= addUnknown(nominal, axis);
}

void SolveProblem::addCondition(const Node *node) {
  if (node->op == NodeOp::And) {
    for (const Node *kid : node->kids)
      addCondition(kid);
    return;
  }
  SolveCondition c{SolveCondition::Truth, node, replay.want(node)};
  bool compares = node->op >= NodeOp::Less && node->op <= NodeOp::Equal;
  if ((compares || node->op == NodeOp::Within) && node->kids[0]->type.kind == Type::Quantity) {
    bool equal = node->op == NodeOp::Equal || node->op == NodeOp::Within;
    c.kind = equal ? SolveCondition::Equation : SolveCondition::Inequality;
    c.left = replay.want(node->kids[0]);
    c.right = replay.want(node->kids[1]);
  }
  conditions.push_back(c);
}

bool SolveProblem::addUnknown(Session &nominal, const BlockAxis &axis) {
  const BlockInput &in = axis.inputs.front();
  auto refuse = [&](Range range, llvm::StringRef why) {
    diags.report(diag::unknown_not_searchable, range, in.text, why)
        .help("an unknown is a number in a range: `find Pod.accelerator.memory.bandwidth in 1 TB/s .. 20 TB/s`");
    return false;
  };
  if (axis.inputs.size() != 1 || in.type.kind != Type::Quantity)
    return refuse(in.range, "it is not a number");
  std::vector<double> values;
  for (const Node *kid : axis.domain ? axis.domain->kids : llvm::ArrayRef<const Node *>())
    if (auto x = numberOf(nominal, kid))
      values.push_back(*x);
    else
      return false;
  bool interval = axis.domain && axis.domain->op == NodeOp::Interval;
  if (!interval && (!axis.domain || axis.domain->op != NodeOp::List))
    return refuse(axis.range, "it has no range to search");
  llvm::StringRef unit = replay.unit(unsigned(&in - axis.inputs.data()));
  for (unsigned i = 0; i != replay.inputs().size(); ++i)
    if (replay.inputs()[i] == &in)
      unit = replay.unit(i);
  if (!interval) {
    llvm::sort(values);
    unknowns.push_back({&in, unit, SolveAxis(0, double(values.size() - 1), true), values});
    return true;
  }
  if (axis.step)
    return refuse(axis.step->range, "a range to search takes no step");
  if (!std::isfinite(values[0]) || !std::isfinite(values[1]) || values[0] > values[1])
    return refuse(axis.range, "its range is empty");
  unknowns.push_back({&in, unit, SolveAxis(values[0], values[1], in.field && in.field->domain.integer), {}});
  if (unknowns.back().axis.lo > unknowns.back().axis.hi)
    return refuse(axis.range, "its range holds no whole number");
  return true;
}

std::vector<double> SolveProblem::numbers(llvm::ArrayRef<double> x) const {
  std::vector<double> all;
  for (auto [u, xi] : llvm::zip_equal(unknowns, x))
    all.push_back(u.value(xi));
  return all;
}

SolvePoint SolveProblem::at(llvm::ArrayRef<double> x) {
  SolvePoint p;
  p.configuration = &variants.at(numbers(x), p.values);
  for (const Configuration::Check &c : p.configuration->checks())
    if (double v = p.values[c.node]; std::isfinite(v) && !c.check->domain.contains(v))
      p.isInside = false;
  return p;
}

void SolveProblem::sweep(const SolvePoint &p, const SolveCondition &c,
                         llvm::function_ref<void(double, llvm::ArrayRef<double>)> visit) const {
  std::vector<double> adjoints;
  for (auto [side, sign] : {std::pair(c.left, 1.0), std::pair(c.right, -1.0)})
    if (NodeId node = p.configuration->node(side); node != noNode) {
      reverse(p.configuration->tape(), p.values, node, adjoints);
      visit(sign, adjoints);
    }
}

std::vector<double> SolveProblem::slopes(const SolvePoint &p, const SolveCondition &c) const {
  std::vector<double> slopes(unknowns.size(), 0.0);
  const Configuration &at = *p.configuration;
  sweep(p, c, [&](double sign, llvm::ArrayRef<double> adjoints) {
    for (unsigned i = 0; i != unknowns.size(); ++i)
      if (uint32_t input = at.tapeInput(i); input != Configuration::noInput)
        slopes[i] += sign * adjoints[at.tape().inputs()[input].node];
  });
  return slopes;
}

Slope SolveProblem::slope(const SolvePoint &p, const SolveCondition &c) const {
  double noise = 0;
  sweep(p, c, [&](double, llvm::ArrayRef<double> adjoints) {
    for (auto [adjoint, value] : llvm::zip_first(adjoints, p.values))
      if (double moved = std::fabs(adjoint * value); std::isfinite(moved))
        noise += moved * std::numeric_limits<double>::epsilon();
  });
  return {slopes(p, c)[0], noise};
}

std::string SolveProblem::show(const Unknown &u, double x) const {
  return display(u.value(x), u.input->type.dim, replay.checked.units, u.unit);
}

std::string SolveProblem::show(unsigned wanted, double value) const {
  const Node *node = replay.wanted()[wanted];
  llvm::StringRef unit = node->op == NodeOp::As ? node->text : llvm::StringRef();
  if (Configuration *c = variants.variant(0); c && unit.empty() && c->value(wanted).isNode()) {
    const PlanNode &n = c->session.plan().nodes[c->value(wanted).node];
    if (n.op == PlanOp::Input || n.op == PlanOp::Result) // what is computed from megabytes may be a number
      unit = n.unit;
  }
  return display(value, node->type.dim, replay.checked.units, unit);
}

} // namespace mls
