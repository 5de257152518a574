//===- Ladders.h - units a dimension is shown in ----------------*- C++ -*-===//
//
// Data of displayUnit: for each dimension the units from small to large, each with
// the least value (in that unit) from which it is taken.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Dim.h"
#include "llvm/ADT/ArrayRef.h"

namespace mls {

struct Rung {
  llvm::StringLiteral unit;
  double from = 1; ///< the first rung of a ladder is taken for all that is smaller
};

/// Which inputs a ladder suits; only data has more than one.
enum class LadderFamily : uint8_t { Any, Bytes, BinaryBytes, Bits, BinaryBits };

struct Ladder {
  Dim dim;
  LadderFamily family;
  llvm::ArrayRef<Rung> rungs;
};

llvm::ArrayRef<Ladder> ladders();

} // namespace mls
