//===- Run.h - a tape at other inputs ---------------------------*- C++ -*-===//
#pragma once

#include "Tape/Tape.h"

namespace mls {

/// The value of every node when the inputs are these (in order of Tape::inputs): bit
/// for bit what the equations over `double` give, while the guards hold.
void evaluate(const Tape &tape, llvm::ArrayRef<double> inputs, std::vector<double> &values);

/// The values of all nodes as recorded.
std::vector<double> recordedValues(const Tape &tape);

/// The first guard whose outcome has changed, or null: there the equations take
/// another branch and must be recorded again.
const Tape::Guard *brokenGuard(const Tape &tape, llvm::ArrayRef<double> values);
inline bool guardsHold(const Tape &tape, llvm::ArrayRef<double> values) { return !brokenGuard(tape, values); }

} // namespace mls
