//===- Report.h - results as text and JSON ----------------------*- C++ -*-===//
//
// Renders plain Results. The text form answers in file order what the file shows
// and asserts, after a header that says how far to trust it; the JSON form is
// stable (`mls.result/1`) with values in base units.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Results/Results.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

struct TextStyle {
  bool colour = false;  ///< ANSI escapes: terminals only
  bool explain = false; ///< print each figure's definition below it
};

/// The results of one file as text. Failed asserts hang the value of every
/// subexpression under the condition.
void reportText(const Results &results, const TextStyle &style, llvm::raw_ostream &out);

/// `{"schema":"mls.result/1","registry":…,"results":[…],"asserts":[…]}`; with
/// several files `{"schema":"mls.results/1","files":[…]}` of the same objects.
void reportJson(llvm::ArrayRef<Results> files, llvm::raw_ostream &out);

/// The proof tree of a result: each shared step once, sources numbered and listed at
/// the end, then the inputs that it moves most with.
void reportProof(const ProofNode &root, const TextStyle &style, llvm::raw_ostream &out);
void reportProofJson(const ProofNode &root, llvm::raw_ostream &out);

} // namespace mls
