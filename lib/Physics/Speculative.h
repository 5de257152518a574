//===- Speculative.h - several tokens a step --------------------*- C++ -*-===//
//
// A draft proposes k tokens; the model checks all at once and takes those before the
// first that it rejects, and one of its own. Leviathan, Kalman, Matias: "Fast inference
// from transformers via speculative decoding", arXiv 2211.17192.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Tokens a cycle when each proposal is accepted with the same chance (eq. 1):
/// 1 + a + … + a^k. Domain: acceptance in [0, 1].
template <class S> Ratio<S> speculativeTokens(Ratio<S> acceptance, Ratio<S> proposals) {
  return select(less(acceptance, 1), (1 - pow(acceptance, proposals + 1)) / (1 - acceptance), proposals + 1);
}

} // namespace mls
