//===- Records.cpp - records, maps and `with` -----------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

//===-- Paths to fields ----------------------------------------------------===//

static const Field *findField(llvm::ArrayRef<const Schema *> schemas, llvm::StringRef name, const Schema *&owner) {
  for (const Schema *s : schemas)
    for (owner = s; owner; owner = owner->base)
      if (const Field *f = owner->find(name))
        return owner = s, f;
  return nullptr;
}

static bool hasField(const Schema *schema, llvm::StringRef name) {
  const Schema *owner = nullptr;
  return findField({schema}, name, owner) != nullptr;
}

void Checker::unknownField(const ast::Name &name, llvm::ArrayRef<const Schema *> schemas) {
  std::vector<llvm::StringRef> known;
  std::string squeezed = name.text.str();
  llvm::erase(squeezed, '_');
  for (const Schema *top : schemas)
    for (const Schema *s = top; s; s = s->base)
      for (const Field &f : s->fields) {
        known.push_back(f.name);
        // The name of the dimension itself where the schema insists on a basis: `bandwidth` of a Link.
        if (f.group.empty() || !llvm::StringRef(mls::print(f.dim)).equals_insensitive(squeezed))
          continue;
        std::vector<llvm::StringRef> members;
        for (const Field &other : s->fields)
          if (other.group == f.group)
            members.push_back(other.name);
        auto d = diags.report(diag::ambiguous_basis, name.range, name.text, s->name);
        d.help(fmt::format("write {}", quotedList(members)));
        for (const Field &other : s->fields)
          if (other.group == f.group && !other.doc.empty())
            d.note(fmt::format("`{}`: {}", other.name, other.doc));
        return;
      }
  auto d = diags.report(diag::unknown_field, name.range, shownName(schemas.front()), name.text);
  if (llvm::StringRef near = nearest(name.text, known); !near.empty())
    d.help(fmt::format("did you mean `{}`?", near)).fixit(name.range, near.str());
  else if (!known.empty())
    d.help(fmt::format("its fields are {}", quotedList(known, "and")));
}

bool Checker::fieldPath(llvm::ArrayRef<ast::Name> path, const Type &of, const Node *base, Boundary &at, Type &type) {
  type = of;
  for (const ast::Name &part : path) {
    if (!part)
      return false;
    if (type.kind == Type::Record) {
      auto schemas = schemasOf(type, base);
      if (schemas.empty())
        return false;
      at.field = findField(schemas, part.text, at.owner);
      if (!at.field) {
        unknownField(part, schemas);
        return false;
      }
      at.what = fmt::format("`{}` of `{}`", part.text, shownName(at.owner));
      type = fieldType(*at.field);
    } else if (type.kind == Type::Map && type.element) {
      if (!type.names.empty() && !llvm::is_contained(type.names, part.text)) {
        auto d = diags.report(diag::unknown_key, part.range, part.text, at.field ? at.field->name : "map",
                              quotedList(type.names, "and"));
        if (llvm::StringRef near = nearest(part.text, type.names); !near.empty())
          d.help(fmt::format("did you mean `{}`?", near)).fixit(part.range, near.str());
        return false;
      }
      at.what = fmt::format("`{}` of `{}`", part.text, at.field ? at.field->name : llvm::StringRef("map"));
      type = *type.element;
    } else {
      if (!type.isError())
        diags.report(diag::no_fields, part.range, describe(type), part.text).label(at.place, print(type));
      return false;
    }
    at.place = part.range;
    base = base ? staticField(base, part.text) : nullptr;
  }
  return true;
}

//===-- Entries ------------------------------------------------------------===//

