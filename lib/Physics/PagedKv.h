//===- PagedKv.h - blocks of a KV cache in use ------------------*- C++ -*-===//
//
// Kwon et al., "Efficient memory management for large language model serving with
// PagedAttention", arXiv 2309.06180: a sequence holds whole blocks, and the last is
// partly empty; without pages it holds the longest length it may reach.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/CappedLengths.h"

namespace mls {

/// The mean of lengths that are cut off, over the length of the cut.
template <class S> Ratio<S> shareOfLongest(Tokens<S> mean, Tokens<S> longest) {
  return require(lessEqual(mean, longest), "the mean length exceeds the longest", mean / longest);
}

/// Share of a reservation for the longest length that a sequence leaves empty.
template <class S> Ratio<S> reservationWaste(Tokens<S> mean, Tokens<S> longest) {
  return 1 - shareOfLongest(mean, longest);
}

/// Tokens that a sequence of this length holds, in whole blocks.
template <class S> Tokens<S> pagedTokens(Tokens<S> length, Tokens<S> block) { return ceil(length / block) * block; }

/// The mean that exponential lengths would have whose mean is `mean` once they are cut
/// off at `longest`. There is none where all are that long.
template <class S> Tokens<S> uncappedMean(Tokens<S> mean, Tokens<S> longest) {
  Ratio<S> below =
      require(less(mean, longest), "the mean of lengths that are cut off lies below the longest", mean / longest);
  return longest / iterate(cappedExponent, below);
}

/// Tokens held by a sequence on average, in whole blocks, where lengths are exponential
/// and cut off: a sequence has a j-th block when it is longer than j - 1 of them.
template <class S> Tokens<S> meanPagedTokens(Tokens<S> mean, Tokens<S> longest, Tokens<S> block) {
  Ratio<S> blocks = ceil(longest / block),
           decay = iterate(cappedExponent, shareOfLongest(mean, longest)) * (block / longest);
  return block * select(less(0, decay), (1 - exp(-(blocks * decay))) / (1 - exp(-decay)), blocks);
}

/// Sequences that a budget of cached tokens holds, reserved whole.
template <class S> Ratio<S> reservedSequences(Tokens<S> budget, Tokens<S> longest) { return floor(budget / longest); }

/// The same in pages: the budget has whole blocks, and lengths are spread.
template <class S> Ratio<S> pagedSequences(Tokens<S> budget, Tokens<S> mean, Tokens<S> longest, Tokens<S> block) {
  return floor(floor(budget / block) * block / meanPagedTokens(mean, longest, block));
}

} // namespace mls
