//===- Types.cpp - types of fields and annotations ------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace mls {

Type Checker::listOf(const Type &element) {
  Type t = plain(Type::List);
  Type *e = make<Type>();
  *e = element;
  t.element = e;
  return t;
}

/// Type of one value of this kind.
static Type valueType(FieldKind kind, const Field &f) {
  Type t;
  switch (kind) {
  case FieldKind::Quantity:
    t.kind = Type::Quantity;
    t.dim = f.dim;
    break;
  case FieldKind::Integer:
    t.kind = Type::Quantity;
    break;
  case FieldKind::Flag:
  case FieldKind::Bool:
    t.kind = Type::Bool;
    break;
  case FieldKind::Choice:
  case FieldKind::Enum:
    t.kind = Type::Enum;
    t.names = f.names;
    break;
  case FieldKind::Record:
    t.kind = Type::Record;
    t.schema = f.sub;
    break;
  case FieldKind::OneOf:
    t.kind = Type::Record;
    t.alternatives = f.alternatives;
    break;
  case FieldKind::Text:
    t.kind = Type::Text;
    break;
  case FieldKind::List:
  case FieldKind::Map:
    break; // no list of lists
  }
  return t;
}

Type Checker::fieldType(const Field &f) {
  if (f.kind != FieldKind::List && f.kind != FieldKind::Map)
    return valueType(f.kind, f);
  auto [at, fresh] = fieldTypes.try_emplace(&f);
  if (fresh) {
    Type t = listOf(valueType(f.element, f));
    if (f.kind == FieldKind::Map) {
      t.kind = Type::Map;
      t.names = f.names;
    }
    fieldTypes[&f] = t;
    return t;
  }
  return at->second;
}

const Schema *Checker::schemaNamed(const ast::Path &path, Module &module, bool report) {
  llvm::StringRef name = path.last();
  if (Symbol *s = find(module, path.first()); s && path.parts.size() <= 2) {
    s->used = true;
    Pending *p = s->decl;
    if (s->module && path.parts.size() == 2)
      if (Symbol *inner = find(*s->module, name))
        p = inner->decl;
    if (p && p->decl->kind == DeclKind::Schema) {
      require(*p);
      return p->decl->schema;
    }
  }
  if (auto at = schemas.find(name); at != schemas.end() && module.registry)
    return at->second;
  if (const Schema *s = out.catalog->schema(name))
    return s;
  if (report) {
    llvm::SmallVector<llvm::StringRef> known;
    for (const Schema *s : out.catalog->schemas)
      if (!s->keyword.empty())
        known.push_back(s->name);
    for (auto &[n, s] : schemas)
      known.push_back(n);
    auto d = diags.report(diag::unknown_schema, path.range, path.str());
    if (llvm::StringRef near = nearest(name, known); !near.empty())
      d.help(fmt::format("did you mean `{}`?", near)).fixit(path.range, near.str());
    else
      d.help(fmt::format("a record is a {}", quotedList(known)));
  }
  return nullptr;
}

/// `Watts` was meant as the unit `W`, of `Power`.
static std::optional<std::pair<std::string, std::string>> dimensionOfUnit(const Checker &c, llvm::StringRef name) {
  std::string low = name.lower(), one = llvm::StringRef(low).ends_with("s") ? low.substr(0, low.size() - 1) : low;
  for (llvm::StringRef spelling : {name, llvm::StringRef(low), llvm::StringRef(one)}) {
    std::string unit = spelling.str();
    if (auto refused = refusal(spelling); refused && !refused->suggestions.empty())
      unit = refused->suggestions.front();
    if (auto found = c.out.units.lookup(unit))
      return std::pair(unit, c.print(found->def->dim));
  }
  return std::nullopt;
}

