//===- Print.cpp - the AST as text ------------------------------------------===//

#include "Syntax/Print.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

#include <fmt/format.h>

using namespace mls::ast;

namespace mls {

std::string ast::Path::str() const {
  std::string s;
  for (const Name &n : parts)
    s += (s.empty() ? "" : ".") + n.text.str();
  return s;
}

namespace {

constexpr const char *binaryOps[] = {"+", "-", "*", "/", "^"};
constexpr const char *compareOps[] = {"==", "!=", "<", "<=", ">", ">="};
constexpr const char *unaryOps[] = {"-", "+", "not"};
constexpr const char *roles[] = {"model", "workload", "hardware", "site", "source", "format"};
constexpr const char *forms[] = {"value", "sweep", "solve", "optimize", "sensitivity", "uncertainty"};
constexpr const char *stepKinds[] = {"", "by", "by *", "steps"};

class Printer {
public:
  Printer(const SourceManager &sources, llvm::raw_ostream &out) : sources(sources), out(out) {}

  void file(const File &f) {
    open("file", {});
    if (!f.doc.empty())
      leaf("doc", quote(f.doc));
    for (const Decl *d : f.decls)
      decl(*d);
    close();
    out << '\n';
  }

  void expr(const Expr &e) {
    llvm::TypeSwitch<const Expr *>(&e)
        .Case([&](const ErrorExpr *e) { node("error", e->range, "", e->partial); })
        .Case([&](const NumberExpr *e) {
          node("number", e->range,
               (e->digits + e->suffix + (e->percent ? "%" : "") + (e->unit ? " " : "") + e->unit.text).str());
        })
        .Case([&](const StringExpr *e) { node("string", e->range, quote(e->value)); })
        .Case([&](const DateExpr *e) { node("date", e->range, e->text.str()); })
        .Case([&](const BoolExpr *e) { node("bool", e->range, e->value ? "true" : "false"); })
        .Case([&](const PathExpr *e) { node("path", e->range, e->path.str()); })
        .Case([&](const MemberExpr *e) { node("member", e->range, e->name.text.str(), e->base); })
        .Case([&](const CallExpr *e) {
          open("call", e->range);
          expr(*e->callee);
          for (const Argument &a : e->arguments)
            named(a.name.text, a.value);
          close();
        })
        .Case([&](const IndexExpr *e) { node("index", e->range, "", e->base, e->index); })
        .Case([&](const RecordExpr *e) {
          open("record", e->range, e->type.str());
          for (const Field *f : e->fields)
            field(*f);
          close();
        })
        .Case([&](const WithExpr *e) { node("with", e->range, "", e->base, e->changes); })
        .Case([&](const UnaryExpr *e) { node("unary", e->range, unaryOps[int(e->op)], e->operand); })
        .Case([&](const BinaryExpr *e) { node("binary", e->range, binaryOps[int(e->op)], e->left, e->right); })
        .Case([&](const LogicalExpr *e) { node(e->conjunction ? "and" : "or", e->range, "", e->left, e->right); })
        .Case([&](const CompareExpr *e) {
          open("compare", e->range, compareOps[int(e->op)]);
          expr(*e->left);
          expr(*e->right);
          if (e->within)
            node("within", e->within->range, "", e->within);
          close();
        })
        .Case(
            [&](const RangeExpr *e) { node("range", e->range, stepKinds[int(e->stepKind)], e->low, e->high, e->step); })
        .Case([&](const DefaultExpr *e) { node("default", e->range, "", e->value, e->fallback); })
        .Case([&](const ConditionalExpr *e) { node("if", e->range, "", e->condition, e->then, e->otherwise); })
        .Case([&](const ReductionExpr *e) {
          node(e->function.text, e->range, "for " + e->variable.text.str(), e->body, e->list, e->where);
        })
        .Case([&](const AsExpr *e) { node("as", e->range, e->unit.text.str(), e->value); })
        .Case([&](const ListExpr *e) { many("list", e->range, e->elements); })
        .Case([&](const TupleExpr *e) { many("tuple", e->range, e->elements); });
  }

private:
  // Layout.

  void open(llvm::StringRef kind, Range range, llvm::StringRef detail = {}) {
    if (depth)
      out << '\n' << std::string(depth * 2, ' ');
    out << '(' << kind;
    if (!detail.empty())
      out << ' ' << detail;
    if (range.valid()) {
      auto b = sources.position(range.file, range.begin), e = sources.position(range.file, range.end);
      out << fmt::format(" @{}:{}-{}:{}", b.line, b.column, e.line, e.column);
    }
    ++depth;
  }
  void close() {
    out << ')';
    --depth;
  }
  void leaf(llvm::StringRef kind, llvm::StringRef detail, Range range = {}) {
    open(kind, range, detail);
    close();
  }
  template <class... Children>
  void node(llvm::StringRef kind, Range range, llvm::StringRef detail, const Children *...children) {
    open(kind, range, detail);
    ((children ? expr(*children) : void()), ...);
    close();
  }
  void many(llvm::StringRef kind, Range range, llvm::ArrayRef<Expr *> list) {
    open(kind, range);
    for (const Expr *e : list)
      expr(*e);
    close();
  }
  void named(llvm::StringRef name, const Expr *e) {
    if (name.empty())
      expr(*e);
    else
      node("named", e->range, name, e);
  }
  static std::string quote(llvm::StringRef s) {
    std::string text = "\"";
    llvm::raw_string_ostream(text).write_escaped(s);
    return text + '"';
  }

  // Parts.

