//===- DutyCycle.h - devices that mostly sleep ------------------*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// The time that a task takes of a period.
template <class S> Time<S> timeAwake(Time<S> active, Time<S> period) {
  return require(lessEqual(active, period), "the task takes longer than the period", active);
}

/// Energy of one period: a task, and sleep for the rest.
template <class S> Energy<S> dutyCycledEnergy(Energy<S> task, Time<S> active, Time<S> period, Power<S> asleep) {
  return task + (period - timeAwake(active, period)) * asleep;
}

/// Battery life: its usable energy against the mean draw and its own leakage, a share
/// of the whole a time.
template <class S> Time<S> batteryLife(Energy<S> battery, Ratio<S> usable, Power<S> draw, Frequency<S> leakage) {
  return usable * battery / (draw + leakage * battery);
}

} // namespace mls
