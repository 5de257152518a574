//===- Disaggregation.h - prefill here, decode there ------------*- C++ -*-===//
//
// Zhong et al., "DistServe: disaggregating prefill and decoding for goodput-optimized
// large language model serving", arXiv 2401.09670.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Part of a transfer that outlasts what hides it. Layer by layer, the cache of each
/// layer is sent while the next ones compute; that of the last layer has nothing left
/// to hide behind.
/// Domain: layers >= 1.
template <class S> Time<S> exposedTransfer(Time<S> transfer, Time<S> prefill, Ratio<S> layers) {
  return max(transfer / layers, transfer - prefill * (1 - 1 / layers));
}

/// Nodes of one pool for each of another at which both let as many requests through.
template <class S> Ratio<S> balanceOfPools(Frequency<S> rateOfOne, Frequency<S> rateOfOther) { return rateOfOther / rateOfOne; }

} // namespace mls
