//===- Topology.h - shapes of a network -------------------------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

template <class S> struct FatTree {
  Ratio<S> levels, oversubscription;

  MLS_RECORD("fat_tree", "switches in levels, each joined to all of the next (Clos)", "leiserson_1985", .side = Side::Supply) {
    return std::tuple{in("levels", &FatTree::levels, "levels of switches", whole(1), orElse("2")),
                      in("oversubscription", &FatTree::oversubscription, "rate from below over the rate upwards, at the tightest level", atLeast(1), orElse("1"))};
  }
};

template <class S> struct Dragonfly {
  Ratio<S> terminals, routers, global;

  MLS_RECORD("dragonfly", "groups of routers that are joined completely, as are the groups", "kim_2008", .side = Side::Supply) {
    return std::tuple{in("terminals", &Dragonfly::terminals, "ports to machines of one router", whole(1)), in("routers", &Dragonfly::routers, "routers of a group", whole(1)),
                      in("global", &Dragonfly::global, "links of one router to other groups", whole(1))};
  }
};

template <class S> struct Torus {
  Ratio<S> dimensions;

  MLS_RECORD("torus", "a grid of equal sides whose ends are joined; of one dimension it is a ring", "dally_2004", .side = Side::Supply) {
    return std::tuple{in("dimensions", &Torus::dimensions, "of the grid", whole(1))};
  }
};

} // namespace mls::records
