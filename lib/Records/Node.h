//===- Node.h - accelerators in one machine ---------------------*- C++ -*-===//
#pragma once

#include "Records/Accelerator.h"

namespace mls::records {

/// Capital only; electricity and upkeep belong to the total cost of ownership.
template <class S> struct Own {
  MLS_RECORD("Own", "a machine that is bought", "", .side = Side::Supply) {
    return std::tuple{virtualField<Money<S>>("price", "price of one node", positive, unit("USD")),
                      virtualField<Time<S>>("life", "time over which it is written off", positive, unit("year"))};
  }
};

template <class S> struct Node {
  Accelerator<S> accelerator;
  Ratio<S> count;
  Opt<Link<S>> link;
  Opt<Power<S>> power;
  Opt<CostRate<S>> rent;

  MLS_RECORD("Node", "accelerators that share a fast fabric", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("accelerator", &Node::accelerator, "the processor"),
        in("count", &Node::count, "accelerators in the node", whole(1)),
        in("link", &Node::link, "between its accelerators", orElse("accelerator.link")),
        virtualField<Opt<Power<S>>>("host_power", "CPUs, fans, network cards and switches", nonNegative, unit("W"),
                                    orElse("count * accelerator.tdp * constants.host_power_share")),
        in("power", &Node::power, "rated power of the whole node", positive, unit("kW"), orElse("count * accelerator.tdp + host_power")),
        in("rent", &Node::rent, "price of one node for a time", positive, unit("USD/h"), oneOf("cost"), orElse("own.price / own.life")),
        virtualField<Opt<Own<S>>>("own", "bought instead of rented", oneOf("cost")),
        virtualField<Opt<Link<S>>>("nic", "one port to other nodes"),
        virtualField<Opt<Ratio<S>>>("nics", "ports to other nodes", whole(1))};
  }
};

} // namespace mls::records
