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

/// A small model that proposes tokens for a large one to check (Leviathan et al.,
/// arXiv 2211.17192).
template <class S> struct Draft {
  Transformer<S> model;
  Formats<S> formats;
  Ratio<S> tokens, acceptance;

  MLS_RECORD("Draft", "a model that drafts tokens for another", "leviathan_2023", .side = Side::Demand) {
    return std::tuple{in("model", &Draft::model, "the model that drafts"),
                      in("formats", &Draft::formats, "number formats", orElse("{}")),
                      in("tokens", &Draft::tokens, "tokens drafted for one step of the large model", whole(1)),
                      in("acceptance", &Draft::acceptance, "probability that a drafted token is accepted, those before it being so", share)};
  }
};

} // namespace mls::records
