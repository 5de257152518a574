//===- Node.h - accelerators in one machine ---------------------*- C++ -*-===//
#pragma once

#include "Records/Accelerator.h"
#include "Records/Failures.h"
#include "Records/Storage.h"

namespace mls::records {

/// Capital only; electricity and upkeep belong to the total cost of ownership.
template <class S> struct Own {
  Money<S> price;
  Time<S> life;

  MLS_RECORD("Own", "a machine that is bought", "", .side = Side::Supply) {
    return std::tuple{in("price", &Own::price, "price of one node", positive, unit("USD")),
                      in("life", &Own::life, "time over which it is written off", positive, unit("year"))};
  }
};

template <class S> struct Node {
  Accelerator<S> accelerator;
  Ratio<S> count;
  Opt<Link<S>> link;
  Opt<Power<S>> power;
  Opt<CostRate<S>> rent;
  Opt<Own<S>> own;
  Opt<Link<S>> nic;
  Ratio<S> nics;
  Opt<Storage<S>> storage;
  Opt<Link<S>> storage_link;
  Opt<Carbon<S>> embodied;
  Time<S> life;
  Failures<S> failures;

  MLS_RECORD("Node", "accelerators that share a fast fabric", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("accelerator", &Node::accelerator, "the processor"),
        in("count", &Node::count, "accelerators in the node", whole(1)),
        in("link", &Node::link, "between its accelerators", orElse("accelerator.link")),
        virtualField<Opt<Power<S>>>("host_power", "CPUs, fans, network cards and switches", nonNegative, unit("W"),
                                    orElse("count * accelerator.tdp * constants.host_power_share")),
        in("power", &Node::power, "rated power of the whole node", positive, unit("kW"), orElse("count * accelerator.tdp + host_power")),
        in("rent", &Node::rent, "price of one node for a time", positive, unit("USD/h"), oneOf("cost"), orElse("own.price / own.life")),
        in("own", &Node::own, "bought instead of rented", oneOf("cost")),
        in("nic", &Node::nic, "one port to other nodes"),
        in("nics", &Node::nics, "ports to other nodes", whole(1), orElse("count")),
        in("storage", &Node::storage, "its own drives"),
        in("storage_link", &Node::storage_link, "to shared storage, all of its ports together", orElse("nic")),
        in("embodied", &Node::embodied, "carbon of making the whole node", nonNegative, unit("kgCO2e"), orElse("count * accelerator.embodied")),
        in("life", &Node::life, "time in service, over which `embodied` is spread", positive, unit("year"), orElse("own.life default constants.service_life")),
        in("failures", &Node::failures, "how often its parts fail", orElse("{}"))};
  }
};

} // namespace mls::records
