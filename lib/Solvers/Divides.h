//===- Divides.h - whole numbers of a layout --------------------*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// `whole` is a whole number of `part`s.
template <class S> Flag<S> divides(const Ratio<S> &part, const Ratio<S> &whole) {
  return lessEqual(whole / part, floor(whole / part));
}

} // namespace mls
