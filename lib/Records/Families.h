//===- Families.h - models that are neither decoder nor CNN -----*- C++ -*-===//
#pragma once

#include "Records/Cnn.h"
#include "Records/Transformer.h"

namespace mls::records {

template <class S> struct EncoderDecoder {
  Ratio<S> encoder_layers, decoder_layers, hidden, heads, head_dim, ffn, vocab;
  bool gated, tied_embeddings;

  MLS_RECORD("EncoderDecoder", "a transformer with cross attention from a decoder to an encoder", "vaswani_2017", .side = Side::Demand, .keyword = "model") {
    return std::tuple{
        in("encoder_layers", &EncoderDecoder::encoder_layers, "blocks of attention and FFN", whole(1)),
        in("decoder_layers", &EncoderDecoder::decoder_layers, "blocks of attention, cross attention and FFN", whole(1)),
        in("hidden", &EncoderDecoder::hidden, "width of the residual streams", whole(1)),
        in("heads", &EncoderDecoder::heads, "attention heads", whole(1)),
        in("head_dim", &EncoderDecoder::head_dim, "width of one head", whole(1), orElse("hidden / heads")),
        in("ffn", &EncoderDecoder::ffn, "width of the FFN", whole(1)),
        in("vocab", &EncoderDecoder::vocab, "entries of the vocabulary", whole(1)),
        in("gated", &EncoderDecoder::gated, "FFN with a gate: three matrices instead of two", orElse("false")),
        in("tied_embeddings", &EncoderDecoder::tied_embeddings, "the LM head is the embedding", orElse("true")),
        virtualField<Opt<Ratio<S>>>("parameters", "published total, which the geometry must reproduce", positive)};
  }
};

/// Selective state space model (Gu & Dao, "Mamba", arXiv 2312.00752).
template <class S> struct StateSpace {
  Ratio<S> layers, hidden, state, inner, conv, dt_rank, vocab;
  bool tied_embeddings;

  MLS_RECORD("StateSpace", "a selective state space model: a fixed state instead of keys and values", "gu_2023", .side = Side::Demand, .keyword = "model") {
    return std::tuple{
        in("layers", &StateSpace::layers, "blocks", whole(1)),
        in("hidden", &StateSpace::hidden, "width of the residual stream", whole(1)),
        in("state", &StateSpace::state, "numbers that a channel keeps", whole(1), orElse("16")),
        in("inner", &StateSpace::inner, "channels of a block", whole(1), orElse("2 * hidden")),
        in("conv", &StateSpace::conv, "tokens that the causal convolution sees", whole(1), orElse("4")),
        in("dt_rank", &StateSpace::dt_rank, "width of the projection to step sizes", whole(1), orElse("ceil(hidden / 16)")),
        in("vocab", &StateSpace::vocab, "entries of the vocabulary", whole(1)),
        in("tied_embeddings", &StateSpace::tied_embeddings, "the LM head is the embedding", orElse("true")),
        virtualField<Opt<Ratio<S>>>("parameters", "published total, which the geometry must reproduce", positive)};
  }
};

/// DLRM (Naumov et al., arXiv 1906.00091).
template <class S> struct Recommendation {
  Ratio<S> tables, entries, dim, lookups, dense;
  List<Ratio<S>> bottom, top;

  MLS_RECORD("Recommendation", "embedding tables, an MLP below for dense features, an MLP above their interactions", "naumov_2019", .side = Side::Demand, .keyword = "model") {
    return std::tuple{
        in("tables", &Recommendation::tables, "embedding tables: categorical features", whole(1)),
        in("rows", &Recommendation::entries, "entries of all tables together", whole(1)),
        in("dim", &Recommendation::dim, "width of an entry", whole(1)),
        in("lookups", &Recommendation::lookups, "entries of a table that a sample adds up", atLeast(1), orElse("1")),
        in("dense", &Recommendation::dense, "continuous features", whole(1)),
        in("bottom", &Recommendation::bottom, "widths of the layers that the dense features pass on their way to `dim`", whole(1)),
        in("top", &Recommendation::top, "widths of the layers above the interactions", whole(1)),
        virtualField<Opt<Ratio<S>>>("parameters", "published total, which the geometry must reproduce", positive)};
  }
};

/// For a network of which only these are published.
template <class S> struct Totals {
  Ratio<S> parameters, activations, widest;
  Work<S> work;

  MLS_RECORD("Totals", "a network by its published totals", "", .side = Side::Demand, .keyword = "model") {
    return std::tuple{
        in("parameters", &Totals::parameters, "numbers that are stored", positive),
        in("work", &Totals::work, "arithmetic of one sample; a multiply-accumulate is 2", positive, unit("FLOP")),
        in("activations", &Totals::activations, "elements read and written between layers for one sample", positive),
        in("widest", &Totals::widest, "elements of them that are kept at once", positive, orElse("activations"))};
  }
};

/// Iterative denoising (Ho et al., arXiv 2006.11239; Rombach et al., arXiv 2112.10752).
template <class S> struct Diffusion {
  OneOf<Transformer<S>, Cnn<S>, Totals<S>> backbone;
  Opt<Tokens<S>> tokens;
  Ratio<S> steps;
  bool guidance;
  Opt<Totals<S>> encoder, decoder;

  MLS_RECORD("Diffusion", "a network that removes noise in steps", "rombach_2022", .side = Side::Demand, .keyword = "model") {
    return std::tuple{
        in("backbone", &Diffusion::backbone, "the network of one step"),
        in("tokens", &Diffusion::tokens, "patches of a sample, for a transformer", whole(1), unit("tok")),
        in("steps", &Diffusion::steps, "denoising steps of a sample", whole(1)),
        in("guidance", &Diffusion::guidance, "classifier-free: each step runs with and without the condition", orElse("true")),
        in("encoder", &Diffusion::encoder, "what runs once before the steps, such as a text encoder; with guidance on both conditions"),
        in("decoder", &Diffusion::decoder, "what runs once after them, from latent to pixels")};
  }
};

} // namespace mls::records
