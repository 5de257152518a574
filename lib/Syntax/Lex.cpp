//===- Lex.cpp - bytes to tokens, lexical mistakes --------------------------===//

#include "Grammar/MlsLexer.h"
#include "Syntax/Tokens.h"

#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ConvertUTF.h"

namespace mls::syntax {
namespace {

using L = grammar::MlsLexer;

/// Bytes for the ANTLR lexer, so that its positions are byte offsets. A byte of a
/// non-ASCII character reads as DEL: the lexer caches its automaton for ASCII only.
class ByteStream final : public antlr4::CharStream {
public:
  ByteStream(llvm::StringRef text, size_t start) : text(text), at(start) {}
  void consume() override { ++at; }
  size_t LA(ssize_t i) override {
    size_t p = i > 0 ? at + i - 1 : at + i;
    if (p >= text.size())
      return EOF;
    auto byte = static_cast<unsigned char>(text[p]);
    return byte < 0x80 ? byte : 0x7F;
  }
  void skipBlanks() {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t'))
      ++at;
  }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return at; }
  void seek(size_t p) override { at = p; }
  size_t size() override { return text.size(); }
  std::string getSourceName() const override { return {}; }
  std::string getText(const antlr4::misc::Interval &i) override { return text.slice(i.a, i.b + 1).str(); }
  std::string toString() const override { return text.str(); }

private:
  llvm::StringRef text;
  size_t at;
};

/// What an operator or letter of other notations is called here.
struct Spelling {
  llvm::StringRef text;
  uint16_t kind;
  const char *here; ///< null: the token itself is good
};
constexpr Spelling spellings[] = {
    {"±", L::PLUSMINUS, nullptr}, {"**", L::CARET, "^"},     {"·", L::STAR, "*"},      {"×", L::STAR, "*"},
    {"⋅", L::STAR, "*"},          {"÷", L::SLASH, "/"},      {"−", L::MINUS, "-"},     {"–", L::MINUS, "-"},
    {"≤", L::LE, "<="},           {"≥", L::GE, ">="},        {"≠", L::NE, "!="},       {"→", L::ARROW, "->"},
    {"&&", L::AND, "and"},        {"||", L::OR, "or"},       {"!", L::NOT, "not"},
};

/// Neither letter nor digit: punctuation, symbols, blanks and the private areas.
bool isSymbol(uint32_t c) {
  return (c < 0xC0 && c != 0xAA && c != 0xBA) || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c < 0x2C00) ||
         (c >= 0x3000 && c < 0x3040) || (c >= 0xE000 && c < 0xF900) || c >= 0xFE00;
}

class Lexer {
public:
  explicit Lexer(const Source &s) : source(s) {}

  std::vector<Token> run() {
    size_t bom = source.text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    if (!isText())
      return {};
    ByteStream bytes(source.text, bom);
    L lexer(&bytes);
    lexer.removeErrorListeners();
    bool lineStart = true;
    auto next = [&] {
      bytes.skipBlanks();
      return lexer.nextToken();
    };
    for (auto t = next(); t->getType() != antlr4::Token::EOF; t = next()) {
      Token token{uint32_t(t->getStartIndex()), uint32_t(t->getStopIndex() + 1), uint16_t(t->getType())};
      token.lineStart = lineStart;
      token.glued = !lineStart && !out.empty() && out.back().end == token.begin;
      lineStart = token.kind == L::NEWLINE;
      add(token);
    }
    return std::move(out);
  }

private:
  /// A NUL byte is no text at all; a byte outside UTF-8 is reported once.
  bool isText() {
    auto nul = source.text.find('\0');
    if (nul != llvm::StringRef::npos) {
      source.diags.report(diag::not_text, place(nul, 1));
      return false;
    }
    auto *bytes = reinterpret_cast<const llvm::UTF8 *>(source.text.data()), *bad = bytes;
    if (!llvm::isLegalUTF8String(&bad, bytes + source.text.size()))
      source.diags.report(diag::invalid_utf8, place(bad - bytes, 1), unsigned(*bad))
          .help("save the file as UTF-8");
    return true;
  }

  Range place(size_t at, size_t n) const { return {source.file, uint32_t(at), uint32_t(at + n)}; }

