//===- Expr.h - expressions -------------------------------------*- C++ -*-===//
//
// Layers, loosest first; each is one rule of grammar/MlsParser.g4:
//
//   e as unit                     if c then a else b
//   a or b                        a and b               not a
//   a == b within t   != < <= > >=                      (do not chain)
//   lo .. hi [by x | by *x | steps n]                   (do not chain)
//   a + b   a - b                 a * b   a / b         -a
//   a default b                   a ^ b                 (both right associative)
//   a.b   a(…)   a[i]   a with {…}
//
// A quantity literal binds tighter than all of them: `w / 3.35 TB/s` divides by
// the whole bandwidth. `-2^2` is `-(2^2)`; `-x default 1` is `-(x default 1)`.
// `has(x)`, `count(q)`, `nominal(e)`, `zoo(S)`, `normal(m, s)`, … are plain Calls.
// Enum words (`compute: bf16`, `recompute: none`) are PathExprs of one part.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Syntax/Node.h"

namespace mls::ast {

struct Field;

struct Expr {
  enum class Kind : uint8_t {
    Error, Number, String, Date, Bool, Path,           // leaves
    Member, Call, Index, With,                         // postfix
    Unary, Binary, Logical, Compare, Range, Default,   // operators
    Conditional, Reduction, As, Record, List, Tuple    // compounds
  };
  Kind kind = Kind::Error;
  /// Height of the tree, at most `maxDepth`: recursion over an Expr is safe.
  uint16_t depth = 1;
  mls::Range range; ///< outer parentheses belong to it

  static constexpr unsigned maxDepth = 1000;
};

/// Reported; stands for any value.
struct ErrorExpr : Expr {
  Expr *partial = nullptr; ///< what was understood before the error; may be null
  static bool classof(const Expr *e) { return e->kind == Kind::Error; }
};

/// `70B`, `2048 tok`, `3.35 TB/s`, `10%`, `8Ki`, `1e-3`, `16Mi tok`.
struct NumberExpr : Expr {
  NumberExpr() { kind = Kind::Number; }
  llvm::StringRef digits;    ///< as written (`3.35`, `1e400`), without `_`
  llvm::StringRef suffix;    ///< glued scale: k K M G B T P, Ki Mi Gi Ti Pi; may be empty
  int8_t scale10 = 0;        ///< value = digits * 10^scale10 * 2^scale2; `%` not included
  int8_t scale2 = 0;
  bool percent = false;
  mls::Range digitsRange;    ///< digits and suffix
  UnitText unit;             ///< empty for a bare number; never with `percent`
  static bool classof(const Expr *e) { return e->kind == Kind::Number; }
};

struct StringExpr : Expr {
  StringExpr() { kind = Kind::String; }
  llvm::StringRef value; ///< escapes resolved
  static bool classof(const Expr *e) { return e->kind == Kind::String; }
};

/// `2026-10-02`; a day that exists (one that does not is reported and moved).
struct DateExpr : Expr {
  DateExpr() { kind = Kind::Date; }
  uint16_t year = 0;
  uint8_t month = 0, day = 0;
  llvm::StringRef text;
  static bool classof(const Expr *e) { return e->kind == Kind::Date; }
};

/// `true`, `false`.
struct BoolExpr : Expr {
  BoolExpr() { kind = Kind::Bool; }
  bool value = false;
  static bool classof(const Expr *e) { return e->kind == Kind::Bool; }
};

/// A name or a dotted path that starts with a name: `slo.ttft`.
struct PathExpr : Expr {
  PathExpr() { kind = Kind::Path; }
  Path path;
  static bool classof(const Expr *e) { return e->kind == Kind::Path; }
};

/// A field of something that is not a path: `tco(run).total`. One part a node.
struct MemberExpr : Expr {
  MemberExpr() { kind = Kind::Member; }
  Expr *base = nullptr;
  Name name;
  static bool classof(const Expr *e) { return e->kind == Kind::Member; }
};

/// Positional (`name` empty) or named argument of a call.
struct Argument {
  Name name;
  Expr *value = nullptr;
};

/// `serve(Chat, on: Pod, tp: 8)`.
struct CallExpr : Expr {
  CallExpr() { kind = Kind::Call; }
  Expr *callee = nullptr; ///< a PathExpr in every sensible program
  llvm::ArrayRef<Argument> arguments;
  mls::Range argsRange; ///< with the parentheses
  static bool classof(const Expr *e) { return e->kind == Kind::Call; }
};

/// `xs[i]`.
struct IndexExpr : Expr {
  IndexExpr() { kind = Kind::Index; }
  Expr *base = nullptr, *index = nullptr;
  static bool classof(const Expr *e) { return e->kind == Kind::Index; }
};

/// `{ a: 1  b.c: 2 }`, typed `conv { out: 64 }`. A map is the same syntax.
struct RecordExpr : Expr {
  RecordExpr() { kind = Kind::Record; }
  Path type; ///< empty when anonymous
  llvm::ArrayRef<Field *> fields;
  mls::Range bodyRange; ///< with the braces
  static bool classof(const Expr *e) { return e->kind == Kind::Record; }
};

/// `base with { count: 4  accelerator.memory.bandwidth: 6 TB/s }`.
struct WithExpr : Expr {
  WithExpr() { kind = Kind::With; }
  Expr *base = nullptr;
  RecordExpr *changes = nullptr;
  static bool classof(const Expr *e) { return e->kind == Kind::With; }
};

enum class UnaryOp : uint8_t { Minus, Plus, Not };
struct UnaryExpr : Expr {
  UnaryExpr() { kind = Kind::Unary; }
  UnaryOp op = UnaryOp::Minus;
  mls::Range opRange;
  Expr *operand = nullptr;
  static bool classof(const Expr *e) { return e->kind == Kind::Unary; }
};

enum class BinaryOp : uint8_t { Add, Sub, Mul, Div, Pow };
struct BinaryExpr : Expr {
  BinaryExpr() { kind = Kind::Binary; }
  BinaryOp op = BinaryOp::Add;
  mls::Range opRange;
  Expr *left = nullptr, *right = nullptr;
  static bool classof(const Expr *e) { return e->kind == Kind::Binary; }
};

/// `a and b`, `a or b`.
struct LogicalExpr : Expr {
  LogicalExpr() { kind = Kind::Logical; }
  bool conjunction = false; ///< `and`
  mls::Range opRange;
  Expr *left = nullptr, *right = nullptr;
  static bool classof(const Expr *e) { return e->kind == Kind::Logical; }
};

enum class CompareOp : uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };
/// `a == b within 10%`.
struct CompareExpr : Expr {
  CompareExpr() { kind = Kind::Compare; }
  CompareOp op = CompareOp::Equal;
  mls::Range opRange;
  Expr *left = nullptr, *right = nullptr;
  Expr *within = nullptr; ///< tolerance, relative (`10%`) or absolute (`2 ms`); may be null
  static bool classof(const Expr *e) { return e->kind == Kind::Compare; }
};

