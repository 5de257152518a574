//===- Cost.h - total cost of ownership -------------------------*- C++ -*-===//
//
// Barroso, Hoelzle, Ranganathan: "The Datacenter as a Computer", 3rd ed., 2018, doi
// 10.2200/S00874ED3V01Y201809CAC046, chapter 6.
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
