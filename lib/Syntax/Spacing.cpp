//===- Spacing.cpp - blanks between two tokens of a line --------------------===//

#include "Syntax/Spacing.h"

#include "Grammar/MlsLexer.h"

namespace mls::syntax {
namespace {

using L = grammar::MlsLexer;

bool isComment(uint16_t kind) { return kind == L::COMMENT || kind == L::DOC || kind == L::FILEDOC; }
bool isClause(uint16_t kind) {
  return (kind >= L::AXES && kind <= L::BY && kind != L::DESC) || kind == L::LET || kind == L::SHOW;
}
bool isDeclaration(uint16_t kind) { return kind >= L::REGISTRY && kind <= L::ASSERT; }
bool isOrigin(uint16_t kind) {
  return kind == L::FROM || kind == L::REASON || kind == L::RANGE || kind == L::PLUSMINUS;
}

bool endsOperand(uint16_t kind) {
  switch (kind) {
  case L::WORD: case L::NUMBER: case L::UNIT: case L::PERCENT: case L::STRING: case L::DATE: case L::RPAREN:
  case L::RBRACK: case L::RBRACE: case L::TRUE: case L::FALSE:
    return true;
  default:
    return false;
  }
}

} // namespace

unsigned Spacing::before(size_t i) {
  const Token &t = tokens[i];
  unsigned blanks = i ? between(tokens[i - 1], t, i) : 0;
  sign = (t.kind == L::MINUS || t.kind == L::PLUS) && !endsOperand(last);
  enter(t);
  return blanks;
}

unsigned Spacing::between(const Token &a, const Token &b, size_t i) {
  auto atLeast = [&](unsigned n) { return std::max(n, written(a, b)); };
  if (isComment(b.kind))
    return atLeast(2);
  const Level &level = levels.back();

  // What clings to the token before.
  switch (b.kind) {
  case L::COMMA: case L::SEPARATOR: case L::COLON: case L::DOT: case L::CARET: case L::PERCENT: case L::QUESTION:
    return b.kind == L::PERCENT && a.kind == L::AS;
  case L::RPAREN: return 0;
  case L::RBRACK: return level.roomy;
  case L::RBRACE: return !level.group && a.kind != L::LBRACE;
  case L::LPAREN:
    if (a.kind == L::WORD || a.kind == L::RPAREN || a.kind == L::RBRACK || (a.kind == L::GT && inType))
      return 0;
    break;
  case L::LBRACK:
    if (a.kind == L::WORD || a.kind == L::RPAREN || a.kind == L::RBRACK)
      return 0;
    break;
  case L::DOTS:
    spacedRange = written(a, b) || a.kind == L::UNIT || (i + 1 < tokens.size() && written(b, tokens[i + 1]));
    return spacedRange;
  default: break;
  }

  // What clings to the token behind.
  switch (a.kind) {
  case L::LPAREN: case L::DOT: case L::CARET: return 0;
  case L::LBRACK: return level.roomy;
  case L::LBRACE: return !level.group;
  case L::DOTS: return spacedRange;
  case L::STAR:
    if (beforeLast == L::STEP)
      return 0;
    break;
  case L::MINUS: case L::PLUS:
    if (sign)
      return 0;
    break;
  default: break;
  }

  bool typeOperator = b.kind == L::SLASH || b.kind == L::STAR || b.kind == L::LT || b.kind == L::GT ||
                      a.kind == L::SLASH || a.kind == L::STAR || a.kind == L::LT;
  if (inType && typeOperator)
    return 0;
  if (word == L::DEF && beforeLast == L::DEF && b.kind == L::LT)
    return 0;

  // Places of tables.
  if (b.kind == L::FIELD && level.opener == L::LBRACE && endsOperand(last))
    return a.kind == L::SEPARATOR ? atLeast(1) : atLeast(2);
  if (isClause(b.kind) && level.opener == L::LBRACE && endsOperand(last))
    return atLeast(2);
  if (isOrigin(b.kind) || isDeclaration(a.kind) || isClause(a.kind) || (b.kind == L::STRING && endsOperand(last)))
    return atLeast(1);
  if (levels.size() == 1 && (b.kind == L::ASSIGN || b.kind == L::LBRACE))
    return atLeast(1);
  return 1;
}

/// Follows brackets, types and the words before.
void Spacing::enter(const Token &t) {
  if (isTrivia(t.kind))
    return;
  if (word == 0)
    word = t.kind;
  if (isOpener(t.kind))
    levels.push_back(
        {t.kind, t.kind == L::LBRACE && last == L::DOT, t.kind == L::LBRACK && holdsRecord(&t - tokens.data())});
  else if (isCloser(t.kind) && levels.size() > 1)
    levels.pop_back();

  bool annotates = word == L::LET || word == L::UNITDECL || word == L::DEF ||
                   (word == L::SCHEMA && levels.size() == 2);
  if ((t.kind == L::COLON && annotates && levels.size() <= 2) || t.kind == L::ARROW ||
      (t.kind == L::ASSIGN && word == L::DIMENSION) || (t.kind == L::LT && beforeLast == L::DEF))
    inType = true;
  else if (t.kind == L::ASSIGN || t.kind == L::COMMA || t.kind == L::LPAREN || t.kind == L::FIELD || isOrigin(t.kind))
    inType = false;
  beforeLast = last;
  last = t.kind;
}

/// Does a list hold `{` on the line of its bracket?
bool Spacing::holdsRecord(size_t opener) const {
  for (size_t i = opener + 1; i < tokens.size() && !tokens[i].lineStart; ++i) {
    if (isCloser(tokens[i].kind) && tokens[i].depth <= tokens[opener].depth)
      return false;
    if (tokens[i].kind == L::LBRACE)
      return true;
  }
  return false;
}

} // namespace mls::syntax
