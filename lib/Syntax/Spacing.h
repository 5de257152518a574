//===- Spacing.h - blanks between two tokens of a line ----------*- C++ -*-===//
#pragma once

#include "Syntax/Tokens.h"

namespace mls::syntax {

/// Walks over the tokens of a statement and says how many blanks stand before
/// each. Internal to the formatter.
class Spacing {
public:
  explicit Spacing(const Source &source, llvm::ArrayRef<Token> statement) : source(source), tokens(statement) {}

  /// Blanks before token `i`; call for 0, 1, 2, … The answer for a token that
  /// begins a line is not used.
  unsigned before(size_t i);

private:
  unsigned between(const Token &a, const Token &b, size_t i);
  void enter(const Token &t);
  bool holdsRecord(size_t opener) const;
  unsigned written(const Token &a, const Token &b) const { return b.begin - a.end; }

  const Source &source;
  llvm::ArrayRef<Token> tokens;
  struct Level {
    uint16_t opener = 0;
    bool group = false; ///< the braces of `use a.{b, c}`
    bool roomy = false; ///< `[ { … } ]`
  };
  std::vector<Level> levels{1};
  uint16_t word = 0;         ///< kind of the declaration word
  uint16_t last = 0, beforeLast = 0; ///< kinds of the preceding visible tokens
  bool inType = false;
  bool sign = false;         ///< the token before is a sign, not an operator
  bool spacedRange = false;  ///< the `..` before has blanks
};

} // namespace mls::syntax