llvm::SmallVector<Entry, 8> Checker::entries(const ast::RecordExpr &e, const Env &env, const Type &of,
                                             const Node *base) {
  Scope scope;
  scope.outer = env.scope;
  scope.record = of.schema;
  Env inner = env;
  inner.container = nullptr;
  if (of.schema)
    inner.scope = &scope;
  if (of.schema && of.schema->side != Side::Neutral)
    inner.side = of.schema->side;
  inner.choice |= of.schema && of.schema->keyword == "workload";

  llvm::SmallVector<Entry, 8> result;
  std::map<std::string, Range, std::less<>> seen;
  for (const ast::Field *field : e.fields) {
    if (!field->path)
      continue;
    std::string path = field->path.str();
    auto [first, fresh] = seen.try_emplace(path, field->path.range);
    if (!fresh) {
      diags.report(diag::given_twice, field->path.range, path).label(first->second, "first here");
      continue;
    }
    Boundary at;
    Type type;
    bool known = fieldPath(field->path.parts, of, base, at, type);
    at.path = env.owner.empty() ? path : env.owner + "." + path;
    inner.owner = at.path;
    inner.container = known && (type.kind == Type::List || type.kind == Type::Map) ? at.field : nullptr;
    Node *value;
    if (known) {
      value = exprFor(field->value, inner, type, at);
      attachOrigin(value, field->origin, inner, /*figure=*/!inner.choice, field->path.range);
    } else {
      value = error(field->range);
      markUsed(field->value, *env.module);
    }
    Entry entry;
    llvm::SmallVector<llvm::StringRef, 4> parts;
    for (const ast::Name &part : field->path.parts)
      parts.push_back(part.text);
    entry.path = keep(llvm::ArrayRef<llvm::StringRef>(parts));
    entry.value = value;
    entry.pathRange = field->path.range;
    result.push_back(entry);
  }
  return result;
}

void Checker::checkComplete(llvm::ArrayRef<Entry> given, const Schema *schema, Range place, llvm::StringRef name) {
  std::vector<llvm::StringRef> missing;
  std::string example;
  for (const Schema *s = schema; s; s = s->base)
    for (const Field &f : s->fields) {
      bool needed =
          !f.optional && f.kind != FieldKind::Text && f.group.empty() && f.defaultValue.empty() && !defaults.count(&f);
      if (!needed || llvm::any_of(given, [&](const Entry &e) { return e.path.front() == f.name; }))
        continue;
      missing.push_back(f.name);
      example += fmt::format("{}{}: {}", example.empty() ? "" : "  ", f.name,
                             f.unit.empty() ? "…" : fmt::format("… {}", f.unit));
    }
  if (missing.empty())
    return;
  auto d = diags.report(diag::missing_fields, place, name, quotedList(missing, "and"));
  d.help(fmt::format("add `{}`", example));
  for (const Schema *s = schema; s; s = s->base)
    for (const Field &f : s->fields)
      if (llvm::is_contained(missing, f.name) && !f.doc.empty() && missing.size() <= 4)
        d.note(fmt::format("`{}`: {}", f.name, f.doc));
}

void Checker::checkGroups(llvm::ArrayRef<Entry> given, const Schema *schema, Range place, bool complete) {
  llvm::StringMap<const Entry *> chosen;
  for (const Entry &e : given) {
    const Schema *owner = nullptr;
    const Field *f = e.path.size() ? findField({schema}, e.path.front(), owner) : nullptr;
    if (!f || f->group.empty())
      continue;
    auto [at, fresh] = chosen.try_emplace(f->group, &e);
    if (!fresh && at->second->path.front() != f->name)
      diags.report(diag::one_of_twice, e.pathRange, at->second->path.front(), f->name)
          .label(at->second->pathRange, "one")
          .at("the other")
          .help("give one of them; the other is derived from it");
  }
  for (const Schema *s = schema; s && complete; s = s->base)
    for (const Field &f : s->fields) {
      if (f.group.empty() || f.optional || f.languageOnly || !chosen.try_emplace(f.group, nullptr).second)
        continue;
      std::vector<llvm::StringRef> members;
      std::string example;
      for (const Field &other : s->fields)
        if (other.group == f.group) {
          members.push_back(other.name);
          std::string unit = other.unit.empty() ? baseUnitOf(other.dim) : other.unit.str();
          example +=
              fmt::format("{}`{}: …{}{}`", example.empty() ? "" : " or ", other.name, unit.empty() ? "" : " ", unit);
        }
      diags.report(diag::one_of_none, place, schema->name, quotedList(members)).help(fmt::format("add {}", example));
    }
}

