//===- BlockChecker.h - one query block under check ---------------*- C++ -*-===//
//
//   Queries.cpp      its clauses                 Axes.cpp  what varies, over which values
//   QueryResults.cpp what it lacks, what its result holds
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Sema/Checker.h"
#include "Sema/Clauses.h"

namespace mls {

class BlockChecker {
public:
  using Column = std::pair<llvm::StringRef, Type>;

  BlockChecker(Checker &c, Pending &p, const ast::QueryDecl &q) : c(c), p(p), q(q) {
    env.module = p.module;
    env.owner = p.decl->name.str();
    out.decl = p.decl;
    out.form = name(q.form);
    out.range = q.range;
  }
  BlockQuery check();

private:
  // Axes.cpp
  void axes(const ast::AxesClause &clause);
  void axis(const ast::AxesClause &clause, const ast::Axis &axis);
  void fresh(const ast::AxesClause &clause, const ast::Axis &axis, BlockAxis &to);
  const Node *domain(const ast::Axis &axis, const Checker::Input &in);
  const Node *rows(const ast::Axis &axis, llvm::ArrayRef<Checker::Input> inputs);
  void step(const ast::AxesClause &clause, const ast::Axis &axis, BlockAxis &to);
  bool overlaps(const Checker::Input &input, llvm::StringRef text);
  BlockInput inputOf(const ast::Path &path, const Checker::Input &in);
  // Queries.cpp
  void clause(const ast::Clause &clause);
  void show(const ast::ShowClause &clause);
  void per(const ast::PerClause &clause);
  BlockColumn column(const ast::Expr *e, Node *value);
  void declare(llvm::StringRef name, Type type, Flow flow);
  // QueryResults.cpp
  void finish();
  void finishResult();

  Checker &c;
  Pending &p;
  const ast::QueryDecl &q;
  BlockQuery out;
  Env env;
  std::deque<Scope> scopes; ///< fresh variables and lets
  llvm::SmallVector<std::pair<const Scope *, Range>> freshPlaces;
  llvm::SmallVector<Checker::Input> set; ///< what axes set so far
  llvm::SmallVector<BlockAxis> allAxes;
  llvm::SmallVector<BlockLet> lets;
  llvm::SmallVector<const Node *> conditions;
  llvm::SmallVector<BlockGoal> goals;
  llvm::SmallVector<BlockColumn> shows, of;
  llvm::SmallVector<BlockInput> perInputs, to;
  llvm::SmallVector<BlockSort> sort;
  unsigned finds = 0;
  bool broken = false;
};

} // namespace mls
