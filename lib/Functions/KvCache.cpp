//===- KvCache.cpp - keys and values kept, by call ------------------------===//

#include "Physics/KvCache.h"
#include "Functions/Function.h"
#include "Physics/PagedKv.h"

namespace mls {
namespace {

constexpr auto layers = arg("layers", "of the model", whole(1));
constexpr auto kvHeads = arg("kv_heads", "key and value heads: all is MHA, one is MQA, between is GQA", whole(1));
constexpr auto headDim = arg("head_dim", "width of one head", whole(1));
constexpr auto element = arg("element", "size of one number", positive, unit("B"));
constexpr auto tokens = arg("tokens", "tokens kept, over all sequences", nonNegative, unit("tok"));
constexpr auto mean = arg("mean", "mean length of a sequence", positive, unit("tok"));
constexpr auto longest = arg("longest", "length at which a sequence is cut off", positive, unit("tok"));
constexpr auto block = arg("block", "tokens of a page", whole(1), unit("tok"), orElse("16 tok"));
constexpr auto budget = arg("budget", "tokens that fit in memory", nonNegative, unit("tok"));

template <class S>
Data<S> kvBytes(Ratio<S> layers, Ratio<S> kvHeads, Ratio<S> headDim, Data<S> element, Tokens<S> tokens) {
  return layers * kvPerToken(kvHeads, headDim, element) * tokens;
}
template <class S>
Data<S> latentKvBytes(Ratio<S> layers, Ratio<S> rank, Ratio<S> ropeDim, Data<S> element, Tokens<S> tokens) {
  return layers * latentKvPerToken(rank, ropeDim, element) * tokens;
}
template <class S>
Data<S> windowKvBytes(Ratio<S> layers, Ratio<S> kvHeads, Ratio<S> headDim, Data<S> element, Tokens<S> tokens,
                      Tokens<S> window) {
  return kvBytes(layers, kvHeads, headDim, element, keptTokens(tokens, window));
}

constexpr std::tuple table{
    function("kv_bytes", MLS_KERNEL(kvBytes), "size of a KV cache with multi-head, grouped or multi-query attention",
             "pope_2022", unit("GB"), layers, kvHeads, headDim, element, tokens),
    function("latent_kv_bytes", MLS_KERNEL(latentKvBytes),
             "size of a KV cache with latent attention (MLA): one vector and one rotary key a token", "deepseek_v2",
             unit("GB"), layers, arg("rank", "width of the vector that keys and values are made from", whole(1)),
             arg("rope_dim", "width of the rotary part of a key", whole(0)), element, tokens),
    function("window_kv_bytes", MLS_KERNEL(windowKvBytes),
             "size of the KV cache of one sequence with sliding-window attention", "beltagy_2020", unit("GB"), layers,
             kvHeads, headDim, element, arg("tokens", "length of the sequence", nonNegative, unit("tok")),
             arg("window", "tokens that a query sees", whole(1), unit("tok"))),
    function("reservation_waste", MLS_KERNEL(reservationWaste),
             "empty share of memory that is reserved for the longest length", "kwon_2023", unit("%"), mean, longest),
    function("uncapped_mean", MLS_KERNEL(uncappedMean),
             "mean of exponential lengths without the cut that leaves them `mean`", "kwon_2023", unit("tok"), mean,
             longest),
    function("paged_tokens", MLS_KERNEL(pagedTokens), "tokens that a sequence of known length holds, in whole pages",
             "kwon_2023", unit("tok"), arg("length", "of the sequence", nonNegative, unit("tok")), block),
    function("mean_paged_tokens", MLS_KERNEL(meanPagedTokens),
             "tokens that a sequence holds on average, in whole pages, with exponential lengths cut off", "kwon_2023",
             unit("tok"), mean, longest, block),
    function("reserved_sequences", MLS_KERNEL(reservedSequences),
             "sequences that fit when each reserves the longest length", "kwon_2023", budget, longest),
    function("paged_sequences", MLS_KERNEL(pagedSequences), "sequences that fit in pages, on average", "kwon_2023",
             budget, mean, longest, block)};

} // namespace

MLS_DEFINE_FUNCTIONS(KvCache, table)

} // namespace mls
