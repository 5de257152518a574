//===- Keywords.h - one line of help a word of the language -----*- C++ -*-===//
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace mls::lsp {

struct Keyword {
  enum Place : uint8_t { Declaration, Clause, Expression, Provenance } place;
  llvm::StringLiteral word;
  llvm::StringLiteral form; ///< how it is written
  llvm::StringLiteral help;
};

llvm::ArrayRef<Keyword> keywords();
const Keyword *findKeyword(llvm::StringRef word);

} // namespace mls::lsp
