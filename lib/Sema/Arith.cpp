//===- Arith.cpp - dimensions of operators --------------------------------===//

#include "Sema/Checker.h"

#include <cmath>

namespace mls {

static bool isQuantity(const Node *n) { return n->type.kind == Type::Quantity; }

/// `a + b + c + …` leans to the left and may be long: walked without recursion.
Node *Checker::binary(const ast::BinaryExpr &e, const Env &env) {
  llvm::SmallVector<const ast::BinaryExpr *, 8> spine{&e};
  while (auto *left = llvm::dyn_cast<ast::BinaryExpr>(spine.back()->left))
    spine.push_back(left);
  Node *value = expr(spine.back()->left, env);
  for (; !spine.empty(); spine.pop_back())
    value = binary(*spine.back(), value, expr(spine.back()->right, env));
  return value;
}

static const char *verb(ast::BinaryOp op) {
  switch (op) {
  case ast::BinaryOp::Add: return "add";
  case ast::BinaryOp::Sub: return "subtract";
  case ast::BinaryOp::Mul: return "multiply";
  case ast::BinaryOp::Div: return "divide";
  case ast::BinaryOp::Pow: return "raise";
  }
  return "";
}

Node *Checker::binary(const ast::BinaryExpr &e, Node *left, Node *right) {
  if (left->type.isError() || right->type.isError())
    return error(e.range);
  for (const Node *n : {left, right})
    if (!isQuantity(n)) {
      auto d = diags.report(diag::not_arithmetic, e.opRange, verb(e.op), describe(n->type));
      d.label(n->range, print(n->type));
      if (n->type.kind == Type::Date)
        d.help("dates are labels; write a span as a quantity: `30 day`");
      if (n->type.kind == Type::Record)
        d.help("name the field that is meant: `x.field`");
      return error(e.range);
    }
  Dim a = left->type.dim, b = right->type.dim;
  switch (e.op) {
  case ast::BinaryOp::Add:
  case ast::BinaryOp::Sub:
    if (a != b) {
      cannotCombine(diag::cannot_add, verb(e.op), e.opRange, left, right);
      return error(e.range);
    }
    return make(e.op == ast::BinaryOp::Add ? NodeOp::Add : NodeOp::Sub, e.range, left->type, {left, right});
  case ast::BinaryOp::Mul:
  case ast::BinaryOp::Div: {
    bool times = e.op == ast::BinaryOp::Mul;
    auto d = times ? mul(a, b) : div(a, b);
    if (!d) {
      diags.report(diag::dimension_overflow, e.opRange).label(left->range, print(a)).label(right->range, print(b));
      return error(e.range);
    }
    return make(times ? NodeOp::Mul : NodeOp::Div, e.range, quantity(*d), {left, right});
  }
  case ast::BinaryOp::Pow: return power(e, left, right);
  }
  return error(e.range);
}

/// The fraction with the least denominator up to 12 that equals x.
static std::optional<Rational> fraction(double x) {
  for (int d = 1; d <= 12; ++d)
    if (double n = std::nearbyint(x * d); std::fabs(x * d - n) < 1e-12 && std::fabs(n) < 1e6)
      return Rational::make(int64_t(n), d);
  return std::nullopt;
}

Node *Checker::power(const ast::BinaryExpr &e, Node *base, Node *exponent) {
  if (!exponent->type.dim.isNumber()) {
    diags.report(diag::exponent_dimension, exponent->range, print(exponent->type.dim))
        .label(base->range, print(base->type.dim));
    return error(e.range);
  }
  if (base->type.dim.isNumber())
    return make(NodeOp::Pow, e.range, number(), {base, exponent});
  auto x = fold(exponent);
  if (!x) {
    diags.report(diag::exponent_not_constant, exponent->range, print(base->type.dim))
        .label(base->range, print(base->type.dim))
        .at("known only when the file runs")
        .note("the dimension of the result would depend on a value")
        .help(fmt::format("make the base a pure number first: `({} / 1 {}) ^ …`", text(base->range),
                          baseUnitOf(base->type.dim)));
    return error(e.range);
  }
  auto r = fraction(*x);
  auto d = r ? pow(base->type.dim, *r) : std::nullopt;
  if (!d) {
    diags.report(diag::dimension_overflow, e.opRange)
        .label(base->range, print(base->type.dim))
        .label(exponent->range, fmt::format("{}", *x));
    return error(e.range);
  }
  return make(NodeOp::Pow, e.range, quantity(*d), {base, exponent});
}

Node *Checker::unary(const ast::UnaryExpr &e, const Env &env) {
  if (e.op == ast::UnaryOp::Not) {
    Node *n = condition(e.operand, env, "`not`");
    return n->type.isError() ? n : make(NodeOp::Not, e.range, n->type, {n});
  }
  Node *n = expr(e.operand, env);
  if (n->type.isError())
    return n;
  if (!isQuantity(n)) {
    diags.report(diag::not_arithmetic, e.opRange, "negate", describe(n->type)).label(n->range, print(n->type));
    return error(e.range);
  }
  if (e.op == ast::UnaryOp::Plus)
    return n;
  return make(NodeOp::Neg, e.range, n->type, {n});
}

Node *Checker::logical(const ast::LogicalExpr &e, const Env &env) {
  llvm::SmallVector<const ast::LogicalExpr *, 8> spine{&e};
  while (auto *left = llvm::dyn_cast<ast::LogicalExpr>(spine.back()->left))
    spine.push_back(left);
  auto side = [&](const ast::Expr *x, const ast::LogicalExpr &of) {
    return condition(x, env, of.conjunction ? "`and`" : "`or`");
  };
  Node *value = side(spine.back()->left, *spine.back());
  for (; !spine.empty(); spine.pop_back()) {
    const ast::LogicalExpr &op = *spine.back();
    Node *right = side(op.right, op);
    value = value->type.isError() || right->type.isError()
                ? error(op.range)
                : make(op.conjunction ? NodeOp::And : NodeOp::Or, op.range, plain(Type::Bool), {value, right});
  }
  return value;
}

//===-- Comparison ---------------------------------------------------------===//

/// Whole by its nature: exact under `==`.
bool Checker::isWhole(const Node *n) {
  if (auto at = fieldOf.find(n); at != fieldOf.end())
    return at->second->kind == FieldKind::Integer || at->second->domain.integer;
  if (!n->type.dim.isNumber())
    return false;
  switch (n->op) {
  case NodeOp::Add:
  case NodeOp::Sub:
  case NodeOp::Mul:
    return isWhole(n->kids[0]) && isWhole(n->kids[1]);
  case NodeOp::Neg:
    return isWhole(n->kids[0]);
  case NodeOp::Reduce:
    return n->text == "count";
  default:
    break;
  }
  auto x = fold(n);
  return x && *x == std::nearbyint(*x);
}

static NodeOp opOf(ast::CompareOp op) {
  switch (op) {
  case ast::CompareOp::Equal: return NodeOp::Equal;
  case ast::CompareOp::NotEqual: return NodeOp::NotEqual;
  case ast::CompareOp::Less: return NodeOp::Less;
  case ast::CompareOp::LessEqual: return NodeOp::LessEqual;
  case ast::CompareOp::Greater: return NodeOp::Greater;
  case ast::CompareOp::GreaterEqual: return NodeOp::GreaterEqual;
  }
  return NodeOp::Error;
}

static Node *within(Checker &c, const ast::CompareExpr &e, Node *left, Node *right, const Env &env) {
  Node *tolerance = c.expr(e.within, env);
  if (tolerance->type.isError())
    return tolerance;
  bool relative =
      tolerance->type.kind == Type::Quantity && tolerance->type.dim.isNumber() && !left->type.dim.isNumber();
  relative |= tolerance->text == "%";
  if (!relative && (tolerance->type.kind != Type::Quantity || tolerance->type.dim != left->type.dim)) {
    c.wrongType(tolerance, left->type, {"the tolerance", nullptr, {}, nullptr, tolerance->range});
    return c.error(e.range);
  }
  if (auto x = c.fold(tolerance); x && *x < 0) {
    c.diags.report(diag::domain, tolerance->range, "the tolerance", "at least 0", c.text(tolerance->range));
    return c.error(e.range);
  }
  Node *n = c.make(NodeOp::Within, e.range, c.plain(Type::Bool), {left, right, tolerance});
  n->number = relative;
  return n;
}

Node *Checker::compare(const ast::CompareExpr &e, const Env &env) {
  // An enum word may stand on either side and resolves by the type of the other.
  auto isWord = [](const ast::Expr *x) {
    auto *path = llvm::dyn_cast<ast::PathExpr>(x);
    return path && path->path.simple();
  };
  bool wordFirst = isWord(e.left) && !isWord(e.right);
  Node *right = wordFirst ? expr(e.right, env) : nullptr;
  Node *left = expr(e.left, env, right && !right->type.isError() ? &right->type : nullptr);
  auto *other = llvm::dyn_cast<ast::PathExpr>(e.right);
  if (left->type.isError() && other && other->path.simple() && !find(*env.module, other->path.first()))
    return error(e.range); // perhaps a word of the enum that could not be read
  if (!right)
    right = expr(e.right, env, left->type.isError() ? nullptr : &left->type);
  if (left->type.isError() || right->type.isError())
    return error(e.range);

  bool equality = e.op == ast::CompareOp::Equal || e.op == ast::CompareOp::NotEqual;
  bool quantities = isQuantity(left) && isQuantity(right);
  bool same = quantities ? left->type.dim == right->type.dim
                         : left->type.kind == right->type.kind && accepts(left->type, right->type);
  if (!same) {
    cannotCombine(diag::cannot_add, "compare", e.opRange, left, right);
    return error(e.range);
  }
  bool compound = left->type.kind >= Type::Record;
  if (compound) {
    auto d = diags.report(diag::not_arithmetic, e.opRange, "compare", describe(left->type));
    d.label(left->range, print(left->type));
    if (left->type.kind == Type::Record && left->type.schema && !left->type.schema->fields.empty())
      d.help(fmt::format("name the field that is meant: `{}.{}`", text(left->range),
                         left->type.schema->fields.front().name));
    return error(e.range);
  }
  if (!quantities && !equality) {
    diags.report(diag::not_arithmetic, e.opRange, "order", describe(left->type)).label(left->range, print(left->type));
    return error(e.range);
  }
  if (e.within && e.op == ast::CompareOp::Equal && quantities)
    return within(*this, e, left, right, env);
  if (e.within) {
    diags.report(diag::within_misplaced, e.within->range).label(e.opRange, "here").help("write `a == b within 10%`");
    return error(e.range);
  }
  if (quantities && equality && !env.equation && !(isWhole(left) && isWhole(right))) {
    auto d = diags.report(diag::equal_reals, e.opRange, text(e.opRange));
    d.label(left->range, print(left->type.dim)).label(right->range, print(right->type.dim));
    if (e.op == ast::CompareOp::Equal)
      d.help(fmt::format("state a tolerance: `{} within 1%`", text(e.range)))
          .fixit(e.range, fmt::format("{} within 1%", text(e.range)));
    else
      d.help(fmt::format("state a tolerance: `not ({} == {} within 1%)`", text(left->range), text(right->range)))
          .fixit(e.range, fmt::format("not ({} == {} within 1%)", text(left->range), text(right->range)));
    return error(e.range);
  }
  return make(opOf(e.op), e.range, plain(Type::Bool), {left, right});
}

} // namespace mls
