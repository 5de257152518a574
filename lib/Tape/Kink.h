//===- Kink.h - derivatives on both sides -----------------------*- C++ -*-===//
//
// Where two branches of a max, min, abs or select tie, the derivative from below and
// that from above differ, and the reverse sweep gives one of them. A forward sweep
// along one input gives each exactly: at a tie the branch that the step moves to counts.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Tape.h"

namespace mls {

/// Two values this close, relative to the larger one, are the same up to rounding.
inline constexpr double tieTolerance = 1e-12;

/// The nodes behind `output` at which branches tie, among those that its value rests on.
std::vector<NodeId> kinks(const Tape &tape, llvm::ArrayRef<double> values, NodeId output);

struct OneSided {
  double below, above; ///< derivatives; infinite where a step jumps
};
/// The derivatives of `output` by an input node when that falls and when it rises.
OneSided oneSided(const Tape &tape, llvm::ArrayRef<double> values, NodeId output, NodeId input);

} // namespace mls
