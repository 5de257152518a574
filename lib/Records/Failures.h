//===- Failures.h - how often the parts of a node fail ----------*- C++ -*-===//
//
// Mean times between failures that stop a job. What Dubey et al. (arXiv 2407.21783,
// table 5) count by cause is what the parts here stand for; rates of independent parts
// add up.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

/// More parts than are needed at a time: the node fails when one more is down than
/// there are spares.
template <class S> struct RedundantParts {
  Ratio<S> count;
  int64_t spares;
  Time<S> mtbf, repair;

  MLS_RECORD("RedundantParts", "equal parts, some of which are spare", "", .side = Side::Supply) {
    return std::tuple{in("count", &RedundantParts::count, "parts in the node", whole(1)),
                      in("spares", &RedundantParts::spares, "parts that the node can do without", Domain{.lo = 0, .hi = 16, .integer = true}, orElse("0")),
                      in("mtbf", &RedundantParts::mtbf, "mean time between failures of one part", positive, unit("h")),
                      in("repair", &RedundantParts::repair, "time until a failed part is replaced", positive, unit("h"), orElse("constants.part_repair"))};
  }
};

template <class S> struct Failures {
  Time<S> accelerator, port, host, software;
  Opt<RedundantParts<S>> power_supplies;

  MLS_RECORD("Failures", "how often the parts of a node fail", "", .side = Side::Supply) {
    return std::tuple{in("accelerator", &Failures::accelerator, "mean time between failures of one accelerator, its memory included", positive, unit("h"), orElse("constants.accelerator_mtbf")),
                      in("port", &Failures::port, "of one port to other nodes: network card, cable, its part of the switches", positive, unit("h"), orElse("constants.port_mtbf")),
                      in("host", &Failures::host, "of all else in one node: processors, memory, drives, chassis", positive, unit("h"), orElse("constants.host_mtbf")),
                      in("software", &Failures::software, "of what runs on one node", positive, unit("h"), orElse("constants.software_mtbf")),
                      in("power_supplies", &Failures::power_supplies, "counted one by one; absent: part of `host`")};
  }
};

} // namespace mls::records
