//===- Nodes.cpp - making nodes of the plan -----------------------------===//

#include "Lowering/Apply.h"
#include "Lowering/Lower.h"

#include "Units/Product.h"
#include "llvm/ADT/STLExtras.h"

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

/// `USD/GPU/h` times `GPU` is `USD/h`; empty where nothing is left, or where the text is no product.
static std::string productOf(llvm::StringRef left, llvm::StringRef right, int sign) {
  auto a = parseProduct(left, /*spaces=*/false), b = parseProduct(right, /*spaces=*/false);
  if (!a || !b)
    return {};
  llvm::SmallVector<NamePower, 4> powers = *a;
  for (const NamePower &p : *b) {
    Rational e = sign < 0 ? -p.exponent : p.exponent;
    auto same = llvm::find_if(powers, [&](const NamePower &q) { return q.name == p.name; });
    if (same == powers.end())
      powers.push_back({p.name, 0, e});
    else if (auto sum = add(same->exponent, e))
      same->exponent = *sum;
    else
      return {};
  }
  return print(powers);
}

/// The unit in which a reader expects the result. Counting words are pure numbers to
/// a Dim, so a unit that may spell one is carried on only where it is certain: units
/// multiply, a number without one may count anything, and a sum has that of all it adds.
static std::string unitOf(const Plan &plan, const PlanNode &n) {
  auto at = [&](PlanId id) { return id == noPlan ? llvm::StringRef() : plan.nodes[id].unit; };
  auto isPlain = [&](PlanId id) { return plan.nodes[id].op == PlanOp::Constant && !n.dim.isNumber(); };
  switch (n.op) {
  case PlanOp::Mul:
  case PlanOp::Div:
    return at(n.a).empty() || at(n.b).empty() ? std::string()
                                              : productOf(at(n.a), at(n.b), n.op == PlanOp::Div ? -1 : 1);
  case PlanOp::Neg:
  case PlanOp::Abs:
  case PlanOp::Ceil:
  case PlanOp::Floor:
  case PlanOp::Round:
    return at(n.a).str();
  case PlanOp::Add:
  case PlanOp::Sub:
  case PlanOp::Min:
  case PlanOp::Max:
  case PlanOp::Select: {
    PlanId left = n.op == PlanOp::Select ? n.b : n.a, right = n.op == PlanOp::Select ? n.c : n.b;
    if (at(left) == at(right) || isPlain(right)) // the zero of `max(x, 0)` is in any unit
      return at(left).str();
    return isPlain(left) ? at(right).str() : std::string();
  }
  default:
    return {};
  }
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
  if (std::string unit = unitOf(thePlan, n); !unit.empty())
    n.unit = strings.save(unit);
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