  void add(Token t) {
    // A word with foreign letters goes on to its end.
    if (foreignWord && t.glued && (t.kind == L::WORD || t.kind == L::NUMBER)) {
      out.back().end = t.end;
      return;
    }
    if (t.kind == L::NONASCII)
      return nonAscii(t);
    endForeignWord();
    // The `µ` of a unit, and the `°` that Units knows how to refuse, belong to the word behind.
    if (t.kind == L::WORD && t.glued && out.back().kind == L::WORD && beginsUnit(source[out.back()])) {
      out.back().end = t.end;
      return;
    }
    switch (t.kind) {
    case L::FOREIGN:
      if (source[t] == ";") {
        source.diags.report(diag::stray_character, source.range(t), ";")
            .help("a statement ends with its line")
            .fixit(source.range(t), "", "remove `;`");
        t.kind = L::SKIPPED;
      } else {
        spell(t);
      }
      break;
    case L::LINE_HASH:
    case L::BLOCK_OPEN:
      source.diags.report(diag::foreign_comment, place(t.begin, t.kind == L::LINE_HASH ? 1 : 2),
                          t.kind == L::LINE_HASH ? "#" : "/*")
          .fixit(place(t.begin, t.kind == L::LINE_HASH ? 1 : 2), "//");
      t.kind = L::COMMENT;
      break;
    case L::QUOTED:
      source.diags.report(diag::foreign_spelling, source.range(t), "'…'")
          .fixit(source.range(t), '"' + source[t].drop_front().drop_back().str() + '"');
      t.kind = L::STRING;
      break;
    case L::UNTERMINATED:
      source.diags.report(diag::unterminated_string, source.range(t)).help("end it with `\"` on this line");
      t.kind = L::STRING;
      break;
    case L::STRAY:
      stray(t);
      t.kind = L::SKIPPED;
      break;
    default:
      break;
    }
    out.push_back(t);
  }

  static bool beginsUnit(llvm::StringRef s) { return s == "µ" || s == "μ" || s == "°"; }

  /// Gives the token the kind meant by a spelling of other notations.
  bool spell(Token &t) {
    for (const Spelling &s : spellings) {
      if (s.text != source[t])
        continue;
      t.kind = s.kind;
      if (s.here)
        source.diags.report(diag::foreign_spelling, source.range(t), s.text).fixit(source.range(t), s.here);
      return true;
    }
    return false;
  }

  void stray(const Token &t) {
    llvm::StringRef text = source[t];
    auto c = static_cast<unsigned char>(text[0]);
    std::string shown = c < 0x20 || c == 0x7F ? fmt::format("U+{:04X}", unsigned(c)) : text.str();
    if (auto d = source.diags.report(diag::stray_character, source.range(t), shown); c == '$')
      d.help("money is `5 USD`");
    else if (c == '&' || c == '|')
      d.help("write `and` or `or`");
  }

  /// A run of non-ASCII bytes: operators, the prefix `µ`, letters of a name, or stray.
  void nonAscii(Token run) {
    for (uint32_t at = run.begin; at < run.end;) {
      Token t = run;
      t.begin = at;
      t.glued = at == run.begin ? run.glued : true;
      t.lineStart = at == run.begin && run.lineStart;
      t.end = at + std::min<uint32_t>(llvm::getNumBytesForUTF8(source.text[at]), run.end - at);
      at = t.end;
      if (beginsUnit(source[t])) {
        endForeignWord();
        t.kind = L::WORD;
        out.push_back(t);
      } else if (spell(t)) {
        endForeignWord();
        out.push_back(t);
      } else {
        other(t);
      }
    }
  }

  void other(Token t) {
    llvm::UTF32 c = 0, *to = &c;
    auto *from = reinterpret_cast<const llvm::UTF8 *>(source[t].data());
    bool decoded = llvm::ConvertUTF8toUTF32(&from, from + source[t].size(), &to, &c + 1, llvm::strictConversion) ==
                   llvm::conversionOK;
    if (decoded && !isSymbol(c)) {
      if (foreignWord || (t.glued && out.back().kind == L::WORD)) {
        out.back().end = t.end;
      } else {
        t.kind = L::WORD;
        out.push_back(t);
      }
      foreignWord = true;
      return;
    }
    endForeignWord();
    if (decoded) {
      bool invisible = c == 0xA0 || c == 0x200B || c == 0xFEFF;
      auto d = source.diags.report(diag::stray_character, source.range(t),
                                   invisible ? fmt::format("U+{:04X}", uint32_t(c)) : source[t].str());
      if (c == 0x20AC || c == 0xA3 || c == 0xA5)
        d.help("money is `5 USD`; another currency is a `unit … from` a dated source");
    }
    t.kind = L::SKIPPED; // an undecoded byte is reported as invalid UTF-8
    out.push_back(t);
  }

  void endForeignWord() {
    if (foreignWord && foreignNames.insert(source[out.back()]).second)
      source.diags.report(diag::foreign_name, source.range(out.back()), source[out.back()])
          .help("a name is made of the letters `A` to `Z`, digits and `_`");
    foreignWord = false;
  }

  const Source &source;
  std::vector<Token> out;
  llvm::StringSet<> foreignNames; ///< each is reported once
  bool foreignWord = false; ///< out.back() has letters that a name may not have
};

} // namespace

std::vector<Token> lex(const Source &source) { return Lexer(source).run(); }

} // namespace mls::syntax
