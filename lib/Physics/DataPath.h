//===- DataPath.h - from storage to the accelerators ------------*- C++ -*-===//
//
// Mohan et al., "Analyzing and mitigating data stalls in DNN training", VLDB 14(5),
// 2021, arXiv 2007.06775; Murray et al., "tf.data", arXiv 2101.12127.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Counts.h"

namespace mls {

/// Time for which a consumer that could take `compute` for a batch waits for its data,
/// over all: a pipeline goes at the pace of its slower end.
template <class S> Ratio<S> dataStall(Time<S> compute, Time<S> fetch) {
  return max(fetch - compute, Time<S>()) / max(compute, fetch);
}

/// Batches to keep ahead so that a fetch as late as `latest` is not waited for.
template <class S> Ratio<S> prefetchDepth(Time<S> latest, Time<S> compute) { return max(fewest(latest / compute), 0); }

/// Time of a read of which a share finds its data in the fast tier.
template <class S> Time<S> tieredLatency(Ratio<S> hits, Time<S> fast, Time<S> slow) {
  return hits * fast + (1 - hits) * slow;
}

/// Rate of reading through both tiers in turn: times add up, not rates.
template <class S> Bandwidth<S> tieredBandwidth(Ratio<S> hits, Bandwidth<S> fast, Bandwidth<S> slow) {
  return 1 / (hits / fast + (1 - hits) / slow);
}

/// Share of uniformly random reads that a cache of this size serves.
template <class S> Ratio<S> cacheHits(Data<S> cache, Data<S> all) { return min(cache / all, 1); }

/// All writers at once: each at its own rate, together no faster than the storage.
template <class S>
Time<S> checkpointStorm(Data<S> checkpoint, Ratio<S> writers, Bandwidth<S> rate, Bandwidth<S> storage) {
  return checkpoint / min(writers * rate, storage);
}

} // namespace mls
