//===- Explain.h - where does this number come from? ------------*- C++ -*-===//
//
// The proof tree of a value, read off the tape: each named step with the formula
// between it and the steps below, down to the inputs, and what stands behind each of
// those: quote, page, URL and date of a claim, the reason of an estimate, or nothing.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Run.h"

#include <memory>
#include <string>
#include <vector>

namespace mls {

/// The proof of what `path` names: `slo.tpot`, a `let`, the label of a show, a field of
/// any depth (`Pod.accelerator.memory.bandwidth`) of the file or of the registry. Null
/// when it names nothing, or when its value could not be evaluated (then `diags` says why).
std::shared_ptr<ProofNode> explain(const Checked &checked, const Engine &engine, llvm::StringRef path,
                                   DiagnosticEngine &diags);

/// `g` has 7 rows, counted from 0: where an index of `path` is past the end; else empty.
std::string pastTheEnd(const Checked &checked, const Engine &engine, llvm::StringRef path);

/// What `explain` knows in this file, for did-you-mean and completion: labels,
/// declarations, and the members one level below `path`'s longest known beginning.
std::vector<std::string> explainable(const Checked &checked, const Engine &engine, llvm::StringRef path);

} // namespace mls
