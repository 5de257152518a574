//===- Fold.cpp - constants known while checking --------------------------===//
//
// Sema folds expressions of literals, `let`s and registry figures; it calls no
// solver. Folded values check domains and give exponents, and are used for nothing
// else: the program itself is evaluated by Eval, so that `--set` reaches everything.
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

#include "Units/Display.h"
#include "Units/Scalar.h"
#include "llvm/ADT/StringSwitch.h"

#include <cmath>

namespace mls {

static std::optional<double> arithmetic(const Node *n, double a, double b) {
  switch (n->op) {
  case NodeOp::Neg: return -a;
  case NodeOp::Add: return a + b;
  case NodeOp::Sub: return a - b;
  case NodeOp::Mul: return a * b;
  case NodeOp::Div: return a / b;
  case NodeOp::Pow: return powS(a, b);
  default: break;
  }
  using F = double (*)(double, double);
  F f = llvm::StringSwitch<F>(n->text)
            .Case("sqrt", [](double x, double) { return sqrtS(x); })
            .Case("exp", [](double x, double) { return expS(x); })
            .Case("log", [](double x, double) { return logS(x); })
            .Case("log2", [](double x, double) { return log2S(x); })
            .Case("ceil", [](double x, double) { return ceilS(x); })
            .Case("floor", [](double x, double) { return floorS(x); })
            .Case("round", [](double x, double) { return std::nearbyint(x); })
            .Case("abs", [](double x, double) { return absS(x); })
            .Case("count", [](double x, double) { return x; })
            .Case("min", [](double x, double y) { return minS(x, y); })
            .Case("max", [](double x, double y) { return maxS(x, y); })
            .Default(nullptr);
  return f ? std::optional(f(a, b)) : std::nullopt;
}

std::optional<double> Checker::fold(const Node *n) {
  if (!n || n->type.kind != Type::Quantity)
    return std::nullopt;
  if (n->op == NodeOp::Number)
    return n->number;
  if (auto at = folded.find(n); at != folded.end())
    return at->second;
  folded[n] = std::nullopt; // a cycle folds to nothing
  std::optional<double> result;
  switch (n->op) {
  case NodeOp::Ref:
    if (n->decl->kind == DeclKind::Let && !overridden.contains(n->decl->name))
      result = fold(n->decl->value);
    break;
  case NodeOp::Field: {
    const Node *root = n;
    while (root->op == NodeOp::Field)
      root = root->kids[0];
    if (root->op == NodeOp::Ref && !overridden.contains(root->decl->name))
      result = fold(staticField(n->kids[0], n->text));
    break;
  }
  case NodeOp::As:
    result = fold(n->kids[0]);
    break;
  case NodeOp::Neg:
  case NodeOp::Add:
  case NodeOp::Sub:
  case NodeOp::Mul:
  case NodeOp::Div:
  case NodeOp::Pow:
  case NodeOp::Builtin:
    if (n->kids.size() == 1 || n->kids.size() == 2) {
      auto a = fold(n->kids[0]), b = n->kids.size() == 2 ? fold(n->kids[1]) : std::optional(0.0);
      if (a && b)
        result = arithmetic(n, *a, *b);
    }
    break;
  default:
    break;
  }
  if (result && !std::isfinite(*result))
    result = std::nullopt;
  folded[n] = result;
  return result;
}

void Checker::checkDomain(const Node *n, const Boundary &at) {
  if (!at.field)
    return;
  auto x = fold(n);
  if (!x || at.field->domain.contains(*x))
    return;
  auto number = [&](double v) {
    return v == 0 ? std::string("0") : display(v, n->type.dim, out.units, at.field->unit);
  };
  std::string value = number(*x);
  auto d = diags.report(diag::domain, n->range, at.what, mls::describe(at.field->domain, number), value);
  if (text(n->range) != value)
    d.at(fmt::format("is {}", value));
  if (!at.field->doc.empty())
    d.note(fmt::format("{}: {}", at.what, at.field->doc));
}

} // namespace mls
