//===- Comparison.h - how two evaluations differ, in text and JSON -*- C++ -*-===//
#pragma once

#include "Report/Report.h"
#include "Results/Comparison.h"

namespace mls {

/// Each result that differs with both values and, below it, the inputs that caused it.
void reportComparison(const Comparison &comparison, const TextStyle &style, llvm::raw_ostream &out);
/// `{"schema":"mls.diff/1","inputs":[…],"results":[…],"asserts":[…]}`; shares as numbers.
void reportComparisonJson(const Comparison &comparison, llvm::raw_ostream &out);

} // namespace mls
