//===- Recovery.h - what happens after a syntax error -----------*- C++ -*-===//
//
// The error strategy reports and throws SyntaxError, which ends the entry of a
// block or the statement (see the `catch`es of grammar/MlsParser.g4). Nothing of
// it leaves lib/Syntax.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Syntax/AST.h"

#include <memory>

namespace antlr4 {
class ANTLRErrorStrategy;
class Token;
} // namespace antlr4

namespace mls {
class DiagnosticEngine;
}

namespace mls::grammar {
class MlsParser;
}

namespace mls::syntax {

struct Source;

/// Reported; unwinds to the next rule that can go on.
struct SyntaxError {};

/// The messages: "expected a value after `batch:`".
std::shared_ptr<antlr4::ANTLRErrorStrategy> makeStrategy(const Source &source);

/// Skips to the next field or `}` of the record whose entry began at `first`; the
/// entry with an Error value. `entry` is null when not even its path was read.
ast::Field *skipEntry(grammar::MlsParser &parser, ast::Field *entry, const antlr4::Token *first);
/// Likewise to the next clause.
ast::Clause *skipClause(grammar::MlsParser &parser, const antlr4::Token *first);

/// Reports and skips what is no field (no clause) and no `}`.
void syncEntry(grammar::MlsParser &parser);
void syncClause(grammar::MlsParser &parser);

} // namespace mls::syntax
