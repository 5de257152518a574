//===- Privacy.cpp - `privacy`: training with differential privacy --------===//
//
// DP-SGD: Abadi et al., "Deep learning with differential privacy", arXiv 1607.00133.
//
//===----------------------------------------------------------------------===//

#include "Physics/Privacy.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

template <class S> struct PrivacyIn {
  Ratio<S> examples, batch, epochs, epsilon, delta;
  Time<S> time;
  Ratio<S> slowdown, prevalence;

  MLS_RECORD("privacy", "what differential privacy and fair data cost a training run", "abadi_2016") {
    return std::tuple{
        in("examples", &PrivacyIn::examples, "examples in the training data, one a person", whole(2)),
        in("batch", &PrivacyIn::batch, "examples of one step, drawn at random", whole(1)),
        in("epochs", &PrivacyIn::epochs, "how often each example is seen on average", positive),
        in("epsilon", &PrivacyIn::epsilon, "privacy budget", positive),
        in("delta", &PrivacyIn::delta, "chance that the budget does not hold; far below 1 / examples", Domain{.lo = 0, .hi = 1, .openLo = true, .openHi = true}),
        in("time", &PrivacyIn::time, "of the run without privacy", positive, unit("h")),
        in("slowdown", &PrivacyIn::slowdown, "time of a step with a clipped gradient an example over one without", atLeast(1), orElse("constants.dp_sgd_slowdown")),
        in("prevalence", &PrivacyIn::prevalence, "share of the data of the smallest group that is to be treated as well as the rest", fraction, orElse("1"))};
  }
};

template <class S> struct PrivacyOut {
  Ratio<S> sampling, steps, noise, noise_to_signal;
  Time<S> time, added;
  Ratio<S> data_factor;

  MLS_RECORD("privacy.result", "a private run", "abadi_2016") {
    return std::tuple{
        out("sampling", &PrivacyOut::sampling, "chance of an example to be in a step", unit("%")),
        out("steps", &PrivacyOut::steps, "of the run; at least one"),
        out("noise", &PrivacyOut::noise, "standard deviation of the noise in a step over the clipping norm"),
        out("noise_to_signal", &PrivacyOut::noise_to_signal, "noise over the largest sum of clipped gradients, in each coordinate: a larger batch drowns it"),
        out("time", &PrivacyOut::time, "of the private run", unit("h")),
        out("added", &PrivacyOut::added, "time that privacy costs", unit("h")),
        out("data_factor", &PrivacyOut::data_factor, "data to collect over that of equal groups, so that the smallest has as much")};
  }
};

template <class S> PrivacyOut<S> privacy(const PrivacyIn<S> &in) {
  PrivacyOut<S> o;
  o.sampling =
      require(lessEqual(in.batch, in.examples), "a batch has more examples than the data", in.batch / in.examples);
  o.steps = sampledSteps(in.epochs, o.sampling);
  o.noise = noiseMultiplier(reachedBudget(in.epsilon, in.delta), o.steps, o.sampling, in.delta);
  o.noise_to_signal = o.noise / in.batch;
  o.time = in.slowdown * in.time;
  o.added = o.time - in.time;
  o.data_factor = fairnessDataFactor(in.prevalence);
  return o;
}

constexpr llvm::StringRef headline[] = {"noise", "noise_to_signal", "sampling", "steps", "time", "data_factor"};
constexpr llvm::StringRef notModelled[] = {
    "accuracy that noise and clipping cost",
    "tight accounting: Rényi divergences at some whole orders bound what is spent, and the slope of the noise is that of one order",
    "tuning of hyperparameters, which spends privacy too", "memory of a gradient an example"};

} // namespace

MLS_DEFINE_SOLVER(Privacy, privacy, PrivacyIn, PrivacyOut, .positional = 0, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
