//===- Parameters.cpp - parameters and their work, by call ----------------===//

#include "Physics/Parameters.h"
#include "Functions/Function.h"
#include "Physics/Attention.h"
#include "Physics/Convolution.h"
#include "Physics/Counts.h"
#include "Physics/Gemm.h"
#include "Physics/ScalingLaws.h"

namespace mls {
namespace {

constexpr auto layers = arg("layers", "blocks of attention and FFN", whole(1));
constexpr auto hidden = arg("hidden", "width of the residual stream", whole(1));
constexpr auto heads = arg("heads", "query heads", whole(1));
constexpr auto kvHeads = arg("kv_heads", "key and value heads", whole(1));
constexpr auto headDim = arg("head_dim", "width of one head", whole(1));
constexpr auto gated = arg("gated", "FFN with a gate: three matrices instead of two", orElse("true"));
constexpr auto parameters = arg("parameters", "that take part for each token", positive);
constexpr auto tokens = arg("tokens", "that pass", nonNegative, unit("tok"));

template <class S>
Ratio<S> transformerParameters(Ratio<S> layers, Ratio<S> hidden, Ratio<S> heads, Ratio<S> kvHeads, Ratio<S> headDim,
                               Ratio<S> ffn, Ratio<S> vocab, bool gated, bool tied) {
  Ratio<S> block = attentionParameters(hidden, heads, kvHeads, headDim) + ffnParameters(hidden, ffn, gated);
  return layers * block + embeddingParameters(hidden, vocab, tied) + normParameters(hidden, layers);
}

template <class S> Ratio<S> distinctExperts(Ratio<S> count, Ratio<S> active, Ratio<S> tokens) {
  return expertsTouched(count, require(lessEqual(active, count), "a token picks more experts than there are", active),
                        tokens);
}

template <class S> Ratio<S> groupedWeights(Ratio<S> in, Ratio<S> out, Ratio<S> kernel, Ratio<S> groups) {
  return convolutionWeights(in, out, kernel,
                            require(divides(groups, in) && divides(groups, out),
                                    "`groups` must divide the channels in and the channels out", groups));
}

constexpr std::tuple table{
    function("transformer_parameters", MLS_KERNEL(transformerParameters),
             "parameters of a dense decoder: each matrix once, RMS norms, no biases", "vaswani_2017", layers, hidden,
             heads, kvHeads, headDim, arg("ffn", "width of the FFN", whole(1)),
             arg("vocab", "entries of the vocabulary", whole(1)), gated,
             arg("tied_embeddings", "the LM head is the embedding", orElse("false"))),
    function("attention_parameters", MLS_KERNEL(attentionParameters), "parameters of the four projections of one layer",
             "vaswani_2017", hidden, heads, kvHeads, headDim),
    function("ffn_parameters", MLS_KERNEL(ffnParameters), "parameters of one FFN or expert", "vaswani_2017", hidden,
             arg("width", "of the FFN", whole(1)), gated),
    function("experts_touched", MLS_KERNEL(distinctExperts), "experts that at least one token picks, on average", "",
             arg("count", "experts of a layer", whole(1)), arg("active", "experts that each token picks", whole(1)),
             arg("tokens", "that pick at once", whole(1))),
    function("training_work", MLS_KERNEL(trainingWork), "arithmetic of training without attention scores: 6 N D",
             "hoffmann_2022", unit("FLOP"), parameters, tokens),
    function("inference_work", MLS_KERNEL(inferenceWork),
             "arithmetic of forward passes without attention scores: 2 N D", "pope_2022", unit("FLOP"), parameters,
             tokens),
    function("causal_attention_work", MLS_KERNEL(causalAttentionWork),
             "arithmetic of scores and values of one layer over a sequence with a causal mask", "vaswani_2017",
             unit("FLOP"), arg("sequence", "its length", whole(1), unit("tok")), heads, headDim),
    function("attention_work", MLS_KERNEL(attentionWork),
             "arithmetic of scores and values of one layer for one more token", "vaswani_2017", unit("FLOP"),
             arg("context", "tokens that it sees", whole(1), unit("tok")), heads, headDim),
    function("convolution_weights", MLS_KERNEL(groupedWeights),
             "weights of a convolution with a square kernel area", "he_2016",
             arg("in_channels", "channels in", whole(1)), arg("out_channels", "channels out", whole(1)),
             arg("kernel", "height times width of the kernel", whole(1)),
             arg("groups", "groups of channels that do not mix", whole(1), orElse("1")))};

} // namespace

MLS_DEFINE_FUNCTIONS(Parameters, table)

} // namespace mls
