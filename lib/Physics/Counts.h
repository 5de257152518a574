//===- Counts.h - whole numbers of things -----------------------*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// `whole` is a whole number of `part`s.
template <class S> Flag<S> divides(const Ratio<S> &part, const Ratio<S> &whole) {
  return lessEqual(whole / part, floor(whole / part));
}

/// The fewest that reach `x`. Rounding leaves a quotient that is whole a little above or
/// below; nothing real lies so close to a whole number.
template <class S> Ratio<S> fewest(Ratio<S> x) { return ceil(x - 1e-9); }

} // namespace mls
