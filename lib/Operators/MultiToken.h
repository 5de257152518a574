//===- MultiToken.h - a transformer as it is trained ------------*- C++ -*-===//
//
// Modules that predict tokens further ahead stand behind the layers in training, and are
// left out or draft in serving (DeepSeek-V3, arXiv 2412.19437, section 2.2). Each joins
// what is before it with the embedding of the next token (2 hidden to hidden, a norm for
// either), has a layer like the last, and predicts through the head of the model.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Transformer.h"
#include "Records/Training.h"

namespace mls {

template <class S> Ratio<S> predictionModules(const Transformer<S> &m) {
  return m.multi_token_prediction.given() ? *m.multi_token_prediction : Ratio<S>(0);
}

/// Arguments whose model has the layers of its modules among its own.
template <class In> In asTrained(In in) {
  auto &m = in.workload.model;
  if (m.multi_token_prediction.given())
    m.layers = let("layers_and_modules", m.layers + *m.multi_token_prediction);
  return in;
}

/// Of a model with the layers of its modules: joins counted, embedding and head once.
template <class S> Parameters<S> parametersTrained(const Transformer<S> &m) {
  Parameters<S> p = parameters(m);
  if (m.multi_token_prediction.given())
    p.rest += *m.multi_token_prediction * joinParameters(m.hidden);
  return p;
}

/// Sizes of the elements that the kernels of a step read and write.
template <class S> ElementSizes<S> elementSizes(const TrainingFormats<S> &f) {
  return elementSizes(Formats<S>{f.weights, f.activations, f.activations, f.activations});
}

/// The forward pass of training: the head in its own format, and once for each module more.
template <class S> Lowered<S> lowerTraining(const Training<S> &w, const Layout<S> &at, const Phase<S> &phase) {
  const Transformer<S> &m = w.model;
  ElementSizes<S> size = elementSizes(w.formats);
  Lowered<S> out = lower(m, size, at, phase);
  Operator<S> &head = out.operators.back();
  head.operands = head.shape->weights * elementSize("bits_per_head_weight", w.formats.head);
  if (m.multi_token_prediction.given()) {
    head.repeat = 1 + *m.multi_token_prediction;
    out.operators.push_back(product("mtp_join", phase.rows() / at.cp, 2 * m.hidden, m.hidden / at.tp,
                                    *m.multi_token_prediction, size));
  }
  return out;
}

} // namespace mls
