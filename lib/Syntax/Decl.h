//===- Decl.h - declarations, fields, provenance ----------------*- C++ -*-===//
#pragma once

#include "Syntax/Query.h"
#include "Syntax/Type.h"

namespace mls::ast {

/// `from SOURCE "locator" { quote: "…"  printed: sparse(2) }`.
struct FromClause {
  Path source;
  StringExpr *locator = nullptr; ///< may be null
  RecordExpr *details = nullptr; ///< may be null
  Range range;
};

/// What may follow a value, in any order: where it comes from and how sure it is.
struct Origin {
  llvm::ArrayRef<FromClause *> from; ///< several: independent sources
  StringExpr *reason = nullptr;      ///< of `estimate "…"` or `convention "…"`; may be null
  bool convention = false;           ///< which of the two
  Expr *tolerance = nullptr;         ///< of `± 10%` or `+- 2 W`; may be null
  Expr *low = nullptr, *high = nullptr; ///< of `range lo .. hi`; both or neither null
  Range range;                       ///< invalid when there is no clause
};

/// An entry of a record or a schema.
///
///   record   `rent: 31.20 EUR/h ± 10% from rfq "line 3"`   path, value, origin
///            `accelerator.memory.bandwidth: 6 TB/s`        the path may be dotted
///   schema   `pump: Power = 400 W from …`                  path, type, value
///            `pump: Power`, `pump: Power?`                 path, type
///
/// An entry that could not be read has an ErrorExpr value; its path may be empty.
struct Field {
  Path path;
  TypeExpr *type = nullptr; ///< schema fields only; null in records
  Expr *value = nullptr;    ///< null only for a schema field without a default
  Origin origin;
  llvm::StringRef doc;      ///< `///` lines above it
  Range range;
};

struct Decl {
  enum class Kind : uint8_t {
    Error, Registry, Use, Import, Dimension, Unit, Schema, Record, Let, Def, Query, Show, Assert
  };
  Kind kind = Kind::Error;
  Range range;
  Range wordRange;     ///< the declaration word
  Name name;           ///< empty where the kind has none (use, show, assert, registry)
  llvm::StringRef doc; ///< text of the `///` lines above, without the slashes
};

/// Reported. `name` is set where it could be read, so that uses of it stay silent.
struct ErrorDecl : Decl {
  static bool classof(const Decl *d) { return d->kind == Kind::Error; }
};

/// `registry "2026.11"`.
struct RegistryDecl : Decl {
  RegistryDecl() { kind = Kind::Registry; }
  StringExpr *version = nullptr;
  static bool classof(const Decl *d) { return d->kind == Kind::Registry; }
};

/// `use models.meta.{A, B}` gives two items with full paths.
struct UseItem {
  Path path;
  Name alias; ///< of `use V = a.b.C`; empty: the last part is the local name
  Name local() const { return alias || path.parts.empty() ? alias : path.parts.back(); }
};
struct UseDecl : Decl {
  UseDecl() { kind = Kind::Use; }
  llvm::ArrayRef<UseItem> items;
  static bool classof(const Decl *d) { return d->kind == Kind::Use; }
};

/// `import "team/fleet.mls"`, `import fleet = "team/fleet.mls"` (then `name` is set).
struct ImportDecl : Decl {
  ImportDecl() { kind = Kind::Import; }
  StringExpr *path = nullptr;
  static bool classof(const Decl *d) { return d->kind == Kind::Import; }
};

/// `dimension Image`, `dimension Bandwidth = Data/Time`.
struct DimensionDecl : Decl {
  DimensionDecl() { kind = Kind::Dimension; }
  TypeExpr *value = nullptr; ///< null: a new base dimension
  static bool classof(const Decl *d) { return d->kind == Kind::Dimension; }
};

/// `unit img: Image prefixes k M`, `unit EUR = 1.08 USD from ecb`. Every part but
/// the name may be absent; they come in this order: `: D`, `= e`, `prefixes`, origin.
struct UnitDecl : Decl {
  UnitDecl() { kind = Kind::Unit; }
  TypeExpr *dimension = nullptr; ///< may be null
  Expr *value = nullptr;         ///< may be null
  llvm::ArrayRef<Name> prefixes;
  Origin origin;
  static bool classof(const Decl *d) { return d->kind == Kind::Unit; }
};

/// `schema X: Y { pump: Power = 400 W }`.
struct SchemaDecl : Decl {
  SchemaDecl() { kind = Kind::Schema; }
  Path base; ///< may be empty
  llvm::ArrayRef<Field *> fields;
  Range bodyRange;
  static bool classof(const Decl *d) { return d->kind == Kind::Schema; }
};

/// `hardware N: Schema { … }`, `hardware N = expr`, `source N { … }`, `format N { … }`.
struct RecordDecl : Decl {
  RecordDecl() { kind = Kind::Record; }
  enum class Role : uint8_t { Model, Workload, Hardware, Site, Source, Format } role = Role::Model;
  Path schema;           ///< empty in the `=` form, and for source and format
  Expr *value = nullptr; ///< a RecordExpr in the `{ … }` form
  Origin origin;         ///< after the `=` form
  bool derived = false;  ///< the `=` form
  static bool classof(const Decl *d) { return d->kind == Kind::Record; }
};

/// `let x: Power = e from …`.
struct LetDecl : Decl {
  LetDecl() { kind = Kind::Let; }
  TypeExpr *type = nullptr; ///< may be null
  Expr *value = nullptr;
  Origin origin;
  static bool classof(const Decl *d) { return d->kind == Kind::Let; }
};

struct Param {
  Name name;
  TypeExpr *type = nullptr; ///< may be null: inferred
  Expr *value = nullptr;    ///< default; may be null
  Range range;
};
/// `def max<D>(a: D, b: D) -> D = if a > b then a else b from …`.
struct DefDecl : Decl {
  DefDecl() { kind = Kind::Def; }
  llvm::ArrayRef<Name> generics;
  llvm::ArrayRef<Param> params;
  TypeExpr *result = nullptr; ///< may be null: inferred
  Expr *body = nullptr;
  Origin origin;
  static bool classof(const Decl *d) { return d->kind == Kind::Def; }
};

/// `query slo = serve(…)`, `query rank = optimize { … }`.
struct QueryDecl : Decl {
  QueryDecl() { kind = Kind::Query; }
  enum class Form : uint8_t { Value, Sweep, Solve, Optimize, Sensitivity, Uncertainty } form = Form::Value;
  Expr *value = nullptr; ///< exactly when form is Value
  llvm::ArrayRef<Clause *> clauses;
  Range formRange; ///< the block's word; `sweep`
  Range bodyRange; ///< with the braces
  static bool classof(const Decl *d) { return d->kind == Kind::Query; }
};

/// `show slo.ttft, e2e = a + b as ms`.
struct ShowDecl : Decl {
  ShowDecl() { kind = Kind::Show; }
  llvm::ArrayRef<ShowItem> items;
  static bool classof(const Decl *d) { return d->kind == Kind::Show; }
};

/// `assert c "text" from bench "concurrency 64"`. A `within` is in the CompareExpr.
struct AssertDecl : Decl {
  AssertDecl() { kind = Kind::Assert; }
  Expr *condition = nullptr;
  StringExpr *message = nullptr; ///< may be null
  Origin origin;
  static bool classof(const Decl *d) { return d->kind == Kind::Assert; }
};

} // namespace mls::ast
