//===- MemoryLevels.h - where a working set is served from ------*- C++ -*-===//
//
// Data that does not fit a level spills to the next, and only the excess does: the time
// of traffic is continuous where a working set outgrows a level. Costs are relative to
// the traffic of main memory. An extension of the roofline with one ceiling a level
// (Williams et al. 2009; Ilic et al., "Cache-aware roofline model", IEEE CAL 13(1),
// 2014, doi 10.1109/L-CA.2013.6).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Share of `set` that `room` holds.
/// Domain: set > 0.
template <class S> Ratio<S> heldShare(Data<S> room, Data<S> set) { return min(max(room, Data<S>()) / set, 1); }

/// Time of traffic to a level over that of the same traffic to main memory.
template <class S> Ratio<S> levelCost(Bandwidth<S> memory, Bandwidth<S> level) { return memory / level; }

/// Traffic of which a share goes to one level and the rest to another: times add up.
template <class S> Ratio<S> splitCost(Ratio<S> share, Ratio<S> inside, Ratio<S> outside) {
  return share * inside + (1 - share) * outside;
}

} // namespace mls
