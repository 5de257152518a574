//===- Queries.cpp - the clauses of block queries -------------------------===//
//
// A block is checked like everything else: its paths, the domains of its axes, its
// conditions and columns, and which clauses it needs.
//
//===----------------------------------------------------------------------===//

#include "Sema/BlockChecker.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

namespace mls {

using Form = ast::QueryDecl::Form;
using Kind = ast::Clause::Kind;

void BlockChecker::declare(llvm::StringRef name, Type type, Flow flow) {
  Scope &s = scopes.emplace_back();
  s.outer = env.scope;
  s.name = name;
  s.type = type;
  s.slot = env.slots++;
  s.flow = flow;
  env.scope = &s;
}

/// A column goes by the last part of a path; another expression has no name.
BlockColumn BlockChecker::column(const ast::Expr *e, Node *value) {
  BlockColumn to;
  to.label = c.text(e->range);
  to.value = value;
  to.range = e->range;
  if (auto *path = llvm::dyn_cast<ast::PathExpr>(e))
    to.name = path->path.last();
  return to;
}

void BlockChecker::show(const ast::ShowClause &clause) {
  for (const ast::ShowItem &item : clause.items) {
    Node *n = c.expr(item.value, env);
    if (item.unit)
      n = c.showIn(n, item.unit, env, item.range);
    c.roots.push_back(n);
    c.requireSources(n, *env.module);
    BlockColumn to = column(item.value, n);
    to.unit = item.unit.text;
    if (!item.name.text.empty())
      to.name = to.label = item.name.text;
    broken |= n->type.isError();
    shows.push_back(to);
  }
}

void BlockChecker::per(const ast::PerClause &clause) {
  for (const ast::Path &path : clause.paths) {
    llvm::StringRef text = c.text(path.range);
    const BlockInput *found = nullptr;
    std::vector<llvm::StringRef> known;
    for (const BlockAxis &axis : allAxes)
      for (const BlockInput &in : axis.inputs) {
        known.push_back(in.text);
        if (in.text == text)
          found = &in;
      }
    if (found) {
      perInputs.push_back(*found);
      continue;
    }
    broken = true;
    Checker::Input input;
    if (c.inputPath(path, *env.module, input))
      c.diags.report(diag::per_no_axis, path.range, text)
          .help(fmt::format("what varies here is {}", quotedList(known, "and")));
  }
}

void BlockChecker::clause(const ast::Clause &clause) {
  auto number = [&](const ast::Expr *e, llvm::StringRef what) {
    Boundary at;
    at.what = what.str();
    const Node *n = c.exprFor(e, env, c.number(), at);
    c.roots.push_back(n);
    broken |= n->type.isError();
    return n;
  };
  auto quantity = [&](const ast::Expr *e, llvm::StringRef what) {
    Node *n = c.expr(e, env);
    c.roots.push_back(n);
    broken |= n->type.isError();
    if (!n->type.isError() && n->type.kind != Type::Quantity) {
      c.diags.report(diag::wrong_type, n->range, what, "a quantity", c.describe(n->type)).at(c.print(n->type));
      broken = true;
    }
    return column(e, n);
  };
  switch (clause.kind) {
  case Kind::Error: broken = true; return;
  case Kind::Axes: return; // before all others
  case Kind::Where:
    for (const ast::Expr *e : llvm::cast<ast::WhereClause>(clause).conditions) {
      Env inner = env;
      inner.equation = q.form == Form::Solve;
      Node *n = c.condition(e, inner, "a condition of `where`");
      broken |= n->type.isError();
      c.roots.push_back(n);
      conditions.push_back(n);
    }
    return;
  case Kind::Goal: {
    auto &goal = llvm::cast<ast::GoalClause>(clause);
    goals.push_back({quantity(goal.objective, "an objective"), goal.maximize});
    return;
  }
  case Kind::Per: return per(llvm::cast<ast::PerClause>(clause));
  case Kind::Sort:
    for (const ast::SortKey &key : llvm::cast<ast::SortClause>(clause).keys) {
      const Node *n = c.expr(key.value, env);
      c.roots.push_back(n);
      broken |= n->type.isError();
      sort.push_back({n, key.descending});
    }
    return;
  case Kind::Top: {
    const ast::Expr *count = llvm::cast<ast::TopClause>(clause).count;
    out.top = number(count, "`top`");
    if (auto x = c.fold(out.top); x && (*x < 1 || *x != std::nearbyint(*x)))
      c.diags.report(diag::domain, count->range, "`top`", "a whole number of at least 1", c.text(count->range));
    return;
  }
  case Kind::By: out.swing = number(llvm::cast<ast::ByClause>(clause).swing, "`by`"); return;
  case Kind::Of:
    for (const ast::Expr *e : llvm::cast<ast::OfClause>(clause).values)
      of.push_back(quantity(e, "`of`"));
    return;
  case Kind::To:
    for (const ast::Path &path : llvm::cast<ast::ToClause>(clause).paths) {
      Checker::Input input;
      if (path.simple() && path.first() == "all")
        out.toAll = true;
      else if (c.inputPath(path, *env.module, input))
        to.push_back(inputOf(path, input));
      else
        broken = true;
    }
    return;
  case Kind::Let: {
    auto *let = llvm::cast<ast::LetClause>(clause).decl;
    Node *n = c.expr(let->value, env);
    c.roots.push_back(n);
    broken |= n->type.isError();
    c.requireSources(n, *env.module);
    lets.push_back({let->name.text, env.slots, n});
    declare(let->name.text, n->type, n->flow);
    return;
  }
  case Kind::Show: return show(llvm::cast<ast::ShowClause>(clause));
  }
}

BlockQuery BlockChecker::check() {
  for (const ast::Clause *clause : q.clauses) {
    if (!allowed(q.form, *clause)) {
      c.diags.report(diag::clause_not_allowed, clause->wordRange, wordOf(*clause), name(q.form))
          .help(fmt::format("it takes {}", clausesOf(q.form)));
      broken = true;
      continue;
    }
    if (auto *axes = llvm::dyn_cast<ast::AxesClause>(clause))
      this->axes(*axes);
  }
  for (const ast::Clause *clause : q.clauses)
    if (allowed(q.form, *clause))
      this->clause(*clause);
  finish();
  return out;
}

void Checker::checkBlock(Pending &p) {
  BlockChecker block(*this, p, *llvm::cast<ast::QueryDecl>(p.syntax));
  BlockQuery q = block.check();
  p.decl->flow = Flow::Joint;
  // An import's queries do not run, but its users may ask for their results.
  out.blocks.push_back(q);
}

} // namespace mls
