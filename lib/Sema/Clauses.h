//===- Clauses.h - which clauses a query takes --------------------*- C++ -*-===//
#pragma once

#include "Syntax/AST.h"

namespace mls {

/// `sweep`
llvm::StringRef name(ast::QueryDecl::Form form);
/// Whether this form of query takes such a clause (language.md §5).
bool allowed(ast::QueryDecl::Form form, const ast::Clause &clause);
/// All that it takes, for a message.
llvm::StringRef clausesOf(ast::QueryDecl::Form form);
/// `over`, whatever the user's spelling was.
llvm::StringRef wordOf(const ast::Clause &clause);
/// A clause of that word as one would write it.
llvm::StringRef exampleOf(llvm::StringRef word);

} // namespace mls
