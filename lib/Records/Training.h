//===- Training.h - a training run ------------------------------*- C++ -*-===//
#pragma once

#include "Records/Formats.h"
#include "Records/Transformer.h"

namespace mls::records {

/// What a step keeps beside the formats of its products. Mixed precision with Adam is
/// that of Micikevicius et al., arXiv 1710.03740, and Rajbhandari et al., arXiv 1910.02054.
template <class S> struct TrainingFormats {
  Format<S> weights, activations, gradients, optimizer;

  MLS_RECORD("TrainingFormats", "number formats of a model in training", "", .side = Side::Demand) {
    return std::tuple{in("weights", &TrainingFormats::weights, "parameters as the products read them", orElse("bf16")),
                      in("activations", &TrainingFormats::activations, "what the backward pass keeps, and what passes between devices", orElse("bf16")),
                      in("gradients", &TrainingFormats::gradients, "as they are accumulated and reduced", orElse("bf16")),
                      in("optimizer", &TrainingFormats::optimizer, "master weights and moments", orElse("fp32"))};
  }
};

template <class S> struct Training {
  Transformer<S> model;
  Tokens<S> tokens, sequence, global_batch;
  TrainingFormats<S> formats;

  MLS_RECORD("Training", "a training run of a language model", "", .side = Side::Demand, .keyword = "workload") {
    return std::tuple{in("model", &Training::model, "the model trained"),
                      in("tokens", &Training::tokens, "tokens seen in the whole run", positive, unit("tok")),
                      in("sequence", &Training::sequence, "length of one sequence", positive, unit("tok")),
                      in("global_batch", &Training::global_batch, "tokens of one optimizer step", positive, unit("tok")),
                      in("formats", &Training::formats, "number formats", orElse("{}"))};
  }
};

} // namespace mls::records
