//===- EncoderDecoder.h - cross attention -----------------------*- C++ -*-===//
//
// An encoder passes over the sequence once; every layer of the decoder then attends to
// keys and values of its output, which are projected once and kept. The decoder starts
// from one token and takes a step for each that it produces. Vaswani et al. 2017,
// arXiv 1706.03762, section 3.2.3.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Language.h"

namespace mls {

/// One of the two stacks, as a transformer of its own.
template <class S> Transformer<S> stack(const EncoderDecoder<S> &m, Ratio<S> layers, bool causal) {
  Transformer<S> t;
  t.layers = layers, t.hidden = m.hidden, t.heads = t.kv_heads = m.heads, t.head_dim = m.head_dim, t.ffn = m.ffn,
  t.vocab = m.vocab;
  t.gated = m.gated, t.tied_embeddings = m.tied_embeddings, t.causal = causal;
  return t;
}

template <class S> Ratio<S> parameters(const EncoderDecoder<S> &m) {
  Ratio<S> attention = attentionParameters(m.hidden, m.heads, m.heads, m.head_dim),
           ffn = ffnParameters(m.hidden, m.ffn, m.gated);
  Ratio<S> encoder = m.encoder_layers * (attention + ffn) + normParameters(m.hidden, m.encoder_layers);
  Ratio<S> crossNorms = m.decoder_layers * m.hidden;
  Ratio<S> decoder = m.decoder_layers * (2 * attention + ffn) + normParameters(m.hidden, m.decoder_layers) + crossNorms;
  return let("parameters", encoder + decoder + embeddingParameters(m.hidden, m.vocab, m.tied_embeddings));
}

template <class S> Network<S> network(const EncoderDecoder<S> &m, const ElementSizes<S> &size, const Load<S> &load) {
  Transformer<S> encoder = stack(m, m.encoder_layers, false), decoder = stack(m, m.decoder_layers, true);
  Tokens<S> sequence = *load.sequence, output = *load.output;
  Ratio<S> width = m.heads * m.head_dim, layers = m.decoder_layers, rows = load.batch * (sequence / oneToken);
  auto passOf = [&](const Transformer<S> &t, const Phase<S> &phase) { return lower(t, size, {1, 1}, phase).operators; };

  auto read = passOf(encoder, Phase<S>::prefill(load.batch, sequence));
  read.push_back(product("cross_keys_values", rows, m.hidden, 2 * width, layers, size));

  // The context of a step grows from one token to the output: its mean.
  auto write = passOf(decoder, Phase<S>::decode(load.batch, (output + oneToken) / 2));
  write.push_back(product("cross_queries", load.batch, m.hidden, width, layers, size));
  DataPerToken<S> kept = kvPerToken(m.heads, m.head_dim, size.kv);
  write.push_back({"cross_attention", Kernel::DecodeAttention,
                   load.batch * attentionWork(sequence, m.heads, m.head_dim), load.batch * sequence * kept,
                   load.batch * width * size.residual, load.batch * width * size.residual, layers});
  write.push_back(product("cross_output", load.batch, width, m.hidden, layers, size));

  Network<S> n;
  n.parameters = parameters(m);
  n.weights = n.parameters * size.weight;
  n.state = load.batch * layers * (sequence + output) * kept;
  n.widest = widestActivations(encoder, rows, size.residual);
  n.stages.push_back({"encode", std::move(read), 1, m.encoder_layers});
  n.stages.push_back({"decode", std::move(write), output / oneToken, layers, load.batch});
  return n;
}

} // namespace mls
