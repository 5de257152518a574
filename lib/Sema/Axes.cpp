//===- Axes.cpp - what a query block varies ------------------------------===//

#include "Sema/BlockChecker.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

namespace mls {

using Word = ast::AxesClause::Word;
using Step = ast::RangeExpr::Step;

BlockInput BlockChecker::inputOf(const ast::Path &path, const Checker::Input &in) {
  BlockInput to;
  to.text = c.text(path.range);
  to.name = path.last();
  to.type = in.type;
  to.field = in.at.field;
  to.range = path.range;
  llvm::SmallVector<llvm::StringRef, 4> parts{in.decl->path};
  for (const ast::Name &part : in.rest)
    parts.push_back(part.text);
  to.path = c.keep(llvm::ArrayRef(parts));
  return to;
}

/// Two axes of one input would fight over its value.
bool BlockChecker::overlaps(const Checker::Input &now, llvm::StringRef text) {
  auto name = [](const ast::Name &n) { return n.text; };
  for (const Checker::Input &was : set) {
    bool sameRecord = was.decl == now.decl && was.rest.size() == now.rest.size() &&
                      (now.rest.empty() || llvm::equal(llvm::map_range(was.rest.drop_back(), name),
                                                       llvm::map_range(now.rest.drop_back(), name)));
    if (!sameRecord)
      continue;
    const Field *a = was.at.field, *b = now.at.field;
    bool same = now.rest.empty() || was.rest.back().text == now.rest.back().text;
    bool group = a && b && !b->group.empty() && a->group == b->group && was.at.owner == now.at.owner;
    if (!same && !group)
      continue;
    c.diags.report(diag::axis_twice, now.at.place, text)
        .label(was.at.place, same ? "here first" : "another form of the same figure")
        .help("give each input one axis");
    return true;
  }
  set.push_back(now);
  return false;
}

/// The step of a range, and whether the range can be walked with it.
void BlockChecker::step(const ast::AxesClause &clause, const ast::Axis &axis, BlockAxis &to) {
  auto *r = llvm::dyn_cast<ast::RangeExpr>(axis.domain);
  if (!r || !to.domain || to.domain->op != NodeOp::Interval)
    return;
  to.stepKind = BlockAxis::Step(r->stepKind);
  auto lo = c.fold(to.domain->kids[0]), hi = c.fold(to.domain->kids[1]);
  if (lo && hi && *lo > *hi) {
    c.diags.report(diag::range_reversed, r->range, c.text(r->low->range), c.text(r->high->range))
        .help("write the smaller end first; `sort … desc` turns the order of rows");
    broken = true;
    return;
  }
  if (r->stepKind == Step::None) {
    bool whole = to.domain->type.dim.isNumber() && lo && hi && *lo == std::nearbyint(*lo) && *hi == std::nearbyint(*hi);
    if (clause.word == Word::Over && !whole)
      c.diags.report(diag::axis_needs_step, r->range)
          .help(fmt::format("write `{} steps 20`, or `by` a step", c.text(r->range)))
          .fixit(Range{r->range.file, r->range.end, r->range.end}, " steps 20", "add `steps 20`");
    return;
  }
  Boundary at;
  at.what = "the step of a range";
  Node *step = c.exprFor(r->step, env, r->stepKind == Step::Add ? c.quantity(to.domain->type.dim) : c.number(), at);
  to.step = step;
  auto x = c.fold(step);
  if (!x)
    return;
  llvm::StringRef wanted = r->stepKind == Step::Add && *x <= 0        ? "above 0"
                           : r->stepKind == Step::Multiply && *x <= 1 ? "above 1"
                           : r->stepKind == Step::Count && (*x < 1 || *x != std::nearbyint(*x))
                               ? "a whole number of at least 1"
                               : "";
  if (!wanted.empty()) {
    c.diags.report(diag::domain, r->step->range, "the step of a range", wanted, c.text(r->step->range));
    broken = true;
  } else if (r->stepKind == Step::Multiply && lo && *lo <= 0) {
    c.diags.report(diag::domain, r->low->range, "the start of a range by factors", "above 0", c.text(r->low->range));
    broken = true;
  }
}

/// `over b in [1, 2, 4]`, where `b` names nothing else.
void BlockChecker::fresh(const ast::AxesClause &clause, const ast::Axis &axis, BlockAxis &to) {
  const ast::Path &path = axis.paths.front();
  Node *domain = c.expr(axis.domain, env);
  Type type = domain->type;
  if (type.kind == Type::Interval)
    type = c.quantity(type.dim);
  else if (type.element)
    type = *type.element;
  else if (!type.isError()) {
    c.diags.report(diag::wrong_type, domain->range, fmt::format("`{}`", path.first()), "a range or a list",
                   c.describe(type));
    type = Type();
  }
  broken |= type.isError();
  BlockInput in;
  in.text = in.name = path.first();
  in.slot = env.slots;
  in.type = type;
  in.range = path.range;
  declare(path.first(), type, domain->flow);
  freshPlaces.push_back({env.scope, path.range});
  to.inputs = c.keep(llvm::ArrayRef(in));
  to.domain = domain;
  step(clause, axis, to);
}

void BlockChecker::axis(const ast::AxesClause &clause, const ast::Axis &axis) {
  BlockAxis to;
  to.word = BlockAxis::Word(clause.word);
  to.range = axis.range;
  if (clause.word == Word::Given && !axis.domain && axis.paths.size() == 1 && axis.paths.front().simple() &&
      axis.paths.front().first() == "all") { // every figure that declares a range
    allAxes.push_back(to);
    return;
  }
  if (const ast::Path &path = axis.paths.front(); axis.paths.size() == 1 && path.simple() && axis.domain &&
                                                  !c.find(*env.module, path.first()) && !c.registryFolder(path.first())) {
    fresh(clause, axis, to);
    allAxes.push_back(to);
    return;
  }
  llvm::SmallVector<Checker::Input> inputs;
  llvm::SmallVector<BlockInput> rows;
  bool ok = true;
  for (const ast::Path &path : axis.paths) {
    Checker::Input input;
    if (!c.inputPath(path, *env.module, input)) {
      ok = false;
      continue;
    }
    ok &= !overlaps(input, c.text(path.range));
    inputs.push_back(input);
    rows.push_back(inputOf(path, input));
  }
  to.inputs = c.keep(llvm::ArrayRef(rows));
  if (!ok)
    broken = true;
  else if (axis.domain) {
    to.domain = inputs.size() > 1 ? this->rows(axis, inputs) : domain(axis, inputs.front());
    step(clause, axis, to);
  }
  allAxes.push_back(to);
}

const Node *BlockChecker::domain(const ast::Axis &axis, const Checker::Input &in) {
  Env inner = env;
  inner.side = in.side;
  inner.owner = in.at.path;
  auto listed = [&](llvm::ArrayRef<const Node *> values) {
    return c.make(NodeOp::List, axis.domain->range, c.listOf(in.type), c.keep(values));
  };
  if (auto *list = llvm::dyn_cast<ast::ListExpr>(axis.domain)) {
    if (list->elements.empty()) {
      c.diags.report(diag::axis_empty, list->range, c.text(axis.paths.front().range));
      broken = true;
    }
    llvm::SmallVector<const Node *, 8> values;
    for (const ast::Expr *e : list->elements) {
      values.push_back(c.exprFor(e, inner, in.type, in.at));
      c.roots.push_back(values.back());
      broken |= values.back()->type.isError();
    }
    return listed(values);
  }
  Type want = in.type;
  Node *domain = c.expr(axis.domain, inner, &want);
  c.roots.push_back(domain);
  broken |= domain->type.isError();
  if (domain->type.isError())
    return domain;
  Type values = domain->type;
  if (values.kind == Type::Interval)
    values = c.quantity(values.dim);
  else if (values.kind == Type::List && values.element)
    values = *values.element;
  else {
    c.diags.report(diag::wrong_type, domain->range, in.at.what, "a range or a list", c.describe(values));
    broken = true;
    return domain;
  }
  if (!c.accepts(in.type, values)) {
    Node *shown = c.make(NodeOp::Local, domain->range, values);
    c.wrongType(shown, in.type, in.at);
    broken = true;
    return domain;
  }
  if (domain->op == NodeOp::Interval)
    for (const Node *end : domain->kids) {
      if (!c.checkCounts(end, in.at)) {
        broken = true;
        return domain;
      }
      c.checkDomain(end, in.at);
    }
  c.checkFlow(domain, inner, in.at);
  return domain;
}

/// `(run.tp, run.pp) in [(1, 2), (2, 1)]`, or `in factorizations(16)`.
const Node *BlockChecker::rows(const ast::Axis &axis, llvm::ArrayRef<Checker::Input> inputs) {
  auto *list = llvm::dyn_cast<ast::ListExpr>(axis.domain);
  if (!list) {
    Node *n = c.expr(axis.domain, env);
    broken |= n->type.isError();
    if (n->type.isError() || (n->op == NodeOp::Builtin && n->text == "factorizations"))
      return n;
    c.diags.report(diag::wrong_type, n->range, "several paths at once", "a list of rows `(a, b)`",
                   c.describe(n->type));
    broken = true;
    return n;
  }
  llvm::SmallVector<const Node *, 8> all;
  for (const ast::Expr *row : list->elements) {
    auto *t = llvm::dyn_cast<ast::TupleExpr>(row);
    if (!t || t->elements.size() != inputs.size()) {
      c.diags.report(diag::wrong_type, row->range, "several paths at once", fmt::format("a row of {}", inputs.size()),
                     t ? fmt::format("one of {}", t->elements.size()) : std::string("a single value"));
      broken = true;
      continue;
    }
    llvm::SmallVector<const Node *, 4> values;
    for (auto [e, in] : llvm::zip_equal(t->elements, inputs)) {
      Env inner = env;
      inner.side = in.side;
      values.push_back(c.exprFor(e, inner, in.type, in.at));
      c.roots.push_back(values.back());
      broken |= values.back()->type.isError();
    }
    all.push_back(c.make(NodeOp::List, row->range, c.listOf(inputs.front().type), c.keep(llvm::ArrayRef(values))));
  }
  if (list->elements.empty()) {
    c.diags.report(diag::axis_empty, list->range, c.text(axis.paths.front().range));
    broken = true;
  }
  return c.make(NodeOp::List, list->range, c.listOf(c.listOf(inputs.front().type)), c.keep(llvm::ArrayRef(all)));
}

void BlockChecker::axes(const ast::AxesClause &clause) {
  for (const ast::Axis &a : clause.axes) {
    axis(clause, a);
    if (clause.word == Word::Find)
      finds += a.paths.size();
  }
}

} // namespace mls
