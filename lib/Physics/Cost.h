//===- Cost.h - total cost of ownership -------------------------*- C++ -*-===//
//
// The parts by definition. Machines written off over their life beside the bill for their
// power: Hamilton, "Cost of Power in Large-Scale Data Centers", 2008, who charges interest
// on capital too; here there is none.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Part of a price that falls on `time` when it is written off evenly over `life`.
template <class S> Money<S> writtenOff(Money<S> price, Time<S> life, Time<S> time) { return price * (time / life); }

/// Upkeep: a share of the price a year, held for a time.
template <class S> Money<S> upkeep(Money<S> price, Frequency<S> share, Time<S> time) { return price * share * time; }

/// Rent of machines held for a time.
template <class S> Money<S> rent(CostRate<S> rate, Time<S> time) { return rate * time; }

/// Money for an amount of energy at the meter of the facility.
template <class S> Money<S> electricityCost(Energy<S> facility, MoneyPerEnergy<S> price) { return facility * price; }

/// Tax on emissions.
template <class S> Money<S> carbonTax(Carbon<S> emitted, MoneyPerCarbon<S> price) { return emitted * price; }

} // namespace mls
