//===- AST.h - the abstract syntax of one file ------------------*- C++ -*-===//
//
// Node.h   arena, Name, Path, UnitText        Expr.h   expressions
// Type.h   dimension and schema annotations   Query.h  clauses of query blocks
// Decl.h   declarations, Field, Origin
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Syntax/Decl.h"

namespace mls::ast {

struct File {
  FileId id = 0;
  llvm::StringRef doc; ///< text of the `//!` lines, without the slashes
  llvm::ArrayRef<Decl *> decls;
  bool hasErrors = false; ///< some node is an Error node
};

} // namespace mls::ast
