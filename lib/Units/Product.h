//===- Product.h - the grammar of units and dimensions ----------*- C++ -*-===//
//
//   product  = power { ("*" | "/") power }            from the left: a/b/c = a/(b*c)
//   power    = atom [ "^" exponent ]
//   atom     = NAME | "1" | "(" product ")"
//   exponent = ["-"] INT | "(" ["-"] INT ["/" INT] ")"
//
// One reader for `W/(m*K)` and `Time/Token`; what a name means is its user's matter.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Expected.h"
#include "Units/Rational.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace mls {

/// A name with its exponent, brackets multiplied out.
struct NamePower {
  llvm::StringRef name;
  size_t offset;
  Rational exponent;
};

struct ProductError {
  size_t offset, length;
  const char *reason;
};

/// Reads all of `text`; spaces are allowed between tokens only if `spaces`.
Expected<llvm::SmallVector<NamePower, 4>, ProductError> parseProduct(llvm::StringRef text, bool spaces);
/// `MUSD*h/GPU^2`, factors in their order; those of exponent 0 are left out.
std::string print(llvm::ArrayRef<NamePower> powers);

} // namespace mls
