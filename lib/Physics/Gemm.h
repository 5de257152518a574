//===- Gemm.h - products with a weight matrix -------------------*- C++ -*-===//
//
// Y[rows, out] = X[rows, in] W[in, out]: the operator that carries nearly all
// parameters of a model. Exact counts; no cache is modelled: each operand crosses
// the memory interface once.
//
// Y is cut into tiles, one a multiprocessor at a time. Tiles at its edge are computed
// whole, and the last wave of tiles leaves multiprocessors idle (NVIDIA, "Matrix
// Multiplication Background User's Guide", DU-09799-001, sections 3.1 and 3.2). Which
// tile a library picks is not known, and so not how full the last ones are. What stands
// for them has no steps: rows count half a tile more, the mean; waves one more, the bound
// of Graham, "Bounds on multiprocessing timing anomalies", SIAM J. Appl. Math. 17(2), 1969.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Bits of one element as stored: its own and its share of the block scale
/// (OCP Microscaling Formats v1.0).
template <class S> Data<S> elementSize(Data<S> storage, Data<S> scale, Ratio<S> block) { return storage + scale / block; }

/// One multiply-accumulate for each row and weight.
template <class S> Work<S> gemmWork(Ratio<S> rows, Ratio<S> weights) { return rows * weights * flopPerMac; }

/// Rows that are computed for `rows`.
template <class S> Ratio<S> tiledRows(Ratio<S> rows, Ratio<S> edge) { return rows + edge / 2; }

/// Time in which all multiprocessors finish a square tile each. `rate`: of them all.
template <class S> Time<S> waveTime(Ratio<S> multiprocessors, Ratio<S> edge, Ratio<S> depth, ComputeRate<S> rate) {
  return depth * (multiprocessors * gemmWork(edge, edge) / rate);
}

/// Time for which multiprocessors wait for the last tiles: a wave, unless it is faster to
/// split the depth of tiles for the idle ones and to `join` the parts (Osama et al.,
/// "Stream-K", arXiv 2301.03598).
template <class S> Time<S> tailTime(Time<S> wave, Time<S> join) { return min(wave, join); }

/// Experts that at least one of `tokens` picks, when each picks `active` of `count`
/// without preference: the expectation of the distinct ones. A single token touches
/// `active`, very many touch all.
/// Domain: 1 <= active <= count, tokens >= 1.
template <class S> Ratio<S> expertsTouched(Ratio<S> count, Ratio<S> active, Ratio<S> tokens) {
  return count * (1 - pow(1 - active / count, tokens));
}

} // namespace mls
