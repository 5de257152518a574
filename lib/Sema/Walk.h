//===- Walk.h - the children of an expression ---------------------*- C++ -*-===//
#pragma once

#include "Syntax/AST.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace mls {

/// Calls `f` on each direct subexpression; never on null.
void forEachChild(const ast::Expr *e, llvm::function_ref<void(const ast::Expr *)> f);

/// Calls `f` on every expression that a declaration holds, outermost only.
void forEachExpr(const ast::Decl *d, llvm::function_ref<void(const ast::Expr *)> f);

} // namespace mls
