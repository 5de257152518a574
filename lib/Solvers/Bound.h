//===- Bound.h - which resource sets a time ---------------------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls {

enum class Bound { compute, memory, network, overhead, capacity };
MLS_ENUM(Bound, "compute", "memory", "network", "overhead", "capacity");

/// The resource that sets a time, the one that would set it next, and how far away
/// that is: the factor between the two.
template <class S> struct Regime {
  Choice<Bound, S> bound, next;
  Ratio<S> margin;
};

/// `excess`: memory wanted over memory there; a deployment that does not fit is bound
/// by capacity, with that margin.
template <class S> Regime<S> regime(Time<S> compute, Time<S> memory, Time<S> network, Time<S> overhead, Ratio<S> excess) {
  auto largest = [](Time<S> c, Time<S> m, Time<S> n, Time<S> o, Time<S> full) {
    return argmax(Bound::compute, c, Bound::memory, m, Bound::network, n, Bound::overhead, o, Bound::capacity, full);
  };
  Time<S> longest = let("longest_part", max(compute, memory, network, overhead));
  Time<S> capacity = select(less(1, excess), excess * longest, Time<S>());
  Choice<Bound, S> bound = largest(compute, memory, network, overhead, capacity);
  auto unlessBound = [&](Bound b, Time<S> x) { return select(is(bound, b), Time<S>(), x); };
  Time<S> c = unlessBound(Bound::compute, compute), m = unlessBound(Bound::memory, memory),
          n = unlessBound(Bound::network, network), o = unlessBound(Bound::overhead, overhead);
  Time<S> second = let("second_part", max(c, m, n, o));
  return {bound, largest(c, m, n, o, Time<S>()), max(longest, capacity) / second};
}

} // namespace mls
