//===- Reverse.h - the exact gradient ---------------------------*- C++ -*-===//
//
// One sweep from an output to all inputs (reverse accumulation; Griewank & Walther
// 2008, ch. 3), at the cost of about one evaluation, however many inputs there are.
//
// At a kink of max, min or abs the derivative is that of the side taken; ceil, floor
// and comparisons have none (zero). An adjoint that is exactly zero is not passed on:
// on the dead side of a select it would make 0 * infinity.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Tape.h"

namespace mls {

/// The derivative of `output` by every node, at `values`.
void reverse(const Tape &tape, llvm::ArrayRef<double> values, NodeId output, std::vector<double> &adjoints);

/// The derivative of `output` by every input, in order of Tape::inputs.
std::vector<double> gradient(const Tape &tape, llvm::ArrayRef<double> values, NodeId output);

/// The derivatives of one node by its operands (a, b, c), zero where there is none.
struct Partials {
  double a = 0, b = 0, c = 0;
};
Partials partials(const Tape &tape, const TapeNode &n, llvm::ArrayRef<double> values);

} // namespace mls
