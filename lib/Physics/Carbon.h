//===- Carbon.h - energy, carbon and water of a facility --------*- C++ -*-===//
//
// Patterson et al.: "Carbon emissions and large neural network training", arXiv
// 2104.10350 (operation); Gupta et al.: "ACT", ISCA 2022, doi 10.1145/3470496.3527408
// (embodied carbon, spread over the life of a machine).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Energy of the machines: power times time.
template <class S> Energy<S> machineEnergy(Power<S> power, Time<S> time) { return power * time; }

/// Energy at the meter. `pue`: of the facility over that of its machines (ISO/IEC
/// 30134-2). Domain: pue >= 1.
template <class S> Energy<S> facilityEnergy(Energy<S> machines, Ratio<S> pue) { return machines * pue; }

/// Emissions of generating it. An average intensity attributes the emissions of a grid
/// to all who draw from it; a marginal one asks what one more kilowatt-hour causes.
template <class S> Carbon<S> operationalCarbon(Energy<S> facility, CarbonIntensity<S> grid) { return facility * grid; }

/// Part of the carbon of making a machine that falls on `time` of its `life`.
template <class S> Carbon<S> embodiedCarbon(Carbon<S> whole, Time<S> life, Time<S> time) {
  return whole * (time / life);
}

/// Water evaporated on the site. `wue` is by energy of the machines, not of the
/// facility (ISO/IEC 30134-9).
template <class S> Volume<S> siteWater(Energy<S> machines, WaterIntensity<S> wue) { return machines * wue; }

} // namespace mls
