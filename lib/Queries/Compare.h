//===- Compare.h - two programs, side by side -------------------*- C++ -*-===//
//
// Shows and asserts are aligned by name. Where a number differs, the inputs that differ
// are set in the first program one at a time, as `--set` does, so that each change is
// traced to its cause; what they do together and what no input explains is said too.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Blocks.h"
#include "Results/Comparison.h"

namespace mls {

Comparison compare(const Checked &before, const Checked &after, const Engine &engine,
                   DiagnosticEngine &diagsBefore, DiagnosticEngine &diagsAfter);

} // namespace mls
