//===- Words.cpp - what a word is, by its place -----------------------------===//
//
// A word before `:` names a field. A word behind a number or `as` begins a unit.
// A word where an operand may stand is a name (or `if`, `not`, `true`, `false`).
// A word behind an operand is an operator or a clause, if it is one. A word that
// begins a statement is a declaration. Hence no word but those four is reserved.
//
//===--------------------------------------------------------------------------===//

#include "Grammar/MlsLexer.h"
#include "Syntax/Tokens.h"

#include "llvm/ADT/StringSwitch.h"

namespace mls::syntax {
namespace {

using L = grammar::MlsLexer;

uint16_t declarationKind(llvm::StringRef word) {
  return llvm::StringSwitch<uint16_t>(word)
      .Case("registry", L::REGISTRY).Case("use", L::USE).Case("import", L::IMPORT)
      .Case("dimension", L::DIMENSION).Case("unit", L::UNITDECL).Case("schema", L::SCHEMA)
      .Cases("model", "workload", "hardware", "site", "source", "format", L::RECORD)
      .Case("let", L::LET).Case("def", L::DEF).Case("query", L::QUERY).Case("show", L::SHOW).Case("assert", L::ASSERT)
      .Default(L::WORD);
}

uint16_t clauseKind(llvm::StringRef word) {
  return llvm::StringSwitch<uint16_t>(word)
      .Cases("over", "find", "given", L::AXES).Case("where", L::WHERE).Cases("minimize", "maximize", L::GOAL)
      .Case("per", L::PER).Case("sort", L::SORT).Case("top", L::TOP).Case("of", L::OF).Case("to", L::TO)
      .Case("by", L::BY).Case("let", L::LET).Case("show", L::SHOW)
      .Default(L::WORD);
}

uint16_t infixKind(llvm::StringRef word) {
  return llvm::StringSwitch<uint16_t>(word)
      .Case("and", L::AND).Case("or", L::OR).Case("then", L::THEN).Case("else", L::ELSE).Case("with", L::WITH)
      .Case("default", L::DEFAULT).Case("as", L::AS).Case("within", L::WITHIN).Case("in", L::IN).Case("for", L::FOR)
      .Case("steps", L::STEPS).Case("desc", L::DESC).Case("prefixes", L::PREFIXES).Case("from", L::FROM)
      .Cases("estimate", "convention", L::REASON).Case("range", L::RANGE)
      .Default(L::WORD);
}

uint16_t prefixKind(llvm::StringRef word) {
  return llvm::StringSwitch<uint16_t>(word)
      .Case("if", L::IF).Case("not", L::NOT).Case("true", L::TRUE).Case("false", L::FALSE)
      .Default(L::WORD);
}

/// Behind a number, a word that is no word of the language begins its unit, blank or not.
bool mayBeUnit(llvm::StringRef word) {
  return infixKind(word) == L::WORD && clauseKind(word) == L::WORD && prefixKind(word) == L::WORD;
}

bool isBlock(llvm::StringRef word) {
  return llvm::StringSwitch<bool>(word)
      .Cases("sweep", "solve", "optimize", "sensitivity", "uncertainty", true).Default(false);
}

constexpr llvm::StringRef declarations[] = {"let",    "query",    "show",   "assert", "use",    "import",   "model",
                                            "workload", "hardware", "site", "source", "format", "def",
                                            "schema", "unit",     "dimension", "registry"};
constexpr llvm::StringRef clauses[] = {"over", "find", "given", "where", "minimize", "maximize", "per", "sort",
                                       "top",  "of",   "to",    "by",    "let",      "show"};
constexpr llvm::StringRef infixes[] = {"and", "or",    "then",  "else", "with",     "default",    "as",   "within",
                                       "in",  "steps",  "from", "estimate", "convention", "range"};

/// Letters glued to a number that scale it.
bool isScale(llvm::StringRef word) {
  return llvm::StringSwitch<bool>(word)
      .Cases("k", "K", "M", "B", "G", "T", "P", true).Cases("Ki", "Mi", "Gi", "Ti", "Pi", true).Default(false);
}

bool endsOperand(uint16_t kind) {
  switch (kind) {
  case L::WORD: case L::FIELD: case L::NUMBER: case L::UNIT: case L::PERCENT: case L::STRING: case L::DATE:
  case L::RPAREN: case L::RBRACK: case L::RBRACE: case L::TRUE: case L::FALSE: case L::QUESTION: case L::DESC:
    return true;
  default:
    return false;
  }
}

/// A line that begins with one of these continues the statement: none of them
/// begins a declaration.
bool continuesLine(uint16_t kind, llvm::StringRef word) {
  switch (kind) {
  case L::PLUS: case L::MINUS: case L::STAR: case L::SLASH: case L::CARET: case L::PLUSMINUS: case L::DOTS:
  case L::EQ: case L::NE: case L::LT: case L::LE: case L::GT: case L::GE: case L::COMMA: case L::ASSIGN: case L::DOT:
  case L::ARROW: case L::AND: case L::OR: case L::STRING:
    return true;
  case L::WORD:
    return infixKind(word) != L::WORD || word == "by";
  default:
    return false;
  }
}

/// A line that ends with one of these goes on, unless a declaration follows.
bool dangles(uint16_t kind) {
  return (continuesLine(kind, {}) && kind != L::STRING && kind != L::WORD) || kind == L::THEN || kind == L::ELSE ||
         kind == L::WITH || kind == L::DEFAULT || kind == L::WITHIN || kind == L::FROM;
}

class Classifier {
public:
  Classifier(const Source &source, std::vector<Token> &tokens)
      : source(source), in(tokens), statementStart(!source.expression) {}

