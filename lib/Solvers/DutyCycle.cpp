//===- DutyCycle.cpp - `duty_cycle`: how long a battery lasts -------------===//

#include "Physics/DutyCycle.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

template <class S> struct DutyCycleIn {
  Energy<S> energy;
  Time<S> active, period;
  Power<S> sleep;
  Energy<S> battery;
  Ratio<S> usable;
  Frequency<S> leakage;

  MLS_RECORD("duty_cycle", "battery life of a device that wakes, infers and sleeps again", "banbury_2021") {
    return std::tuple{
        in("energy", &DutyCycleIn::energy, "of one inference, sensors and radio included", positive, unit("mJ")),
        in("active", &DutyCycleIn::active, "time awake for it", positive, unit("ms")),
        in("period", &DutyCycleIn::period, "from one inference to the next", positive, unit("s")),
        in("sleep", &DutyCycleIn::sleep, "draw while asleep", nonNegative, unit("uW")),
        in("battery", &DutyCycleIn::battery, "energy of a full battery: charge times voltage", positive, unit("J")),
        in("usable", &DutyCycleIn::usable, "share of it that the device can use", fraction, orElse("constants.battery_usable")),
        in("leakage", &DutyCycleIn::leakage, "share of a full battery that it loses by itself in a time", nonNegative, unit("year^-1"), orElse("constants.battery_leakage"))};
  }
};

template <class S> struct DutyCycleOut {
  Time<S> life;
  Power<S> draw;
  Ratio<S> duty, sleep_share, inferences;

  MLS_RECORD("duty_cycle.result", "a device on one battery", "banbury_2021") {
    return std::tuple{out("life", &DutyCycleOut::life, "of one battery", unit("day")),
                      out("draw", &DutyCycleOut::draw, "mean power of the device", unit("uW")),
                      out("duty", &DutyCycleOut::duty, "share of the time awake", unit("%")),
                      out("sleep_share", &DutyCycleOut::sleep_share, "share of the device's energy spent asleep", unit("%")),
                      out("inferences", &DutyCycleOut::inferences, "on one battery")};
  }
};

template <class S> DutyCycleOut<S> dutyCycle(const DutyCycleIn<S> &in) {
  DutyCycleOut<S> o;
  Time<S> active = timeAwake(in.active, in.period), asleep = let("asleep", in.period - active);
  Energy<S> cycle = let("energy_of_a_period", dutyCycledEnergy<S>(in.energy, in.active, in.period, in.sleep));
  o.draw = cycle / in.period;
  o.life = batteryLife<S>(in.battery, in.usable, o.draw, in.leakage);
  o.duty = active / in.period;
  o.sleep_share = asleep * in.sleep / cycle; // not 1 - energy / cycle, whose range would pass below zero
  o.inferences = o.life / in.period;
  return o;
}

constexpr llvm::StringRef headline[] = {"life", "draw", "duty", "sleep_share", "inferences"};
constexpr llvm::StringRef notModelled[] = {"temperature and peaks of current, which shrink what a battery gives",
                                           "waking up, unless its energy and time are part of an inference",
                                           "harvested energy"};

} // namespace

MLS_DEFINE_SOLVER(DutyCycle, dutyCycle, DutyCycleIn, DutyCycleOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
