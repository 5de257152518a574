//===- Footprint.h - energy, carbon and water of a usage --------*- C++ -*-===//
#pragma once

#include "Physics/Carbon.h"
#include "Records/Usage.h"
#include "Solvers/Pools.h"

namespace mls {

enum class Accounting { average, marginal };
MLS_ENUM(Accounting, "average", "marginal");

template <class S> struct FootprintIn {
  Usage<S> usage;
  Machines<S> on;
  Opt<Site<S>> site;

  MLS_RECORD("footprint", "energy, carbon and water of machines in use", "patterson_2021") {
    return std::tuple{in("usage", &FootprintIn::usage, "time and mean power of the machines"),
                      in("on", &FootprintIn::on, "the machines, whose making is counted in part", inherited),
                      in("site", &FootprintIn::site, "where they stand; absent: the site of the cluster")};
  }
};

template <class S> struct FootprintOut {
  Energy<S> machine_energy, energy;
  Carbon<S> carbon, operational, embodied;
  Volume<S> water;
  Choice<Accounting, S> accounting;

  MLS_RECORD("footprint.result", "whole nodes, and the facility around them", "patterson_2021") {
    return std::tuple{out("machine_energy", &FootprintOut::machine_energy, "energy of the machines themselves", unit("MWh")),
                      out("energy", &FootprintOut::energy, "energy at the meter of the facility: machine_energy * pue", unit("MWh")),
                      out("carbon", &FootprintOut::carbon, "operational and embodied", unit("tCO2e")),
                      out("operational", &FootprintOut::operational, "of generating the energy", unit("tCO2e")),
                      out("embodied", &FootprintOut::embodied, "of making the nodes, for the part of their life in use", unit("tCO2e")),
                      out("water", &FootprintOut::water, "evaporated on the site: machine_energy * wue", unit("m^3")),
                      out("accounting", &FootprintOut::accounting, "whether the grid's figure is an average or that of the next kilowatt-hour")};
  }
};

template <class S> FootprintOut<S> footprint(const FootprintIn<S> &in) {
  Site<S> site = siteOf(in.site, in.on);
  FootprintOut<S> o;
  o.machine_energy = machineEnergy(checkedDraw(in.usage.power, poolsOf(in.on)), in.usage.time);
  o.energy = facilityEnergy(o.machine_energy, site.pue);
  o.operational = operationalCarbon<S>(o.energy, intensityOf(site.grid));
  for (const Pool<S> &pool : poolsOf(in.on))
    o.embodied += embodiedCarbon<S>(pool.count * *pool.node.embodied, pool.node.life, in.usage.time);
  o.carbon = o.operational + o.embodied;
  o.water = siteWater<S>(o.machine_energy, *site.wue);
  o.accounting = site.grid.marginal.given() ? Accounting::marginal : Accounting::average;
  return o;
}

} // namespace mls
