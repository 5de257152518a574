//===- GenericUse.h - type parameters in an annotation ----------*- C++ -*-===//
#pragma once

#include "Sema/Checker.h"

namespace mls {

/// The one type parameter of an annotation with the exponent it stands at: `D`, `D^2`.
struct GenericUse {
  llvm::StringRef name;
  Rational exponent = 1;
};
std::optional<GenericUse> genericUse(const ast::TypeExpr *t, const ast::DefDecl &def);

/// Whether an annotation names a type parameter anywhere: `List<D>`, `D*Time`.
bool mentionsGeneric(const ast::TypeExpr *t, const ast::DefDecl &def);

} // namespace mls
