//===- Compression.h - fewer bits, fewer weights ----------------*- C++ -*-===//
//
// Gholami et al., "A survey of quantization methods for efficient neural network
// inference", arXiv 2103.13630; Han, Mao, Dally, "Deep compression", arXiv 1510.00149
// (indices are part of the size).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Size before over size after, by bits of an element with its share of scales.
template <class S> Ratio<S> quantisationRatio(Data<S> before, Data<S> after) { return before / after; }

/// Bits of a weight, on average, where a share `sparsity` is left out and each of the
/// others says where it stands in `index` bits.
template <class S> Data<S> prunedElement(Data<S> element, Ratio<S> sparsity, Data<S> index) {
  return (1 - sparsity) * (element + index);
}

/// The same with one bit a weight that says whether it is there.
template <class S> Data<S> prunedElementByBitmap(Data<S> element, Ratio<S> sparsity) {
  return (1 - sparsity) * element + oneBit;
}

/// Size before over size after. Below one when the indices outweigh what is saved.
/// Domain: sparsity < 1.
template <class S> Ratio<S> pruningRatio(Data<S> element, Ratio<S> sparsity, Data<S> index) {
  return element / prunedElement(element, sparsity, index);
}

/// Bits with which each of the kept `kept` in `block` weights says where it stands: two
/// for the 2:4 pattern of Mishra et al., "Accelerating sparse deep neural networks",
/// arXiv 2104.08378.
template <class S> Data<S> blockIndex(Ratio<S> block) { return ceilLog2(block) * oneBit; }

} // namespace mls
