//===- Inference.h - requests that are answered at once ---------*- C++ -*-===//
#pragma once

#include "Records/Cnn.h"
#include "Records/Formats.h"
#include "Records/Transformer.h"

namespace mls::records {

template <class S> struct Inference {
  MLS_RECORD("Inference", "requests to a model that answers at once", "", .side = Side::Demand, .keyword = "workload") {
    return std::tuple{virtualField<OneOf<Cnn<S>, Transformer<S>>>("model", "the model"),
                      virtualField<Formats<S>>("formats", "number formats", orElse("{}")),
                      virtualField<Opt<Frequency<S>>>("rate", "requests that arrive", positive, unit("req/s"))};
  }
};

} // namespace mls::records
