//===- Program.h - the checked program --------------------------*- C++ -*-===//
//
// What Sema makes of the AST: names resolved, every node typed, units folded into
// base-unit numbers, errors poisoned. Nodes are plain data in the snapshot's arena;
// an entry of the compiled registry is materialised into the same nodes on its
// first use, so nothing after Sema can tell a registry record from a user's.
//
// Records are late bound (language.md §4): a field's expression refers to its
// siblings by Self nodes, and is evaluated by Lowering in the record where it ends
// up, after `with`, overrides and axes have replaced what they replace.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "Registry/Provenance.h"
#include "Schema/Schema.h"
#include "Units/Dim.h"

namespace mls {

struct Decl;
struct Node;

/// Who may see a value (principle 4): demand and supply meet only in joint values.
enum class Flow : uint8_t { Neutral = 0, Demand = 1, Supply = 2, Joint = 3 };
constexpr Flow operator|(Flow a, Flow b) { return Flow(uint8_t(a) | uint8_t(b)); }

struct Type {
  enum Kind : uint8_t { Error, Quantity, Bool, Enum, Text, Date, Record, List, Map, Interval, Table };
  Kind kind = Error;
  Dim dim;                         ///< of a Quantity (or Interval)
  const Schema *schema = nullptr;  ///< of a Record; of a Table's rows
  const Type *element = nullptr;   ///< of a List or Map
  llvm::ArrayRef<llvm::StringRef> names; ///< of an Enum, in order; keys of a Map
  llvm::ArrayRef<const Schema *> alternatives; ///< of a Record read from a one-of field; schema is null

  bool isError() const { return kind == Error; }
};

enum class NodeOp : uint8_t {
  Error,   ///< reported already; never evaluated
  Number,  ///< number, base units; text: unit as written; origin
  Bool,    ///< number 0 or 1
  Text, Date, ///< text
  Name,    ///< a word of an enum: text, number: index in type.names
  Ref,     ///< the value of `decl`
  Self,    ///< field `text` of the record `number` levels outwards (0: the one around), late bound
  Field,   ///< kids[0].text
  Local,   ///< parameter or reduction variable `text`, slot `number` of the frame
  Index,   ///< kids: list, index
  Neg, Not, Add, Sub, Mul, Div, Pow, ///< Pow: kids[1] folds to a constant where kids[0] has a dimension
  Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual, And, Or,
  Within,  ///< kids: a, b, tolerance (Quantity of a's dimension, or Ratio when number == 1: relative)
  If,      ///< kids: condition, then, else
  Default, ///< kids: x, v: v where x is absent
  Has,     ///< kids: x
  As,      ///< kids[0] shown in unit `text`
  Builtin, ///< text: sqrt exp log ceil floor abs min max count round log2
  CallDef, ///< decl, kids: arguments in order
  Call,    ///< solver; entries: arguments by name (paths of one), as in a Record
  Record,  ///< type.schema; entries; text: `bare` where a bare value stood for it
  With,    ///< kids[0] record; entries by path
  List,    ///< kids
  Map,     ///< entries by key
  Reduce,  ///< text: sum min max all any count; kids: list, body, [condition]; number: frame slot of the variable
  Interval, ///< kids: lo, hi
  Nominal, ///< kids[0] at the file's own values
  Zoo      ///< zoo(Schema): every registry entry of type.schema
};

/// `a.b.c: value` of a record, `with` or call.
struct Entry {
  llvm::ArrayRef<llvm::StringRef> path;
  const Node *value = nullptr;
  Range pathRange;
};

struct Node {
  NodeOp op = NodeOp::Error;
  Flow flow = Flow::Neutral;
  Type type;
  Range range;
  double number = 0;
  llvm::StringRef text;
  const Decl *decl = nullptr;
  const Signature *solver = nullptr;
  const Origin *origin = nullptr; ///< of a Number, and of a field's value with a clause of its own
  llvm::ArrayRef<const Node *> kids;
  llvm::ArrayRef<Entry> entries;
};

/// `1 GB` in an expression is a unit, part of the formula, and no figure. `written`: its text.
inline bool isUnitAlone(const Node &n, llvm::StringRef written) {
  return n.op == NodeOp::Number && written.consume_front("1") && written.ltrim() == n.text && !n.text.empty();
}

enum class DeclKind : uint8_t { Model, Workload, Hardware, Site, Format, Let, Def, Query, Source, Schema, Dimension, Unit, Import };

struct Param {
  llvm::StringRef name;
  Type type;
  Range range;
};

/// A named thing: of the file, of an import (`fleet.H100x8`) or of the registry.
struct Decl {
  DeclKind kind = DeclKind::Let;
  llvm::StringRef name;
  llvm::StringRef path; ///< full registry path `hardware.nvidia.H200_SXM`, `fleet.X`, or the name
  llvm::StringRef doc;
  Type type;
  Flow flow = Flow::Neutral;
  const Node *value = nullptr;      ///< null: block query, or failed
  llvm::ArrayRef<Param> params;     ///< of a Def
  const Source *source = nullptr;   ///< of a Source
  const Schema *schema = nullptr;   ///< of a Schema
  Range range, nameRange;
  bool fromRegistry = false;
};

/// `show` and `assert`, in file order.
struct Statement {
  enum Kind : uint8_t { Show, Assert } kind = Show;
  llvm::StringRef label;   ///< `e2e`, or the expression as written; an assert's message
  const Node *value = nullptr;
  llvm::StringRef unit;    ///< of `as`
  const Claim *claim = nullptr;
  Range range;
};

/// `--set PATH=EXPR`, checked against the field it replaces.
struct Override {
  llvm::SmallVector<llvm::StringRef, 4> path;
  const Node *value = nullptr;
  std::string text; ///< as given, for the report's header
};

} // namespace mls
