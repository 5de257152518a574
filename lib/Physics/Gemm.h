//===- Gemm.h - products with a weight matrix -------------------*- C++ -*-===//
//
// Y[rows, out] = X[rows, in] W[in, out]: the operator that carries nearly all
// parameters of a model. Exact counts; no cache is modelled: each operand crosses
// the memory interface once.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Bits of one element as stored: its own and its share of the block scale
/// (OCP Microscaling Formats v1.0, section 5.1).
template <class S> Data<S> elementSize(Data<S> storage, Data<S> scale, Ratio<S> block) { return storage + scale / block; }

/// One multiply-accumulate for each row and weight.
template <class S> Work<S> gemmWork(Ratio<S> rows, Ratio<S> weights) { return rows * weights * flopPerMac; }

/// Experts that at least one of `tokens` picks, when each picks `active` of `count`
/// without preference: the expectation of the distinct ones. A single token touches
/// `active`, very many touch all.
/// Domain: 1 <= active <= count, tokens >= 1.
template <class S> Ratio<S> expertsTouched(Ratio<S> count, Ratio<S> active, Ratio<S> tokens) {
  return count * (1 - pow(1 - active / count, tokens));
}

} // namespace mls
