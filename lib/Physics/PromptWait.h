//===- PromptWait.h - a prompt behind a step and other prompts --*- C++ -*-===//
//
// An engine that takes prompts one at a time and fills the rest of its time with decode
// steps is one server with vacations: a prompt waits for the step under way, and for the
// prompts before it. Doshi, "Queueing systems with vacations: a survey", Queueing Systems
// 1, 1986: the mean wait is that of M/G/1 and the rest of a vacation.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Queueing.h"

namespace mls {

/// `utilisation`: share of the time that prompts of equal length take; `stepping`: share
/// of the arrivals that find a step under way, `step` long.
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
