//===- Statements.cpp - where statements begin and end ----------------------===//

#include "Grammar/MlsLexer.h"
#include "Syntax/Tokens.h"

#include <algorithm>

namespace mls::syntax {

using L = grammar::MlsLexer;

bool isTrivia(uint16_t kind) {
  switch (kind) {
  case L::COMMENT: case L::DOC: case L::FILEDOC: case L::SEPARATOR: case L::SKIPPED: case L::NEWLINE:
    return true;
  default:
    return false;
  }
}

bool isOpener(uint16_t kind) { return kind == L::LBRACE || kind == L::LPAREN || kind == L::LBRACK; }
bool isCloser(uint16_t kind) { return kind == L::RBRACE || kind == L::RPAREN || kind == L::RBRACK; }
uint16_t closerOf(uint16_t opener) {
  return opener == L::LBRACE ? L::RBRACE : opener == L::LPAREN ? L::RPAREN : L::RBRACK;
}

std::vector<Token> tokenize(const Source &source) {
  std::vector<Token> tokens = lex(source);
  balance(source, tokens);
  classify(source, tokens);
  return tokens;
}

std::vector<Statement> split(const Source &source, llvm::ArrayRef<Token> tokens) {
  std::vector<Statement> statements;
  Statement current;
  std::vector<unsigned> ifs{0}; // pending `if`s by open bracket
  unsigned pending = 0;
  auto finish = [&](uint32_t end) {
    current.last = end;
    if (std::any_of(tokens.begin() + current.first, tokens.begin() + end, [](auto &t) { return !isTrivia(t.kind); }))
      statements.push_back(current);
    current = {end};
    ifs.assign(1, 0);
    pending = 0;
  };
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    const Token &t = tokens[i];
    if (t.kind == L::NEWLINE) {
      finish(i + 1);
      continue;
    }
    if (isOpener(t.kind)) {
      ifs.push_back(0);
    } else if ((isCloser(t.kind) && ifs.size() > 1) || t.kind == L::COMMA || t.kind == L::FIELD) {
      pending -= ifs.back();
      ifs.back() = 0;
      if (isCloser(t.kind))
        ifs.pop_back();
    } else if (t.kind == L::IF) {
      ++ifs.back();
      ++pending;
    }
    if (t.depth > maxNesting) {
      current.tooDeep = true;
    } else if (t.depth + pending > maxNesting && !current.tooDeep) {
      current.tooDeep = true;
      source.diags.report(diag::nesting_too_deep, source.range(t), maxNesting);
    }
  }
  finish(tokens.size());
  return statements;
}

} // namespace mls::syntax
