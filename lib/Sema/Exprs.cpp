//===- Exprs.cpp - expressions that are no arithmetic ---------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

Node *Checker::make(NodeOp op, Range range, Type type, llvm::ArrayRef<const Node *> kids) {
  Node *n = make<Node>();
  n->op = op;
  n->range = range;
  n->type = type;
  n->kids = keep(kids);
  for (const Node *kid : kids)
    n->flow = n->flow | kid->flow;
  return n;
}

Node *Checker::expr(const ast::Expr *e, const Env &env, const Type *want) {
  using Kind = ast::Expr::Kind;
  switch (e->kind) {
  case Kind::Error:
    return error(e->range);
  case Kind::Number:
    return literal(*llvm::cast<ast::NumberExpr>(e), env);
  case Kind::String: {
    Node *n = make(NodeOp::Text, e->range, plain(Type::Text));
    n->text = llvm::cast<ast::StringExpr>(e)->value;
    return n;
  }
  case Kind::Date: {
    Node *n = make(NodeOp::Date, e->range, plain(Type::Date));
    n->text = llvm::cast<ast::DateExpr>(e)->text;
    return n;
  }
  case Kind::Bool: {
    Node *n = make(NodeOp::Bool, e->range, plain(Type::Bool));
    n->number = llvm::cast<ast::BoolExpr>(e)->value;
    return n;
  }
  case Kind::Path: return path(*llvm::cast<ast::PathExpr>(e), env, want);
  case Kind::Member: {
    auto *m = llvm::cast<ast::MemberExpr>(e);
    return member(expr(m->base, env), m->name, env);
  }
  case Kind::Call: return call(*llvm::cast<ast::CallExpr>(e), env, want);
  case Kind::Index: return index(*llvm::cast<ast::IndexExpr>(e), env);
  case Kind::With: return with(*llvm::cast<ast::WithExpr>(e), env);
  case Kind::Unary: return unary(*llvm::cast<ast::UnaryExpr>(e), env);
  case Kind::Binary: return binary(*llvm::cast<ast::BinaryExpr>(e), env);
  case Kind::Logical: return logical(*llvm::cast<ast::LogicalExpr>(e), env);
  case Kind::Compare: return compare(*llvm::cast<ast::CompareExpr>(e), env);
  case Kind::Range: return range(*llvm::cast<ast::RangeExpr>(e), env, want);
  case Kind::Default: return defaulted(*llvm::cast<ast::DefaultExpr>(e), env, want);
  case Kind::Conditional: return conditional(*llvm::cast<ast::ConditionalExpr>(e), env, want);
  case Kind::Reduction: return reduction(*llvm::cast<ast::ReductionExpr>(e), env);
  case Kind::As: return as(*llvm::cast<ast::AsExpr>(e), env);
  case Kind::Record: return recordExpr(*llvm::cast<ast::RecordExpr>(e), env, want);
  case Kind::List: return list(*llvm::cast<ast::ListExpr>(e), env, want);
  case Kind::Tuple:
    diags.report(diag::tuple_here, e->range);
    return error(e->range);
  }
  return error(e->range);
}

Node *Checker::condition(const ast::Expr *e, const Env &env, llvm::StringRef what) {
  Node *n = expr(e, env);
  if (n->type.isError() || n->type.kind == Type::Bool)
    return n;
  diags.report(diag::wrong_type, n->range, what, "a yes or no", describe(n->type))
      .at(print(n->type))
      .help("compare it with something: `… <= …`");
  return error(e->range);
}

/// The type of either branch; null type: they differ, reported.
static Type joined(Checker &c, const Node *a, const Node *b) {
  if (a->type.isError() || b->type.isError())
    return Type();
  if (c.accepts(a->type, b->type))
    return a->type;
  if (c.accepts(b->type, a->type))
    return b->type;
  c.cannotCombine(diag::branches_differ, "", b->range, a, b);
  return Type();
}

Node *Checker::conditional(const ast::ConditionalExpr &e, const Env &env, const Type *want) {
  Node *test = condition(e.condition, env, "a condition of `if`");
  Node *then = expr(e.then, env, want);
  Node *otherwise = expr(e.otherwise, env, want ? want : &then->type);
  Type type = joined(*this, then, otherwise);
  if (type.isError() || test->type.isError())
    return error(e.range);
  return make(NodeOp::If, e.range, type, {test, then, otherwise});
}

Node *Checker::defaulted(const ast::DefaultExpr &e, const Env &env, const Type *want) {
  Node *value = expr(e.value, env, want);
  Node *fallback = expr(e.fallback, env, value->type.isError() ? want : &value->type);
  Type type = joined(*this, value, fallback);
  if (type.isError())
    return error(e.range);
  return make(NodeOp::Default, e.range, type, {value, fallback});
}

Node *Checker::list(const ast::ListExpr &e, const Env &env, const Type *want) {
  const Type *element = want && want->kind == Type::List ? want->element : nullptr;
  llvm::SmallVector<const Node *> kids;
  Type type;
  bool failed = false;
  for (const ast::Expr *x : e.elements) {
    Node *n = expr(x, env, element ? element : kids.empty() ? nullptr : &type);
    failed |= n->type.isError();
    if (!failed && !element && !kids.empty() && !accepts(type, n->type)) {
      cannotCombine(diag::branches_differ, "", n->range, kids.front(), n);
      failed = true;
    }
    if (kids.empty())
      type = n->type;
    kids.push_back(n);
  }
  if (failed)
    return error(e.range);
  if (element && kids.empty())
    type = *element;
  return make(NodeOp::List, e.range, listOf(type), kids);
}

