//===- Display.h - how a base-unit number is shown --------------*- C++ -*-===//
//
// The unit shown is, in this order: the one asked for (`as`), the schema's, one of
// the ladder of the dimension in the family of the inputs. Bits stay bits, bytes
// stay bytes; a rate is never in kHz unless asked. Four significant digits, except
// that whole numbers are whole: 16384 tok. The ladders are data (Ladders.cpp).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/UnitTable.h"

namespace mls {

/// How the inputs of a figure were written, which their results inherit.
struct UnitFamily {
  bool bits = false;   ///< bit or bps rather than B
  bool binary = false; ///< Ki, Mi, … rather than k, M, …
  bool known = false;  ///< some input had data in it

  /// The first operand with data in it decides.
  UnitFamily joined(UnitFamily other) const { return known ? *this : other; }
};
UnitFamily familyOf(const Unit &unit);

/// A number of this size and dimension in its best unit. `declared` is the unit of
/// the schema, empty for none: kept within [0.01, 100000), else the same kind of
/// unit a step up or down. A declared unit with counting words is always kept.
Unit displayUnit(double base, Dim dim, const UnitTable &units, llvm::StringRef declared = {}, UnitFamily family = {});

/// A number that arithmetic left in a product of units: what is of one dimension cancels,
/// `MUSD*GPU*h/USD` is `GPU*h`. Nothing where no counting word is left, which alone is
/// worth keeping the product for.
std::optional<Unit> productUnit(double base, llvm::StringRef product, const UnitTable &units, UnitFamily family = {});

/// One unit for a column of numbers: in which they are the fewest decimal places from
/// readable, all in all; the first among equals.
Unit columnUnit(llvm::ArrayRef<Unit> candidates, llvm::ArrayRef<double> bases);

/// `12.3`, `16384`, `0.0042`, `1.235e20`, `inf`: four significant digits.
std::string formatNumber(double value);

/// `12.3 ms/tok`, `42.1%`; a pure number has no unit. What is too small to matter in the
/// smallest unit of its dimension is `< 1e-24 ps`.
std::string format(double base, const Unit &unit);

/// `11.9 .. 13.1 ms/tok`.
std::string formatRange(double low, double high, const Unit &unit);

/// `format` in `displayUnit`.
std::string display(double base, Dim dim, const UnitTable &units, llvm::StringRef declared = {}, UnitFamily family = {});

} // namespace mls