  void type(const TypeExpr *t) {
    if (t)
      leaf("type", sources.text(t->range), t->range);
  }

  void origin(const Origin &o) {
    for (const FromClause *f : o.from) {
      open("from", f->range, f->source.str());
      if (f->locator)
        expr(*f->locator);
      if (f->details)
        expr(*f->details);
      close();
    }
    if (o.reason)
      leaf(o.convention ? "convention" : "estimate", quote(o.reason->value), o.reason->range);
    if (o.tolerance)
      node("tolerance", o.tolerance->range, "", o.tolerance);
    if (o.low)
      node("range", o.low->range.to(o.high->range), "", o.low, o.high);
  }

  void field(const Field &f) {
    open("field", f.range, f.path.str());
    if (!f.doc.empty())
      leaf("doc", quote(f.doc));
    type(f.type);
    if (f.value)
      expr(*f.value);
    origin(f.origin);
    close();
  }

  void items(llvm::ArrayRef<ShowItem> list) {
    for (const ShowItem &i : list) {
      open("item", i.range, i.name.text);
      expr(*i.value);
      if (i.unit)
        leaf("unit", i.unit.text, i.unit.range);
      close();
    }
  }

  void value(const Expr *e) {
    if (e)
      expr(*e);
  }

  void decl(const Decl &d) {
    llvm::StringRef kind = "error";
    if (llvm::isa<RecordDecl>(d))
      kind = roles[int(llvm::cast<RecordDecl>(d).role)];
    else if (d.kind != Decl::Kind::Error)
      kind = sources.text(d.wordRange);
    open(kind, d.range, d.name.text);
    if (!d.doc.empty())
      leaf("doc", quote(d.doc));
    parts(d);
    close();
  }

  void parts(const Decl &d) {
    llvm::TypeSwitch<const Decl *>(&d)
        .Case([&](const RegistryDecl *d) { value(d->version); })
        .Case([&](const UseDecl *d) {
          for (const UseItem &i : d->items)
            leaf(i.local().text, i.path.str(), i.path.range);
        })
        .Case([&](const ImportDecl *d) { value(d->path); })
        .Case([&](const DimensionDecl *d) { type(d->value); })
        .Case([&](const UnitDecl *d) {
          type(d->dimension);
          value(d->value);
          for (const Name &p : d->prefixes)
            leaf("prefix", p.text, p.range);
          origin(d->origin);
        })
        .Case([&](const SchemaDecl *d) {
          if (d->base)
            leaf("base", d->base.str(), d->base.range);
          for (const Field *f : d->fields)
            field(*f);
        })
        .Case([&](const RecordDecl *d) {
          if (d->schema)
            leaf("schema", d->schema.str(), d->schema.range);
          value(d->value);
          origin(d->origin);
        })
        .Case([&](const LetDecl *d) {
          type(d->type);
          value(d->value);
          origin(d->origin);
        })
        .Case([&](const DefDecl *d) {
          for (const Name &g : d->generics)
            leaf("generic", g.text, g.range);
          for (const Param &p : d->params) {
            open("param", p.range, p.name.text);
            type(p.type);
            value(p.value);
            close();
          }
          type(d->result);
          value(d->body);
          origin(d->origin);
        })
        .Case([&](const QueryDecl *d) {
          value(d->value);
          if (d->form == QueryDecl::Form::Value)
            return;
          open(forms[int(d->form)], d->bodyRange);
          for (const Clause *c : d->clauses)
            clause(*c);
          close();
        })
        .Case([&](const ShowDecl *d) { items(d->items); })
        .Case([&](const AssertDecl *d) {
          value(d->condition);
          value(d->message);
          origin(d->origin);
        })
        .Default([](const Decl *) {});
  }

  void clause(const Clause &c) {
    open(c.kind == Clause::Kind::Error ? "error" : sources.text(c.wordRange), c.range);
    auto paths = [&](llvm::ArrayRef<Path> list) {
      for (const Path &p : list)
        leaf("path", p.str(), p.range);
    };
    llvm::TypeSwitch<const Clause *>(&c)
        .Case([&](const AxesClause *c) {
          for (const Axis &a : c->axes) {
            open("axis", a.range);
            paths(a.paths);
            value(a.domain);
            close();
          }
        })
        .Case([&](const WhereClause *c) { llvm::for_each(c->conditions, [&](auto *e) { value(e); }); })
        .Case([&](const GoalClause *c) { value(c->objective); })
        .Case([&](const PerClause *c) { paths(c->paths); })
        .Case([&](const SortClause *c) {
          for (const SortKey &k : c->keys)
            node("key", k.value->range, k.descending ? "desc" : "", k.value);
        })
        .Case([&](const TopClause *c) { value(c->count); })
        .Case([&](const OfClause *c) { llvm::for_each(c->values, [&](auto *e) { value(e); }); })
        .Case([&](const ToClause *c) { paths(c->paths); })
        .Case([&](const ByClause *c) { value(c->swing); })
        .Case([&](const LetClause *c) { decl(*c->decl); })
        .Case([&](const ShowClause *c) { items(c->items); })
        .Default([](const Clause *) {});
    close();
  }

  const SourceManager &sources;
  llvm::raw_ostream &out;
  unsigned depth = 0;
};

} // namespace

void print(const File &file, const SourceManager &sources, llvm::raw_ostream &out) { Printer(sources, out).file(file); }

void print(const Expr &e, const SourceManager &sources, llvm::raw_ostream &out) {
  Printer(sources, out).expr(e);
  out << '\n';
}

} // namespace mls
