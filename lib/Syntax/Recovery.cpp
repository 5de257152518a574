//===- Recovery.cpp - messages of syntax errors, and going on after them ----===//

#include "Syntax/Recovery.h"
#include "Syntax/Stream.h"

using namespace mls::ast;

namespace mls::syntax {
namespace {

using P = grammar::MlsParser;

StatementStream &stream(antlr4::Parser &parser) { return static_cast<StatementStream &>(*parser.getTokenStream()); }

bool isClauseWord(size_t kind) {
  switch (kind) {
  case P::AXES: case P::WHERE: case P::GOAL: case P::PER: case P::SORT: case P::TOP: case P::OF: case P::TO: case P::BY:
  case P::LET: case P::SHOW:
    return true;
  default:
    return false;
  }
}

bool endsValue(size_t kind) {
  return kind == P::WORD || kind == P::RPAREN || kind == P::RBRACK || kind == P::UNIT || kind == P::NUMBER;
}

/// How a token is called that is expected alone.
std::string quoted(size_t kind) {
  switch (kind) {
  case P::THEN: return "`then`";
  case P::ELSE: return "`else`";
  case P::IN: return "`in`";
  case P::DOTS: return "`..`";
  case P::COLON: return "`:`";
  case P::ASSIGN: return "`=`";
  case P::LBRACE: return "`{`";
  case P::LPAREN: return "`(`";
  case P::RBRACE: return "`}`";
  case P::GT: return "`,` or `>`";
  case P::RPAREN: return "`,` or `)`";
  case P::RBRACK: return "`,` or `]`";
  default: return "something else";
  }
}

class Strategy final : public antlr4::ANTLRErrorStrategy {
public:
  explicit Strategy(const Source &source) : source(source) {}

  void reset(antlr4::Parser *) override {}
  void sync(antlr4::Parser *) override {}
  bool inErrorRecoveryMode(antlr4::Parser *) override { return false; }
  void reportMatch(antlr4::Parser *) override {}

  antlr4::Token *recoverInline(antlr4::Parser *parser) override {
    report(*parser);
    throw SyntaxError();
  }
  void reportError(antlr4::Parser *parser, const antlr4::RecognitionException &) override { report(*parser); }
  void recover(antlr4::Parser *, std::exception_ptr) override { throw SyntaxError(); }

  /// `what` was expected at the next token.
  void report(antlr4::Parser &parser, std::string what) {
    StatementStream &tokens = stream(parser);
    const Lexeme &found = *tokens.look(1), *previous = tokens.look(-1);
    bool end = found.getType() == antlr4::Token::EOF;
    if (!end && inUnclosed(tokens))
      return; // the missing bracket has been reported
    if (!end && previous && !found.token.lineStart && adjacentWord(*previous, found))
      return;
    bool elsewhere = end || (previous && found.token.lineStart);
    Range place = source.range(found.token);
    if (elsewhere && previous)
      place.begin = place.end = previous->token.end;
    auto d = source.diags.report(diag::expected, place, what, previous ? after(tokens) : "");
    if (!elsewhere)
      d.at(fmt::format("found `{}`", shorten(source[found.token])));
    help(d, what, tokens, found);
  }

private:
  void report(antlr4::Parser &parser) { report(parser, expected(parser)); }

  /// Is the next token in (or is it the end of) brackets whose closer was inserted?
  static bool inUnclosed(StatementStream &tokens) {
    const Lexeme *closer = tokens.look(1);
    if (closer->token.depth == 0 && !isCloser(closer->getType()))
      return false;
    unsigned depth = closer->token.depth;
    for (ssize_t i = 1; closer->getType() != antlr4::Token::EOF; closer = tokens.look(++i))
      if (isCloser(closer->getType()) && (i == 1 || closer->token.depth < depth))
        return closer->token.empty() && closer->getType() != P::RBRACE;
    return false;
  }

  /// What the rule in progress wants, in the words of the language.
  std::string expected(antlr4::Parser &parser) {
    size_t previous = stream(parser).look(-1) ? stream(parser).look(-1)->getType() : 0;
    switch (parser.getContext()->getRuleIndex()) {
    case P::RuleText: return "a text in double quotes";
    case P::RuleWord: case P::RulePath: case P::RuleName: case P::RuleFieldPath: return "a name";
    case P::RuleUnit: return "a unit";
    case P::RuleType: case P::RuleTypeName: return "a dimension or a schema";
    case P::RuleRatio: return "a whole number";
    case P::RuleEnd: return "the end of the line";
    case P::RuleAxis: return "a path";
    case P::RuleUseItem: return "a name or `{`";
    default: break;
    }
    auto set = parser.getATN().nextTokens(parser.getATN().states[parser.getState()]);
    if (set.size() != 1) {
      if (parser.getContext()->getRuleIndex() == P::RuleRecordDecl)
        return "`:` and a schema, or `=`";
      if (previous == P::LBRACK)
        return "a value or `]`";
      return "a value";
    }
    size_t kind = set.getMinElement();
    if (kind == P::RPAREN && previous == P::LPAREN)
      return "a value or `)`";
    if (kind == P::RBRACK && previous == P::LBRACK)
      return "a value or `]`";
    return quoted(kind);
  }

