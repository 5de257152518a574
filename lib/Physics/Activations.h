//===- Activations.h - what the backward pass needs again -------*- C++ -*-===//
//
// Bytes that one token leaves in one layer from forward to backward. Korthikanti et
// al.: "Reducing activation recomputation in large transformer models", arXiv
// 2205.05198, section 4, counted tensor by tensor, so that grouped heads, gated FFNs
// and fused attention are counted too. For their model (MHA, FFN of 4 h, two bytes an
// element, dropout) the sums are theirs: s b h (34 + 5 a s / h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// A mask of dropout takes one byte an element.
template <class S> Data<S> maskSize(bool dropout) { return dropout ? Data<S>(oneByte) : Data<S>(); }

/// Inputs of the two norms, each of them and its norm of width `hidden`; masks of the
/// dropout behind attention and FFN. Korthikanti: 4 + 2 + 2 + 2 = 10.
template <class S> Data<S> streamActivations(Ratio<S> hidden, Data<S> element, bool dropout) {
  return hidden * (2 * (1 + 1) * element + 2 * maskSize<S>(dropout));
}

/// Queries, keys, values, and what the output projection reads. Korthikanti: 2 + 4 + 2 = 8.
template <class S>
Data<S> headActivations(Ratio<S> queryWidth, Ratio<S> keyWidth, Ratio<S> valueWidth, Ratio<S> outputWidth,
                        Data<S> element) {
  return (queryWidth + keyWidth + valueWidth + outputWidth) * element;
}

/// What the activation function reads (up and, when gated, gate) and writes.
/// Korthikanti: 8 + 8 = 16.
template <class S> Data<S> ffnActivations(Ratio<S> width, bool gated, Data<S> element) {
  return (gated ? 3 : 2) * width * element;
}

/// Of these, what norms and activation function wrote: kernels that move data and hardly
/// compute form it again from what they read.
template <class S> Data<S> normResults(Ratio<S> hidden, Data<S> element) { return 2 * hidden * element; }
template <class S> Data<S> ffnResults(Ratio<S> width, Data<S> element) { return width * element; }

/// The scores of one query, where attention writes them: softmax, and with dropout
/// its result and mask. Korthikanti: 5 a s. Fused attention (Dao et al., arXiv
/// 2205.14135) keeps none of it.
template <class S> Data<S> scoreActivations(Ratio<S> heads, Ratio<S> sequence, Data<S> element, bool dropout) {
  return heads * sequence * ((dropout ? 2 : 1) * element + maskSize<S>(dropout));
}

} // namespace mls
