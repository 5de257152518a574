//===- Live.h - what a result depends on ------------------------*- C++ -*-===//
//
// Three notions, for three questions:
//
//   code      What must be computed, whatever the inputs: every operand counts, on
//             both sides of a select and of a guard. The schedule asks this.
//   evidence  What the value at this point rests on: of a select its condition and
//             the side taken, of every other operation all operands (the loser of a
//             max too: another figure there could have won). Grades, sources and
//             missing figures ask this.
//
//   influence  What can change the value at all while some inputs keep theirs: not the
//             side that a settled condition leaves, nor what is multiplied by a settled
//             zero. Arguments that cannot matter ask this.
//
// What constants decide is gone from either: it was folded while recording.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Tape.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace mls {

/// Code: the nodes that `roots` need, themselves included.
llvm::BitVector codeBehind(const Tape &tape, llvm::ArrayRef<NodeId> roots);

/// Code: the nodes that `wanted` and the guards need.
llvm::BitVector liveCode(const Tape &tape, llvm::ArrayRef<NodeId> wanted);

/// Evidence: calls f(operand) for each operand that the value of this node rests on.
template <class F> void forEachCounted(const TapeNode &n, llvm::ArrayRef<double> values, F f) {
  if (n.op != Op::Select)
    return n.forEachOperand(f);
  double p = values[n.a];
  f(n.a);
  if (p == p)
    f(p != 0 ? n.b : n.c);
}

/// Evidence: the nodes that `roots` rest on, themselves included.
llvm::BitVector evidenceBehind(const Tape &tape, llvm::ArrayRef<double> values, llvm::ArrayRef<NodeId> roots);

/// Evidence: the inputs behind `output`, as indices into Tape::inputs, in order.
llvm::SmallVector<uint32_t, 16> liveInputs(const Tape &tape, llvm::ArrayRef<double> values, NodeId output);

/// Influence: whether `roots` can change with node `moved` while the inputs that `settled`
/// holds keep their values. No input of the question may be older than `first`.
bool influences(const Tape &tape, llvm::ArrayRef<double> values, NodeId moved, llvm::ArrayRef<NodeId> roots,
                const llvm::SmallDenseSet<NodeId> &settled, NodeId first);

/// Why a value is not a finite number.
struct Problem {
  enum Kind : uint8_t {
    Missing,     ///< an absent figure: `index` into Tape::missing
    Requirement, ///< a failed `require`: `text` is its reason
    NotFinite    ///< finite operands gave NaN or infinity: zero divisor, overflow, root of a negative
  } kind;
  NodeId node;
  uint32_t index = 0;
  llvm::StringRef text;
};

/// Where the wanted values went wrong: the first bad node on each path, once, in
/// order of computation. Guards count as wanted, since an undetermined one picked a
/// branch at random. Empty when all is well.
llvm::SmallVector<Problem, 2> problems(const Tape &tape, llvm::ArrayRef<double> values, llvm::ArrayRef<NodeId> wanted);

} // namespace mls