//===-- Record expressions -------------------------------------------------===//

static Node *finish(Checker &c, NodeOp op, Range range, Type type, llvm::ArrayRef<Entry> entries) {
  Node *n = c.make(op, range, type);
  n->entries = c.keep(entries);
  for (const Entry &e : entries)
    n->flow = n->flow | e.value->flow;
  return n;
}

Node *Checker::fields(const ast::RecordExpr &e, const Env &env, const Schema *schema, Range name) {
  auto given = entries(e, env, record(schema), nullptr);
  bool broken =
      llvm::any_of(e.fields,
                   [](const ast::Field *f) { return !f->path || f->value->kind == ast::Expr::Kind::Error; }) ||
      llvm::any_of(given, [&](const Entry &g) { return !hasField(schema, g.path.front()); });
  checkGroups(given, schema, name, !broken);
  if (!broken)
    checkComplete(given, schema, name, schema->name);
  return finish(*this, NodeOp::Record, e.range, record(schema), given);
}

Node *Checker::map(const ast::RecordExpr &e, const Env &env, const Type &want) {
  Env inner = env;
  inner.container = nullptr;
  Boundary start;
  start.field = env.container;
  llvm::SmallVector<Entry, 8> given;
  std::map<std::string, Range, std::less<>> seen;
  for (const ast::Field *field : e.fields) {
    if (!field->path)
      continue;
    if (auto [first, fresh] = seen.try_emplace(field->path.str(), field->path.range); !fresh) {
      diags.report(diag::given_twice, field->path.range, field->path.str()).label(first->second, "first here");
      continue;
    }
    Boundary at = start;
    Type type;
    Node *value = error(field->range);
    inner.owner = env.owner + "." + field->path.str();
    at.path = inner.owner;
    if (fieldPath(field->path.parts, want, nullptr, at, type)) {
      value = exprFor(field->value, inner, type, at);
      attachOrigin(value, field->origin, inner, /*figure=*/!env.choice, field->path.range);
    }
    llvm::SmallVector<llvm::StringRef, 4> parts;
    for (const ast::Name &part : field->path.parts)
      parts.push_back(part.text);
    given.push_back({keep(llvm::ArrayRef<llvm::StringRef>(parts)), value, field->path.range});
  }
  return finish(*this, NodeOp::Map, e.range, want, given);
}

const Schema *Checker::adHoc(llvm::StringRef name, llvm::ArrayRef<std::pair<llvm::StringRef, Type>> members) {
  llvm::SmallVector<Field, 8> rows;
  for (auto &[member, type] : members) {
    Field f;
    f.name = member;
    auto kindOf = [&](const Type &t) {
      f.dim = t.dim;
      f.names = t.names;
      f.sub = t.schema;
      f.alternatives = t.alternatives;
      switch (t.kind) {
      case Type::Bool: return FieldKind::Bool;
      case Type::Enum: return FieldKind::Enum;
      case Type::Record: return t.schema ? FieldKind::Record : FieldKind::OneOf;
      case Type::List: return FieldKind::List;
      case Type::Map: return FieldKind::Map;
      case Type::Text:
      case Type::Date: return FieldKind::Text;
      default: return FieldKind::Quantity;
      }
    };
    f.kind = kindOf(type);
    if (type.element) {
      f.element = kindOf(*type.element);
      f.names = type.kind == Type::Map ? type.names : type.element->names;
    }
    f.languageOnly = f.kind == FieldKind::Text;
    rows.push_back(f);
  }
  Schema *s = make<Schema>();
  s->name = name;
  s->fields = keep(llvm::ArrayRef<Field>(rows));
  return s;
}

