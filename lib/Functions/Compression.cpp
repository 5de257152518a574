//===- Compression.cpp - bits, weights and privacy, by call ---------------===//

#include "Physics/Compression.h"
#include "Functions/Function.h"
#include "Physics/Gemm.h"
#include "Physics/Privacy.h"

namespace mls {
namespace {

constexpr Domain below1{.lo = 0, .hi = 1, .openHi = true};
constexpr auto element = arg("element", "size of one weight", positive, unit("bit"));
constexpr auto sparsity = arg("sparsity", "share of the weights that is left out", below1);
constexpr auto sampling = arg("sampling", "chance of an example to be in a step", fraction);
constexpr auto noise = arg("noise", "standard deviation of the noise over the clipping norm", positive);
constexpr auto steps = arg("steps", "of the run", whole(1));
constexpr auto delta =
    arg("delta", "chance that the budget does not hold", Domain{.lo = 0, .hi = 1, .openLo = true, .openHi = true});

template <class S> Ratio<S> pruningRatioByBitmap(Data<S> element, Ratio<S> sparsity) {
  return element / prunedElementByBitmap(element, sparsity);
}
template <class S> Ratio<S> dpNoise(Ratio<S> epsilon, Ratio<S> steps, Ratio<S> sampling, Ratio<S> delta) {
  return noiseMultiplier(reachedBudget(epsilon, delta), steps, sampling, delta);
}

constexpr std::tuple table{
    function("element_size", MLS_KERNEL(elementSize), "bits of one element with its share of a block scale",
             "gholami_2021", unit("bit"), arg("storage", "of the element alone", positive, unit("bit")),
             arg("scale", "that a block shares", nonNegative, unit("bit")),
             arg("block", "elements of a block", whole(1))),
    function("quantisation_ratio", MLS_KERNEL(quantisationRatio), "size before over size after", "gholami_2021",
             arg("before", "size of one element", positive, unit("bit")),
             arg("after", "size of one element", positive, unit("bit"))),
    function("pruning_ratio", MLS_KERNEL(pruningRatio),
             "size before over size after, when each weight that is kept says where it stands", "han_2015", element,
             sparsity, arg("index", "with which it says so", nonNegative, unit("bit"), orElse("0 bit"))),
    function("bitmap_pruning_ratio", MLS_KERNEL(pruningRatioByBitmap),
             "size before over size after, with one bit a weight that says whether it is there", "han_2015", element,
             sparsity),
    function("block_index", MLS_KERNEL(blockIndex), "bits with which a weight says where in its block it stands",
             "mishra_2021", unit("bit"), arg("block", "weights of a block", whole(1))),
    function("dp_sgd_epsilon", MLS_KERNEL(privacyLoss),
             "privacy that a run of DP-SGD spends: the best of some whole orders", "mironov_2019", noise, steps,
             sampling, delta),
    function("dp_sgd_noise", MLS_KERNEL(dpNoise),
             "noise over clipping norm that keeps a run of DP-SGD within its budget", "mironov_2019",
             arg("epsilon", "privacy budget", positive), steps, sampling, delta),
    function("renyi_divergence", MLS_KERNEL(renyiDivergence), "of one step of DP-SGD from a step without one example",
             "mironov_2019", arg("order", "of the divergence", Domain{.lo = 2, .hi = 1024, .integer = true}), noise,
             sampling),
    function("fairness_data_factor", MLS_KERNEL(fairnessDataFactor), "data to collect over that of equal groups", "",
             arg("prevalence", "share of the smallest group", fraction))};

} // namespace

MLS_DEFINE_FUNCTIONS(Compression, table)

} // namespace mls
