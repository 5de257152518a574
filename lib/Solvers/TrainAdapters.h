//===- TrainAdapters.h - low-rank adapters of attention ---------*- C++ -*-===//
//
// A product through `rank` columns beside each projection to queries, keys, values and
// back (Hu et al., arXiv 2106.09685). Both of its matrices are split over `tp`.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "Physics/Zero.h"
#include "Records/Transformer.h"

namespace mls {

/// Parameters in all layers.
template <class S> Ratio<S> adapters(const Transformer<S> &m, Ratio<S> rank) {
  Ratio<S> queries = m.heads * m.head_dim, keys = m.kv_heads * m.head_dim;
  return m.layers * (2 * adapterParameters(rank, m.hidden, queries) + 2 * adapterParameters(rank, m.hidden, keys));
}

/// The products of one device on `rows` tokens.
template <class S>
llvm::SmallVector<Operator<S>, 6> adapterProducts(const Transformer<S> &m, Ratio<S> rank, Ratio<S> rows, Ratio<S> tp,
                                                  const ElementSizes<S> &size) {
  Ratio<S> queries = m.heads * m.head_dim / tp, keys = m.kv_heads * m.head_dim / tp;
  return {product("query_adapter_in", rows, m.hidden, rank / tp, m.layers, size, LayerKind::Every),
          product("query_adapter_out", rows, rank, queries, m.layers, size, LayerKind::Every),
          product("kv_adapter_in", rows, m.hidden, rank / tp, 2 * m.layers, size),
          product("kv_adapter_out", rows, rank, keys, 2 * m.layers, size),
          product("output_adapter_in", rows, queries, rank, m.layers, size, LayerKind::Every),
          product("output_adapter_out", rows, rank, m.hidden / tp, m.layers, size, LayerKind::Every)};
}

} // namespace mls
