//===- Format.h - `mlsc fmt` and formatting in editors ----------*- C++ -*-===//
//
// Works on tokens, never on the AST: comments, line breaks and every token stay,
// only blanks change. The layout:
//
//   - two columns a bracket; a continued line two more; at most one blank line
//   - one blank around operators, two between the fields of one line, none inside
//     `(…)`, `[…]` and units; `80GB` becomes `80 GB`
//   - the values of the fields of a record begin in one column (blank lines part
//     it), as do the clauses of a query block; a second `from` stands under the
//     first; comments that stood in one column still do
//   - where a table may be wanted (behind a declaration word, before `=`, `{` and a
//     comment, between fields) more blanks than these are kept
//
// A statement with a syntax error is left alone, byte for byte. Nothing but blanks and
// line ends differs from the input; a result of which this is not true is thrown away
// and the input returned.
// format(format(x)) == format(x).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>

namespace mls {

std::string format(llvm::StringRef text);

} // namespace mls
