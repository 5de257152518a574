//===- Training.h - a training run ------------------------------*- C++ -*-===//
#pragma once

#include "Records/Formats.h"
#include "Records/Transformer.h"

namespace mls::records {

/// What it keeps for each parameter beside the master weight: two moments (Adam), one
/// (SGD with momentum), none.
enum class Optimizer { adam, momentum, sgd };

} // namespace mls::records

namespace mls {
MLS_ENUM(records::Optimizer, "adam", "momentum", "sgd");
} // namespace mls

namespace mls::records {

/// States that it keeps beside the master weight.
template <class S> Ratio<S> optimizerMoments(Optimizer o) { return o == Optimizer::adam ? 2 : o == Optimizer::momentum ? 1 : 0; }

/// What a step keeps beside the formats of its products. Mixed precision with Adam is
/// that of Micikevicius et al., arXiv 1710.03740, and Rajbhandari et al., arXiv 1910.02054.
template <class S> struct TrainingFormats {
  Format<S> weights, activations, gradients, optimizer, moments, head;

  MLS_RECORD("TrainingFormats", "number formats of a model in training", "", .side = Side::Demand) {
    return std::tuple{in("weights", &TrainingFormats::weights, "parameters as the products read them", orElse("bf16")),
                      in("activations", &TrainingFormats::activations, "what the backward pass keeps, and what passes between devices", orElse("bf16")),
                      in("gradients", &TrainingFormats::gradients, "as they are accumulated and reduced", orElse("bf16")),
                      in("optimizer", &TrainingFormats::optimizer, "master weights", orElse("fp32")),
                      in("moments", &TrainingFormats::moments, "moments of the optimizer", orElse("optimizer")),
                      in("head", &TrainingFormats::head, "the LM head, as its product reads it; in memory it counts as the other weights", orElse("weights"))};
  }
};

template <class S> struct Training {
  Transformer<S> model;
  Tokens<S> tokens, sequence, global_batch;
  TrainingFormats<S> formats;
  Optimizer optimizer = Optimizer::adam;

  MLS_RECORD("Training", "a training run of a language model", "", .side = Side::Demand, .keyword = "workload") {
    return std::tuple{in("model", &Training::model, "the model trained"),
                      in("tokens", &Training::tokens, "tokens seen in the whole run", positive, unit("tok")),
                      in("sequence", &Training::sequence, "length of one sequence", positive, unit("tok")),
                      in("global_batch", &Training::global_batch, "tokens of one optimizer step", positive, unit("tok")),
                      in("formats", &Training::formats, "number formats", orElse("{}")),
                      in("optimizer", &Training::optimizer, "what it keeps for each parameter", orElse("adam"))};
  }
};

/// How far software lets messages run beside kernels. What there is no work to hide
/// behind stays exposed, whatever stands here.
template <class S> struct Overlap {
  Ratio<S> tp, cp, ep, pp, dp;

  MLS_RECORD("Overlap", "shares of communication that may run beside kernels", "") {
    return std::tuple{in("tp", &Overlap::tp, "sums over tensor parallelism", share, orElse("constants.overlap_tp")),
                      in("cp", &Overlap::cp, "keys and values over context parallelism", share, orElse("constants.overlap_cp")),
                      in("ep", &Overlap::ep, "dispatch to experts and back", share, orElse("constants.overlap_ep")),
                      in("pp", &Overlap::pp, "sends between stages", share, orElse("constants.overlap_pp")),
                      in("dp", &Overlap::dp, "gradients and weights over replicas", share, orElse("constants.overlap_dp"))};
  }
};

} // namespace mls::records
