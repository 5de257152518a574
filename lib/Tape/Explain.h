//===- Explain.h - formulas out of a tape -----------------------*- C++ -*-===//
//
// A proof tree needs no text from the author of a solver: the formula of a step is
// what the tape computes between it and the nearest named nodes below.
//
//   cost_per_token = price * tp * itl / batch + energy_per_token * electricity
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Tape.h"
#include "llvm/ADT/SmallVector.h"

#include <string>

namespace mls {

struct Formula {
  std::string text;                      ///< empty for an input and for a missing figure
  llvm::SmallVector<NodeId, 8> operands; ///< named nodes the value is made of, by first mention; not those it only requires
  llvm::SmallVector<std::string, 8> names; ///< of the operands, in full, as the author of this formula called them
};

class Explain {
public:
  /// `values` are of all nodes, at the point to explain (Run.h).
  Explain(const Tape &tape, llvm::ArrayRef<double> values) : tape(tape), values(values) {}

  /// `slo.layer.attention` of a step, the path of an input; empty: unnamed.
  std::string name(NodeId id) const;
  bool isNamed(NodeId id) const;
  /// All names of a node, the first one first.
  llvm::SmallVector<std::string, 2> aliases(NodeId id) const;
  Dim dim(NodeId id) const;

  /// What `id` is computed from. A name is cut to its shortest ending that is unique in
  /// the formula and is not that of `id`. All of a select is printed, but only the side
  /// taken is among the operands; a requirement shows its value alone. A formula of
  /// more than sixty operations is cut with `…`; its operands are complete.
  Formula formula(NodeId id) const;

private:
  std::string nameFor(NodeId user, NodeId operand) const;

  const Tape &tape;
  llvm::ArrayRef<double> values;
};

} // namespace mls
