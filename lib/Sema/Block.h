//===- Block.h - a checked query block --------------------------*- C++ -*-===//
//
// The clauses of `sweep { … }` and its relatives after checking (language.md §5): what
// varies, over which values, what must hold and what is asked. Eval drives them.
//
// Expressions of a block see its fresh variables and its `let`s as Local nodes, by slot.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Sema/Program.h"

namespace mls {

/// One thing that an axis sets: an input by its path, as `--set` does, or a fresh variable.
struct BlockInput {
  llvm::StringRef text; ///< as written: `slo.batch`
  llvm::StringRef name; ///< its last part: the column's name
  llvm::ArrayRef<llvm::StringRef> path; ///< declaration, then members (Override::path); empty: a fresh variable
  unsigned slot = 0;    ///< of a fresh variable
  Type type;
  const Field *field = nullptr; ///< what is set, where a schema says so
  Range range;
};

/// A member of `over`, `find` or `given`.
struct BlockAxis {
  enum Word : uint8_t { Over, Find, Given } word = Over;
  enum Step : uint8_t { None, Add, Multiply, Count } stepKind = None; ///< of an Interval to enumerate
  llvm::ArrayRef<BlockInput> inputs; ///< several: the members of a row; none: `given all`
  /// A List (of Lists, where several inputs share the axis), any other node with a list
  /// as its value, an Interval, a Builtin (`normal`, `uniform`, `factorizations`); null:
  /// `given P`, over the range that its figure declares.
  const Node *domain = nullptr;
  const Node *step = nullptr; ///< null exactly when stepKind is None
  Range range;
};

struct BlockLet {
  llvm::StringRef name;
  unsigned slot = 0;
  const Node *value = nullptr;
};

/// A column of the result: `[name =] e [as unit]`, or what an axis sets.
struct BlockColumn {
  llvm::StringRef name;  ///< `price`, the last part of a path, or empty: it cannot be named
  llvm::StringRef label; ///< `price`, or the expression as written
  const Node *value = nullptr; ///< null: what `input` was set to
  const BlockInput *input = nullptr;
  llvm::StringRef unit; ///< of `as`
  Range range;
};

struct BlockGoal {
  BlockColumn column;
  bool maximize = false;
};

struct BlockSort {
  const Node *key = nullptr;
  bool descending = false;
};

struct BlockQuery {
  const Decl *decl = nullptr;
  llvm::StringRef form; ///< sweep, solve, optimize, sensitivity, uncertainty
  llvm::ArrayRef<BlockAxis> axes;
  llvm::ArrayRef<BlockLet> lets;
  llvm::ArrayRef<const Node *> conditions; ///< of `where`, in order; in `solve` an Equal is an equation
  llvm::ArrayRef<BlockGoal> goals;
  /// Members of a row: inputs of axes that no `show` names, what is shown (without a
  /// `show` what conditions compare), objectives that no `show` names.
  llvm::ArrayRef<BlockColumn> columns;
  llvm::ArrayRef<BlockInput> per;
  llvm::ArrayRef<BlockSort> sort;
  const Node *top = nullptr;
  llvm::ArrayRef<BlockColumn> of;
  llvm::ArrayRef<BlockInput> to; ///< a path to a record means every figure below it
  bool toAll = false;            ///< `to all`, or no `to`
  const Node *swing = nullptr;   ///< of `by`
  Range range;                   ///< of the whole block

  /// Whether it moves every input of the file: `to all` or no `to`, `given all`.
  bool movesAll() const {
    if (form != "sensitivity" && form != "uncertainty")
      return false;
    bool none = to.empty();
    for (const BlockAxis &axis : axes) {
      if (axis.inputs.empty())
        return true;
      none = false;
    }
    return toAll || none;
  }
};

} // namespace mls
