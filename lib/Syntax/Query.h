//===- Query.h - the clauses of query blocks --------------------*- C++ -*-===//
//
// One clause set for `sweep`, `solve`, `optimize`, `sensitivity` and
// `uncertainty`. The parser accepts every clause in every block, in any order
// and number; which belong where is Sema's rule.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Syntax/Expr.h"

namespace mls::ast {

struct LetDecl;

struct Clause {
  enum class Kind : uint8_t { Error, Axes, Where, Goal, Per, Sort, Top, Of, To, By, Let, Show };
  Kind kind = Kind::Error;
  Range range;
  Range wordRange; ///< the clause word (`over`, `where`, …)
};

/// One member of `over`, `find` or `given`: `slo.batch in 1..512`,
/// `(run.tp, run.pp) in factorizations(64)`, `Pod.rent`.
struct Axis {
  llvm::ArrayRef<Path> paths; ///< several: a tuple
  Expr *domain = nullptr;     ///< null only in `given P`
  Range range;
};

/// `over …`, `find …`, `given …`.
struct AxesClause : Clause {
  AxesClause() { kind = Kind::Axes; }
  enum class Word : uint8_t { Over, Find, Given } word = Word::Over;
  llvm::ArrayRef<Axis> axes;
  static bool classof(const Clause *c) { return c->kind == Kind::Axes; }
};

/// `where c, …`: all must hold.
struct WhereClause : Clause {
  WhereClause() { kind = Kind::Where; }
  llvm::ArrayRef<Expr *> conditions;
  static bool classof(const Clause *c) { return c->kind == Kind::Where; }
};

/// `minimize e`, `maximize e`.
struct GoalClause : Clause {
  GoalClause() { kind = Kind::Goal; }
  bool maximize = false;
  Expr *objective = nullptr;
  static bool classof(const Clause *c) { return c->kind == Kind::Goal; }
};

/// `per P, …`.
struct PerClause : Clause {
  PerClause() { kind = Kind::Per; }
  llvm::ArrayRef<Path> paths;
  static bool classof(const Clause *c) { return c->kind == Kind::Per; }
};

struct SortKey {
  Expr *value = nullptr;
  bool descending = false;
};
/// `sort e [desc], …`.
struct SortClause : Clause {
  SortClause() { kind = Kind::Sort; }
  llvm::ArrayRef<SortKey> keys;
  static bool classof(const Clause *c) { return c->kind == Kind::Sort; }
};

/// `top n`.
struct TopClause : Clause {
  TopClause() { kind = Kind::Top; }
  Expr *count = nullptr;
  static bool classof(const Clause *c) { return c->kind == Kind::Top; }
};

/// `of e, …`.
struct OfClause : Clause {
  OfClause() { kind = Kind::Of; }
  llvm::ArrayRef<Expr *> values;
  static bool classof(const Clause *c) { return c->kind == Kind::Of; }
};

/// `to P, …` or `to all` (a path of the one part `all`).
struct ToClause : Clause {
  ToClause() { kind = Kind::To; }
  llvm::ArrayRef<Path> paths;
  static bool classof(const Clause *c) { return c->kind == Kind::To; }
};

/// `by 20%`.
struct ByClause : Clause {
  ByClause() { kind = Kind::By; }
  Expr *swing = nullptr;
  static bool classof(const Clause *c) { return c->kind == Kind::By; }
};

/// `let f = footprint(run)`; `decl` is as at top level.
struct LetClause : Clause {
  LetClause() { kind = Kind::Let; }
  LetDecl *decl = nullptr;
  static bool classof(const Clause *c) { return c->kind == Kind::Let; }
};

/// `[name =] e [as unit]`.
struct ShowItem {
  Name name; ///< may be empty
  Expr *value = nullptr;
  UnitText unit; ///< may be empty
  Range range;
};
struct ShowClause : Clause {
  ShowClause() { kind = Kind::Show; }
  llvm::ArrayRef<ShowItem> items;
  static bool classof(const Clause *c) { return c->kind == Kind::Show; }
};

} // namespace mls::ast
