//===- Fleet.h - clusters and the places they stand in ----------*- C++ -*-===//
//
// Checked and addressed by path; no solver reads them yet.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Records/Node.h"

namespace mls::records {

template <class S> struct Pool {
  MLS_RECORD("Pool", "equal nodes of a cluster", "", .side = Side::Supply) {
    return std::tuple{virtualField<Node<S>>("node", "the machine"), virtualField<Ratio<S>>("count", "nodes", whole(1))};
  }
};

template <class S> struct Tier {
  MLS_RECORD("Tier", "one level of a cluster's network", "", .side = Side::Supply) {
    return std::tuple{
        virtualField<Ratio<S>>("span", "accelerators below one switch group of this level", whole(1)),
        virtualField<Link<S>>("link", "port of an accelerator at this level"),
        virtualField<Ratio<S>>("oversubscription", "rate below the level over the rate out of it", atLeast(1), orElse("1"))};
  }
};

template <class S> struct Storage {
  MLS_RECORD("Storage", "a file system or an array of drives", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{virtualField<Opt<Data<S>>>("capacity", "size", positive, unit("TB")),
                      virtualField<Bandwidth<S>>("read", "rate of reading", positive, unit("GB/s")),
                      virtualField<Bandwidth<S>>("write", "rate of writing", positive, unit("GB/s"), orElse("read"))};
  }
};

/// Carbon of a kilowatt-hour. Average and marginal answer different questions, and
/// neither follows from the other.
template <class S> struct Grid {
  MLS_RECORD("Grid", "the electricity that a site draws", "", .side = Side::Supply, .keyword = "site") {
    return std::tuple{
        virtualField<Opt<CarbonIntensity<S>>>("average", "of all generation", nonNegative, unit("gCO2e/kWh"), oneOf("carbon")),
        virtualField<Opt<CarbonIntensity<S>>>("marginal", "of the next kilowatt-hour", nonNegative, unit("gCO2e/kWh"), oneOf("carbon"))};
  }
};

template <class S> struct Site {
  MLS_RECORD("Site", "where machines stand", "", .side = Side::Supply, .keyword = "site") {
    return std::tuple{virtualField<Grid<S>>("grid", "its electricity"),
                      virtualField<Ratio<S>>("pue", "energy of the facility over that of its machines", atLeast(1)),
                      virtualField<Opt<WaterIntensity<S>>>("wue", "water by energy of the machines", nonNegative, unit("L/kWh")),
                      virtualField<Opt<MoneyPerEnergy<S>>>("electricity", "price of electricity", nonNegative, unit("USD/kWh"))};
  }
};

template <class S> struct Cluster {
  MLS_RECORD("Cluster", "nodes joined by a network", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{virtualField<Named<Pool<S>>>("pools", "groups of equal nodes"),
                      virtualField<List<Tier<S>>>("fabric", "levels of the network, innermost first", orElse("[]")),
                      virtualField<Opt<Site<S>>>("site", "where it stands"),
                      virtualField<Opt<Storage<S>>>("storage", "shared file system")};
  }
};

} // namespace mls::records
