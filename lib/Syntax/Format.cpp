//===- Format.cpp - the lines of a file in the canonical layout -------------===//

#include "Syntax/Format.h"

#include "Grammar/MlsLexer.h"
#include "Syntax/Parse.h"
#include "Syntax/Spacing.h"

#include "llvm/ADT/DenseMap.h"

namespace mls {
namespace syntax {
namespace {

using L = grammar::MlsLexer;

/// Longer heads (`name:`) do not move their neighbours.
constexpr size_t maxHead = 20;
/// Clause words up to this length are padded to one width.
constexpr size_t maxClause = 5;

bool isComment(uint16_t kind) { return kind == L::COMMENT || kind == L::DOC || kind == L::FILEDOC; }
bool isClause(uint16_t kind) {
  return (kind >= L::AXES && kind <= L::BY && kind != L::DESC) || kind == L::LET || kind == L::SHOW;
}

bool isOrigin(uint16_t kind) {
  return kind == L::FROM || kind == L::REASON || kind == L::RANGE || kind == L::PLUSMINUS;
}

struct Line {
  static constexpr size_t npos = -1;
  bool blankBefore = false;
  bool verbatim = false; ///< `text` is the source, several lines perhaps
  bool clause = false;   ///< `head` is a clause word
  bool continued = false; ///< goes on with the line above
  bool opens = false;    ///< ends with a bracket of the lines below
  bool origin = false;   ///< begins with `from`, `estimate`, …
  size_t indent = 0;
  size_t container = 0;  ///< the bracket that the line stands in
  std::string head;      ///< `name:` or a clause word; padded
  std::string text;      ///< the rest without the comment
  std::string comment;
  size_t originAt = npos; ///< where the first `from`, `estimate`, … begins in `text`
  size_t gap = 0;        ///< blanks before the comment
  size_t column = 0;     ///< of the comment in the source

  size_t textColumn() const { return indent + codePoints(head) + (head.empty() || text.empty() ? 0 : 1); }
  size_t width() const { return textColumn() + codePoints(text); }
};

class Formatter {
public:
  explicit Formatter(const Source &source) : source(source), tokens(tokenize(source)) {}

  std::string run(llvm::ArrayRef<Range> mistakes) {
    uint32_t done = 0;
    for (const Statement &s : split(source, tokens)) {
      statement(s.first, s.last, mistakes);
      done = s.last;
    }
    statement(done, tokens.size(), mistakes); // comments at the end
    alignHeads();
    alignOrigins();
    alignComments();
    return write();
  }

private:
  void statement(uint32_t first, uint32_t last, llvm::ArrayRef<Range> mistakes) {
    while (last > first && tokens[last - 1].kind == L::NEWLINE)
      --last;
    if (first == last)
      return;
    auto all = llvm::ArrayRef(tokens).slice(first, last - first);
    uint32_t begin = lineBegin(all.front().begin), end = all.back().end;
    bool broken = llvm::any_of(mistakes, [&](Range r) { return r.begin <= end && r.end >= begin; });
    if (broken) {
      Line line;
      line.verbatim = true;
      line.blankBefore = blankAbove(all.front());
      line.text = source.text.slice(begin, end).str();
      lines.push_back(line);
      return;
    }
    layout(all);
  }

  struct Open {
    uint16_t kind;
    size_t id;
    size_t indent; ///< of what stands inside
    bool group;    ///< the braces of `use a.{b}`
  };

  void layout(llvm::ArrayRef<Token> all) {
    Spacing spacing(source, all);
    std::vector<Open> open;
    size_t lineIndent = 0;
    bool started = false;
    uint16_t last = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      const Token &t = all[i];
      unsigned blanks = spacing.before(i);
      if (t.kind == L::NEWLINE)
        continue;
      if (isCloser(t.kind) && !open.empty()) {
        if (t.lineStart)
          lineIndent = open.back().indent - 2;
        open.pop_back();
        if (t.lineStart)
          startLine(t, lineIndent, open);
      } else if (i == 0 || t.lineStart) {
        lineIndent = open.empty() ? 0 : open.back().indent;
        bool goesOn = continues(t, open, started);
        startLine(t, lineIndent += goesOn ? 2 : 0, open);
        lines.back().continued = goesOn;
        lines.back().origin = goesOn && isOrigin(t.kind);
      }
      place(t, blanks, open);
      started |= !isTrivia(t.kind);
      if (isOpener(t.kind))
        open.push_back({t.kind, t.begin + size_t(1), lineIndent + 2, last == L::DOT});
      if (!isTrivia(t.kind))
        last = t.kind;
    }
  }

  /// Does the line that begins with `t` go on with what was before?
  static bool continues(const Token &t, llvm::ArrayRef<Open> open, bool started) {
    if (open.empty())
      return started;
    return open.back().kind == L::LBRACE && !open.back().group && !isTrivia(t.kind) && t.kind != L::FIELD &&
           !isClause(t.kind);
  }

  void startLine(const Token &t, size_t indent, llvm::ArrayRef<Open> open) {
    depth = open.size();
    Line line;
    line.blankBefore = blankAbove(t);
    line.indent = indent;
    line.container = open.empty() ? 0 : open.back().id;
    lines.push_back(line);
    inHead = t.kind == L::FIELD && line.container && open.back().kind == L::LBRACE;
    lines.back().clause = isClause(t.kind) && line.container;
  }