/// `{ a: 1 s  b: 2 }` where nothing says what it is: a record of what it has.
Node *Checker::anonymous(const ast::RecordExpr &e, const Env &env) {
  llvm::SmallVector<Entry, 8> given;
  llvm::SmallVector<std::pair<llvm::StringRef, Type>, 8> members;
  for (const ast::Field *field : e.fields) {
    if (!field->path)
      continue;
    llvm::StringRef name = field->path.first();
    if (auto first = llvm::find_if(given, [&](const Entry &g) { return g.path.front() == name; });
        first != given.end()) {
      diags.report(diag::given_twice, field->path.range, name).label(first->pathRange, "first here");
      continue;
    }
    Node *value = expr(field->value, env);
    attachOrigin(value, field->origin, env, /*figure=*/!env.choice, field->path.range);
    if (value->type.isError())
      return error(e.range);
    given.push_back({keep(llvm::ArrayRef<llvm::StringRef>(name)), value, field->path.range});
    members.push_back({name, value->type});
  }
  return finish(*this, NodeOp::Record, e.range, record(adHoc("record", members)), given);
}

Node *Checker::recordExpr(const ast::RecordExpr &e, const Env &env, const Type *want) {
  if (e.type) {
    const Schema *schema = nullptr;
    if (want && want->kind == Type::Record)
      for (const Schema *s : want->alternatives)
        if (s->name == e.type.last())
          schema = s;
    if (!schema && want && !want->alternatives.empty()) {
      std::vector<llvm::StringRef> known;
      for (const Schema *s : want->alternatives)
        known.push_back(s->name);
      auto d = diags.report(diag::unknown_schema, e.type.range, e.type.str());
      llvm::StringRef near = nearest(e.type.last(), known);
      if (near.empty())
        d.help(fmt::format("write {}", quotedList(known)));
      else
        d.help(fmt::format("did you mean `{}`?", near)).fixit(e.type.range, near.str());
    } else if (!schema) {
      schema = schemaNamed(e.type, *env.module, /*report=*/true);
    }
    return schema ? fields(e, env, schema, e.type.range) : error(e.range);
  }
  if (want && want->kind == Type::Map)
    return map(e, env, *want);
  if (!want || want->kind != Type::Record)
    return anonymous(e, env);
  if (want->schema)
    return fields(e, env, want->schema,
                  e.bodyRange.valid() ? Range{e.range.file, e.bodyRange.begin, e.bodyRange.begin + 1} : e.range);
  // One of several schemas: the one that has all the fields given.
  std::vector<llvm::StringRef> names;
  llvm::SmallVector<const Schema *> fit;
  for (const Schema *s : want->alternatives) {
    names.push_back(s->name);
    const Schema *owner = nullptr;
    if (llvm::all_of(e.fields, [&](const ast::Field *f) { return findField({s}, f->path.first(), owner); }))
      fit.push_back(s);
  }
  if (fit.size() == 1)
    return fields(e, env, fit.front(), e.range);
  diags.report(diag::which_record, Range{e.range.file, e.range.begin, e.range.begin + 1}, quotedList(names))
      .help(
          fmt::format("put its name before the brace: `{} {{ … }}`", fit.empty() ? names.front() : fit.front()->name));
  return error(e.range);
}

Node *Checker::with(const ast::WithExpr &e, const Env &env) {
  Node *base = expr(e.base, env);
  if (base->type.isError())
    return base;
  Type of = base->type;
  if (of.kind == Type::Record && !of.schema)
    if (const Node *known = staticRecord(base))
      of = known->type;
  if ((of.kind != Type::Record && of.kind != Type::Map) || solverOf(base)) {
    diags
        .report(diag::wrong_type, base->range, "`with`", "a record",
                solverOf(base) ? "the results of a query" : describe(of))
        .at(print(of));
    return error(e.range);
  }
  auto given = entries(*e.changes, env, of, base);
  if (of.schema)
    checkGroups(given, of.schema, e.range, /*complete=*/false);
  Node *n = finish(*this, NodeOp::With, e.range, of, given);
  n->kids = keep(llvm::ArrayRef<const Node *>(base));
  n->flow = n->flow | base->flow;
  return n;
}

} // namespace mls
