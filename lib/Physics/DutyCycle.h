//===- DutyCycle.h - devices that mostly sleep ------------------*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Energy of one period: awake for a while, asleep for the rest.
/// Domain: active <= period.
template <class S> Energy<S> dutyCycledEnergy(Time<S> period, Time<S> active, Power<S> awake, Power<S> asleep) {
  return active * awake + (period - active) * asleep;
}

template <class S> Power<S> dutyCycledPower(Time<S> period, Time<S> active, Power<S> awake, Power<S> asleep) {
  return dutyCycledEnergy(period, active, awake, asleep) / period;
}

/// Battery life: its usable energy against the mean draw and its own leakage, a share
/// of the whole a time.
template <class S> Time<S> batteryLife(Energy<S> battery, Ratio<S> usable, Power<S> draw, Frequency<S> selfDischarge) {
  return usable * battery / (draw + selfDischarge * battery);
}

} // namespace mls
