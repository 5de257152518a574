//===- Brackets.cpp - matching brackets before parsing ----------------------===//
//
// A file whose brackets match is only measured. In one that has a mistake the
// indentation tells where a missing closer belongs: before the first line that
// is not deeper than the line of its opener. Without it, one missing `}` would
// swallow the rest of the file.
//
//===--------------------------------------------------------------------------===//

#include "Grammar/MlsLexer.h"
#include "Syntax/Tokens.h"

namespace mls::syntax {
namespace {

using L = grammar::MlsLexer;

/// Sets the depths; the number of brackets without a partner.
size_t measure(std::vector<Token> &tokens) {
  std::vector<uint16_t> open;
  size_t bad = 0;
  for (Token &t : tokens) {
    if (isCloser(t.kind)) {
      if (!open.empty() && closerOf(open.back()) == t.kind)
        open.pop_back();
      else
        ++bad;
    }
    t.depth = uint16_t(std::min<size_t>(open.size(), UINT16_MAX));
    if (isOpener(t.kind))
      open.push_back(t.kind);
  }
  return bad + open.size();
}

/// Makes one SKIPPED token of `rest` and what follows: the formatter still prints it.
void skipRest(std::vector<Token> &tokens, std::vector<Token>::iterator rest) {
  auto last = std::find_if(tokens.rbegin(), tokens.rend(), [](const Token &t) { return t.kind != L::NEWLINE; });
  if (rest < last.base()) {
    rest->kind = L::SKIPPED;
    rest->end = last->end;
    ++rest;
  }
  tokens.erase(rest, tokens.end());
}

class Balancer {
public:
  Balancer(const Source &source, size_t mistakes) : source(source), budget(mistakes) {}

  std::vector<Token> run(llvm::ArrayRef<Token> tokens) {
    for (const Token &t : tokens) {
      if (t.lineStart && !isTrivia(t.kind))
        line(t);
      if (isOpener(t.kind))
        open.push_back({t, lineStart, indent});
      else if (isCloser(t.kind) && !close(t))
        continue;
      out.push_back(t);
    }
    while (!open.empty())
      insertCloser();
    return std::move(out);
  }

private:
  struct Open {
    Token token;
    size_t line; ///< where its line starts
    size_t indent;
  };

  /// A new line closes what was opened on a line that is not less deep.
  void line(const Token &t) {
    lineStart = source.text.rfind('\n', t.begin) + 1;
    indent = t.begin - lineStart;
    while (budget && !open.empty() && open.back().line != lineStart &&
           (isCloser(t.kind) ? indent < open.back().indent : indent <= open.back().indent))
      insertCloser();
  }

  /// False when the closer was skipped.
  bool close(Token t) {
    auto matches = [&](const Open &o) { return closerOf(o.token.kind) == t.kind; };
    if (std::none_of(open.begin(), open.end(), matches)) {
      if (reports())
        source.diags.report(diag::unmatched_closer, source.range(t), source[t]);
      t.kind = L::SKIPPED;
      out.push_back(t);
      return false;
    }
    while (!matches(open.back()))
      insertCloser();
    open.pop_back();
    return true;
  }

  void insertCloser() {
    const Token &opener = open.back().token;
    // Behind the last token that counts: before comments and the end of its line.
    auto last = std::find_if(out.rbegin(), out.rend(), [](const Token &t) { return !isTrivia(t.kind); });
    uint32_t at = last->end;
    if (reports()) {
      llvm::StringRef closer = opener.kind == L::LBRACE ? "}" : opener.kind == L::LPAREN ? ")" : "]";
      source.diags.report(diag::unclosed_bracket, source.range(opener), source[opener], closer)
          .at("opened here")
          .label({source.file, at, at}, fmt::format("`{}` expected", closer))
          .fixit({source.file, at, at}, (opener.kind == L::LBRACE ? " " : "") + closer.str());
    }
    Token inserted;
    inserted.kind = closerOf(opener.kind);
    inserted.begin = inserted.end = at;
    inserted.glued = true; // it may close a unit
    out.insert(last.base(), inserted);
    open.pop_back();
  }

  /// As many messages as there are mistakes.
  bool reports() { return budget && budget--; }

  const Source &source;
  size_t budget;
  std::vector<Open> open;
  std::vector<Token> out;
  size_t lineStart = 0, indent = 0;
};

} // namespace

void balance(const Source &source, std::vector<Token> &tokens) {
  size_t mistakes = measure(tokens);
  auto deep = std::find_if(tokens.begin(), tokens.end(), [](const Token &t) { return t.depth > maxNesting; });
  if (deep != tokens.end()) {
    // One message, and the parser reads no further: what follows has lost its structure.
    source.diags.report(diag::nesting_too_deep, source.range(*deep), maxNesting);
    skipRest(tokens, deep->kind == L::NEWLINE ? deep : deep + 1);
    tokens = Balancer(source, 0).run(tokens);
  } else if (mistakes) {
    tokens = Balancer(source, mistakes).run(tokens);
  } else {
    return;
  }
  measure(tokens);
}

} // namespace mls::syntax
