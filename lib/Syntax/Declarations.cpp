//===- Declarations.cpp - declarations, clauses, fields, provenance ---------===//

#include "Syntax/Builder.h"
#include "Syntax/Tokens.h"

#include "llvm/ADT/StringSwitch.h"

using namespace mls::ast;

namespace mls::syntax {

// --- Declarations -------------------------------------------------------------

llvm::StringRef Builder::keyword(const antlr4::Token *t, llvm::ArrayRef<llvm::StringRef> words) const {
  llvm::StringRef word = spelling(t);
  return llvm::is_contained(words, word) ? word : nearest(word, words);
}

RecordDecl *Builder::record(const antlr4::Token *word, Name name) {
  auto *d = decl<RecordDecl>(word, name);
  d->role = llvm::StringSwitch<RecordDecl::Role>(keyword(word, declarationWords()))
                .Case("model", RecordDecl::Role::Model)
                .Case("workload", RecordDecl::Role::Workload)
                .Case("hardware", RecordDecl::Role::Hardware)
                .Case("site", RecordDecl::Role::Site)
                .Case("source", RecordDecl::Role::Source)
                .Default(RecordDecl::Role::Format);
  return d;
}

void Builder::untyped(RecordDecl *d, RecordExpr *body) {
  d->value = body;
  if (d->role == RecordDecl::Role::Source || d->role == RecordDecl::Role::Format)
    return;
  Range end{file, d->name.range.end, d->name.range.end};
  auto word = text.slice(d->wordRange.begin, d->wordRange.end);
  diags.report(diag::missing_schema, end, word, d->name.text)
      .help(fmt::format("write `{} {}: Schema {{ … }}`", word, d->name.text));
  d->value = error(body->range, body);
}

void Builder::derived(RecordDecl *d, Expr *value, const Origin &origin) {
  d->derived = true;
  d->value = value;
  d->origin = origin;
}

void Builder::form(QueryDecl *d, const antlr4::Token *word) {
  using Form = QueryDecl::Form;
  d->formRange = range(word);
  d->form = llvm::StringSwitch<Form>(spelling(word))
                .Case("sweep", Form::Sweep)
                .Case("solve", Form::Solve)
                .Case("optimize", Form::Optimize)
                .Case("sensitivity", Form::Sensitivity)
                .Default(Form::Uncertainty);
}

// `use a.b`, `use n = a.b`, `use a.{b, n = c.d}`.

void Builder::useStart(Name n) {
  usePrefix.clear();
  useParts.assign(1, n);
  useRenamed = {};
  useGrouped = false;
}

void Builder::useAlias(Name n) {
  useRenamed = useParts.back();
  useParts.back() = n;
}

void Builder::usePart(Name n) {
  if (useGrouped)
    diags.report(diag::expected, n.range, "the end of the line", " after `}`").at(fmt::format("found `{}`", n.text));
  useParts.push_back(n);
}

void Builder::useMember(Name n) {
  if (!useGrouped)
    usePrefix = useParts;
  useGrouped = true;
  useParts = usePrefix;
  useParts.push_back(n);
  useRenamed = {};
}

void Builder::useMemberEnd() { uses.push_back({path(useParts), useRenamed}); }
void Builder::useGroupEnd() { useParts = usePrefix; }

void Builder::useEnd() {
  if (!useGrouped)
    useMemberEnd();
}

llvm::ArrayRef<UseItem> Builder::takeUses() {
  auto items = copy(uses);
  uses.clear();
  return items;
}

// --- Clauses ------------------------------------------------------------------

Clause *Builder::axes(const antlr4::Token *w, const List<Axis> &axes) {
  auto *c = clause<AxesClause>(w, axes.back().range);
  c->word = llvm::StringSwitch<AxesClause::Word>(keyword(w, clauseWords()))
                .Case("over", AxesClause::Word::Over)
                .Case("find", AxesClause::Word::Find)
                .Default(AxesClause::Word::Given);
  c->axes = copy(axes);
  for (const Axis &a : axes)
    if (!a.domain && c->word != AxesClause::Word::Given)
      diags
          .report(diag::expected, Range{file, a.range.end, a.range.end}, "`in` and a domain",
                  fmt::format(" after `{}`", text.slice(a.range.begin, a.range.end)))
          .help(fmt::format("`{0} {1} in 1..8`, `{0} {1} in [a, b]`", spelling(w),
                            text.slice(a.range.begin, a.range.end)));
  if (c->word != AxesClause::Word::Given && llvm::any_of(axes, [](auto &a) { return !a.domain; }))
    return clause<Clause>(w, c->range);
  return c;
}

Clause *Builder::where(const antlr4::Token *w, const List<Expr *> &conditions) {
  auto *c = clause<WhereClause>(w, conditions.back()->range);
  c->conditions = copy(conditions);
  return c;
}

Clause *Builder::goal(const antlr4::Token *w, Expr *e) {
  auto *c = clause<GoalClause>(w, e->range);
  c->maximize = keyword(w, clauseWords()) == "maximize";
  c->objective = e;
  return c;
}

Clause *Builder::per(const antlr4::Token *w, const List<Path> &paths) {
  auto *c = clause<PerClause>(w, paths.back().range);
  c->paths = copy(paths);
  return c;
}

Clause *Builder::sort(const antlr4::Token *w, const List<SortKey> &keys) {
  auto *c = clause<SortClause>(w, keys.back().value->range);
  c->keys = copy(keys);
  return c;
}

Clause *Builder::top(const antlr4::Token *w, Expr *e) {
  auto *c = clause<TopClause>(w, e->range);
  c->count = e;
  return c;
}

Clause *Builder::of(const antlr4::Token *w, const List<Expr *> &values) {
  auto *c = clause<OfClause>(w, values.back()->range);
  c->values = copy(values);
  return c;
}

Clause *Builder::to(const antlr4::Token *w, const List<Path> &paths) {
  auto *c = clause<ToClause>(w, paths.back().range);
  c->paths = copy(paths);
  return c;
}

Clause *Builder::by(const antlr4::Token *w, Expr *e) {
  auto *c = clause<ByClause>(w, e->range);
  c->swing = e;
  return c;
}

Clause *Builder::let(LetDecl *d) {
  auto *c = arena.make<LetClause>();
  d->range = d->wordRange.to(d->origin.range.valid() ? d->origin.range : d->value->range);
  c->wordRange = d->wordRange;
  c->range = d->range;
  c->decl = d;
  return c;
}

Clause *Builder::show(const antlr4::Token *w, const List<ShowItem> &items) {
  auto *c = clause<ShowClause>(w, items.back().range);
  c->items = copy(items);
  return c;
}

Axis Builder::axis(Path p) {
  Axis a;
  a.range = p.range;
  a.paths = copy(List<Path>{p});
  return a;
}

Axis Builder::axis(const List<Path> &paths, const antlr4::Token *open, const antlr4::Token *close) {
  Axis a;
  a.range = range(open, close);
  a.paths = copy(paths);
  return a;
}

void Builder::domain(Axis &axis, Expr *e) {
  axis.domain = e;
  axis.range = axis.range.to(e->range);
}

ShowItem Builder::item(Expr *e) {
  ShowItem i;
  i.range = e->range;
  i.value = e;
  if (auto *as = llvm::dyn_cast<AsExpr>(e)) {
    i.value = as->value;
    i.unit = as->unit;
  }
  return i;
}

/// What was parsed as a value before `=` is the name of the item.
void Builder::named(ShowItem &i, const antlr4::Token *assign, Expr *e) {
  auto *left = llvm::dyn_cast<PathExpr>(i.value);
  Range leftRange = i.range;
  bool good = left && left->path.simple() && left->range == leftRange && !i.unit;
  if (!good)
    diags.report(diag::show_name, leftRange).label(range(assign), "names what follows").help("`==` compares");
  Name name = good ? left->path.parts.front() : Name();
  i = item(e);
  i.name = name;
  i.range = leftRange.to(e->range);
}

Clause *Builder::errorClause(Range range) {
  auto *c = arena.make<Clause>();
  c->range = c->wordRange = range;
  return c;
}

void Builder::unknownClause(const antlr4::Token *word) {
  auto d = diags.report(diag::unknown_clause, range(word), spelling(word));
  if (llvm::is_contained(clauseWords(), spelling(word)))
    d.help("a clause has no `:`");
  else
    d.help("the clauses are " + quotedList(clauseWords(), "and", 20));
}

// --- Fields and provenance ----------------------------------------------------

void Builder::assignedField(const antlr4::Token *word, const antlr4::Token *assign) {
  diags.report(diag::expected, range(assign), "`:`", fmt::format(" after `{}`", spelling(word)))
      .at("found `=`")
      .help("a field is written `name: value`")
      .fixit({file, range(word).end, range(assign).end}, ":");
}

void Builder::missingValue(const antlr4::Token *word, const antlr4::Token *colon) {
  Range end{file, range(colon).end, range(colon).end};
  diags.report(diag::expected, end, "a value", fmt::format(" after `{}:`", spelling(word)));
}

Field *Builder::field(Path p, const antlr4::Token *first) {
  auto *f = arena.make<Field>();
  f->path = p;
  f->doc = doc(first);
  f->range = p.range;
  return f;
}

void Builder::type(Field *f, TypeExpr *t) {
  f->type = t;
  f->range = f->range.to(t->range);
}

void Builder::value(Field *f, Expr *e) {
  f->value = e;
  f->range = f->range.to(e->range);
}

void Builder::value(Field *f, Expr *e, const Origin &o) {
  value(f, e);
  origin(f, o);
}

void Builder::origin(Field *f, const Origin &o) {
  f->origin = o;
  if (o.range.valid())
    f->range = f->range.to(o.range);
}

FromClause *Builder::from(const antlr4::Token *w, Path source) {
  auto *f = arena.make<FromClause>();
  f->source = source;
  f->range = range(w).to(source.range);
  return f;
}

void Builder::locator(FromClause *f, StringExpr *s) {
  f->locator = s;
  f->range = f->range.to(s->range);
}

void Builder::details(FromClause *f, RecordExpr *r) {
  f->details = r;
  f->range = f->range.to(r->range);
}

static void extend(Origin &o, Range r) { o.range = o.range.valid() ? o.range.to(r) : r; }

void Builder::once(Range where, llvm::StringRef what, bool seen) {
  if (seen)
    diags.report(diag::clause_twice, where, what);
}

void Builder::add(Origin &o, FromClause *f) {
  List<FromClause *> all(o.from.begin(), o.from.end());
  all.push_back(f);
  o.from = copy(all);
  extend(o, f->range);
}

void Builder::reason(Origin &o, const antlr4::Token *w, StringExpr *s) {
  once(range(w), spelling(w), o.reason);
  o.reason = s;
  o.convention = keyword(w, infixWords()) == "convention";
  extend(o, range(w).to(s->range));
}

void Builder::tolerance(Origin &o, const antlr4::Token *w, Expr *e) {
  once(range(w), "±", o.tolerance);
  o.tolerance = e;
  extend(o, range(w).to(e->range));
}

void Builder::interval(Origin &o, const antlr4::Token *w, Expr *low, Expr *high) {
  once(range(w), "range", o.low);
  o.low = low;
  o.high = high;
  extend(o, range(w).to(high->range));
}

} // namespace mls::syntax
