//===- Fleet.h - plausible clusters, and what using them takes -----------===//
#pragma once

#include "solvers/Samples.h"

namespace mls::test {

/// Nodes whose parts fail once a year or so, few enough of them for some hours to pass without a failure; at a place of
/// some kind. Times are in s.
inline Sampler &someFleet(Sampler &s) {
  s.range("node.count", 1, 8).range("nics", 1, 8).range("on.count", 1, 8).range("pools.count", 10, 100);
  for (const char *part : {"failures.accelerator", "failures.port", "failures.host", "failures.software"})
    s.range(part, 1e7, 1e8);
  s.range("power_supplies.count", 6, 12).range("power_supplies.mtbf", 1e7, 1e8).range("power_supplies.repair", 1e6, 1e7);
  s.range("node.power", 1e3, 2e4).range("on.power", 1e3, 2e4).range("rent", 1e-3, 1e-1).range("own.price", 1e5, 1e6).range("life", 1e8, 2e8).range("embodied", 1e3, 1e4);
  s.range("pue", 1, 2).range("wue", 1e-10, 1e-9).range("electricity", 1e-8, 1e-7).range("average", 1e-9, 2e-7).range("marginal", 1e-9, 2e-7).range("carbon_price", 0.01, 0.2);
  return s;
}

/// Storage and its paths.
inline Sampler &someStorage(Sampler &s) {
  s.range("storage.capacity", 1e16, 1e18).range("storage.read", 1e12, 1e14).range("storage.write", 1e12, 1e14);
  return s.range("storage_link.per_direction", 1e11, 1e12).range("host_link.per_direction", 1e11, 1e12);
}

} // namespace mls::test
