//===- Verify.h - diagnostics against comments in the source ----*- C++ -*-===//
//
// `mlsc check --verify`: a test states what it expects beside the line, as LLVM's
// -verify does:
//
//   show 1 ms + 1 s^-1        // expected-error {{cannot add}}
//   // expected-warning@-1 {{unused}}          a line relative to the comment
//   // expected-error@12 2 {{E0301}}           line 12, twice
//
// A text matches when it is contained in the message or is its code; line ends are
// not part of it. Each diagnostic meets one expectation. Notes are not compared.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

/// Prints each expectation that no diagnostic meets and each diagnostic that no
/// expectation covers, as `file:line: …`. True when there are none.
/// `files`: where expectations stand; diagnostics in other files are all unexpected.
bool verify(const DiagnosticEngine &diags, const SourceManager &sources, llvm::ArrayRef<FileId> files,
            llvm::raw_ostream &out);

} // namespace mls
