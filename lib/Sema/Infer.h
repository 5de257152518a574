//===- Infer.h - parameters that nobody declared ----------------*- C++ -*-===//
//
// `def f(x) = x + 1 GB` says that `x` is Data: a body is read for the dimensions it
// demands of parameters without a type and of type parameters, so that a function is
// checked where it stands, called or not. Where a body leaves something open (`2 * x`,
// `node.count`), calls decide, and the body is checked again at each.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Sema/Checker.h"

#include "llvm/ADT/BitVector.h"

namespace mls {

struct Inference {
  /// With these the body is checked where it stands. Error: of any type, and silent.
  llvm::SmallVector<Type, 4> params;
  Checker::Generics generics;
  /// Params and result may be taken at their word: no call can make them another.
  llvm::BitVector decided;
  bool result = false;
  /// What decided a parameter that has no type; invalid: nothing did.
  llvm::SmallVector<Range, 4> places;
};

Inference inferParams(Checker &c, const ast::DefDecl &def, Module &module);

} // namespace mls
