//===- KvCache.h - keys and values kept per token ---------------*- C++ -*-===//
//
// Shazeer: "Fast transformer decoding: one write-head is all you need",
// arXiv 1911.02150 (multi-query); Ainslie et al.: "GQA: training generalized
// multi-query transformer models", arXiv 2305.13245 (grouped-query).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Keys and values of one token in one layer: two vectors a KV head.
template <class S> DataPerToken<S> kvPerToken(Ratio<S> kvHeads, Ratio<S> headDim, Data<S> element) {
  return 2 * kvHeads * headDim * element / oneToken;
}

/// KV heads that each of `tp` devices holds: their share, but never less than one,
/// because a head is not split; beyond that point heads are stored repeatedly.
template <class S> Ratio<S> kvHeadsPerDevice(Ratio<S> kvHeads, Ratio<S> tp) { return max(kvHeads / tp, 1); }

} // namespace mls
