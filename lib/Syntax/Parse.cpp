//===- Parse.cpp - statements through the generated parser ------------------===//

#include "Syntax/Parse.h"
#include "Syntax/Recovery.h"
#include "Syntax/Stream.h"

using namespace mls::ast;

namespace mls {
namespace syntax {
namespace {

using P = grammar::MlsParser;

/// A statement of more tokens is refused: ANTLR keeps about 2 kB a token.
constexpr size_t maxTokens = 100'000;
/// After so many errors the rest of a file is no longer read.
constexpr unsigned maxErrors = 100;

bool isDeclaration(uint16_t kind) { return kind >= P::REGISTRY && kind <= P::ASSERT; }

class FileParser {
public:
  FileParser(const Source &source, Arena &arena)
      : source(source), arena(arena), build(source.text, source.file, source.diags, arena, docs), parser(&stream) {
    parser.removeErrorListeners();
    parser.setErrorHandler(makeStrategy(source));
    parser.setBuildParseTree(false);
    parser.build = &build;
  }

  File *run() {
    unsigned before = source.diags.errors();
    tokens = tokenize(source);
    std::vector<Decl *> decls;
    for (const Statement &s : split(source, tokens)) {
      if (source.diags.errors() > before + maxErrors)
        break;
      if (Decl *d = statement(s, decls.empty()))
        decls.push_back(d);
    }
    auto *file = arena.make<File>();
    file->id = source.file;
    file->doc = arena.copy(fileDoc);
    file->decls = arena.copy(llvm::ArrayRef<Decl *>(decls));
    file->hasErrors = source.diags.errors() > before;
    return file;
  }

  /// The buffer as one statement, parsed by `rule`; false after an error.
  template <class Rule> bool whole(Rule rule) {
    tokens = tokenize(source);
    auto statements = split(source, tokens);
    if (tokens.empty() && source.diags.hasErrors())
      return false;
    if (!statements.empty() && (statements[0].tooDeep || tokens.size() > maxTokens))
      return false;
    stream.assign(tokens);
    parser.setTokenStream(&stream);
    try {
      rule(parser);
      return true;
    } catch (const SyntaxError &) {
      return false;
    }
  }

private:
  /// Null when the statement has no token for the parser.
  Decl *statement(const Statement &s, bool first) {
    auto all = llvm::ArrayRef(tokens).slice(s.first, s.last - s.first);
    collectDocs(all, first);
    auto visible = [](const Token &t) { return !isTrivia(t.kind); };
    auto start = llvm::find_if(all, visible);
    if (start == all.end())
      return nullptr;
    Range range = source.range(*start);
    for (const Token &t : all)
      if (visible(t))
        range.end = t.end;
    Decl *decl = nullptr;
    if (!s.tooDeep && isKnown(*start, all)) {
      if (size_t(llvm::count_if(all, visible)) > maxTokens)
        source.diags.report(diag::statement_too_long, source.range(*start), maxTokens);
      else
        decl = parseStatement(all);
    }
    if (!decl)
      decl = failed(start, all.end());
    decl->range = range;
    return decl;
  }

  Decl *parseStatement(llvm::ArrayRef<Token> all) {
    stream.assign(all);
    build.startStatement();
    parser.setTokenStream(&stream); // frees what the last statement needed
    Decl *decl = nullptr;
    try {
      decl = parser.declaration()->decl;
      parser.end();
    } catch (const SyntaxError &) {
    }
    return decl;
  }

  /// Reports a statement that begins with no declaration word; of a run of them
  /// (some other text) only the first.
  bool isKnown(const Token &t, llvm::ArrayRef<Token> all) {
    if (isDeclaration(t.kind)) {
      lost = false;
      return true;
    }
    const Token *next = &t + 1;
    bool assigns = t.kind == P::WORD && next < all.end() && next->kind == P::ASSIGN;
    if (lost && !assigns)
      return false;
    lost = true;
    auto d = source.diags.report(diag::unknown_declaration, source.range(t), source[t].take_front(40));
    if (assigns)
      d.fixit({source.file, t.begin, t.begin}, "let ", fmt::format("write `let {} = …`", source[t]));
    else
      d.help("a line begins with " + quotedList(declarationWords(), "or", 20));
    return false;
  }

  /// Keeps the name, so that its uses are not reported as well.
  Decl *failed(const Token *word, const Token *end) {
    auto *d = arena.make<ErrorDecl>();
    d->wordRange = source.range(*word);
    const Token *name = std::find_if(word + 1, end, [](const Token &t) { return !isTrivia(t.kind); });
    bool named = word->kind != P::SHOW && word->kind != P::ASSERT && word->kind != P::USE;
    if (named && name != end && (name->kind == P::WORD || name->kind == P::FIELD))
      d->name = {source[*name], source.range(*name)};
    else if (word->kind == P::WORD && name != end && name->kind == P::ASSIGN)
      d->name = {source[*word], source.range(*word)};
    return d;
  }

  /// Doc comments go to the declaration or field behind them.
  void collectDocs(llvm::ArrayRef<Token> all, bool firstDecl) {
    std::string doc;
    const Token *begin = nullptr;
    bool seen = false;
    for (const Token &t : all) {
      if (t.kind == P::DOC) {
        begin = begin ? begin : &t;
        append(doc, source[t]);
      } else if (t.kind == P::FILEDOC) {
        if (!firstDecl || seen)
          source.diags.report(diag::stray_doc, source.range(t), "//!").help("the text of a file stands at its top");
        append(fileDoc, source[t]);
      } else if (!isTrivia(t.kind)) {
        if (begin && (!seen || t.kind == P::FIELD))
          docs[t.begin] = arena.copy(doc);
        else if (begin)
          source.diags.report(diag::stray_doc, source.range(*begin), "///").help("`//` begins an ordinary comment");
        begin = nullptr;
        doc.clear();
        seen = true;
      }
    }
    if (begin)
      source.diags.report(diag::stray_doc, source.range(*begin), "///").help("`//` begins an ordinary comment");
  }

  static void append(std::string &doc, llvm::StringRef comment) {
    comment = comment.drop_front(3);
    comment.consume_front(" ");
    if (!doc.empty())
      doc += '\n';
    doc += comment.rtrim();
  }

  const Source &source;
  Arena &arena;
  Builder::Docs docs;
  std::string fileDoc;
  std::vector<Token> tokens;
  Builder build;
  StatementStream stream;
  P parser;
  bool lost = false; ///< the last statement began with no declaration word
};

} // namespace
} // namespace syntax

File *parse(const SourceManager &sources, FileId file, DiagnosticEngine &diags, Arena &arena) {
  syntax::Source source{sources.text(file), file, diags};
  return syntax::FileParser(source, arena).run();
}

Expr *parseExpression(const SourceManager &sources, FileId file, DiagnosticEngine &diags, Arena &arena) {
  syntax::Source source{sources.text(file), file, diags, true};
  Expr *e = nullptr;
  if (syntax::FileParser(source, arena).whole([&](auto &parser) { e = parser.wholeExpression()->e; }))
    return e;
  auto *error = arena.make<ErrorExpr>();
  error->range = {file, 0, uint32_t(source.text.size())};
  return error;
}

Path parsePath(const SourceManager &sources, FileId file, DiagnosticEngine &diags, Arena &arena) {
  syntax::Source source{sources.text(file), file, diags, true};
  Path path;
  if (!syntax::FileParser(source, arena).whole([&](auto &parser) { path = parser.wholePath()->p; }))
    return {};
  return path;
}

} // namespace mls
