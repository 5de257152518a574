//===- Pages.h - the page of each diagnostic --------------------*- C++ -*-===//
//
// docs/diagnostics/<CODE>.md is compiled into the binary, so that `mlsc explain
// E0301` opens the page that belongs to this very compiler.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/StringRef.h"

namespace mls {

/// The Markdown page of a code in any case of letters; empty when there is none.
llvm::StringRef page(llvm::StringRef code);

} // namespace mls
