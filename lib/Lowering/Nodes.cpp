//===- Nodes.cpp - making nodes of the plan -----------------------------===//

#include "Lowering/Apply.h"
#include "Lowering/Lower.h"

#include <cmath>

namespace mls {

const char *Lowering::save(const llvm::Twine &text) { return strings.save(text).data(); }

Value Lowering::ofNode(PlanId node, Value::Kind kind) {
  Value v;
  v.kind = kind;
  v.node = node;
  return v;
}

std::optional<double> Lowering::known(PlanId node) const {
  const PlanNode &n = thePlan.nodes[node];
  return n.op == PlanOp::Constant ? std::optional(n.value) : std::nullopt;
}

PlanId Lowering::constant(double value, Dim dim, Range range) {
  PlanNode n;
  n.op = PlanOp::Constant;
  n.dim = dim;
  n.value = value;
  n.range = range;
  return thePlan.add(n);
}

/// The unit in which a reader expects the result: that of the operand which gives
/// the result its dimension.
static llvm::StringRef unitOf(const Plan &plan, const PlanNode &n) {
  for (PlanId operand : {n.a, n.b, n.c})
    if (operand != noPlan && plan.nodes[operand].dim == n.dim && !plan.nodes[operand].unit.empty())
      return plan.nodes[operand].unit;
  return {};
}

PlanId Lowering::emit(PlanOp op, Dim dim, Range range, PlanId a, PlanId b, PlanId c) {
  auto value = [&](PlanId id) { return id == noPlan ? std::optional(0.0) : known(id); };
  if (auto x = value(a), y = value(b), z = value(c); x && y && z)
    if (double folded = apply<double>(op, *x, *y, *z); std::isfinite(folded)) // else Eval says why
      return constant(folded, dim, range);
  PlanNode n;
  n.op = op;
  n.dim = dim;
  n.a = a;
  n.b = b;
  n.c = c;
  n.range = range;
  n.unit = unitOf(thePlan, n);
  return thePlan.add(n);
}

PlanId Lowering::number(const Value &v) {
  if (v.isNode())
    return v.node;
  if (v.kind == Value::Name)
    return constant(v.index, {}, {});
  if (v.kind != Value::Absent)
    return noPlan;
  PlanNode n;
  n.op = PlanOp::Missing;
  n.index = v.index;
  n.range = thePlan.missing[v.index].range;
  return thePlan.add(n);
}

/// The value of a number on which structure hangs; the plan is valid while it holds.
std::optional<double> Lowering::decided(const Value &v, Range range) {
  PlanId node = number(v);
  if (node == noPlan)
    return std::nullopt;
  if (auto value = known(node))
    return value;
  auto value = decide(node);
  if (value)
    thePlan.guards.push_back({node, *value, range});
  return value;
}

/// Gives a computed value the name under which explain shows it.
Value Lowering::nameStep(Value v, const char *name, const Origin *origin) {
  if (!v.isNode() || known(v.node))
    return v;
  PlanNode &n = thePlan.nodes[v.node];
  if (n.op == PlanOp::Input || n.op == PlanOp::Missing)
    return v;
  if (!n.name)
    n.name = name;
  if (!n.origin)
    n.origin = origin;
  return v;
}

} // namespace mls
