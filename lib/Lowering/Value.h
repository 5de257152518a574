//===- Value.h - values while lowering --------------------------*- C++ -*-===//
//
// What an expression is once its structure is decided: numbers are nodes of the
// plan, everything else is known. Records are *instances*: layers of entries, of
// which an upper one replaces what a lower one gives. Fields are late bound: an
// entry is evaluated in the instance that it ends up in, once (the memo), so that
// `Pod with { accelerator.memory.bandwidth: 6 TB/s }` is one small layer on Pod and
// shares with it whatever does not depend on the change.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Lowering/Plan.h"
#include "Sema/Program.h"
#include "llvm/ADT/DenseMap.h"

#include <functional>

namespace mls {

struct Instance;
struct World;

/// A table that a query gave: columns of numbers in base units (of a word: its index).
/// It may have millions of rows, so that its numbers are no nodes until one is wanted.
struct TableColumns {
  struct Column {
    PlanInput input; ///< as which a number of it enters the plan
    llvm::ArrayRef<double> numbers;
    enum : uint8_t { Number, Flag, Word } kind = Number;
    std::function<llvm::StringRef(double)> word; ///< of a column of words: by number
    llvm::ArrayRef<const Node *> records;        ///< of a column of records: what a number stands for
  };
  const Schema *row = nullptr;
  size_t rows = 0;
  std::vector<std::pair<llvm::StringRef, Column>> columns;
};

struct Value {
  enum Kind : uint8_t {
    Error,    ///< reported already
    Absent,   ///< an optional nobody supplied: plan.missing[index]
    Number,   ///< node, a quantity
    Flag,     ///< node, a truth
    Choice,   ///< node, an index into names: a word that depends on numbers
    Name,     ///< text, index into names
    Text,     ///< text (dates too)
    Record,   ///< instance: a record, a map, or a query with its results
    List,     ///< items
    Table,    ///< table: its rows
    Column,   ///< table, index: the numbers of one column, a list
    Interval  ///< items: lo, hi
  };
  Kind kind = Error;
  uint32_t index = 0;
  PlanId node = noPlan;
  Instance *instance = nullptr;
  llvm::StringRef text;
  llvm::ArrayRef<llvm::StringRef> names;
  llvm::ArrayRef<Value> items;
  const TableColumns *table = nullptr;

  bool isNode() const { return kind == Number || kind == Flag || kind == Choice; }
};

/// A parameter or reduction variable; a list, innermost first, because a record
/// made in the body of a reduction outlives the iteration.
struct Binding {
  unsigned slot = 0;
  Value value;
  const Binding *next = nullptr;
};

/// Where an expression is evaluated: the records around it, innermost first.
struct ValueEnv {
  Instance *self = nullptr;
  const ValueEnv *outer = nullptr;
  const Binding *locals = nullptr;
};

/// Entries given together, in the scope they were written in.
struct Layer {
  llvm::ArrayRef<Entry> entries;
  const ValueEnv *env = nullptr; ///< scope around the entries
  bool opensScope = true;   ///< the entries see the instance as Self 0
  bool isOverride = false;  ///< `--set`
  bool fromRegistry = false;
  const char *home = "";    ///< path under which its literals are inputs
  const Layer *below = nullptr;
};

struct Instance {
  const Schema *schema = nullptr; ///< null: a map
  const Layer *top = nullptr;
  const char *path = "";
  Range range;
  const World *world = nullptr;
  const Field *mapField = nullptr; ///< of a map: the field that it is the value of
  bool argument = false;           ///< the arguments of a call: choices of the user
  /// A query: results first, then its arguments.
  Instance *arguments = nullptr;
  const Signature *solver = nullptr;
  static constexpr int32_t unbound = -1, failed = -2;
  int32_t call = unbound; ///< index into plan.calls once a result was wanted
  uint32_t slotBase = 0; ///< of a record within results

  struct Memo {
    Value value;
    enum : uint8_t { Running, Done } state = Running;
  };
  llvm::DenseMap<llvm::StringRef, Memo> memo;
  llvm::ArrayRef<llvm::StringRef> known; ///< members of a record that came with them, in order
};

} // namespace mls
