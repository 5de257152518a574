//===- Text.h - small text helpers of messages ------------------*- C++ -*-===//
//
// Wording that every diagnostic shares (lists, plurals, did-you-mean), and the
// two counts of a piece of UTF-8 text: code points (columns shown to a reader)
// and UTF-16 units (columns of the language server protocol).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <fmt/format.h>

#include <string>

/// StringRef as a message argument.
template <> struct fmt::formatter<llvm::StringRef> : fmt::formatter<fmt::string_view> {
  template <class Context> auto format(llvm::StringRef s, Context &context) const {
    return fmt::formatter<fmt::string_view>::format({s.data(), s.size()}, context);
  }
};

/// The same for a literal, which fmt 10 no longer takes for what it derives from.
template <> struct fmt::formatter<llvm::StringLiteral> : fmt::formatter<llvm::StringRef> {};

namespace mls {

/// "1 error", "2 errors"; `many` where the plural is not `one` + "s".
std::string plural(uint64_t n, llvm::StringRef one, llvm::StringRef many = {});

/// "`a`", "`a` or `b`", "`a`, `b` or `c`"; beyond `limit` names "`a`, `b`, … (7 more)".
std::string quotedList(llvm::ArrayRef<llvm::StringRef> names, llvm::StringRef word = "or", size_t limit = 12);
std::string quotedList(llvm::ArrayRef<std::string> names, llvm::StringRef word = "or", size_t limit = 12);

/// The candidate a reader most likely meant by `word`, empty when none is near: a
/// difference of case alone first, then the least edit distance within a third of
/// the word. Ties keep the order of the candidates.
llvm::StringRef nearest(llvm::StringRef word, llvm::ArrayRef<llvm::StringRef> candidates);
llvm::StringRef nearest(llvm::StringRef word, llvm::ArrayRef<std::string> candidates);

/// Number of code points; a stray byte counts as one.
size_t codePoints(llvm::StringRef utf8);

/// Number of UTF-16 units.
size_t utf16Length(llvm::StringRef utf8);

/// Byte offset in `utf8` of a UTF-16 offset, clamped to the text and never inside a character.
size_t utf16ToByte(llvm::StringRef utf8, size_t units);

/// Bytes of the character at the front of a non-empty text: 1 when it is not valid UTF-8.
size_t characterBytes(llvm::StringRef utf8);

} // namespace mls