  /// " after `batch:`", from the consumed tokens.
  std::string after(StatementStream &tokens) {
    const syntax::Token &last = tokens.look(-1)->token;
    uint32_t begin = last.begin;
    auto kind = [&](ssize_t i) { return tokens.look(i) ? tokens.look(i)->getType() : 0; };
    if (last.kind == P::COLON || last.kind == P::DOT) {
      ssize_t i = -2;
      while ((kind(i) == P::WORD || kind(i) == P::FIELD) && kind(i - 1) == P::DOT)
        i -= 2;
      if (kind(i) == P::WORD || kind(i) == P::FIELD)
        begin = tokens.look(i)->token.begin;
    } else if ((last.kind == P::UNIT || last.kind == P::PERCENT) && kind(-2) == P::NUMBER) {
      begin = tokens.look(-2)->token.begin;
    }
    return fmt::format(" after `{}`", shorten(source.text.slice(begin, last.end)));
  }

  /// Two words side by side: a unit behind a name, most likely.
  bool adjacentWord(const Lexeme &previous, const Lexeme &found) {
    if (found.getType() != P::WORD || !endsValue(previous.getType()))
      return false;
    llvm::StringRef word = source[found.token];
    if (llvm::is_contained(declarationWords(), word))
      return false;
    if (previous.getType() == P::NUMBER || previous.getType() == P::UNIT)
      return false;
    Range place = source.range(found.token);
    llvm::StringRef before = shorten(source[previous.token]);
    source.diags.report(diag::unit_after_name, place, word)
        .label(source.range(previous.token), "not a number")
        .fixit(place, fmt::format("* 1 {}", word),
               fmt::format("if `{1}` is a unit, write `{0} * 1 {1}`", before, word));
    return true;
  }

  void help(DiagBuilder &d, llvm::StringRef what, StatementStream &tokens, const Lexeme &found) {
    llvm::StringRef text = source[found.token];
    if (what == "a name" && (found.getType() == P::IF || found.getType() == P::NOT || found.getType() == P::TRUE ||
                             found.getType() == P::FALSE))
      d.help(fmt::format("`{}` is reserved and cannot be a name", text));
    else if (found.getType() == P::WORD && what == "the end of the line" &&
             llvm::is_contained(declarationWords(), text))
      d.help("a declaration begins on a line of its own");
    else if (found.getType() == P::ASSIGN && what == "the end of the line")
      d.help("`==` compares; a name is given by `let`, or by `name =` in `show`");
  }

  static llvm::StringRef shorten(llvm::StringRef text) {
    size_t end = std::min<size_t>(text.find_first_of("\r\n"), 40);
    while (end < text.size() && (text[end] & 0xC0) == 0x80)
      --end;
    return text.substr(0, end);
  }

  const Source &source;
};

Strategy &strategy(P &parser) { return static_cast<Strategy &>(*parser.getErrorHandler()); }

/// Consumes up to a token at the depth of the block for which `stop` holds, or to
/// the closer of the block.
template <class Stop> void skip(P &parser, unsigned depth, Stop stop) {
  StatementStream &tokens = stream(parser);
  for (;; tokens.consume()) {
    const Lexeme &t = *tokens.look(1);
    if (t.getType() == antlr4::Token::EOF || t.token.depth < depth || (t.token.depth == depth && stop(t)))
      return;
  }
}

bool startsEntry(const Lexeme &t) { return t.getType() == P::FIELD; }
bool startsClause(const Lexeme &t) {
  return isClauseWord(t.getType()) || (t.getType() == P::WORD && t.token.lineStart);
}

bool atCloser(const Lexeme &t) { return t.getType() == P::RBRACE || t.getType() == antlr4::Token::EOF; }

} // namespace

std::shared_ptr<antlr4::ANTLRErrorStrategy> makeStrategy(const Source &source) {
  return std::make_shared<Strategy>(source);
}

Field *skipEntry(P &parser, Field *entry, const antlr4::Token *first) {
  const auto &start = static_cast<const Lexeme &>(*first);
  skip(parser, start.token.depth, startsEntry);
  Range range = parser.build->range(first, stream(parser).look(-1));
  if (!entry)
    entry = parser.build->field({}, first);
  entry->range = range;
  entry->value = parser.build->error(range, entry->value);
  return entry;
}

Clause *skipClause(P &parser, const antlr4::Token *first) {
  const auto &start = static_cast<const Lexeme &>(*first);
  skip(parser, start.token.depth, startsClause);
  return parser.build->errorClause(parser.build->range(first, stream(parser).look(-1)));
}

void syncEntry(P &parser) {
  StatementStream &tokens = stream(parser);
  const Lexeme &t = *tokens.look(1);
  if (startsEntry(t) || atCloser(t))
    return;
  const Lexeme *before = tokens.look(-1);
  if (t.getType() == P::WORD && tokens.look(2)->getType() == P::ASSIGN) {
    parser.build->assignedField(&t, tokens.look(2));
  } else if (t.getType() == P::ASSIGN && before->getType() == P::WORD && before->token.lineStart) {
    // `a:` without a value has taken the name of the next line for one.
    if (tokens.look(-2)->getType() == P::COLON)
      parser.build->missingValue(tokens.look(-3), tokens.look(-2));
    parser.build->assignedField(before, &t);
  } else {
    strategy(parser).report(parser, "a field `name: value`");
  }
  skip(parser, t.token.depth, startsEntry);
}

void syncClause(P &parser) {
  StatementStream &tokens = stream(parser);
  while (!isClauseWord(tokens.LA(1)) && !atCloser(*tokens.look(1))) {
    const Lexeme &t = *tokens.look(1);
    bool behindValue = !t.token.lineStart && tokens.look(-1) && endsValue(tokens.LA(-1));
    if ((t.getType() == P::WORD || t.getType() == P::FIELD) && !behindValue)
      parser.build->unknownClause(&t);
    else
      strategy(parser).report(parser, "a clause");
    tokens.consume();
    skip(parser, t.token.depth, startsClause);
  }
}

} // namespace mls::syntax
