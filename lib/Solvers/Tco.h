//===- Tco.h - what machines in use cost ------------------------*- C++ -*-===//
#pragma once

#include "Physics/Carbon.h"
#include "Physics/Cost.h"
#include "Records/Usage.h"
#include "Solvers/Pools.h"

namespace mls {

template <class S> struct TcoIn {
  Usage<S> usage;
  Machines<S> on;
  Opt<Site<S>> site;
  Frequency<S> maintenance;

  MLS_RECORD("tco", "total cost of machines in use: rent, or capital with electricity and upkeep", "hamilton_2008") {
    return std::tuple{in("usage", &TcoIn::usage, "time and mean power of the machines"),
                      in("on", &TcoIn::on, "the machines; `rent` or `own` of their nodes says what they cost", inherited),
                      in("site", &TcoIn::site, "where they stand, for those that are owned; absent: the site of the cluster"),
                      in("maintenance", &TcoIn::maintenance, "upkeep of owned machines in a year over their price", nonNegative, unit("year^-1"), orElse("constants.maintenance"))};
  }
};

template <class S> struct TcoOut {
  Money<S> total, rent, capital, electricity, maintenance, carbon_tax;
  CostRate<S> rate;
  Energy<S> machine_energy;

  MLS_RECORD("tco.result", "money for the time in use", "hamilton_2008") {
    return std::tuple{out("total", &TcoOut::total, "sum of the parts", unit("MUSD")),
                      out("rent", &TcoOut::rent, "of rented nodes, electricity and upkeep included", unit("MUSD")),
                      out("capital", &TcoOut::capital, "of owned nodes, written off evenly", unit("MUSD")),
                      out("electricity", &TcoOut::electricity, "of owned nodes and the facility around them", unit("MUSD")),
                      out("maintenance", &TcoOut::maintenance, "upkeep of owned nodes", unit("MUSD")),
                      out("carbon_tax", &TcoOut::carbon_tax, "on the electricity of owned nodes, where the site has one", unit("MUSD")),
                      out("rate", &TcoOut::rate, "total over the time", unit("USD/h")),
                      out("machine_energy", &TcoOut::machine_energy, "of all nodes, whoever pays for it", unit("MWh"))};
  }
};

template <class S> TcoOut<S> tco(const TcoIn<S> &in) {
  TcoOut<S> o;
  o.machine_energy = machineEnergy(checkedDraw(in.usage.power, poolsOf(in.on)), in.usage.time);
  Power<S> ownedPower, allPower;
  bool anyOwned = false, anyRented = false;
  for (const Pool<S> &pool : poolsOf(in.on)) {
    const Node<S> &node = pool.node;
    Power<S> rated = pool.count * *node.power;
    allPower += rated;
    if (node.own.given()) {
      Money<S> price = pool.count * node.own->price;
      o.capital += writtenOff(price, node.own->life, in.usage.time);
      o.maintenance += upkeep(price, in.maintenance, in.usage.time);
      ownedPower += rated;
      anyOwned = true;
    } else {
      o.rent += rent<S>(pool.count * *node.rent, in.usage.time);
      anyRented = true;
    }
  }
  if (anyOwned) { // those who rent pay for electricity in the rent
    Site<S> site = siteOf(in.site, in.on);
    Energy<S> owned = anyRented ? o.machine_energy * (ownedPower / allPower) : o.machine_energy;
    Energy<S> energy = let("facility_energy", facilityEnergy(owned, site.pue));
    o.electricity = electricityCost<S>(energy, *site.electricity);
    if (site.carbon_price.given())
      o.carbon_tax = carbonTax<S>(operationalCarbon<S>(energy, intensityOf(site.grid)), *site.carbon_price);
  }
  o.total = o.rent + o.capital + o.electricity + o.maintenance + o.carbon_tax;
  o.rate = o.total / in.usage.time;
  return o;
}

} // namespace mls
