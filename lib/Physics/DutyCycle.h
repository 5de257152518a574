//===- DutyCycle.h - devices that mostly sleep ------------------*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Energy of one period: a task, and sleep for the rest.
/// Domain: active <= period.
template <class S> Energy<S> dutyCycledEnergy(Energy<S> task, Time<S> active, Time<S> period, Power<S> asleep) {
  return task + (period - active) * asleep;
}

/// Battery life: its usable energy against the mean draw and its own leakage, a share
/// of the whole a time.
template <class S> Time<S> batteryLife(Energy<S> battery, Ratio<S> usable, Power<S> draw, Frequency<S> leakage) {
  return usable * battery / (draw + leakage * battery);
}

} // namespace mls
