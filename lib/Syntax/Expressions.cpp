//===- Expressions.cpp - expression nodes -----------------------------------===//

#include "Grammar/MlsParser.h"

using namespace mls::ast;

namespace mls::syntax {

using P = grammar::MlsParser;

Range Builder::range(const antlr4::Token *t) const {
  return {file, uint32_t(t->getStartIndex()), uint32_t(t->getStopIndex() + 1)};
}

Path Builder::path(const List<Name> &parts) { return {copy(parts), parts.front().range.to(parts.back().range)}; }

Expr *Builder::error(Range range, Expr *partial) {
  auto *e = arena.make<ErrorExpr>();
  e->range = range;
  e->partial = partial;
  return e;
}

Expr *Builder::finish(Expr *e, Range range, std::initializer_list<const Expr *> children) {
  e->range = range;
  for (const Expr *c : children)
    if (c)
      e->depth = std::max<uint16_t>(e->depth, c->depth + 1);
  if (e->depth <= Expr::maxDepth)
    return e;
  if (!tooDeep)
    diags.report(diag::expression_too_long, range, Expr::maxDepth)
        .help("name parts of it by `let`, or reduce a list by `sum(e for x in xs)`");
  tooDeep = true;
  return error(range);
}

Expr *Builder::as(Expr *v, UnitText unit) {
  auto *e = arena.make<AsExpr>();
  e->value = v;
  e->unit = unit;
  return finish(e, v->range.to(unit.range), {v});
}

Expr *Builder::conditional(const antlr4::Token *w, Expr *c, Expr *then, Expr *otherwise) {
  auto *e = arena.make<ConditionalExpr>();
  e->condition = c;
  e->then = then;
  e->otherwise = otherwise;
  return finish(e, range(w).to(otherwise->range), {c, then, otherwise});
}

Expr *Builder::logical(Expr *l, const antlr4::Token *op, Expr *r) {
  auto *e = arena.make<LogicalExpr>();
  e->conjunction = op->getType() == P::AND;
  e->opRange = range(op);
  e->left = l;
  e->right = r;
  return finish(e, l->range.to(r->range), {l, r});
}

Expr *Builder::unary(const List<antlr4::Token *> &ops, Expr *v) {
  for (auto op = ops.rbegin(); op != ops.rend(); ++op) {
    auto *e = arena.make<UnaryExpr>();
    e->op = (*op)->getType() == P::MINUS ? UnaryOp::Minus : (*op)->getType() == P::PLUS ? UnaryOp::Plus : UnaryOp::Not;
    e->opRange = range(*op);
    e->operand = v;
    v = finish(e, e->opRange.to(v->range), {v});
  }
  return v;
}

static CompareOp compareOp(size_t type) {
  switch (type) {
  case P::EQ: return CompareOp::Equal;
  case P::NE: return CompareOp::NotEqual;
  case P::LT: return CompareOp::Less;
  case P::LE: return CompareOp::LessEqual;
  case P::GT: return CompareOp::Greater;
  default: return CompareOp::GreaterEqual;
  }
}

Expr *Builder::compare(Expr *l, const antlr4::Token *op, Expr *r) {
  // `(a < b) == c` compares truths and is fine; `a < b < c` is not what it looks like.
  if (auto *first = llvm::dyn_cast<CompareExpr>(l); first && first->range.begin == first->left->range.begin) {
    auto d = diags.report(diag::comparison_chain, range(op)).label(first->opRange, "the first comparison");
    if (r->range.end - l->range.begin < 60)
      d.help(fmt::format("compare twice: `{} and {} {} {}`", text.slice(l->range.begin, l->range.end),
                         text.slice(first->right->range.begin, first->right->range.end), spelling(op),
                         text.slice(r->range.begin, r->range.end)));
    return error(l->range.to(r->range), l);
  }
  if (llvm::isa<ErrorExpr>(l))
    return error(l->range.to(r->range), l);
  auto *e = arena.make<CompareExpr>();
  e->op = compareOp(op->getType());
  e->opRange = range(op);
  e->left = l;
  e->right = r;
  return finish(e, l->range.to(r->range), {l, r});
}

Expr *Builder::within(Expr *e, Expr *tolerance) {
  auto *c = llvm::dyn_cast<CompareExpr>(e);
  if (!c)
    return e; // an error
  c->within = tolerance;
  return finish(c, c->range.to(tolerance->range), {c->left, c->right, tolerance});
}

Expr *Builder::interval(Expr *low, const antlr4::Token *op, Expr *high) {
  auto *e = arena.make<RangeExpr>();
  e->low = low;
  e->high = high;
  e->opRange = range(op);
  return finish(e, low->range.to(high->range), {low, high});
}

Expr *Builder::step(Expr *interval, const antlr4::Token *star, Expr *by) {
  auto *e = llvm::dyn_cast<RangeExpr>(interval);
  if (!e)
    return interval;
  e->stepKind = star ? RangeExpr::Step::Multiply : RangeExpr::Step::Add;
  e->step = by;
  return finish(e, e->range.to(by->range), {e->low, e->high, by});
}

Expr *Builder::steps(Expr *interval, Expr *n) {
  Expr *e = step(interval, nullptr, n);
  if (auto *r = llvm::dyn_cast<RangeExpr>(e))
    r->stepKind = RangeExpr::Step::Count;
  return e;
}

static BinaryOp binaryOp(size_t type) {
  switch (type) {
  case P::PLUS: return BinaryOp::Add;
  case P::MINUS: return BinaryOp::Sub;
  case P::STAR: return BinaryOp::Mul;
  case P::SLASH: return BinaryOp::Div;
  default: return BinaryOp::Pow;
  }
}

Expr *Builder::binary(Expr *l, const antlr4::Token *op, Expr *r) {
  auto *e = arena.make<BinaryExpr>();
  e->op = binaryOp(op->getType());
  e->opRange = range(op);
  e->left = l;
  e->right = r;
  return finish(e, l->range.to(r->range), {l, r});
}

Expr *Builder::fallback(const List<Expr *> &values) {
  Expr *right = values.back();
  for (size_t i = values.size() - 1; i-- > 0;) {
    auto *e = arena.make<DefaultExpr>();
    e->value = values[i];
    e->fallback = right;
    right = finish(e, values[i]->range.to(right->range), {values[i], right});
  }
  return right;
}

Expr *Builder::power(const List<Expr *> &values, const List<antlr4::Token *> &ops) {
  Expr *right = values.back();
  for (size_t i = ops.size(); i-- > 0;)
    right = binary(values[i], ops[i], right);
  return right;
}

Expr *Builder::pathExpr(Path p) {
  auto *e = arena.make<PathExpr>();
  e->path = p;
  return finish(e, p.range, {});
}

Expr *Builder::member(Expr *base, Name n) {
  auto *e = arena.make<MemberExpr>();
  e->base = base;
  e->name = n;
  return finish(e, base->range.to(n.range), {base});
}

Expr *Builder::call(Expr *callee, const List<Arg> &args, const antlr4::Token *open, const antlr4::Token *close) {
  Range argsRange = range(open, close), whole = callee->range.to(argsRange);
  auto loop = llvm::find_if(args, [](const Arg &a) { return bool(a.variable); });
  if (loop != args.end()) {
    auto *function = llvm::dyn_cast<PathExpr>(callee);
    if (args.size() != 1 || loop->name || !function || !function->path.simple()) {
      diags.report(diag::bad_reduction, loop->variable.range);
      return error(whole);
    }
    auto *e = arena.make<ReductionExpr>();
    e->function = function->path.parts.front();
    e->body = loop->value;
    e->variable = loop->variable;
    e->list = loop->list;
    e->where = loop->where;
    return finish(e, whole, {e->body, e->list, e->where});
  }
  auto *e = arena.make<CallExpr>();
  e->callee = callee;
  e->argsRange = argsRange;
  e->depth = callee->depth + 1;
  List<Argument> list;
  for (const Arg &a : args) {
    list.push_back({a.name, a.value});
    e->depth = std::max<uint16_t>(e->depth, a.value->depth + 1);
  }
  e->arguments = copy(list);
  return finish(e, whole, {});
}

Expr *Builder::index(Expr *base, Expr *i, const antlr4::Token *close) {
  auto *e = arena.make<IndexExpr>();
  e->base = base;
  e->index = i;
  return finish(e, base->range.to(range(close)), {base, i});
}

Expr *Builder::with(Expr *base, RecordExpr *r) {
  auto *e = arena.make<WithExpr>();
  e->base = base;
  e->changes = r;
  return finish(e, base->range.to(r->range), {base, r});
}

Expr *Builder::list(const antlr4::Token *open, const List<Expr *> &values, const antlr4::Token *close) {
  auto *e = arena.make<ListExpr>();
  e->elements = copy(values);
  for (const Expr *v : values)
    e->depth = std::max<uint16_t>(e->depth, v->depth + 1);
  return finish(e, range(open, close), {});
}

Expr *Builder::parens(const antlr4::Token *open, const List<Expr *> &values, const antlr4::Token *close) {
  if (values.size() == 1) {
    values.front()->range = range(open, close);
    return values.front();
  }
  auto *e = arena.make<TupleExpr>();
  e->elements = copy(values);
  for (const Expr *v : values)
    e->depth = std::max<uint16_t>(e->depth, v->depth + 1);
  return finish(e, range(open, close), {});
}

RecordExpr *Builder::record(const antlr4::Token *open, const List<Field *> &fields, const antlr4::Token *close) {
  auto *e = arena.make<RecordExpr>();
  e->fields = copy(fields);
  e->bodyRange = range(open, close);
  for (const Field *f : fields)
    if (f->value)
      e->depth = std::max<uint16_t>(e->depth, f->value->depth + 1);
  if (llvm::isa<ErrorExpr>(finish(e, e->bodyRange, {}))) {
    e->fields = {};
    e->depth = 1;
  }
  return e;
}

Expr *Builder::typed(Path type, RecordExpr *r) {
  r->type = type;
  r->range = type.range.to(r->range);
  return r;
}

} // namespace mls::syntax
