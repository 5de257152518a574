//===- Transformer.h - geometry of a transformer ----------------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

/// The feed-forward part of a mixture-of-experts model (Shazeer et al. 2017).
template <class S> struct Experts {
  Ratio<S> count, active, shared, ffn, dense_layers;

  MLS_RECORD("Experts", "experts of a layer, of which a token uses some", "", .side = Side::Demand) {
    return std::tuple{in("count", &Experts::count, "routed experts in a layer", whole(1)),
                      in("active", &Experts::active, "routed experts that a token uses", whole(1)),
                      in("shared", &Experts::shared, "experts that every token uses", whole(0), orElse("0")),
                      in("ffn", &Experts::ffn, "width of one expert", whole(1)),
                      in("dense_layers", &Experts::dense_layers, "layers with a dense FFN instead", whole(0), orElse("0"))};
  }
};

/// Keys and values kept as one compressed vector a token and layer (multi-head latent
/// attention; DeepSeek-V2, arXiv 2405.04434). `head_dim` is that of queries and keys
/// without their rotary part.
template <class S> struct Latent {
  Ratio<S> kv_rank, query_rank, rope_dim, value_dim;

  MLS_RECORD("Latent", "multi-head latent attention", "deepseek_v2", .side = Side::Demand) {
    return std::tuple{in("kv_rank", &Latent::kv_rank, "width of the compressed keys and values", whole(1)),
                      in("query_rank", &Latent::query_rank, "width of the compressed queries; 0: not compressed", whole(0), orElse("0")),
                      in("rope_dim", &Latent::rope_dim, "rotary part of a key, shared by all heads", whole(0)),
                      in("value_dim", &Latent::value_dim, "width of a value head", whole(1))};
  }
};

/// Attention to the last tokens only (Beltagy et al., arXiv 2004.05150).
template <class S> struct Window {
  Tokens<S> size;
  Ratio<S> layers;

  MLS_RECORD("Window", "sliding-window attention", "beltagy_2020", .side = Side::Demand) {
    return std::tuple{in("size", &Window::size, "tokens that a query sees", whole(1), unit("tok")),
                      in("layers", &Window::layers, "layers that have it; the rest see everything", whole(1))};
  }
};

/// Decoder-only or encoder; the same geometry trains and serves.
template <class S> struct Transformer {
  Ratio<S> layers, hidden, heads, kv_heads, head_dim, ffn, vocab;
  bool gated, tied_embeddings;
  Opt<Experts<S>> experts;
  Opt<Tokens<S>> context;
  Opt<Latent<S>> latent;
  Opt<Window<S>> window;
  bool causal = true;
  Opt<Ratio<S>> multi_token_prediction;

  MLS_RECORD("Transformer", "geometry of a transformer", "vaswani_2017", .side = Side::Demand, .keyword = "model") {
    return std::tuple{
        in("layers", &Transformer::layers, "blocks of attention and FFN", whole(1)),
        in("hidden", &Transformer::hidden, "width of the residual stream", whole(1)),
        in("heads", &Transformer::heads, "query heads", whole(1)),
        in("kv_heads", &Transformer::kv_heads, "key and value heads: `heads` is MHA, 1 is MQA, between is GQA", whole(1), orElse("heads")),
        in("head_dim", &Transformer::head_dim, "width of one head", whole(1), orElse("hidden / heads")),
        in("ffn", &Transformer::ffn, "width of a dense FFN", whole(1)),
        in("vocab", &Transformer::vocab, "entries of the vocabulary", whole(1)),
        in("gated", &Transformer::gated, "FFN with a gate (SwiGLU): three matrices instead of two", orElse("true")),
        in("tied_embeddings", &Transformer::tied_embeddings, "the LM head is the embedding", orElse("false")),
        in("experts", &Transformer::experts, "mixture of experts in place of dense FFNs"),
        in("context", &Transformer::context, "longest sequence", positive, unit("tok")),
        in("latent", &Transformer::latent, "multi-head latent attention in place of heads of keys and values"),
        in("window", &Transformer::window, "sliding-window attention in some layers"),
        in("causal", &Transformer::causal, "a token sees those before it only; false: an encoder", orElse("true")),
        in("multi_token_prediction", &Transformer::multi_token_prediction, "modules that training adds, each a layer of the last kind that predicts one token further (MTP depth)", whole(1)),
        virtualField<Opt<Ratio<S>>>("parameters", "published total, which the geometry must reproduce", positive)};
  }
};

} // namespace mls::records
