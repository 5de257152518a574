//===- ScalingLaw.h - how loss falls with size and data ---------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

/// loss = irreducible + a / parameters^alpha + b / tokens^beta
template <class S> struct ScalingLaw {
  Ratio<S> irreducible, a, alpha, b, beta;

  MLS_RECORD("ScalingLaw", "loss by parameters and training tokens", "hoffmann_2022", .keyword = "model") {
    return std::tuple{in("irreducible", &ScalingLaw::irreducible, "loss that is left at any size, in nats a token", nonNegative),
                      in("a", &ScalingLaw::a, "coefficient of the parameters", positive), in("alpha", &ScalingLaw::alpha, "exponent of the parameters", positive),
                      in("b", &ScalingLaw::b, "coefficient of the tokens", positive), in("beta", &ScalingLaw::beta, "exponent of the tokens", positive)};
  }
};

} // namespace mls::records
