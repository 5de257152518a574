//===- Style.h - colours and columns of the text reports --------*- C++ -*-===//
#pragma once

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/raw_ostream.h"

#include <string>

namespace mls {

enum class Accent { Plain, Bold, Dim, Good, Bad, Warn };

/// `text` in a colour; unchanged where colours are off.
inline std::string paint(llvm::StringRef text, Accent ink, bool colour) {
  if (!colour || ink == Accent::Plain)
    return text.str();
  const char *code[] = {"0", "1", "2", "32", "31;1", "33"};
  return "\x1b[" + std::string(code[int(ink)]) + "m" + text.str() + "\x1b[0m";
}

/// An expression, which may be written over several lines, as a name on one.
inline std::string oneLine(llvm::StringRef text) {
  if (text.find_first_of("\r\n") == llvm::StringRef::npos)
    return text.str();
  llvm::SmallVector<llvm::StringRef> words;
  llvm::SplitString(text, words);
  return llvm::join(words, " ");
}

/// Columns a terminal gives `text`, which is UTF-8 without escapes.
inline unsigned columns(llvm::StringRef text) {
  int width = llvm::sys::unicode::columnWidthUTF8(text);
  return width < 0 ? unsigned(text.size()) : unsigned(width);
}

/// Blanks that fill `text` up to `width` columns; at least `gap`.
inline std::string fill(llvm::StringRef text, unsigned width, unsigned gap = 0) {
  unsigned used = columns(text);
  return std::string(used < width ? std::max(width - used, gap) : gap, ' ');
}

/// `text` broken at blanks into lines of at most `width` columns where words allow it;
/// every line but the first starts with `indent`.
inline std::string wrap(llvm::StringRef text, llvm::StringRef indent, unsigned width = 100, unsigned used = 0) {
  std::string all;
  while (!text.empty()) {
    auto [word, rest] = text.split(' ');
    if (!all.empty() && used + 1 + columns(word) > width) {
      all += "\n" + indent.str();
      used = columns(indent);
    } else if (!all.empty()) {
      all += ' ', ++used;
    }
    all += word;
    used += columns(word);
    text = rest;
  }
  return all;
}

} // namespace mls
