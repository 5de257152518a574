//===- SolveRoots.h - where two sides of a condition meet -------*- C++ -*-===//
//
// All roots of left(x) - right(x) over a range, of a function that may have steps,
// kinks, flat parts and places without a value. The range is scanned for changes of
// sign; each bracket is closed by algorithm 748 (Alefeld, Potra & Shi 1995; Boost.Math)
// and the root polished with the derivative. A sign that changes without a root is a
// jump, and said to be one. Where both sides touch without crossing, the derivative changes
// its sign instead: there the bisection goes on.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <limits>
#include <vector>

namespace mls {

/// Both sides of a condition at one point; NaN where it has no value.
struct Balance {
  double left = std::numeric_limits<double>::quiet_NaN(), right = left;

  double residual() const { return left - right; }
  bool isDefined() const;
  /// Equal to `balanceTolerance`, relative to the larger side.
  bool isMet() const;
};
inline constexpr double balanceTolerance = 1e-12;

/// How a range is walked: evenly, or by equal factors where it spans more than ten.
class SolveAxis {
public:
  SolveAxis(double lo, double hi, bool integer = false);

  const double lo, hi;
  const bool isInteger, isLog;

  /// The point at this share of the way, in the measure of the axis.
  double at(double share) const;
  /// Of `n` points, the i-th; whole where the axis is.
  double point(unsigned i, unsigned n) const;
  /// Between two points, in the measure of the axis.
  double between(double a, double b) const;
  /// Points of a scan that are all different, in order.
  std::vector<double> scan(unsigned n) const;
};

struct Crossing {
  enum Kind : uint8_t {
    Root, ///< both sides are equal at `lo`
    Flat, ///< both sides are equal from `lo` to `hi`
    Jump  ///< the left side steps over the right one between `lo` and `hi`, neighbours
  } kind;
  double lo, hi;
  Balance atLo, atHi;
};

struct Reach {
  double at = std::numeric_limits<double>::quiet_NaN(), value = at;
};

struct RootScan {
  std::vector<Crossing> crossings; ///< in order of x
  Reach least, greatest;           ///< of the left side over the range, where it has a value
  unsigned undefined = 0;          ///< points of the scan without a value
  unsigned points = 0;

  std::vector<double> roots() const;
};

using BalanceAt = llvm::function_ref<Balance(double)>;

struct Slope {
  double value;     ///< the derivative of the residual; NaN: unknown
  double noise = 0; ///< how far rounding alone may move the residual
  constexpr Slope(double value, double noise = 0) : value(value), noise(noise) {}
};
using SlopeAt = llvm::function_ref<Slope(double)>;

RootScan findRoots(BalanceAt balance, SlopeAt slope, const SolveAxis &axis, unsigned points = 257);

/// A maximal run of points at which a condition holds.
struct Stretch {
  double lo, hi;
};
/// Where a condition holds, its ends closed to neighbouring numbers.
std::vector<Stretch> findStretches(llvm::function_ref<bool(double)> holds, const SolveAxis &axis,
                                   unsigned points = 257);

} // namespace mls
