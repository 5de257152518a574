//===- IntervalOps.h - one operation over ranges ----------------*- C++ -*-===//
//
// Part of Interval.cpp's machinery. A range with a NaN end is undetermined.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Interval.h"

namespace mls {

Interval operator+(Interval a, Interval b);
Interval operator-(Interval a, Interval b);
Interval operator*(Interval a, Interval b); ///< 0 * infinity is 0: a slope that is nil
Interval operator/(Interval a, Interval b);
Interval hull(Interval a, Interval b);

using Ranges = llvm::ArrayRef<Interval>;

/// The enclosure of a node other than an Input, from those of its operands.
Interval enclose(const Tape &tape, const TapeNode &n, Ranges ranges);

/// Bounds of the slope of a node in each operand: the change of its value over the
/// change of the operand, between any two points of the box. A jump has an unbounded
/// slope of known sign, so that monotone steps (ceil) stay monotone.
struct Slopes {
  Interval a{}, b{}, c{};
};
Slopes slopes(const Tape &tape, const TapeNode &n, Ranges ranges);

/// False where the box may have points at which the node is undefined: a divisor may be
/// zero. A requirement decides whether there is an answer, not which: see Answered.
bool isDecided(const TapeNode &n, Ranges ranges);

} // namespace mls
