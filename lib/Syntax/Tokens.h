//===- Tokens.h - from bytes to statements ----------------------*- C++ -*-===//
//
// Four passes, each over one flat array, shared by the parser and the formatter:
//
//   lex       the ANTLR lexer; words are only words; lexical mistakes reported
//   balance   brackets matched; a missing closer is inserted (empty range)
//             where the indentation says, a stray one SKIPPED
//   classify  words become keywords, field names, units by their place;
//             only the newlines that end a statement stay
//   split     statements
//
// A mistake is reported by the pass that sees it and repaired, so that the next
// pass meets well-formed input. Internal to lib/Syntax.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"

namespace mls::syntax {

/// Kinds are the token types of grammar/MlsLexer.g4.
struct Token {
  uint32_t begin = 0, end = 0;
  uint16_t kind = 0;
  uint16_t depth = 0;     ///< brackets open around it (a bracket is outside itself)
  bool lineStart = false; ///< first on its line
  bool glued = false;     ///< no blank before it
  bool empty() const { return begin == end; }
};

/// The text and what every pass needs beside the tokens.
struct Source {
  llvm::StringRef text;
  FileId file;
  DiagnosticEngine &diags;
  bool expression = false; ///< the buffer is one expression, not a file

  llvm::StringRef operator[](const Token &t) const { return text.slice(t.begin, t.end); }
  Range range(const Token &t) const { return {file, t.begin, t.end}; }
};

/// Comments, optional commas, what was SKIPPED, blank lines: not for the parser.
bool isTrivia(uint16_t kind);
bool isOpener(uint16_t kind);
bool isCloser(uint16_t kind);
/// `}` for the kind of `{`.
uint16_t closerOf(uint16_t opener);

/// Brackets and `if`s nest at most so deep.
inline constexpr unsigned maxNesting = 256;

/// Every token but blanks. Empty when the text is no text (reported).
std::vector<Token> lex(const Source &source);
void balance(const Source &source, std::vector<Token> &tokens);
void classify(const Source &source, std::vector<Token> &tokens);

/// A run of tokens between statement ends, trivia included.
struct Statement {
  uint32_t first = 0, last = 0; ///< half-open indices
  bool tooDeep = false;         ///< brackets or `if`s nest too deep (reported)
};
std::vector<Statement> split(const Source &source, llvm::ArrayRef<Token> tokens);

/// The three passes before `split`.
std::vector<Token> tokenize(const Source &source);

/// Declaration words, for did-you-mean.
llvm::ArrayRef<llvm::StringRef> declarationWords();
/// Clause words of query blocks.
llvm::ArrayRef<llvm::StringRef> clauseWords();
/// Words that may follow a value: `and`, `with`, `from`, …
llvm::ArrayRef<llvm::StringRef> infixWords();

} // namespace mls::syntax
