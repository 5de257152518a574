//===- Workload.h - what is asked of the machines ---------------*- C++ -*-===//
#pragma once

#include "Records/Cnn.h"
#include "Records/Format.h"
#include "Records/Transformer.h"

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

template <class S> struct Training {
  MLS_RECORD("Training", "a training run", "", .side = Side::Demand, .keyword = "workload") {
    return std::tuple{virtualField<Transformer<S>>("model", "the model trained"),
                      virtualField<Tokens<S>>("tokens", "tokens seen in the whole run", positive, unit("tok")),
                      virtualField<Tokens<S>>("sequence", "length of one sequence", positive, unit("tok")),
                      virtualField<Tokens<S>>("global_batch", "tokens of one optimizer step", positive, unit("tok")),
                      virtualField<Formats<S>>("formats", "number formats", orElse("{}"))};
  }
};

template <class S> struct Inference {
  MLS_RECORD("Inference", "requests to a model that answers at once", "", .side = Side::Demand, .keyword = "workload") {
    return std::tuple{virtualField<OneOf<Cnn<S>, Transformer<S>>>("model", "the model"),
                      virtualField<Formats<S>>("formats", "number formats", orElse("{}")),
                      virtualField<Opt<Frequency<S>>>("rate", "requests that arrive", positive, unit("req/s"))};
  }
};

} // namespace mls::records
