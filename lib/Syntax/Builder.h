//===- Builder.h - the actions of the grammar: AST nodes --------*- C++ -*-===//
//
// One function a construct, called by the rules of grammar/MlsParser.g4 with the
// tokens and the parts they have matched. Keeps trees at most Expr::maxDepth high.
// Internal to lib/Syntax.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "Syntax/AST.h"

#include "llvm/ADT/DenseMap.h"

namespace antlr4 {
class Token;
}

namespace mls::syntax {

template <class T> using List = std::vector<T>;

/// `value`, `name: value`, `body for variable in list where c`.
struct Arg {
  ast::Name name;
  ast::Expr *value = nullptr;
  ast::Name variable;
  ast::Expr *list = nullptr, *where = nullptr;
};

class Builder {
public:
  /// Doc comments by the offset of the token behind them.
  using Docs = llvm::DenseMap<uint32_t, llvm::StringRef>;

  Builder(llvm::StringRef text, FileId file, DiagnosticEngine &diags, ast::Arena &arena, const Docs &docs)
      : text(text), file(file), diags(diags), arena(arena), docs(docs) {}

  /// A new statement: at most one message about its size.
  void startStatement() {
    tooDeep = false;
    typeFactors = 0;
    uses.clear();
  }

  // Ranges, names, lists.
  Range range(const antlr4::Token *t) const;
  Range range(const antlr4::Token *first, const antlr4::Token *last) const { return range(first).to(range(last)); }
  llvm::StringRef spelling(const antlr4::Token *t) const { return text.slice(range(t).begin, range(t).end); }
  /// A keyword as it was meant: the nearest of `words` when it is misspelled (reported).
  llvm::StringRef keyword(const antlr4::Token *t, llvm::ArrayRef<llvm::StringRef> words) const;
  ast::Name name(const antlr4::Token *t) const { return {spelling(t), range(t)}; }
  ast::Path path(const List<ast::Name> &parts);
  template <class T> llvm::ArrayRef<T> copy(const List<T> &list) { return arena.copy(llvm::ArrayRef<T>(list)); }
  llvm::StringRef doc(const antlr4::Token *t) const { return docs.lookup(range(t).begin); }

  // Declarations (Declarations.cpp).
  template <class T> T *decl(const antlr4::Token *word, ast::Name name = {}) {
    T *d = arena.make<T>();
    d->wordRange = d->range = range(word);
    d->name = name;
    d->doc = doc(word);
    return d;
  }
  ast::RecordDecl *record(const antlr4::Token *word, ast::Name name);
  void untyped(ast::RecordDecl *d, ast::RecordExpr *body);
  void derived(ast::RecordDecl *d, ast::Expr *value, const ast::Origin &origin);
  void form(ast::QueryDecl *d, const antlr4::Token *word);

  void useStart(ast::Name n);
  void useAlias(ast::Name n);
  void usePart(ast::Name n);
  void useEnd();
  void useMember(ast::Name n);
  void useMemberEnd();
  void useGroupEnd();
  llvm::ArrayRef<ast::UseItem> takeUses();

  // Clauses (Declarations.cpp).
  ast::Clause *axes(const antlr4::Token *w, const List<ast::Axis> &axes);
  ast::Clause *where(const antlr4::Token *w, const List<ast::Expr *> &conditions);
  ast::Clause *goal(const antlr4::Token *w, ast::Expr *e);
  ast::Clause *per(const antlr4::Token *w, const List<ast::Path> &paths);
  ast::Clause *sort(const antlr4::Token *w, const List<ast::SortKey> &keys);
  ast::Clause *top(const antlr4::Token *w, ast::Expr *e);
  ast::Clause *of(const antlr4::Token *w, const List<ast::Expr *> &values);
  ast::Clause *to(const antlr4::Token *w, const List<ast::Path> &paths);
  ast::Clause *by(const antlr4::Token *w, ast::Expr *e);
  ast::Clause *let(ast::LetDecl *d);
  ast::Clause *show(const antlr4::Token *w, const List<ast::ShowItem> &items);
  ast::Axis axis(ast::Path p);
  ast::Axis axis(const List<ast::Path> &paths, const antlr4::Token *open, const antlr4::Token *close);
  void domain(ast::Axis &axis, ast::Expr *e);
  ast::ShowItem item(ast::Expr *e);
  void named(ast::ShowItem &item, const antlr4::Token *assign, ast::Expr *e);

  ast::Clause *errorClause(Range range);
  /// Reports a word that is no clause.
  void unknownClause(const antlr4::Token *word);

