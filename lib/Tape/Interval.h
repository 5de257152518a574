//===- Interval.h - ranges of results ---------------------------*- C++ -*-===//
//
// The range of an output when inputs vary over ranges. The natural interval extension
// (Moore, Kearfott & Cloud 2009, ch. 5) encloses it but is too wide where an input
// occurs twice. So interval adjoints come first: an input in which the output is
// proven monotone is put at its two corners, which is exact, and only the others keep
// their ranges; for those the mean value form bounds what moves together. Where signs
// stay open the box is split, the worst part first (Moore & Skelboe), until the bound is
// reached or the effort spent: smaller parts are tighter, and more signs are proven in
// them. Bounds hold up to rounding.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Tape.h"

namespace mls {

struct Interval {
  double lo, hi;

  constexpr Interval(double x = 0) : lo(x), hi(x) {}
  constexpr Interval(double lo, double hi) : lo(lo), hi(hi) {}
  bool isPoint() const { return lo == hi; }
  bool contains(double x) const { return lo <= x && x <= hi; }
  friend bool operator==(const Interval &, const Interval &) = default;
};

/// How much of a box has an answer: no requirement fails in it, one is proven to fail
/// at some of its points, or one was not proven to hold.
enum class Answered : uint8_t { Everywhere, InPart, Unproven };

struct OutputRange {
  Interval range; ///< of the answers that there are
  Answered answered = Answered::Everywhere;
  /// Every guard behind the output is decided the same way over the whole box, and no
  /// operation is undefined in it. Where false, the range says nothing about the part
  /// of the box beyond.
  bool decided = true;
  /// Inputs in which the output was not proven monotone where it is least or greatest;
  /// with none the range is exact.
  unsigned notMonotone = 0;
};

/// The range of `output` while each input lies in its interval (in order of
/// Tape::inputs; a fixed input is a point).
OutputRange rangeOf(const Tape &tape, llvm::ArrayRef<Interval> inputs, NodeId output);

/// The natural extension alone: an enclosure of every node.
std::vector<Interval> enclose(const Tape &tape, llvm::ArrayRef<Interval> inputs);

} // namespace mls
