//===- Recommendation.h - a recommendation model as operators ---*- C++ -*-===//
#pragma once

#include "Operators/Network.h"
#include "Physics/Recommendation.h"

namespace mls {

template <class S> class RecommendationLowering {
public:
  RecommendationLowering(const Recommendation<S> &m, const ElementSizes<S> &size, Ratio<S> batch)
      : m(m), size(size), batch(batch) {}

  Network<S> run() {
    Ratio<S> features = m.tables + 1, pairs = interactions(features);
    operators.push_back({"lookup", Kernel::Elementwise, Work<S>(),
                         batch * lookupTraffic(m.tables, m.lookups, m.dim, size.weight), Data<S>(),
                         batch * m.tables * m.dim * size.input, 1});
    List<Ratio<S>> bottom = m.bottom;
    bottom.push_back(m.dim);
    perceptron("bottom", m.dense, bottom);
    operators.push_back({"interaction", Kernel::Gemm, batch * interactionWork(features, m.dim), Data<S>(),
                         batch * features * m.dim * size.input, batch * (pairs + m.dim) * size.input, 1});
    perceptron("top", pairs + m.dim, m.top);

    Network<S> n;
    n.parameters = let("parameters", m.entries * m.dim + dense);
    n.weights = n.parameters * size.weight;
    n.widest = widestOf<S>(operators);
    n.stages.push_back({"network", std::move(operators)});
    return n;
  }

private:
  const Recommendation<S> &m;
  const ElementSizes<S> &size;
  Ratio<S> batch, dense;
  llvm::SmallVector<Operator<S>, 12> operators;

  /// Layers with biases, one behind the other.
  void perceptron(const char *name, Ratio<S> in, const List<Ratio<S>> &widths) {
    for (const Ratio<S> &out : widths) {
      operators.push_back({name, Kernel::Gemm, gemmWork(batch, in * out), (in + 1) * out * size.weight,
                           batch * in * size.input, batch * out * size.input, 1});
      dense += (in + 1) * out;
      in = out;
    }
  }
};

template <class S> Network<S> network(const Recommendation<S> &m, const ElementSizes<S> &size, const Load<S> &load) {
  return RecommendationLowering<S>(m, size, load.batch).run();
}

} // namespace mls
