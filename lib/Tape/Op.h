//===- Op.h - one operation of a tape ---------------------------*- C++ -*-===//
#pragma once

#include "Units/Scalar.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Compiler.h"

#include <cstdint>

namespace mls {

/// Index of a node in its tape. Operands come first: a node's are smaller.
using NodeId = uint32_t;
inline constexpr NodeId noNode = ~0u;

enum class Op : uint8_t {
  Constant,
  Input,   ///< `index` into Tape::inputs
  Missing, ///< `index` into Tape::missing; NaN
  Extern,  ///< `index` into Tape::externs; up to three operands
#define OP1(Name, spelling, value) Name,
#define OP2(Name, spelling, value) Name,
#define OP3(Name, spelling, value) Name,
#include "Tape/Ops.def"
};

/// Number of operands; of an Extern the node tells (unused ones are noNode).
constexpr unsigned arity(Op op) {
  switch (op) {
#define OP1(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return 1;
#define OP2(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return 2;
#define OP3(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return 3;
#include "Tape/Ops.def"
  case Op::Extern:
    return 3;
  default:
    return 0;
  }
}

/// `add`, `ceil_log2`.
llvm::StringRef spelling(Op op);

/// The value of an operation other than a leaf or an Extern.
LLVM_ATTRIBUTE_ALWAYS_INLINE double evaluate(Op op, double a, double b, double c) {
  (void)b, (void)c;
  switch (op) {
#define OP1(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return value;
#define OP2(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return value;
#define OP3(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return value;
#include "Tape/Ops.def"
  default:
    return undetermined;
  }
}

/// One line of the program.
struct TapeNode {
  double value; ///< at the inputs it was recorded with
  NodeId a = noNode, b = noNode, c = noNode;
  uint32_t index = 0; ///< of an Input, Missing, Extern; of a Require: its reason
  Op op = Op::Constant;

  bool isLeaf() const { return op <= Op::Missing; }
  /// Calls f(operand) for each.
  template <class F> void forEachOperand(F f) const {
    if (a != noNode)
      f(a);
    if (b != noNode)
      f(b);
    if (c != noNode)
      f(c);
  }
};

} // namespace mls
