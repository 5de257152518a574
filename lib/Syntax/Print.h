//===- Print.h - the AST as text (`mlsc emit --ast`) ------------*- C++ -*-===//
//
// S-expressions with ranges, one node a line:
//
//   (file
//     (let it_power @1:1-1:20
//       (binary + @1:16-1:20
//         (path a @1:16-1:17)
//         (number 1 @1:20-1:21))))
//
// Absent parts are left out; Error nodes print as `(error …)`.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Syntax/AST.h"

#include "llvm/Support/raw_ostream.h"

namespace mls {

class SourceManager;

void print(const ast::File &file, const SourceManager &sources, llvm::raw_ostream &out);
void print(const ast::Expr &e, const SourceManager &sources, llvm::raw_ostream &out);

} // namespace mls