std::optional<Dim> Checker::dimension(const ast::TypeExpr *t, Module &module, const Generics *generics) {
  using Kind = ast::TypeExpr::Kind;
  auto overflow = [&](std::optional<Dim> d) {
    if (!d)
      diags.report(diag::dimension_overflow, t->range);
    return d;
  };
  switch (t->kind) {
  case Kind::Error:
    return std::nullopt;
  case Kind::One:
    return Dim();
  case Kind::Optional:
    return dimension(llvm::cast<ast::TypeOptional>(t)->base, module, generics);
  case Kind::Power: {
    auto *p = llvm::cast<ast::TypePower>(t);
    auto base = dimension(p->base, module, generics);
    auto exponent = Rational::make(p->numerator, p->denominator);
    return base ? overflow(exponent ? pow(*base, *exponent) : std::nullopt) : base;
  }
  case Kind::Product: {
    auto *p = llvm::cast<ast::TypeProduct>(t);
    auto left = dimension(p->left, module, generics), right = dimension(p->right, module, generics);
    if (!left || !right)
      return std::nullopt;
    return overflow(p->divide ? div(*left, *right) : mul(*left, *right));
  }
  case Kind::Named:
    break;
  }
  auto *named = llvm::cast<ast::TypeName>(t);
  llvm::StringRef name = named->name.last();
  if (generics)
    if (auto at = generics->find(name); at != generics->end())
      return at->second;
  if (auto at = dimAliases.find(name); at != dimAliases.end())
    return at->second;
  if (auto d = out.dims().lookup(name))
    return d;
  auto d = diags.report(diag::unknown_dimension, named->range, name);
  llvm::SmallVector<llvm::StringRef, 64> known = out.dims().all();
  for (const Schema *s : out.catalog->schemas)
    known.push_back(s->name);
  for (llvm::StringRef word : {"Bool", "Text", "List", "Map"})
    known.push_back(word);
  if (llvm::StringRef near = nearest(name, known); !near.empty())
    d.help(fmt::format("did you mean `{}`?", near)).fixit(named->range, near.str());
  else if (name.size() == 1 && llvm::isUpper(name.front()) && !out.units.lookup(name))
    d.help(fmt::format("a `def` for any dimension declares it: `def name<{}>(…)`", name));
  else if (auto meant = dimensionOfUnit(*this, name))
    d.help(fmt::format("`{}` is a unit; its dimension is `{}`", meant->first, meant->second))
        .fixit(named->range, meant->second);
  else
    d.help(fmt::format("`dimension {}` declares a new one", name));
  return std::nullopt;
}

Type Checker::annotation(const ast::TypeExpr *t, Module &module, const Generics *generics) {
  if (auto *o = llvm::dyn_cast<ast::TypeOptional>(t))
    return annotation(o->base, module, generics);
  if (auto *named = llvm::dyn_cast<ast::TypeName>(t)) {
    llvm::StringRef name = named->name.last();
    if (name == "Bool")
      return plain(Type::Bool);
    if (name == "Text")
      return plain(Type::Text);
    if ((name == "List" || name == "Map") && named->arguments.size() == 1) {
      Type element = annotation(named->arguments[0], module, generics);
      if (element.isError())
        return element;
      Type list = listOf(element);
      list.kind = name == "List" ? Type::List : Type::Map;
      return list;
    }
    bool isDimension =
        (generics && generics->contains(name)) || dimAliases.count(name.str()) || out.dims().lookup(name);
    if (!isDimension)
      if (const Schema *s = schemaNamed(named->name, module, /*report=*/false))
        return record(s);
  }
  auto d = dimension(t, module, generics);
  return d ? quantity(*d) : Type();
}

llvm::StringRef shownName(const Schema *s) {
  llvm::StringRef name = s->name;
  name.consume_back(".result");
  return name;
}

std::string Checker::print(const Type &t) const {
  switch (t.kind) {
  case Type::Error: return "error";
  case Type::Quantity: return print(t.dim);
  case Type::Bool: return "Bool";
  case Type::Text: return "Text";
  case Type::Date: return "Date";
  case Type::Enum: return "one of " + llvm::join(t.names, ", ");
  case Type::Interval: return fmt::format("range of {}", print(t.dim));
  case Type::Table: return "table";
  case Type::List: return t.element ? fmt::format("List<{}>", print(*t.element)) : "List";
  case Type::Map: return t.element ? fmt::format("Map<{}>", print(*t.element)) : "Map";
  case Type::Record: break;
  }
  if (t.schema)
    return shownName(t.schema).str();
  std::vector<llvm::StringRef> names;
  for (const Schema *s : t.alternatives)
    names.push_back(s->name);
  return llvm::join(names, " or ");
}

std::string Checked::print(const Type &type) const { return state->print(type); }

std::string Checker::describe(const Type &t) const {
  switch (t.kind) {
  case Type::Quantity: return t.dim.isNumber() ? "a number" : fmt::format("a quantity of `{}`", print(t.dim));
  case Type::Bool: return "a yes or no";
  case Type::Text: return "text";
  case Type::Date: return "a date";
  case Type::Enum: return fmt::format("a word ({})", quotedList(t.names));
  case Type::Interval: return "a range";
  case Type::Table: return "a table";
  case Type::List: return "a list";
  case Type::Map: return "a map";
  default: break;
  }
  if (t.schema && t.schema->name.ends_with(".result"))
    return fmt::format("the results of `{}`", print(t));
  if (t.schema || t.alternatives.empty())
    return article(print(t));
  std::vector<llvm::StringRef> names;
  for (const Schema *s : t.alternatives)
    names.push_back(s->name);
  return article(names.front()).substr(0, article(names.front()).find('`')) + quotedList(names);
}

} // namespace mls