  std::vector<Token> run() {
    out.reserve(in.size());
    levels.emplace_back();
    while (at < in.size()) {
      Token t = in[at++];
      if (t.kind == L::NEWLINE) {
        newline(t);
      } else if (isTrivia(t.kind)) {
        out.push_back(t);
      } else {
        significant(t);
      }
    }
    return std::move(out);
  }

private:
  struct Level {
    uint16_t opener = 0;
    bool block = false;      ///< of a query: holds clauses
    bool afterRange = false; ///< `by` would be a step
  };

  void newline(const Token &t) {
    if (levels.size() > 1 || statementStart || source.expression)
      return;
    size_t next = significantFrom(at);
    if (next < in.size()) {
      const Token &n = in[next];
      llvm::StringRef word = source[n];
      bool declares = n.kind == L::WORD && declarationKind(word) != L::WORD;
      if (continuesLine(n.kind, word) || (dangles(previous) && !declares))
        return;
    }
    statementStart = true;
    previous = beforePrevious = 0;
    levels.assign(1, {});
    out.push_back(t);
  }

  void significant(Token t) {
    if (t.kind == L::WORD)
      word(t);
    else if (t.kind == L::NUMBER)
      number(t);
    else if (t.kind == L::COMMA)
      comma(t);
    else
      push(t);
  }

  void push(const Token &t) {
    if (isOpener(t.kind))
      levels.push_back({t.kind, previous == L::BLOCK});
    else if (isCloser(t.kind) && levels.size() > 1)
      levels.pop_back();
    else if (t.kind == L::DOTS)
      levels.back().afterRange = true;
    else if (t.kind == L::COMMA || t.kind == L::FIELD)
      levels.back().afterRange = false;
    statementStart = false;
    beforePrevious = previous;
    previous = t.kind;
    out.push_back(t);
  }

  void word(Token t) {
    llvm::StringRef text = source[t];
    if (statementStart) {
      t.kind = statementWord = declaration(t);
    } else if (previous == L::AS && !t.lineStart) {
      return unit(t);
    } else if (previous == L::DOT) {
      // a part of a path
    } else if (fieldAhead(at)) {
      t.kind = L::FIELD;
    } else if (previous == L::NUMBER && !t.lineStart && mayBeUnit(text)) {
      return unit(t);
    } else if (statementWord == L::QUERY && levels.size() == 1 && previous == L::ASSIGN && isBlock(text) &&
               at < in.size() && in[at].kind == L::LBRACE) {
      t.kind = L::BLOCK;
    } else if (endsOperand(previous)) {
      t.kind = behindOperand(t);
    } else if ((previous == L::LBRACE && beforePrevious != L::DOT) || beginsClause(t)) {
      t.kind = clauseKind(text);
      if (t.kind == L::WORD && levels.back().block)
        t.kind = repaired(t, diag::unknown_clause, clauses, clauseKind);
    } else {
      t.kind = prefixKind(text);
    }
    push(t);
  }

  /// A line `show x` of a block is a clause even where an operand is missing.
  bool beginsClause(const Token &t) const {
    return t.lineStart && levels.back().opener == L::LBRACE && at < in.size() && !in[at].lineStart &&
           (in[at].kind == L::WORD || in[at].kind == L::NUMBER) && infixKind(source[in[at]]) == L::WORD;
  }

  uint16_t behindOperand(const Token &t) {
    llvm::StringRef text = source[t];
    Level &level = levels.back();
    if (uint16_t reserved = prefixKind(text); reserved != L::WORD)
      return reserved; // not an operator: the parser says so
    uint16_t kind = text == "by" && level.afterRange ? uint16_t(L::STEP) : infixKind(text);
    if (kind == L::WORD && level.opener)
      kind = clauseKind(text);
    if (kind == L::WORD && level.block && t.lineStart)
      kind = repaired(t, diag::unknown_clause, clauses, clauseKind);
    else if (kind == L::WORD && statementWord != L::UNITDECL && !t.lineStart)
      kind = repaired(t, diag::misspelled_word, infixes, infixKind);
    if (kind == L::STEP || clauseKind(text) != L::WORD)
      level.afterRange = false;
    return kind;
  }

  /// The declaration word; a near miss only where a name or a text follows.
  uint16_t declaration(const Token &t) {
    uint16_t kind = declarationKind(source[t]);
    bool names = at < in.size() && !in[at].lineStart && (in[at].kind == L::WORD || in[at].kind == L::STRING);
    return kind == L::WORD && names ? repaired(t, diag::unknown_declaration, declarations, declarationKind) : kind;
  }

