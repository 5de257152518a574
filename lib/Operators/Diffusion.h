//===- Diffusion.h - denoising in steps as operators ------------*- C++ -*-===//
//
// The backbone runs once a step; with classifier-free guidance on twice the batch, with
// and without the condition (Ho & Salimans, arXiv 2207.12598). What stands before and
// after the steps runs once.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Cnn.h"
#include "Operators/Language.h"

namespace mls {

/// A transformer that removes noise sees all patches and predicts no token.
template <class S> const Cnn<S> &denoiser(const Cnn<S> &m) { return m; }
template <class S> const Totals<S> &denoiser(const Totals<S> &m) { return m; }
template <class S> Transformer<S> denoiser(Transformer<S> m) {
  m.causal = false;
  return m;
}

template <class S> Network<S> network(const Diffusion<S> &m, const ElementSizes<S> &size, const Load<S> &load) {
  Ratio<S> conditions = load.batch * (m.guidance ? 2 : 1);
  Network<S> n = m.backbone.visit(
      [&](const auto &backbone) { return network(denoiser(backbone), size, Load<S>{conditions, m.tokens, {}}); });
  n.stages[0].name = "denoise";
  n.stages[0].runs = m.steps;
  auto once = [&](const char *name, const Totals<S> &part, Ratio<S> batch) {
    Network<S> other = network(part, size, Load<S>{batch, {}, {}});
    n.parameters += other.parameters;
    n.weights += other.weights;
    n.widest = max(n.widest, other.widest);
    n.stages.push_back({name, std::move(other.stages[0].operators)});
  };
  if (m.encoder.given())
    once("encode", *m.encoder, conditions);
  if (m.decoder.given())
    once("decode", *m.decoder, load.batch);
  return n;
}

} // namespace mls
