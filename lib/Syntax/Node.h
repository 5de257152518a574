//===- Node.h - arena, names, paths: what every AST node is made of -*- C++ -*-===//
//
// The AST is plain data with a range on every node. Nodes live in the arena of
// one file snapshot and are never freed one by one; lists are `ArrayRef`s into
// the same arena, texts are `StringRef`s into the buffer or the arena. Nothing
// here is owned: drop the arena (and the SourceManager) and all is gone, which
// keeps an editor's memory flat.
//
// A file with syntax errors still gives an AST. What could not be understood is
// an Error node (Expr, TypeExpr, Clause, Decl, Field); it has been reported, so
// later phases stay silent about it. Pointers documented "may be null" are null
// when the source has no such part; every other pointer is never null.
//
//===--------------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/Casting.h"

#include <algorithm>
#include <type_traits>

namespace mls::ast {

/// Memory of one file snapshot.
class Arena {
public:
  template <class T> T *make() {
    static_assert(std::is_trivially_destructible_v<T>, "an arena never runs destructors");
    return new (memory.Allocate<T>()) T();
  }
  template <class T> llvm::ArrayRef<T> copy(llvm::ArrayRef<T> list) { return list.copy(memory); }
  llvm::StringRef copy(llvm::StringRef text) { return text.copy(memory); }
  size_t bytes() const { return memory.getTotalMemory(); }

private:
  llvm::BumpPtrAllocator memory;
};

/// A word of the source. Empty (no text, empty range at the place where it was
/// expected) when the source lacks it.
struct Name {
  llvm::StringRef text;
  Range range;
  explicit operator bool() const { return !text.empty(); }
};

/// `slo.batch`, `accelerator.memory.bandwidth`, `Pod`. The range covers all parts.
/// Empty when the source has none.
struct Path {
  llvm::ArrayRef<Name> parts;
  Range range;
  explicit operator bool() const { return !parts.empty(); }
  llvm::StringRef first() const { return parts.empty() ? llvm::StringRef() : parts.front().text; }
  llvm::StringRef last() const { return parts.empty() ? llvm::StringRef() : parts.back().text; }
  bool simple() const { return parts.size() == 1; }
  /// The parts joined by dots.
  std::string str() const;
};

/// A unit expression after a number or after `as`: `TB/s`, `W/(m*K)`, `%`.
/// The text is without blanks, with `µ` written `u`; its meaning is Units'.
/// `range.begin + i` is the place of `text[i]` unless the source has a `µ`.
struct UnitText {
  llvm::StringRef text;
  Range range;
  explicit operator bool() const { return !text.empty(); }
};

} // namespace mls::ast
