//===- Parse.h - text to AST ------------------------------------*- C++ -*-===//
//
// The one door to ANTLR. Bytes become tokens (Tokens.h), a pass over them finds
// units, field names and statements, each statement is parsed on its own by the
// generated LL(1) parser, and its tree becomes AST. A mistake therefore stays in
// its declaration, and memory beyond the AST is that of one declaration.
//
// No input crashes or hangs: brackets and `if`s nest at most 256 deep, trees
// grow at most Expr::maxDepth high, and after 100 errors a file is given up.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "Syntax/AST.h"

namespace mls {

/// Parses a whole file. Never null; see File::hasErrors. The result lives in
/// `arena` and points into the text that `sources` holds.
ast::File *parse(const SourceManager &sources, FileId file, DiagnosticEngine &diags, ast::Arena &arena);

/// Parses one expression that fills the buffer (the right side of `--set`, the
/// default of a field): an ErrorExpr when it is not one (reported).
ast::Expr *parseExpression(const SourceManager &sources, FileId file, DiagnosticEngine &diags, ast::Arena &arena);

/// Parses a buffer that holds one path (`mlsc explain FILE slo.tpot`); empty when
/// it is none (reported).
ast::Path parsePath(const SourceManager &sources, FileId file, DiagnosticEngine &diags, ast::Arena &arena);

} // namespace mls
