//===- Stream.h - the tokens of one statement for ANTLR ---------*- C++ -*-===//
#pragma once

#include "Grammar/MlsParser.h"
#include "Syntax/Tokens.h"

namespace mls::syntax {

/// A Token as ANTLR sees it.
class Lexeme final : public antlr4::Token {
public:
  Lexeme(const syntax::Token &token, size_t index) : token(token), position(index) {}
  /// The end of the statement, at offset `at`.
  static Lexeme end(uint32_t at, size_t index) {
    syntax::Token t;
    t.begin = t.end = at;
    Lexeme l(t, index);
    l.isEnd = true;
    return l;
  }

  std::string getText() const override { return {}; }
  size_t getType() const override { return isEnd ? EOF : token.kind; }
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() const override { return 0; }
  size_t getChannel() const override { return DEFAULT_CHANNEL; }
  size_t getTokenIndex() const override { return position; }
  size_t getStartIndex() const override { return token.begin; }
  size_t getStopIndex() const override { return size_t(token.end) - 1; }
  antlr4::TokenSource *getTokenSource() const override { return nullptr; }
  antlr4::CharStream *getInputStream() const override { return nullptr; }
  std::string toString() const override { return {}; }

  syntax::Token token;

private:
  size_t position;
  bool isEnd = false;
};

class StatementStream final : public antlr4::TokenStream {
public:
  /// Takes the tokens that the parser sees.
  void assign(llvm::ArrayRef<syntax::Token> tokens) {
    lexemes.clear();
    lexemes.reserve(tokens.size() + 1);
    uint32_t end = 0;
    for (const syntax::Token &t : tokens)
      if (!isTrivia(t.kind)) {
        lexemes.emplace_back(t, lexemes.size());
        end = t.end;
      }
    lexemes.push_back(Lexeme::end(end, lexemes.size()));
    at = 0;
  }

  /// Counted from the next token (1); negative: what has been consumed.
  Lexeme *look(ssize_t k) {
    ssize_t i = ssize_t(at) + (k > 0 ? k - 1 : k);
    return i < 0 ? nullptr : &lexemes[std::min<size_t>(i, lexemes.size() - 1)];
  }
  llvm::ArrayRef<Lexeme> all() const { return lexemes; }

  antlr4::Token *LT(ssize_t k) override { return look(k); }
  size_t LA(ssize_t k) override { return look(k)->getType(); }
  void consume() override { at = std::min(at + 1, lexemes.size() - 1); }
  antlr4::Token *get(size_t i) const override { return const_cast<Lexeme *>(&lexemes[i]); }
  antlr4::TokenSource *getTokenSource() const override { return nullptr; }
  std::string getText(const antlr4::misc::Interval &) override { return {}; }
  std::string getText() override { return {}; }
  std::string getText(antlr4::RuleContext *) override { return {}; }
  std::string getText(antlr4::Token *, antlr4::Token *) override { return {}; }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return at; }
  void seek(size_t i) override { at = i; }
  size_t size() override { return lexemes.size(); }
  std::string getSourceName() const override { return {}; }

private:
  std::vector<Lexeme> lexemes;
  size_t at = 0;
};

} // namespace mls::syntax