  /// Reports a misspelled word and goes on as if it had been spelled well; WORD
  /// when it is near none of the candidates.
  uint16_t repaired(const Token &t, diag::Id id, llvm::ArrayRef<llvm::StringRef> candidates,
                    uint16_t (*kindOf)(llvm::StringRef)) {
    llvm::StringRef meant = source[t].size() > 2 ? nearest(source[t], candidates) : llvm::StringRef();
    if (meant.empty() || kindOf(meant) == L::WORD)
      return L::WORD;
    source.diags.report(id, source.range(t), source[t])
        .fixit(source.range(t), meant.str(), fmt::format("did you mean `{}`?", meant));
    return kindOf(meant);
  }

  /// Joins glued scale letters; a glued unit is accepted with a warning.
  void number(Token t) {
    if (at < in.size() && in[at].kind == L::WORD && in[at].glued && !fieldAhead(at + 1)) {
      Token &next = in[at];
      llvm::StringRef text = source[next];
      if (isScale(text)) {
        t.end = next.end;
        ++at;
      } else if (mayBeUnit(text)) {
        push(t);
        ++at;
        size_t number = out.size() - 1;
        unit(next);
        llvm::StringRef digits = source[out[number]], written = source[out.back()];
        Range place{source.file, out[number].end, out[number].end};
        source.diags
            .report(diag::glued_literal, source.range(out[number]).to(source.range(out.back())), digits, written)
            .fixit(place, " ", fmt::format("write `{} {}`", digits, written));
        return;
      }
    }
    push(t);
  }

  /// A comma that means nothing: before a closer, or between the fields of a record.
  void comma(Token t) {
    size_t next = significantFrom(at);
    if (next < in.size() && endsOperand(previous) &&
        (isCloser(in[next].kind) ||
         (levels.back().opener == L::LBRACE && in[next].kind == L::WORD && fieldAhead(next + 1)))) {
      t.kind = L::SEPARATOR;
      levels.back().afterRange = false;
      out.push_back(t);
      return;
    }
    push(t);
  }

  /// Index of the first token from `i` on that the parser sees.
  size_t significantFrom(size_t i) const {
    while (i < in.size() && isTrivia(in[i].kind))
      ++i;
    return i;
  }

  /// Do `.word`s and a colon follow?
  bool fieldAhead(size_t i) const {
    while (i + 1 < in.size() && in[i].kind == L::DOT && in[i + 1].kind == L::WORD)
      i += 2;
    return i < in.size() && in[i].kind == L::COLON;
  }

  /// Fuses the unit expression that begins with the word `t`: what is glued to it.
  void unit(Token t) {
    t.kind = L::UNIT;
    for (;;) {
      size_t next = at;
      if (is(next, L::CARET))
        next = exponent(next + 1);
      else if (is(next, L::SLASH) || is(next, L::STAR))
        next = is(next + 1, L::WORD) ? next + 2 : group(next + 1);
      if (next <= at)
        break;
      at = next;
    }
    t.end = in[at - 1].end;
    push(t);
  }

  bool is(size_t i, uint16_t kind) const { return i < in.size() && in[i].glued && in[i].kind == kind; }

  /// End of a glued `2`, `-1`, `(1/2)`; 0 when there is none.
  size_t exponent(size_t i) const {
    bool parens = is(i, L::LPAREN);
    i += parens;
    i += is(i, L::MINUS);
    if (!is(i, L::NUMBER))
      return 0;
    if (!parens)
      return i + 1;
    ++i;
    if (is(i, L::SLASH) && is(i + 1, L::NUMBER))
      i += 2;
    return is(i, L::RPAREN) ? i + 1 : 0;
  }

  /// End of a glued group `(m*K)` of words, exponents and operators; 0 when it is none.
  size_t group(size_t i) const {
    if (!is(i, L::LPAREN) || !is(i + 1, L::WORD))
      return 0;
    unsigned depth = 0;
    for (; i < in.size() && in[i].glued; ++i) {
      switch (in[i].kind) {
      case L::LPAREN: ++depth; break;
      case L::RPAREN:
        if (--depth == 0)
          return i + 1;
        break;
      case L::WORD: case L::STAR: case L::SLASH: case L::CARET: case L::NUMBER: case L::MINUS: break;
      default: return 0;
      }
    }
    return 0;
  }

  const Source &source;
  std::vector<Token> &in;
  std::vector<Token> out;
  std::vector<Level> levels; ///< the open brackets; the first is the statement itself
  size_t at = 0;
  bool statementStart;
  uint16_t statementWord = 0, previous = 0, beforePrevious = 0; ///< kinds
};

} // namespace

void classify(const Source &source, std::vector<Token> &tokens) { tokens = Classifier(source, tokens).run(); }

llvm::ArrayRef<llvm::StringRef> declarationWords() { return declarations; }
llvm::ArrayRef<llvm::StringRef> clauseWords() { return clauses; }
llvm::ArrayRef<llvm::StringRef> infixWords() { return infixes; }

} // namespace mls::syntax
