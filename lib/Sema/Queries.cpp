//===- Queries.cpp - the clauses of block queries -------------------------===//
//
// A block is checked like everything else: its paths, the domains of its axes, its
// conditions and columns, and which clauses it needs. What its result holds is a
// schema made here (`rank.best.price`, `t.tpot`).
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"
#include "Sema/Clauses.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

namespace mls {

using Form = ast::QueryDecl::Form;
using Kind = ast::Clause::Kind;
using Word = ast::AxesClause::Word;
using Column = std::pair<llvm::StringRef, Type>;

namespace {
/// The state of one block.
struct Block {
  Checker &c;
  Pending &p;
  const ast::QueryDecl &q;
  Env env;
  std::deque<Scope> scopes; ///< fresh variables and lets
  llvm::SmallVector<const Scope *> fresh;
  llvm::SmallVector<std::pair<const Scope *, Range>> freshPlaces;
  llvm::SmallVector<Column> unknowns, columns, goals;
  unsigned finds = 0, equations = 0;
  Type target; ///< of the first `of`
  bool broken = false;

  void declare(llvm::StringRef name, Type type, Flow flow) {
    Scope &s = scopes.emplace_back();
    s.outer = env.scope;
    s.name = name;
    s.type = type;
    s.slot = env.slots++;
    s.flow = flow;
    env.scope = &s;
  }
  void axes(const ast::AxesClause &clause);
  void axis(const ast::AxesClause &clause, const ast::Axis &axis);
  void tuple(const ast::Axis &axis, llvm::ArrayRef<Checker::Input> inputs);
  void clause(const ast::Clause &clause);
  void show(const ast::ShowClause &clause);
  void finish();
};
} // namespace

/// A range to enumerate needs a step unless it runs over whole numbers.
static void checkStep(Checker &c, const ast::RangeExpr &r, const Node *domain) {
  if (r.stepKind != ast::RangeExpr::Step::None || domain->op != NodeOp::Interval)
    return;
  auto lo = c.fold(domain->kids[0]), hi = c.fold(domain->kids[1]);
  bool whole = domain->type.dim.isNumber() && lo && hi && *lo == std::nearbyint(*lo) && *hi == std::nearbyint(*hi);
  if (!whole)
    c.diags.report(diag::axis_needs_step, r.range)
        .help(fmt::format("write `{} steps 20`, or `by` a step", c.text(r.range)))
        .fixit(Range{r.range.file, r.range.end, r.range.end}, " steps 20", "add `steps 20`");
}

void Block::axis(const ast::AxesClause &clause, const ast::Axis &axis) {
  llvm::SmallVector<Checker::Input> inputs;
  bool ok = true;
  for (const ast::Path &path : axis.paths) {
    Checker::Input input;
    bool known = c.find(*env.module, path.first()) || c.registryFolder(path.first());
    if (!known && path.simple() && axis.domain && axis.paths.size() == 1) {
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
      declare(path.first(), type, domain->flow);
      freshPlaces.push_back({env.scope, path.range});
      unknowns.push_back({path.last(), type});
      if (auto *r = llvm::dyn_cast<ast::RangeExpr>(axis.domain); r && clause.word == Word::Over)
        checkStep(c, *r, domain);
      return;
    }
    ok &= c.inputPath(path, *env.module, input);
    inputs.push_back(input);
    if (ok)
      unknowns.push_back({path.last(), input.type});
  }
  if (!axis.domain)
    return;
  if (!ok) {
    broken = true;
    return;
  }
  if (inputs.size() > 1)
    return tuple(axis, inputs);
  Checker::Input &in = inputs.front();
  Env inner = env;
  inner.side = in.side;
  inner.owner = in.at.path;
  if (auto *list = llvm::dyn_cast<ast::ListExpr>(axis.domain)) {
    for (const ast::Expr *e : list->elements)
      c.roots.push_back(c.exprFor(e, inner, in.type, in.at));
    return;
  }
  Type want = in.type;
  Node *domain = c.expr(axis.domain, inner, &want);
  c.roots.push_back(domain);
  if (domain->type.isError())
    return;
  Type values = domain->type;
  if (values.kind == Type::Interval)
    values = c.quantity(values.dim);
  else if (values.kind == Type::List && values.element)
    values = *values.element;
  else {
    c.diags.report(diag::wrong_type, domain->range, in.at.what, "a range or a list", c.describe(values));
    return;
  }
  if (!c.accepts(in.type, values)) {
    Node *shown = c.make(NodeOp::Local, domain->range, values);
    c.wrongType(shown, in.type, in.at);
    return;
  }
  if (domain->op == NodeOp::Interval)
    for (const Node *end : domain->kids) {
      if (!c.checkCounts(end, in.at))
        return;
      c.checkDomain(end, in.at);
    }
  c.checkFlow(domain, inner, in.at);
  if (auto *r = llvm::dyn_cast<ast::RangeExpr>(axis.domain); r && clause.word == Word::Over)
    checkStep(c, *r, domain);
}

/// `(run.tp, run.pp) in [(1, 2), (2, 1)]`, or `in factorizations(16)`.
void Block::tuple(const ast::Axis &axis, llvm::ArrayRef<Checker::Input> inputs) {
  auto *list = llvm::dyn_cast<ast::ListExpr>(axis.domain);
  if (!list) {
    Node *n = c.expr(axis.domain, env);
    if (!n->type.isError() && !(n->op == NodeOp::Builtin && n->text == "factorizations"))
      c.diags.report(diag::wrong_type, n->range, "several paths at once", "a list of rows `(a, b)`",
                     c.describe(n->type));
    return;
  }
  for (const ast::Expr *row : list->elements) {
    auto *t = llvm::dyn_cast<ast::TupleExpr>(row);
    if (!t || t->elements.size() != inputs.size()) {
      c.diags.report(diag::wrong_type, row->range, "several paths at once", fmt::format("a row of {}", inputs.size()),
                     t ? fmt::format("one of {}", t->elements.size()) : std::string("a single value"));
      continue;
    }
    for (auto [e, in] : llvm::zip_equal(t->elements, inputs)) {
      Env inner = env;
      inner.side = in.side;
      c.roots.push_back(c.exprFor(e, inner, in.type, in.at));
    }
  }
}

void Block::axes(const ast::AxesClause &clause) {
  for (const ast::Axis &a : clause.axes) {
    axis(clause, a);
    if (clause.word == Word::Find)
      finds += a.paths.size();
  }
}

void Block::show(const ast::ShowClause &clause) {
  for (const ast::ShowItem &item : clause.items) {
    Node *n = c.expr(item.value, env);
    if (item.unit)
      n = c.showIn(n, item.unit, env, item.range);
    c.roots.push_back(n);
    llvm::StringRef column = item.name.text;
    if (column.empty())
      if (auto *path = llvm::dyn_cast<ast::PathExpr>(item.value))
        column = path->path.last();
    if (!column.empty())
      columns.push_back({column, n->type});
  }
}

void Block::clause(const ast::Clause &clause) {
  auto number = [&](const ast::Expr *e, llvm::StringRef what) {
    Boundary at;
    at.what = what.str();
    c.roots.push_back(c.exprFor(e, env, c.number(), at));
  };
  switch (clause.kind) {
  case Kind::Error: broken = true; return;
  case Kind::Axes: return; // before all others
  case Kind::Where:
    for (const ast::Expr *e : llvm::cast<ast::WhereClause>(clause).conditions) {
      Env inner = env;
      inner.equation = q.form == Form::Solve;
      Node *n = c.condition(e, inner, "a condition of `where`");
      equations += n->op == NodeOp::Equal || n->op == NodeOp::Within || n->type.isError();
      c.roots.push_back(n);
    }
    return;
  case Kind::Goal: {
    const ast::Expr *e = llvm::cast<ast::GoalClause>(clause).objective;
    Node *n = c.expr(e, env);
    c.roots.push_back(n);
    if (!n->type.isError() && n->type.kind != Type::Quantity)
      c.diags.report(diag::wrong_type, n->range, "an objective", "a quantity", c.describe(n->type))
          .at(c.print(n->type));
    if (auto *path = llvm::dyn_cast<ast::PathExpr>(e))
      goals.push_back({path->path.last(), n->type});
    return;
  }
  case Kind::Per:
    for (const ast::Path &path : llvm::cast<ast::PerClause>(clause).paths) {
      Checker::Input input;
      c.inputPath(path, *env.module, input);
    }
    return;
  case Kind::Sort:
    for (const ast::SortKey &key : llvm::cast<ast::SortClause>(clause).keys)
      c.roots.push_back(c.expr(key.value, env));
    return;
  case Kind::Top: {
    const ast::Expr *count = llvm::cast<ast::TopClause>(clause).count;
    number(count, "`top`");
    if (auto x = c.fold(c.roots.back()); x && (*x < 1 || *x != std::nearbyint(*x)))
      c.diags.report(diag::domain, count->range, "`top`", "a whole number of at least 1", c.text(count->range));
    return;
  }
  case Kind::By: return number(llvm::cast<ast::ByClause>(clause).swing, "`by`");
  case Kind::Of:
    for (const ast::Expr *e : llvm::cast<ast::OfClause>(clause).values) {
      Node *n = c.expr(e, env);
      c.roots.push_back(n);
      if (!n->type.isError() && n->type.kind != Type::Quantity)
        c.diags.report(diag::wrong_type, n->range, "`of`", "a quantity", c.describe(n->type)).at(c.print(n->type));
      if (target.isError())
        target = n->type;
    }
    return;
  case Kind::To:
    for (const ast::Path &path : llvm::cast<ast::ToClause>(clause).paths) {
      Checker::Input input;
      if (path.simple() && path.first() == "all")
        continue;
      c.inputPath(path, *env.module, input);
    }
    return;
  case Kind::Let: {
    auto *let = llvm::cast<ast::LetClause>(clause).decl;
    Node *n = c.expr(let->value, env);
    c.roots.push_back(n);
    declare(let->name.text, n->type, n->flow);
    return;
  }
  case Kind::Show: return show(llvm::cast<ast::ShowClause>(clause));
  }
}

void Block::finish() {
  auto has = [&](auto test) { return llvm::any_of(q.clauses, [&](const ast::Clause *c) { return test(*c); }); };
  auto hasKind = [&](Kind k) { return has([k](const ast::Clause &c) { return c.kind == k; }); };
  auto hasAxis = [&](Word w) {
    return has([w](const ast::Clause &c) { return c.kind == Kind::Axes && llvm::cast<ast::AxesClause>(c).word == w; });
  };
  llvm::StringRef missing;
  if (q.form == Form::Sweep && !hasAxis(Word::Over))
    missing = "over";
  else if (q.form == Form::Solve && !hasAxis(Word::Find))
    missing = "find";
  else if (q.form == Form::Solve && !hasKind(Kind::Where))
    missing = "where";
  else if (q.form == Form::Optimize && !hasAxis(Word::Over) && !hasAxis(Word::Find))
    missing = "over";
  else if (q.form == Form::Optimize && !hasKind(Kind::Goal))
    missing = "minimize";
  else if ((q.form == Form::Sensitivity || q.form == Form::Uncertainty) && !hasKind(Kind::Of))
    missing = "of";
  if (!missing.empty() && !broken)
    c.diags.report(diag::clause_missing, q.formRange, name(q.form), missing)
        .help(fmt::format("for example `{}`", exampleOf(missing)));
  if (q.form == Form::Solve && missing.empty() && !broken && finds > equations)
    c.diags.report(diag::underdetermined, q.formRange, plural(finds, "unknown"), plural(equations, "equation"))
        .help("every unknown needs an equation: `where slo.tpot == 10 ms/tok`");
  for (auto &[scope, place] : freshPlaces)
    if (!scope->used)
      c.diags.report(diag::axis_unused, place, scope->name)
          .help("an axis is an input of the file, such as `slo.batch`, or a name that a clause here uses");

  if (columns.empty()) {
    columns = unknowns;
    columns.append(goals.begin(), goals.end());
  }
  llvm::SmallVector<Column> unique;
  for (const Column &col : columns)
    if (llvm::none_of(unique, [&](const Column &u) { return u.first == col.first; }))
      unique.push_back(col);
  Type row = c.record(c.adHoc("row", unique)), type;
  auto tableOf = [&](const Type &of) {
    Type t = c.listOf(of);
    t.kind = Type::Table;
    t.schema = of.schema;
    return t;
  };
  auto recordOf = [&](llvm::ArrayRef<Column> members) { return c.record(c.adHoc(name(q.form), members)); };
  Type text = c.plain(Type::Text);
  switch (q.form) {
  case Form::Value: break;
  case Form::Sweep: type = tableOf(row); break;
  case Form::Optimize:
    type = recordOf(
        {Column("best", row), Column("runner_up", row), Column("rows", c.listOf(row)), Column("binding", text)});
    break;
  case Form::Solve: {
    llvm::SmallVector<Column> members(unknowns.begin(), unknowns.end());
    for (const Column &col : unique)
      if (llvm::none_of(members, [&](const Column &u) { return u.first == col.first; }))
        members.push_back(col);
    type = recordOf(members);
    break;
  }
  case Form::Sensitivity: type = tableOf(recordOf({Column("input", text), Column("elasticity", c.number())})); break;
  case Form::Uncertainty:
    if (!target.isError())
      type = recordOf({Column("low", target), Column("high", target), Column("p05", target), Column("p50", target),
                       Column("p95", target)});
    break;
  }
  p.decl->type = type;
  p.decl->flow = Flow::Joint;
}

void Checker::checkBlock(Pending &p) {
  auto &q = *llvm::cast<ast::QueryDecl>(p.syntax);
  Block block{*this, p, q, {}, {}, {}, {}, {}, {}, {}, 0, 0, {}, false};
  block.env.module = p.module;
  block.env.owner = p.decl->name.str();
  for (const ast::Clause *clause : q.clauses) {
    if (!allowed(q.form, *clause)) {
      diags.report(diag::clause_not_allowed, clause->wordRange, wordOf(*clause), name(q.form))
          .help(fmt::format("it takes {}", clausesOf(q.form)));
      block.broken = true;
      continue;
    }
    if (auto *axes = llvm::dyn_cast<ast::AxesClause>(clause))
      block.axes(*axes);
  }
  for (const ast::Clause *clause : q.clauses)
    if (allowed(q.form, *clause))
      block.clause(*clause);
  block.finish();
  if (p.module == &modules.front())
    out.blocks.push_back({p.decl, name(q.form), q.range});
}

} // namespace mls
