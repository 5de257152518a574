//===- Operators.cpp - arithmetic, comparison, choice ---------------------===//

#include "Lowering/Lower.h"
#include "llvm/ADT/StringSwitch.h"

namespace mls {

static bool isComparison(NodeOp op) { return op >= NodeOp::Less && op <= NodeOp::NotEqual; }
static bool isBinary(NodeOp op) { return op >= NodeOp::Add && op <= NodeOp::Or && op != NodeOp::Not; }

/// A chain of left operands (`a + b + … `, thousands long) is walked, not recursed into.
Value Lowering::spine(const Node *node, const ValueEnv *env, const Place &place) {
  llvm::SmallVector<const Node *, 8> chain;
  for (; isBinary(node->op); node = node->kids[0])
    chain.push_back(node);
  // Below a comparison, on its left too, stand criteria.
  const Node *const *compared = llvm::find_if(chain, [](const Node *n) { return isComparison(n->op); });
  bool asked = compared != chain.end();
  Value v = evaluate(node, env, asked ? place.criterion() : place);
  for (const Node *const &n : llvm::reverse(chain)) {
    // What structure decides short-circuits: `has(x) and x > 3`.
    if (v.kind == Value::Flag && (n->op == NodeOp::And || n->op == NodeOp::Or))
      if (auto left = known(v.node); left && *left == (n->op == NodeOp::Or))
        continue;
    v = binary(n, v, evaluate(n->kids[1], env, asked && &n >= compared ? place.criterion() : place));
  }
  return v;
}

Value Lowering::binary(const Node *node, const Value &a, const Value &b) {
  if (a.kind == Value::Error || b.kind == Value::Error)
    return {};
  for (const Value *v : {&a, &b})
    if (v->kind == Value::Absent)
      return *v;
  if (node->op == NodeOp::Equal || node->op == NodeOp::NotEqual)
    return equal(node, a, b);
  PlanId x = number(a), y = number(b);
  if (x == noPlan || y == noPlan)
    return {};
  auto arithmetic = [&](PlanOp op) { return ofNode(emit(op, node->type.dim, node->range, x, y)); };
  auto truth = [&](PlanOp op, PlanId l, PlanId r) { return ofNode(emit(op, {}, node->range, l, r), Value::Flag); };
  switch (node->op) {
  case NodeOp::Add: return arithmetic(PlanOp::Add);
  case NodeOp::Sub: return arithmetic(PlanOp::Sub);
  case NodeOp::Mul: return arithmetic(PlanOp::Mul);
  case NodeOp::Div: return arithmetic(PlanOp::Div);
  case NodeOp::Pow: return arithmetic(PlanOp::Pow);
  case NodeOp::Less: return truth(PlanOp::Less, x, y);
  case NodeOp::LessEqual: return truth(PlanOp::LessEqual, x, y);
  case NodeOp::Greater: return truth(PlanOp::Less, y, x);
  case NodeOp::GreaterEqual: return truth(PlanOp::LessEqual, y, x);
  case NodeOp::And: return truth(PlanOp::And, x, y);
  case NodeOp::Or: return truth(PlanOp::Or, x, y);
  default: return {};
  }
}

/// The index of a word where `names` tell them apart.
static std::optional<unsigned> indexIn(llvm::ArrayRef<llvm::StringRef> names, llvm::StringRef word) {
  auto it = llvm::find(names, word);
  return it == names.end() ? std::nullopt : std::optional<unsigned>(it - names.begin());
}

Value Lowering::equal(const Node *node, const Value &a, const Value &b) {
  bool negated = node->op == NodeOp::NotEqual;
  auto fixed = [&](bool holds) { return ofNode(constant(holds != negated, {}, node->range), Value::Flag); };
  if (a.text.data() && b.text.data() && !a.isNode() && !b.isNode())
    return fixed(a.text == b.text);
  PlanId x = number(a), y = number(b);
  if (a.kind == Value::Choice && b.kind == Value::Name) {
    auto i = indexIn(a.names, b.text);
    if (!i)
      return fixed(false);
    y = constant(*i, {}, node->range);
  } else if (b.kind == Value::Choice && a.kind == Value::Name) {
    return equal(node, b, a);
  }
  if (x == noPlan || y == noPlan)
    return {};
  PlanId same = emit(PlanOp::Equal, {}, node->range, x, y);
  return ofNode(negated ? emit(PlanOp::Not, {}, node->range, same) : same, Value::Flag);
}

/// |a - b| <= tolerance, which is of a's dimension or a share of |b|.
Value Lowering::within(const Node *node, const ValueEnv *env, const Place &place) {
  Value v[3];
  for (unsigned i = 0; i != 3; ++i) {
    v[i] = evaluate(node->kids[i], env, place);
    if (!v[i].isNode())
      return v[i].kind == Value::Absent ? v[i] : Value();
  }
  PlanId a = v[0].node, b = v[1].node, tolerance = v[2].node;
  Dim dim = thePlan.nodes[a].dim;
  PlanId distance = emit(PlanOp::Abs, dim, node->range, emit(PlanOp::Sub, dim, node->range, a, b));
  if (node->number == 1)
    tolerance = emit(PlanOp::Mul, dim, node->range, tolerance, emit(PlanOp::Abs, dim, node->range, b));
  return ofNode(emit(PlanOp::LessEqual, {}, node->range, distance, tolerance), Value::Flag);
}

/// A condition known from structure takes one branch; one over numbers selects
/// between two numbers, and decides between two structures.
Value Lowering::conditional(const Node *node, const ValueEnv *env, const Place &place) {
  Value condition = evaluate(node->kids[0], env, place);
  if (!condition.isNode())
    return condition.kind == Value::Absent ? condition : Value();
  if (auto outcome = known(condition.node))
    return evaluate(node->kids[*outcome != 0 ? 1 : 2], env, place);
  Type::Kind kind = node->type.kind;
  if (kind == Type::Quantity || kind == Type::Bool) {
    Value a = evaluate(node->kids[1], env, place), b = evaluate(node->kids[2], env, place);
    if (a.kind == Value::Error || b.kind == Value::Error)
      return {};
    if (a.kind == Value::Absent && b.kind == Value::Absent)
      return a;
    PlanId x = number(a), y = number(b);
    if (x == noPlan || y == noPlan)
      return {};
    return ofNode(emit(PlanOp::Select, node->type.dim, node->range, condition.node, x, y),
                  kind == Type::Bool ? Value::Flag : Value::Number);
  }
  auto outcome = decided(condition, node->kids[0]->range);
  return outcome ? evaluate(node->kids[*outcome != 0 ? 1 : 2], env, place) : Value();
}

Value Lowering::builtin(const Node *node, const ValueEnv *env, const Place &place) {
  llvm::SmallVector<Value, 4> args;
  for (const Node *kid : node->kids) {
    Value v = evaluate(kid, env, place);
    if (v.kind == Value::Error || v.kind == Value::Absent)
      return v;
    args.push_back(v);
  }
  if (args.empty())
    return {};
  llvm::StringRef name = node->text;
  if (args[0].table)
    if (auto folded = foldColumn(node, name, args[0]))
      return *folded;
  if (args[0].table || args[0].kind == Value::List || args[0].kind == Value::Record) { // over a list
    if (tooLong(args[0], node->range))
      return {};
    auto items = elements(args[0]);
    return items ? fold(node, name, *items) : Value();
  }
  if (name == "count") { // a counting quantity as a pure number
    PlanId x = number(args[0]);
    return x == noPlan ? Value() : ofNode(emit(PlanOp::Mul, {}, node->range, x, constant(1, {}, node->range)));
  }
  if (name == "min" || name == "max")
    return fold(node, name, args);
  PlanOp op = llvm::StringSwitch<PlanOp>(name)
                  .Case("sqrt", PlanOp::Sqrt)
                  .Case("exp", PlanOp::Exp)
                  .Case("log", PlanOp::Log)
                  .Case("log2", PlanOp::Log2)
                  .Case("ceil", PlanOp::Ceil)
                  .Case("floor", PlanOp::Floor)
                  .Case("round", PlanOp::Round)
                  .Case("abs", PlanOp::Abs)
                  .Default(PlanOp::Missing);
  PlanId x = number(args[0]);
  if (x == noPlan || op == PlanOp::Missing)
    return {};
  return ofNode(emit(op, node->type.dim, node->range, x));
}

} // namespace mls
