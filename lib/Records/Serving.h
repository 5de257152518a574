//===- Serving.h - requests to a language model -----------------*- C++ -*-===//
#pragma once

#include "Records/Formats.h"
#include "Records/Transformer.h"

namespace mls::records {

template <class S> struct Serving {
  Transformer<S> model;
  Formats<S> formats;
  Tokens<S> prompt, output;
  Opt<Frequency<S>> rate;

  MLS_RECORD("Serving", "requests to a language model", "", .side = Side::Demand, .keyword = "workload") {
    return std::tuple{in("model", &Serving::model, "the model served"),
                      in("formats", &Serving::formats, "number formats", orElse("{}")),
                      in("prompt", &Serving::prompt, "tokens that come in with a request", whole(1), unit("tok")),
                      in("output", &Serving::output, "tokens produced for a request", whole(1), unit("tok")),
                      in("rate", &Serving::rate, "requests that arrive", positive, unit("req/s"))};
  }
};

} // namespace mls::records
