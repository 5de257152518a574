//===- Inference.h - requests that are answered at once ---------*- C++ -*-===//
#pragma once

#include "Records/Families.h"
#include "Records/Formats.h"

namespace mls::records {

template <class S> using AnyModel = OneOf<Transformer<S>, EncoderDecoder<S>, StateSpace<S>, Cnn<S>, Diffusion<S>, Recommendation<S>, Totals<S>>;

template <class S> struct Inference {
  AnyModel<S> model;
  Formats<S> formats;
  Opt<Tokens<S>> sequence, output;
  Opt<Frequency<S>> rate;

  MLS_RECORD("Inference", "samples that a model of any family answers", "", .side = Side::Demand, .keyword = "workload", .bare = "model") {
    return std::tuple{in("model", &Inference::model, "the model"),
                      in("formats", &Inference::formats, "number formats", orElse("{}")),
                      in("sequence", &Inference::sequence, "tokens that come in with a sample, for a model of sequences", whole(1), unit("tok")),
                      in("output", &Inference::output, "tokens produced for a sample, one after another, for a model that can", whole(1), unit("tok")),
                      in("rate", &Inference::rate, "samples that arrive", positive, unit("req/s"))};
  }
};

} // namespace mls::records
