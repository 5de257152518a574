//===- Render.h - diagnostics as text, JSON and SARIF -----------*- C++ -*-===//
//
// llvm::SourceMgr prints no caret on a line with a non-ASCII byte (`5 µs`) and
// no span over lines, hence a renderer of our own. The layout:
//
//   error[E0301]: cannot add `Data` and `Bandwidth`
//     --> job.mls:7:18
//      |
//    7 |   total: weights + 3.35 TB/s
//      |          ------- ^ --------- Bandwidth
//      |          Data
//      = left:  Data
//      = right: Data · Time^-1      differs by Time^-1
//      = help: multiply the right side by a `Time`
//
// A label stands beside its underline where nothing follows on that line, else on
// a row below. Remarks other than `note` and `help` are aligned with each other. A
// remark with a place of its own gets a snippet of its own. Fix-its are printed as
// help, unless a help already says what to write.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

/// One diagnostic with its snippets. `colour`: ANSI escapes (terminals only).
void renderText(const Diagnostic &d, const SourceManager &sources, llvm::raw_ostream &out, bool colour);

/// Every diagnostic in file order, then `2 errors, 1 warning` (when any).
void renderText(const DiagnosticEngine &diags, const SourceManager &sources, llvm::raw_ostream &out, bool colour);

/// `{"schema":"mls.diagnostics/1","diagnostics":[…]}`; positions 1-based, in code points.
void renderJson(const DiagnosticEngine &diags, const SourceManager &sources, llvm::raw_ostream &out);

/// SARIF 2.1.0 with the rules of the codes that occur.
void renderSarif(const DiagnosticEngine &diags, const SourceManager &sources, llvm::raw_ostream &out);

} // namespace mls
