//===- Convolution.h - convolutions as products -----------------*- C++ -*-===//
//
// A convolution is a product with a weight matrix of kernel * channels rows, once for
// every place of the output grid (Chellapilla et al., "High performance convolutional
// neural networks for document processing", 2006). Exact counts; the grid is read once.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Side of a grid behind a step of `stride`, padded so that nothing else shrinks it.
template <class S> Ratio<S> strided(Ratio<S> side, Ratio<S> stride) { return ceil(side / stride); }

/// Weights of a convolution; `groups` of channels do not mix (depthwise: as many groups
/// as channels).
template <class S> Ratio<S> convolutionWeights(Ratio<S> in, Ratio<S> out, Ratio<S> kernel, Ratio<S> groups) {
  return kernel * (in / groups) * out;
}

/// One multiply-accumulate for each weight and place of the output grid.
template <class S> Work<S> convolutionWork(Ratio<S> places, Ratio<S> weights) { return places * weights * flopPerMac; }

} // namespace mls
