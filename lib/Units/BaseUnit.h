//===- BaseUnit.h - what a base-unit number is counted in -------*- C++ -*-===//
#pragma once

#include "Units/UnitTable.h"

namespace mls {

/// The unit of a number in base units: `s/tok`, `bit/s`, `J/tok`. Joule and watt stand
/// for the products of mass, length and time that they are.
std::string baseUnit(Dim d, const UnitTable &units);

/// The same of the dimension: `Time/Token`, `Data/Time`, `Energy/Token`.
std::string printShort(Dim d, const DimNames &names);

} // namespace mls
