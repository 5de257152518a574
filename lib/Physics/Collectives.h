//===- Collectives.h - alpha-beta models of collectives ---------*- C++ -*-===//
//
// Time of a message of `message` bytes a rank over n ranks. `rate`: what a rank sends
// and receives at once. `alpha`: of one round. Every form is zero at n = 1.
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

/// All of a message but a rank's own n-th part, on its way.
template <class S> Time<S> sharedOut(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate) {
  return (ranks - 1) / ranks * (message / rate);
}

/// One message to one peer.
template <class S> Time<S> send(Data<S> message, Bandwidth<S> rate, Time<S> alpha) { return alpha + message / rate; }

//===-- Neighbours in turn: alpha is that of one hop -----------------------===//

/// Ring reduce-scatter: n - 1 hops of an n-th of the vector (Patarasuk & Yuan 2009).
template <class S> Time<S> reduceScatter(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return (ranks - 1) * alpha + sharedOut(message, ranks, rate);
}

/// Ring all-gather of a vector of which each rank has an n-th: the same hops backwards.
template <class S> Time<S> allGather(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return reduceScatter(message, ranks, rate, alpha);
}

/// Reduce-scatter, then all-gather: the least traffic there is, in 2 (n - 1) hops.
template <class S> Time<S> ringAllReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return reduceScatter(message, ranks, rate, alpha) + allGather(message, ranks, rate, alpha);
}

/// The whole vector up a binary tree and down again (Thakur et al. 2005:
/// reduce, then broadcast).
template <class S> Time<S> treeAllReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return 2 * ceilLog2(ranks) * send(message, rate, alpha);
}

/// Two trees, the leaves of one being the inner ranks of the other, each with half of
/// the vector in many small pieces: every rank sends and receives the vector twice,
/// however deep the trees. The pieces that fill the pipeline are not counted. Sanders,
/// Speck, Träff: "Two-tree algorithms for full bandwidth broadcast, reduction and
/// scan", Parallel Computing 35(12), 2009, doi 10.1016/j.parco.2009.09.001.
template <class S> Time<S> doubleTreeAllReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return 2 * ceilLog2(ranks) * alpha + ifShared(ranks, 2 * message / rate);
}

/// Reduce-scatter inside groups of `group`, rings over the `groups` that hold the same
/// part, all-gather inside: each rank has a port of its own to the outside.
template <class S>
Time<S> hierarchicalAllReduce(Data<S> message, Ratio<S> group, Bandwidth<S> inside, Time<S> alphaInside,
                              Ratio<S> groups, Bandwidth<S> outside, Time<S> alphaOutside) {
  return ringAllReduce(message, group, inside, alphaInside) +
         ringAllReduce(message / group, groups, outside, alphaOutside);
}

/// The message above which a ring is faster than a tree: where the two forms above are
/// equal. A ring of two has nothing to lose.
/// Domain: ranks >= 2.
template <class S> Data<S> ringTreeCrossover(Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  Ratio<S> depth = ceilLog2(ranks);
  return alpha * rate * (ranks - 1 - depth) / (depth - (ranks - 1) / ranks);
}

/// All-to-all by pairwise exchange: n - 1 rounds, an n-th of the message in each
/// (Thakur et al. 2005).
template <class S> Time<S> pairwiseAllToAll(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return (ranks - 1) * alpha + sharedOut(message, ranks, rate);
}

/// `senders` messages into one port: they share its rate.
template <class S> Time<S> incast(Data<S> message, Ratio<S> senders, Bandwidth<S> rate, Time<S> alpha) {
  return alpha + senders * message / rate;
}

//===-- All peers at once: alpha is that of a round of all ranks -----------===//

/// One round over n ranks: a fixed part and one for each peer that is waited for.
template <class S> Time<S> roundLatency(Time<S> launch, Time<S> hop, Ratio<S> ranks) {
  return launch + hop * (ranks - 1);
}

/// All-to-all of `message` a rank: all but its own n-th part leaves the rank.
template <class S> Time<S> allToAll(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return ifShared(ranks, alpha + sharedOut(message, ranks, rate));
}

/// One-shot all-reduce: every rank reads the whole message of every peer; one round.
template <class S> Time<S> oneShotAllReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return ifShared(ranks, alpha + (ranks - 1) * (message / rate));
}

/// Two-shot all-reduce: reduce-scatter, then all-gather; two rounds, and the least
/// traffic there is (Patarasuk & Yuan 2009).
template <class S> Time<S> twoShotAllReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return 2 * allToAll(message, ranks, rate, alpha);
}

/// The faster of the two for this message, as serving engines choose.
template <class S> Time<S> allReduce(Data<S> message, Ratio<S> ranks, Bandwidth<S> rate, Time<S> alpha) {
  return min(oneShotAllReduce(message, ranks, rate, alpha), twoShotAllReduce(message, ranks, rate, alpha));
}

} // namespace mls
