//===- Fleet.h - clusters and the places they stand in ----------*- C++ -*-===//
#pragma once

#include "Records/Node.h"

namespace mls::records {

template <class S> struct Pool {
  Node<S> node;
  Ratio<S> count;

  MLS_RECORD("Pool", "equal nodes of a cluster", "", .side = Side::Supply) {
    return std::tuple{in("node", &Pool::node, "the machine"), in("count", &Pool::count, "nodes", whole(1))};
  }
};

template <class S> struct Tier {
  Ratio<S> span, oversubscription;
  Link<S> link;

  MLS_RECORD("Tier", "one level of a cluster's network", "", .side = Side::Supply) {
    return std::tuple{
        in("span", &Tier::span, "accelerators below one switch group of this level", whole(1)),
        in("oversubscription", &Tier::oversubscription, "rate below the level over the rate out of it", atLeast(1), orElse("1")),
        in("link", &Tier::link, "port of an accelerator at this level")};
  }
};

/// Carbon of a kilowatt-hour. Average and marginal answer different questions, and
/// neither follows from the other.
template <class S> struct Grid {
  Opt<CarbonIntensity<S>> average, marginal;

  MLS_RECORD("Grid", "the electricity that a site draws", "", .side = Side::Supply, .keyword = "site") {
    return std::tuple{
        in("average", &Grid::average, "of all generation", nonNegative, unit("gCO2e/kWh"), oneOf("carbon")),
        in("marginal", &Grid::marginal, "of the next kilowatt-hour", nonNegative, unit("gCO2e/kWh"), oneOf("carbon"))};
  }
};

template <class S> struct Site {
  Grid<S> grid;
  Ratio<S> pue;
  Opt<WaterIntensity<S>> wue;
  Opt<MoneyPerEnergy<S>> electricity;
  Opt<MoneyPerCarbon<S>> carbon_price;

  MLS_RECORD("Site", "where machines stand", "", .side = Side::Supply, .keyword = "site") {
    return std::tuple{in("grid", &Site::grid, "its electricity"),
                      in("pue", &Site::pue, "energy of the facility over that of its machines", atLeast(1)),
                      in("wue", &Site::wue, "water by energy of the machines", nonNegative, unit("L/kWh")),
                      in("electricity", &Site::electricity, "price of electricity", nonNegative, unit("USD/kWh")),
                      in("carbon_price", &Site::carbon_price, "tax on the carbon of its electricity", nonNegative, unit("USD/tCO2e"))};
  }
};

template <class S> struct Cluster {
  NamedMap<Pool<S>> pools;
  List<Tier<S>> fabric;
  Opt<Site<S>> site;
  Opt<Storage<S>> storage;

  MLS_RECORD("Cluster", "nodes joined by a network", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{in("pools", &Cluster::pools, "groups of equal nodes"),
                      in("fabric", &Cluster::fabric, "levels of the network, innermost first", orElse("[]")),
                      in("site", &Cluster::site, "where it stands"),
                      in("storage", &Cluster::storage, "shared file system")};
  }
};

} // namespace mls::records