/// `1..8`, `1..512 by *2`, `0 s .. 1 s by 10 ms`, `lo..hi steps n`.
struct RangeExpr : Expr {
  RangeExpr() { kind = Kind::Range; }
  enum class Step : uint8_t { None, Add, Multiply, Count };
  Expr *low = nullptr, *high = nullptr;
  Step stepKind = Step::None;
  Expr *step = nullptr; ///< null exactly when stepKind is None
  mls::Range opRange;   ///< `..`
  static bool classof(const Expr *e) { return e->kind == Kind::Range; }
};

/// `x default v`.
struct DefaultExpr : Expr {
  DefaultExpr() { kind = Kind::Default; }
  Expr *value = nullptr, *fallback = nullptr;
  static bool classof(const Expr *e) { return e->kind == Kind::Default; }
};

/// `if c then a else b`.
struct ConditionalExpr : Expr {
  ConditionalExpr() { kind = Kind::Conditional; }
  Expr *condition = nullptr, *then = nullptr, *otherwise = nullptr;
  static bool classof(const Expr *e) { return e->kind == Kind::Conditional; }
};

/// `sum(p.count * p.node.power for p in Farm.pools)`; `where c` may filter.
struct ReductionExpr : Expr {
  ReductionExpr() { kind = Kind::Reduction; }
  Name function; ///< sum min max all any, or what the user wrote
  Expr *body = nullptr;
  Name variable;
  Expr *list = nullptr;
  Expr *where = nullptr; ///< may be null
  static bool classof(const Expr *e) { return e->kind == Kind::Reduction; }
};

/// `e as GB/s`. In `show`, ShowItem::unit holds it instead.
struct AsExpr : Expr {
  AsExpr() { kind = Kind::As; }
  Expr *value = nullptr;
  UnitText unit;
  static bool classof(const Expr *e) { return e->kind == Kind::As; }
};

/// `[a, b]`.
struct ListExpr : Expr {
  ListExpr() { kind = Kind::List; }
  llvm::ArrayRef<Expr *> elements;
  static bool classof(const Expr *e) { return e->kind == Kind::List; }
};

/// `(a, b)`: a row of zipped axes. One expression in parentheses is no tuple.
struct TupleExpr : Expr {
  TupleExpr() { kind = Kind::Tuple; }
  llvm::ArrayRef<Expr *> elements;
  static bool classof(const Expr *e) { return e->kind == Kind::Tuple; }
};

} // namespace mls::ast
