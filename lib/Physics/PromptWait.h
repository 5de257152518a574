//===- PromptWait.h - a prompt behind a step and other prompts --*- C++ -*-===//
//
// An engine that takes prompts one at a time and fills the rest of its time with decode
// steps is one server with vacations: a prompt waits for the prompts before it and, where
// it finds no prompt under way, for the rest of a step. With prompts of length s that take
// a share u of the time, Poisson arrivals see averages, and Little's law counts those
// before: w = u w + u s / 2 + (1 - u) rest, so that w = u s / (2 (1 - u)) + rest, which is
// M/D/1 and the rest of a vacation: the decomposition of Fuhrmann and Cooper, 1985.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Queueing.h"

namespace mls {

/// `utilisation`: share of the time that prompts of equal length take; `stepping`: of the
/// arrivals that find no prompt under way, the share that finds a step, `step` long.
/// Domain: utilisation < 1.
template <class S> struct PromptWait {
  Ratio<S> utilisation, stepping;
  Time<S> prefill, step;

  Time<S> mean() const { return md1Wait(utilisation, prefill) + stepping * step / 2; }

  /// An upper value: the sum of both parts at that share. The rest of a step is uniform;
  /// waits of M/D/1 are taken to be exponential with their mean, a longer tail than theirs.
  Time<S> quantile(Ratio<S> q) const {
    Time<S> queued = waitQuantile<S>(q, utilisation, prefill / (2 * (1 - utilisation)));
    return queued + select(less(0, stepping), step * max(1 - (1 - q) / stepping, 0), Time<S>());
  }
};

} // namespace mls
