//===- Formats.h - the number formats of a model in use ---------*- C++ -*-===//
#pragma once

#include "Records/Format.h"

namespace mls::records {

/// Products run in the arithmetic of the weights' format, attention in that of the KV
/// cache's. What passes between operators and devices is the residual stream.
template <class S> struct Formats {
  Format<S> weights, activations, kv, residual;

  MLS_RECORD("Formats", "number formats of a model in use", "", .side = Side::Demand) {
    return std::tuple{in("weights", &Formats::weights, "parameters", orElse("bf16")),
                      in("activations", &Formats::activations, "inputs of products with weights", orElse("bf16")),
                      in("kv", &Formats::kv, "keys and values kept", orElse("bf16")),
                      in("residual", &Formats::residual, "between operators, and in all-reduces", orElse("bf16"))};
  }
};

} // namespace mls::records
