//===- ScalingLaw.cpp - `scaling_law`: how large a model for this budget --===//
//
// Hoffmann et al., arXiv 2203.15556; with the work of serving, Sardana et al., arXiv
// 2401.00448.
//
//===----------------------------------------------------------------------===//

#include "Records/ScalingLaw.h"
#include "Physics/ScalingLaws.h"
#include "Solvers/Solver.h"

namespace mls {
using namespace records;
namespace {

template <class S> struct ScalingLawIn {
  Work<S> work;
  ScalingLaw<S> law;
  Opt<Ratio<S>> parameters;
  Tokens<S> served;

  MLS_RECORD("scaling_law", "size and data of a language model for a budget of training", "hoffmann_2022") {
    return std::tuple{in("work", &ScalingLawIn::work, "arithmetic of the whole training", positive, unit("FLOP")),
                      in("law", &ScalingLawIn::law, "fitted coefficients", orElse("constants.Besiroglu2024")),
                      in("parameters", &ScalingLawIn::parameters, "size that is wanted; absent: that of the least loss", positive),
                      in("served", &ScalingLawIn::served, "tokens read and written by users in the life of the model", nonNegative, unit("tok"), orElse("0 tok"))};
  }
};

/// The cheapest model of the same loss, use included.
template <class S> struct LifetimeOptimum {
  Ratio<S> parameters;
  Tokens<S> tokens;
  Work<S> training, serving, total;
  Ratio<S> saved;

  MLS_RECORD("scaling_law.lifetime", "the model of the same loss that costs least work, training and serving together", "sardana_2024") {
    return std::tuple{out("parameters", &LifetimeOptimum::parameters, "its size"),
                      out("tokens", &LifetimeOptimum::tokens, "its training data", unit("Ttok")),
                      out("training", &LifetimeOptimum::training, "arithmetic of training it", unit("FLOP")),
                      out("serving", &LifetimeOptimum::serving, "arithmetic of serving it", unit("FLOP")),
                      out("total", &LifetimeOptimum::total, "both", unit("FLOP")),
                      out("saved", &LifetimeOptimum::saved, "share of the work that it saves", unit("%"))};
  }
};

template <class S> struct ScalingLawOut {
  Ratio<S> parameters;
  Tokens<S> tokens, tokens_per_parameter;
  Ratio<S> loss, least_loss;
  LifetimeOptimum<S> lifetime;

  MLS_RECORD("scaling_law.result", "a model for this budget", "hoffmann_2022") {
    return std::tuple{out("parameters", &ScalingLawOut::parameters, "of the model"),
                      out("tokens", &ScalingLawOut::tokens, "that the budget allows it", unit("Ttok")),
                      out("tokens_per_parameter", &ScalingLawOut::tokens_per_parameter, "tokens over parameters", unit("tok")),
                      out("loss", &ScalingLawOut::loss, "expected, in nats a token"),
                      out("least_loss", &ScalingLawOut::least_loss, "at the best size for this budget"),
                      out("lifetime", &ScalingLawOut::lifetime, "the cheapest model of the same loss, use included")};
  }
};

template <class S> ScalingLawOut<S> scalingLaw(const ScalingLawIn<S> &in) {
  const ScalingLaw<S> &law = in.law;
  auto loss = [&](Ratio<S> n, Tokens<S> d) {
    return scalingLoss(n, d, law.irreducible, law.a, law.alpha, law.b, law.beta);
  };
  ScalingLawOut<S> o;
  Ratio<S> best = optimalParameters(in.work, law.a, law.alpha, law.b, law.beta);
  best = let("optimal_parameters", require(lessEqual(1, best), "the work is too little for a model of one parameter", best));
  o.parameters = in.parameters.given() ? *in.parameters : best;
  o.tokens = affordableTokens(in.work, o.parameters);
  o.tokens_per_parameter = o.tokens / o.parameters;
  o.loss = loss(o.parameters, o.tokens);
  o.least_loss = loss(best, affordableTokens(in.work, best));

  // All models of this loss, by the share of its reducible part that their parameters leave.
  Ratio<S> reducible = let("reducible_loss", o.loss - law.irreducible);
  Tokens<S> least = let("least_tokens", sizeForLoss(reducible, law.b, law.beta) * oneToken);
  Ratio<S> share = let("share_of_parameters", parameterShare(law.alpha, law.beta, in.served, least));
  LifetimeOptimum<S> &l = o.lifetime;
  l.parameters = sizeForLoss(share * reducible, law.a, law.alpha);
  l.tokens = sizeForLoss((1 - share) * reducible, law.b, law.beta) * oneToken;
  l.training = trainingWork(l.parameters, l.tokens);
  l.serving = inferenceWork(l.parameters, in.served);
  l.total = l.training + l.serving;
  l.saved = 1 - l.total / (in.work + inferenceWork(o.parameters, in.served));
  if (!in.parameters.given()) // that of the least loss is the cheapest, unless it is used
    l.saved = select(less(Tokens<S>(), in.served), l.saved, 0);
  return o;
}

constexpr llvm::StringRef headline[] = {
    "parameters",          "tokens",          "tokens_per_parameter", "loss", "least_loss",
    "lifetime.parameters", "lifetime.tokens", "lifetime.saved"};
constexpr llvm::StringRef notModelled[] = {
    "data that repeats or differs in quality from that of the fit", "mixtures of experts: the fit is of dense models",
    "arithmetic of attention, which grows with the context", "budgets far beyond those of the fit"};

} // namespace

MLS_DEFINE_SOLVER(ScalingLaw, scalingLaw, ScalingLawIn, ScalingLawOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
