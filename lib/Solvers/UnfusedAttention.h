//===- UnfusedAttention.h - attention that writes its scores ----*- C++ -*-===//
//
// Before fused kernels (Dao et al., arXiv 2205.14135) attention was two batched
// products with softmax and dropout between them, each reading and writing a matrix of
// all pairs; a causal mask zeroed half of it and saved nothing. Korthikanti et al.,
// arXiv 2205.05198, figure 3.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "Physics/Activations.h"
#include "Physics/Attention.h"

namespace mls {

/// The kernels of one direction.
template <class S> struct UnfusedAttention {
  Operator<S> products, between;
};

/// Whole score matrices of one fused forward operator over sequences of `sequence`.
template <class S> struct Scores {
  Ratio<S> elements; ///< of all sequences and heads of the device
  Data<S> element;
  bool dropout, causal;
};

template <class S> Work<S> wholeMatrixWork(const Operator<S> &fused, const Scores<S> &scores) {
  if (!scores.causal)
    return fused.work;
  return fused.work * (fullPairs(fused.length, fused.length) / causalPairs(fused.length, Tokens<S>()));
}

/// Scores and softmax(scores) are written and read, with dropout its result and mask too.
template <class S> UnfusedAttention<S> unfusedForward(const Operator<S> &fused, const Scores<S> &scores) {
  Data<S> matrix = scores.elements * scores.element, mask = scores.elements * maskSize<S>(scores.dropout), none;
  Operator<S> products = fused, between = fused;
  products.kernel = Kernel::Gemm;
  products.work = wholeMatrixWork(fused, scores);
  products.inputs += matrix, products.outputs += matrix;
  between.kernel = Kernel::Elementwise;
  between.work = Work<S>(), between.operands = none;
  between.inputs = scores.dropout ? 2 * matrix : matrix;
  between.outputs = between.inputs + mask;
  return {products, between};
}

/// Four products: gradients of values and softmax from that of the output, of queries
/// and keys from that of the scores. Softmax is read beside its gradient.
template <class S> UnfusedAttention<S> unfusedBackward(const Operator<S> &fused, const Scores<S> &scores) {
  UnfusedAttention<S> f = unfusedForward(fused, scores);
  Data<S> matrix = scores.elements * scores.element, mask = scores.elements * maskSize<S>(scores.dropout);
  f.products.work = 2 * f.products.work;
  f.products.operands = 2 * f.products.operands;
  f.products.inputs = fused.inputs + 2 * fused.outputs + 3 * matrix;
  f.products.outputs = fused.inputs + matrix;
  f.between.inputs = 2 * matrix, f.between.outputs = matrix;
  if (scores.dropout)
    f.between.inputs += matrix + mask, f.between.outputs += matrix;
  return f;
}

} // namespace mls
