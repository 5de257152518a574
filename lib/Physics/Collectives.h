//===- Collectives.h - alpha-beta models of collectives ---------*- C++ -*-===//
//
// Time of a message of `message` bytes a rank over n ranks. `alpha`: one round of
// synchronisation of all ranks; `rate`: what a rank sends and receives at once.
// Every form is zero at n = 1.
//
// Thakur, Rabenseifner, Gropp: "Optimization of collective communication operations
// in MPICH", IJHPCA 19(1), 2005 (algorithms by message size); Patarasuk, Yuan:
// "Bandwidth optimal all-reduce algorithms for clusters of workstations", JPDC 69(2),
// 2009, doi 10.1016/j.jpdc.2008.09.002 (the bound 2 (n - 1) / n).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// `x` where more than one rank takes part, else nothing.
template <class S, class U> Q<U, S> ifShared(Ratio<S> ranks, Q<U, S> x) { return select(less(1, ranks), x, Q<U, S>()); }

/// One round over n ranks: a fixed part and one for each peer that is waited for.
template <class S> Time<S> roundLatency(Time<S> launch, Time<S> hop, Ratio<S> ranks) { return launch + hop * (ranks - 1); }

/// One-shot all-reduce: every rank reads the whole message of every peer; one round.
template <class S> Time<S> oneShotAllReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return ifShared(ranks, alpha + (ranks - 1) * message / rate);
}

/// Two-shot all-reduce: reduce-scatter, then all-gather; two rounds, and the least
/// traffic there is (Patarasuk & Yuan 2009).
template <class S> Time<S> twoShotAllReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return ifShared(ranks, 2 * alpha + 2 * (ranks - 1) / ranks * message / rate);
}

/// The faster of the two for this message, as serving engines choose.
template <class S> Time<S> allReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return min(oneShotAllReduce(message, ranks, rate, alpha), twoShotAllReduce(message, ranks, rate, alpha));
}

/// All-to-all of `message` a rank: all but its own n-th part leaves the rank.
template <class S> Time<S> allToAll(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return ifShared(ranks, alpha + (ranks - 1) / ranks * message / rate);
}

/// One message to one peer.
template <class S> Time<S> send(Data<S> message, Bandwidth<S> rate, Time<S> alpha) { return alpha + message / rate; }

} // namespace mls