  void place(const Token &t, unsigned blanks, llvm::ArrayRef<Open> open) {
    Line &line = lines.back();
    std::string text = source[t].rtrim().str();
    bool first = line.head.empty() && line.text.empty();
    if (!isTrivia(t.kind))
      line.opens = isOpener(t.kind);
    if (isComment(t.kind) && !first) {
      line.comment = text;
      line.gap = blanks;
      line.column = codePoints(source.text.slice(lineBegin(t.begin), t.begin));
    } else if (first && (inHead || line.clause)) {
      line.head = text;
    } else if (inHead) {
      line.head += std::string(blanks, ' ') + text;
    } else {
      line.text += std::string(line.text.empty() ? 0 : blanks, ' ');
      if (isOrigin(t.kind) && line.originAt == Line::npos && open.size() == depth)
        line.originAt = codePoints(line.text);
      line.text += text;
    }
    if (t.kind == L::COLON)
      inHead = false;
  }

  /// The fields of one record, from blank line to blank line, and the short clauses of one block.
  void alignHeads() {
    llvm::DenseMap<size_t, std::vector<Line *>> groups; // by container
    for (Line &line : lines) {
      if (line.verbatim || !line.container)
        continue;
      std::vector<Line *> &group = groups[line.container];
      if (line.blankBefore && !line.clause)
        pad(group);
      if (!line.head.empty() && !line.opens && line.head.size() <= (line.clause ? maxClause : maxHead))
        group.push_back(&line);
    }
    for (auto &[container, group] : groups)
      pad(group);
  }

  static void pad(std::vector<Line *> &group) {
    size_t width = 0;
    for (const Line *l : group)
      width = std::max(width, l->head.size());
    for (Line *l : group)
      if (!l->text.empty())
        l->head.resize(width, ' ');
    group.clear();
  }

  /// A further `from` stands under the first one of its value.
  void alignOrigins() {
    const Line *owner = nullptr;
    for (Line &line : lines) {
      if (!line.continued && !line.verbatim)
        owner = &line;
      else if (line.origin && owner && owner->container == line.container && owner->originAt != Line::npos)
        line.indent = owner->textColumn() + owner->originAt;
    }
  }

  /// Comments on adjacent lines that stood in one column still do.
  void alignComments() {
    for (size_t i = 0; i < lines.size();) {
      size_t end = i + 1;
      if (!lines[i].comment.empty()) {
        size_t column = std::max(lines[i].column, lines[i].width() + 2);
        for (; end < lines.size() && !lines[end].comment.empty() && lines[end].column == lines[i].column &&
               !lines[end].blankBefore;
             ++end)
          column = std::max(column, lines[end].width() + 2);
        if (end > i + 1)
          for (size_t j = i; j < end; ++j)
            lines[j].gap = column - lines[j].width();
      }
      i = end;
    }
  }

  std::string write() const {
    llvm::StringRef newline = source.text.contains("\r\n") ? "\r\n" : "\n";
    std::string out;
    for (const Line &l : lines) {
      if (l.blankBefore && !out.empty())
        out += newline;
      if (!l.verbatim) {
        out.append(l.indent, ' ');
        out += l.head;
        if (!l.head.empty() && !l.text.empty())
          out += ' ';
      }
      out += l.text;
      if (!l.comment.empty())
        out.append(l.gap, ' ').append(l.comment);
      out += newline;
    }
    return out;
  }

  bool blankAbove(const Token &t) const {
    auto above = source.text.take_front(t.begin).rtrim(" \t\n\r").size();
    auto between = source.text.slice(above, t.begin);
    return between.count('\n') > 1 || (between.count('\n') == 0 && between.count('\r') > 1);
  }

  uint32_t lineBegin(uint32_t at) const { return source.text.take_front(at).find_last_of("\r\n") + 1; }

  const Source &source;
  std::vector<Token> tokens;
  std::vector<Line> lines;
  bool inHead = false;
  size_t depth = 0; ///< brackets open where the line began
};

} // namespace
} // namespace syntax

/// Is all the same but blanks and line ends?
static bool sameText(llvm::StringRef a, llvm::StringRef b) {
  constexpr llvm::StringLiteral blanks = " \t\r\n";
  for (;; a = a.drop_front(), b = b.drop_front()) {
    a = a.ltrim(blanks);
    b = b.ltrim(blanks);
    if (a.empty() || b.empty())
      return a.empty() && b.empty();
    if (a.front() != b.front())
      return false;
  }
}

std::string format(llvm::StringRef text) {
  // The errors tell which statements to leave alone.
  SourceManager sources;
  DiagnosticEngine diags;
  ast::Arena arena;
  FileId file = sources.addStatic("", text);
  parse(sources, file, diags, arena);
  std::vector<Range> mistakes;
  for (const Diagnostic &d : diags.all()) {
    if (d.severity != Severity::Error)
      continue;
    mistakes.push_back(d.range);
    for (const Label &l : d.labels)
      mistakes.push_back(l.range);
  }
  DiagnosticEngine quiet;
  syntax::Source source{text, file, quiet};
  std::string out = syntax::Formatter(source).run(mistakes);
  constexpr llvm::StringLiteral mark = "\xEF\xBB\xBF"; // no token, but the file's encoding
  if (text.starts_with(mark) && !llvm::StringRef(out).starts_with(mark))
    out.insert(0, mark);
  // Too broken to have tokens, or not read to its end: as it is. A formatter never loses a character.
  return out.empty() || diags.errors() > 50 || !sameText(text, out) ? text.str() : out;
}

} // namespace mls
