//===- Decoder.h - models that produce token after token --------*- C++ -*-===//
#pragma once

#include "Records/Transformer.h"

namespace mls {

/// `x`, refused for a model that does not decode: under a two-sided mask every new token
/// changes the keys and values of all before it.
template <class S> Ratio<S> ofDecoder(const records::Transformer<S> &m, Ratio<S> x) {
  return require(Flag<S>(m.causal), "an encoder (`causal: false`) produces no tokens one after another; `infer` times its passes", x);
}

} // namespace mls
