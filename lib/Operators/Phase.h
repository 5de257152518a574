//===- Phase.h - a step of a language model ---------------------*- C++ -*-===//
//
// A step takes some sequences by some tokens each. All phases are that, and differ in
// what is kept and what is predicted:
//
//   prefill   a prompt from its first token; predicts one token
//   chunk     a piece of a prompt, behind what a cache or an earlier step holds
//   decode    one token behind `past`; reads the cache
//   verify    a draft's tokens and one more (speculative decoding)
//   forward   training: whole sequences, every position predicts
//
// A step may mix them (chunked prefill, Agrawal et al., "Sarathi-Serve", arXiv
// 2403.02310): they share the products with weights and nothing else.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

enum class Pass { Prefill, Decode, Forward };

/// Sequences of a step that are alike, for one attention group, of which there are `ep`.
template <class S> struct Phase {
  Pass pass;
  Ratio<S> sequences;
  Tokens<S> fresh;    ///< tokens of a sequence that are computed
  Tokens<S> past;     ///< tokens before them, whose keys and values are there
  Ratio<S> projected; ///< positions of a sequence that predict

  static Phase prefill(Ratio<S> sequences, Tokens<S> prompt) { return chunk(sequences, prompt, Tokens<S>()); }
  static Phase chunk(Ratio<S> sequences, Tokens<S> fresh, Tokens<S> past, Ratio<S> projected = 1) {
    return {Pass::Prefill, sequences, fresh, past, projected};
  }
  /// `context`: keys that the new token sees, its own among them.
  static Phase decode(Ratio<S> sequences, Tokens<S> context) { return verify(sequences, oneToken, context - oneToken); }
  static Phase verify(Ratio<S> sequences, Tokens<S> fresh, Tokens<S> past) {
    return {Pass::Decode, sequences, fresh, past, fresh / oneToken};
  }
  static Phase forward(Ratio<S> sequences, Tokens<S> sequence) {
    return {Pass::Forward, sequences, sequence, Tokens<S>(), sequence / oneToken};
  }

  Tokens<S> context() const { return past + fresh; }
  /// Rows of every product with weights.
  Ratio<S> rows() const { return sequences * (fresh / oneToken); }
};

/// Sharding. `tp` splits heads, FFN columns and vocabulary; `ep` splits experts and runs
/// attention data-parallel; `cp` splits the tokens of a sequence, each device seeing the
/// keys of all. `pp` splits layers and is left to the caller, since a round visits every
/// stage (Operator::inLayers).
template <class S> struct Layout {
  Ratio<S> tp, ep;
  Ratio<S> cp = 1;
  /// What stands between the products is split over tp too (sequence parallelism,
  /// Korthikanti et al., arXiv 2205.05198).
  bool sequenceParallel = false;
};

} // namespace mls