  // Fields and provenance (Declarations.cpp).
  /// Reports `name = value` in a record.
  void assignedField(const antlr4::Token *word, const antlr4::Token *assign);
  /// Reports `name:` without a value.
  void missingValue(const antlr4::Token *word, const antlr4::Token *colon);
  ast::Field *field(ast::Path p, const antlr4::Token *first);
  void type(ast::Field *f, ast::TypeExpr *t);
  void value(ast::Field *f, ast::Expr *e);
  void value(ast::Field *f, ast::Expr *e, const ast::Origin &o);
  void origin(ast::Field *f, const ast::Origin &o);
  ast::FromClause *from(const antlr4::Token *w, ast::Path source);
  void locator(ast::FromClause *f, ast::StringExpr *s);
  void details(ast::FromClause *f, ast::RecordExpr *r);
  void add(ast::Origin &o, ast::FromClause *f);
  void reason(ast::Origin &o, const antlr4::Token *w, ast::StringExpr *s);
  void tolerance(ast::Origin &o, const antlr4::Token *w, ast::Expr *e);
  void interval(ast::Origin &o, const antlr4::Token *w, ast::Expr *low, ast::Expr *high);

  // Expressions (Expressions.cpp).
  ast::Expr *as(ast::Expr *e, ast::UnitText unit);
  ast::Expr *conditional(const antlr4::Token *w, ast::Expr *c, ast::Expr *then, ast::Expr *otherwise);
  ast::Expr *logical(ast::Expr *l, const antlr4::Token *op, ast::Expr *r);
  ast::Expr *unary(const List<antlr4::Token *> &ops, ast::Expr *e);
  ast::Expr *compare(ast::Expr *l, const antlr4::Token *op, ast::Expr *r);
  ast::Expr *within(ast::Expr *e, ast::Expr *tolerance);
  ast::Expr *interval(ast::Expr *low, const antlr4::Token *op, ast::Expr *high);
  ast::Expr *step(ast::Expr *range, const antlr4::Token *star, ast::Expr *e);
  ast::Expr *steps(ast::Expr *range, ast::Expr *e);
  ast::Expr *binary(ast::Expr *l, const antlr4::Token *op, ast::Expr *r);
  ast::Expr *fallback(const List<ast::Expr *> &values);
  ast::Expr *power(const List<ast::Expr *> &values, const List<antlr4::Token *> &ops);
  ast::Expr *pathExpr(ast::Path p);
  ast::Expr *member(ast::Expr *base, ast::Name n);
  ast::Expr *call(ast::Expr *callee, const List<Arg> &args, const antlr4::Token *open, const antlr4::Token *close);
  ast::Expr *index(ast::Expr *base, ast::Expr *i, const antlr4::Token *close);
  ast::Expr *with(ast::Expr *base, ast::RecordExpr *r);
  ast::Expr *list(const antlr4::Token *open, const List<ast::Expr *> &values, const antlr4::Token *close);
  ast::Expr *parens(const antlr4::Token *open, const List<ast::Expr *> &values, const antlr4::Token *close);
  ast::RecordExpr *record(const antlr4::Token *open, const List<ast::Field *> &fields, const antlr4::Token *close);
  ast::Expr *typed(ast::Path type, ast::RecordExpr *r);
  ast::Expr *error(Range range, ast::Expr *partial = nullptr);

  // Literals and types (Literals.cpp).
  ast::Expr *number(const antlr4::Token *t);
  void unit(ast::Expr *number, const antlr4::Token *t);
  void percent(ast::Expr *number, const antlr4::Token *t);
  ast::UnitText unitText(const antlr4::Token *t);
  ast::Expr *date(const antlr4::Token *t);
  ast::Expr *boolean(const antlr4::Token *t);
  ast::StringExpr *string(const antlr4::Token *t);
  ast::TypeExpr *one(const antlr4::Token *t);
  ast::TypeName *typeName(ast::Path p);
  void arguments(ast::TypeName *t, const List<ast::TypeExpr *> &args, const antlr4::Token *close);
  ast::TypeExpr *product(ast::TypeExpr *l, const antlr4::Token *op, ast::TypeExpr *r);
  ast::TypeExpr *power(ast::TypeExpr *base, int numerator, int denominator, const antlr4::Token *last);
  ast::TypeExpr *optional(ast::TypeExpr *t, const antlr4::Token *question);
  int integer(const antlr4::Token *t, const antlr4::Token *minus);

private:
  template <class T> T *clause(const antlr4::Token *w, Range last) {
    T *c = arena.make<T>();
    c->wordRange = range(w);
    c->range = c->wordRange.to(last);
    return c;
  }
  /// Sets range and height; an ErrorExpr when the tree grows too high.
  ast::Expr *finish(ast::Expr *e, Range range, std::initializer_list<const ast::Expr *> children);
  void once(Range where, llvm::StringRef what, bool seen);

  llvm::StringRef text;
  FileId file;
  DiagnosticEngine &diags;
  ast::Arena &arena;
  const Docs &docs;
  bool tooDeep = false;
  unsigned typeFactors = 0; ///< of the statement

  /// The `use` in progress: the parts before a group, those of the item, its alias.
  List<ast::Name> usePrefix, useParts;
  ast::Name useRenamed;
  bool useGrouped = false;
  List<ast::UseItem> uses;
};

} // namespace mls::syntax
