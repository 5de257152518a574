//===- Run.h - a checked file, evaluated ------------------------*- C++ -*-===//
//
// The one entry of Eval for a whole file: lowers what it shows and asserts, records
// that on one tape and reads off values, ranges, bounds, grades and sources. What
// cannot be evaluated is a diagnostic at the place of its cause, and fails only the
// shows and asserts that need it.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Blocks.h"

namespace llvm {
class raw_ostream;
}

namespace mls {

/// Everything the file answers. Diagnostics of evaluation (E08xx) go to `diags`; their
/// places are in `checked.sources`.
/// The rows of a table are made when it is asked for them; what goes wrong then goes to
/// `diags` too, which, as `checked`, must outlive the results.
Results run(const Checked &checked, const Engine &engine, DiagnosticEngine &diags,
            const RunControl &control = {});

/// `mlsc emit --plan`: what run would evaluate.
void dumpPlan(const Checked &checked, const Engine &engine, DiagnosticEngine &diags,
              llvm::raw_ostream &os);

/// `mlsc emit --tape`.
void dumpTape(const Checked &checked, const Engine &engine, DiagnosticEngine &diags,
              llvm::raw_ostream &os);

} // namespace mls
