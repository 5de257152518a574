//===- ScalingLaws.cpp - size, data and workers, by call ------------------===//

#include "Physics/ScalingLaws.h"
#include "Functions/Function.h"
#include "Physics/Sampling.h"
#include "Physics/Scaling.h"
#include "Physics/Speculative.h"

namespace mls {
namespace {

constexpr auto work = arg("work", "arithmetic of the whole training", positive, unit("FLOP"));
constexpr auto parameters = arg("parameters", "of the model", positive);
constexpr auto a = arg("a", "coefficient of the parameters", positive);
constexpr auto alpha = arg("alpha", "exponent of the parameters", positive);
constexpr auto b = arg("b", "coefficient of the tokens", positive);
constexpr auto beta = arg("beta", "exponent of the tokens", positive);
constexpr auto workers = arg("workers", "processors, or what speeds up", atLeast(1));
constexpr auto parallel = arg("parallel", "share of the time that is spent in parallel", share);
constexpr auto contention = arg("contention", "share of the work for which workers wait for one another", share);

template <class S> Tokens<S> optimalTokens(Work<S> work, Ratio<S> a, Ratio<S> alpha, Ratio<S> b, Ratio<S> beta) {
  return affordableTokens(work, optimalParameters(work, a, alpha, b, beta));
}

/// The cheapest model of a loss, training and use together (Sardana et al.).
template <class S>
Ratio<S> lifetimeShare(Ratio<S> reducible, Tokens<S> served, Ratio<S> alpha, Ratio<S> b, Ratio<S> beta) {
  return parameterShare(alpha, beta, served, Tokens<S>(sizeForLoss(reducible, b, beta) * oneToken));
}
template <class S>
Ratio<S> lifetimeParameters(Ratio<S> reducible, Tokens<S> served, Ratio<S> a, Ratio<S> alpha, Ratio<S> b,
                            Ratio<S> beta) {
  return sizeForLoss(lifetimeShare(reducible, served, alpha, b, beta) * reducible, a, alpha);
}
template <class S>
Tokens<S> lifetimeTokens(Ratio<S> reducible, Tokens<S> served, Ratio<S> alpha, Ratio<S> b, Ratio<S> beta) {
  return sizeForLoss((1 - lifetimeShare(reducible, served, alpha, b, beta)) * reducible, b, beta) * oneToken;
}

constexpr auto reducible =
    arg("reducible", "loss that is wanted, above the irreducible one", Domain{.lo = 0, .hi = 10, .openLo = true});
constexpr auto served = arg("served", "tokens of inference in the life of the model", nonNegative, unit("tok"));

constexpr std::tuple table{
    function("scaling_loss", MLS_KERNEL(scalingLoss), "expected loss of a language model, in nats a token",
             "hoffmann_2022", parameters, arg("tokens", "of training data", positive, unit("tok")),
             arg("irreducible", "loss that is left at any size", nonNegative), a, alpha, b, beta),
    function("chinchilla_parameters", MLS_KERNEL(optimalParameters),
             "parameters of the least loss for this much training", "hoffmann_2022", work, a, alpha, b, beta),
    function("chinchilla_tokens", MLS_KERNEL(optimalTokens), "training tokens of the least loss for this much training",
             "hoffmann_2022", unit("Ttok"), work, a, alpha, b, beta),
    function("lifetime_parameters", MLS_KERNEL(lifetimeParameters),
             "parameters of the cheapest model of a loss, training and inference together", "sardana_2024", reducible,
             served, a, alpha, b, beta),
    function("lifetime_tokens", MLS_KERNEL(lifetimeTokens), "training tokens of that model", "sardana_2024",
             unit("Ttok"), reducible, served, alpha, b, beta),
    function("parameters_at_ratio", MLS_KERNEL(parametersAtRatio),
             "parameters when so many tokens a parameter are wanted", "hoffmann_2022", work,
             arg("ratio", "tokens for each parameter", positive, unit("tok"), orElse("20 tok"))),
    function("affordable_tokens", MLS_KERNEL(affordableTokens), "training tokens that this much work allows a model",
             "hoffmann_2022", unit("Ttok"), work, parameters),
    function("amdahl_speedup", MLS_KERNEL(amdahl), "speed-up of a fixed problem", "amdahl_1967", parallel, workers),
    function("gustafson_speedup", MLS_KERNEL(gustafson), "speed-up of a problem that grows with the workers",
             "gustafson_1988", parallel, workers),
    function("usl_speedup", MLS_KERNEL(scalability), "speed-up by the universal scalability law", "gunther_2008",
             workers, contention, arg("coherency", "cost of agreement for each pair of workers", nonNegative)),
    function("usl_optimum", MLS_KERNEL(scalabilityOptimum), "workers beyond which it gets slower again", "gunther_2008",
             contention, arg("coherency", "cost of agreement for each pair of workers", positive)),
    function("speculative_tokens", MLS_KERNEL(speculativeTokens),
             "tokens of one step that checks the proposals of a draft", "leviathan_2023",
             arg("acceptance", "chance of a proposal to be taken", share),
             arg("proposals", "tokens that the draft proposes", whole(0))),
    function("coverage", MLS_KERNEL(coverage), "chance that one of several independent samples is right (pass@k)",
             "brown_2024", unit("%"), arg("solve_rate", "chance of one", share),
             arg("samples", "that are drawn", whole(1))),
    function("samples_for_coverage", MLS_KERNEL(samplesForCoverage), "samples that reach a chance of one right",
             "brown_2024", arg("solve_rate", "chance of one", Domain{.lo = 0, .hi = 1, .openLo = true, .openHi = true}),
             arg("wanted", "coverage", Domain{.lo = 0, .hi = 1, .openHi = true}))};

} // namespace

MLS_DEFINE_FUNCTIONS(ScalingLaws, table)

} // namespace mls