Node *Checker::range(const ast::RangeExpr &e, const Env &env, const Type *want) {
  const Type *bound = want && want->kind == Type::Quantity ? want : nullptr;
  Node *low = expr(e.low, env, bound), *high = expr(e.high, env, bound);
  Node *step = e.step ? expr(e.step, env) : nullptr;
  if (low->type.isError() || high->type.isError() || (step && step->type.isError()))
    return error(e.range);
  for (const Node *n : {low, high})
    if (n->type.kind != Type::Quantity) {
      diags.report(diag::wrong_type, n->range, "an end of a range", "a quantity", describe(n->type)).at(print(n->type));
      return error(e.range);
    }
  if (low->type.dim != high->type.dim) {
    cannotCombine(diag::cannot_add, "make a range of", e.opRange, low, high);
    return error(e.range);
  }
  Type type = plain(Type::Interval);
  type.dim = low->type.dim;
  return make(NodeOp::Interval, e.range, type, {low, high});
}

Node *Checker::index(const ast::IndexExpr &e, const Env &env) {
  Node *base = expr(e.base, env), *at = expr(e.index, env);
  if (base->type.isError() || at->type.isError())
    return error(e.range);
  if ((base->type.kind != Type::List && base->type.kind != Type::Table) || !base->type.element) {
    diags.report(diag::wrong_type, base->range, "`[…]`", "a list", describe(base->type))
        .at(print(base->type))
        .help("a member of a record or map is written with a dot: `a.b`");
    return error(e.range);
  }
  if (at->type.kind != Type::Quantity || !at->type.dim.isNumber()) {
    diags.report(diag::wrong_type, at->range, "an index", "a number", describe(at->type)).at(print(at->type));
    return error(e.range);
  }
  return make(NodeOp::Index, e.range, *base->type.element, {base, at});
}

//===-- Reductions ---------------------------------------------------------===//

Node *Checker::reduction(const ast::ReductionExpr &e, const Env &env) {
  constexpr llvm::StringLiteral known[] = {"sum", "min", "max", "all", "any", "count"};
  llvm::StringRef f = e.function.text;
  if (!llvm::is_contained(known, f)) {
    llvm::SmallVector<llvm::StringRef> names(std::begin(known), std::end(known));
    auto d = diags.report(diag::unknown_reduction, e.function.range, f, quotedList(names));
    if (llvm::StringRef near = nearest(f, names); !near.empty())
      d.help(fmt::format("did you mean `{}`?", near)).fixit(e.function.range, near.str());
    else if (f == "mean" || f == "avg" || f == "average")
      d.help("a mean is `sum(x for x in xs) / count(xs)`");
    return error(e.range);
  }
  Node *over = expr(e.list, env);
  Scope scope;
  scope.outer = env.scope;
  scope.name = e.variable.text;
  scope.slot = env.slots;
  scope.flow = over->flow;
  if (over->type.element &&
      (over->type.kind == Type::List || over->type.kind == Type::Map || over->type.kind == Type::Table))
    scope.type = *over->type.element;
  else if (!over->type.isError()) {
    diags
        .report(diag::wrong_type, over->range, fmt::format("`for {} in`", e.variable.text), "a list or map",
                describe(over->type))
        .at(print(over->type));
  }
  Env inner = env;
  inner.scope = &scope;
  inner.slots = env.slots + 1;
  bool logic = f == "all" || f == "any";
  Node *body = logic ? condition(e.body, inner, fmt::format("`{}`", f)) : expr(e.body, inner);
  Node *where = e.where ? condition(e.where, inner, "`where`") : nullptr;
  if (scope.type.isError() || body->type.isError() || (where && where->type.isError()))
    return error(e.range);
  if (!logic && f != "count" && body->type.kind != Type::Quantity) {
    diags.report(diag::wrong_type, body->range, fmt::format("`{}`", f), "a quantity", describe(body->type))
        .at(print(body->type));
    return error(e.range);
  }
  llvm::SmallVector<const Node *, 3> kids{over, body};
  if (where)
    kids.push_back(where);
  Node *n = make(NodeOp::Reduce, e.range, f == "count" ? number() : body->type, kids);
  n->text = f;
  n->number = scope.slot;
  return n;
}

//===-- as -----------------------------------------------------------------===//

Node *Checker::showIn(Node *value, const ast::UnitText &written, const Env &env, Range range) {
  if (value->type.isError())
    return value;
  auto u = unit(written, &env);
  if (!u)
    return error(range);
  if (value->type.kind != Type::Quantity && value->type.kind != Type::Interval) {
    diags.report(diag::wrong_type, value->range, "`as`", "a quantity", describe(value->type)).at(print(value->type));
    return error(range);
  }
  if (value->type.dim != u->dim) {
    auto d = diags.report(diag::cannot_show, written.range, print(value->type.dim), written.text);
    d.label(value->range, print(value->type.dim)).at(print(u->dim));
    d.remark("unit", printProduct(u->dim, out.dims()));
    explainDifference(d, u->dim, value->type.dim, "value");
    return error(range);
  }
  if (Counts spelt = countsOf(value).value_or(Counts()); !spelt.fit(u->counts)) {
    llvm::ArrayRef<CountPower> have = spelt.words;
    diags.report(diag::counting_word, written.range, mls::print(have), fmt::format("`as {}`", written.text),
                 u->counts.empty() ? std::string("a plain number") : fmt::format("`{}`", mls::print(u->counts)))
        .label(value->range, fmt::format("counts `{}`", mls::print(have)))
        .at(u->counts.empty() ? std::string("counts nothing") : fmt::format("counts `{}`", mls::print(u->counts)));
    return error(range);
  }
  Node *n = make(NodeOp::As, range, value->type, {value});
  n->text = written.text;
  return n;
}

Node *Checker::as(const ast::AsExpr &e, const Env &env) { return showIn(expr(e.value, env), e.unit, env, e.range); }

} // namespace mls
