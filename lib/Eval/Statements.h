//===- Statements.h - one line of a report ----------------------*- C++ -*-===//
#pragma once

#include "Eval/Session.h"

namespace mls {

/// The line of one value; adds the inputs behind it to `behind`.
ShownResult lineOf(Session &session, const Value &value, llvm::StringRef name, llvm::StringRef unit, Range use,
                   std::vector<uint32_t> &behind);

/// Appends the line of a `show`; a query shown whole gives its headline outputs. Adds
/// the inputs behind it to `behind`.
void evaluateShow(Session &session, const Statement &show, std::vector<ShownResult> &lines,
                  std::vector<uint32_t> &behind);

/// The headline outputs of a query, by its signature.
void evaluateQuery(Session &session, const Value &query, llvm::StringRef name, Range range, bool headline,
                   std::vector<ShownResult> &lines, std::vector<uint32_t> &behind);

AssertResult evaluateAssert(Session &session, const Statement &assertion, std::vector<uint32_t> &behind);

} // namespace mls
