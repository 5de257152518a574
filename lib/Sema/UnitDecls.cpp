//===- UnitDecls.cpp - units, dimensions and schemas of a file ------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

static void declareDimension(Checker &c, const ast::DimensionDecl &d, Module &module) {
  if (!d.name)
    return;
  llvm::StringRef name = d.name.text;
  DimNames &names = c.out.units.dimensions();
  if (d.value) {
    if (auto dim = c.dimension(d.value, module, nullptr))
      c.dimAliases[name.str()] = *dim;
    return;
  }
  if (!llvm::is_contained(names.user(), name) && names.lookup(name)) {
    c.diags.report(diag::duplicate_name, d.name.range, name).note("it is a dimension of the language");
    return;
  }
  if (!names.add(c.keep(name)))
    c.diags.report(diag::too_many_dimensions, d.name.range, unsigned(Dim::userBases));
}

static void unknownPrefix(Checker &c, const ast::Name &name) {
  std::vector<llvm::StringRef> known;
  for (unsigned i = 1; i != numPrefixes; ++i)
    known.push_back(info(Prefix(i)).word);
  c.diags.report(diag::unknown_prefix, name.range, name.text)
      .help(fmt::format("the prefixes are {}", quotedList(known, "and", numPrefixes)));
}

static bool declareUnit(Checker &c, const ast::UnitDecl &d, Module &module, bool last) {
  if (!d.name)
    return true;
  UnitDef unit;
  PrefixSet prefixes;
  for (const ast::Name &p : d.prefixes)
    if (auto prefix = prefixNamed(p.text))
      prefixes.insert(*prefix);
    else
      unknownPrefix(c, p);
  std::optional<Dim> declared;
  if (d.dimension) {
    declared = c.dimension(d.dimension, module, nullptr);
    if (!declared)
      return true;
    auto *named = llvm::dyn_cast<ast::TypeName>(d.dimension);
    unit.counting = !d.value && named && named->name.last() == "Count";
    unit.dim = *declared;
    unit.factor = Factor();
    unit.definition = c.text(d.dimension->range);
  }
  if (d.value) {
    auto *literal = llvm::dyn_cast<ast::NumberExpr>(d.value);
    if (literal && literal->unit && !last && !c.out.units.parse(literal->unit.text))
      return false; // perhaps declared further down
    Env env;
    env.module = &module;
    Node *n = c.expr(d.value, env);
    auto x = c.fold(n);
    if (n->type.isError())
      return true;
    if (!x || *x <= 0) {
      c.diags.report(diag::bad_unit_definition, d.value->range, d.name.text);
      return true;
    }
    if (declared && *declared != n->type.dim) {
      c.wrongType(n, c.quantity(*declared),
                  {fmt::format("`{}`", d.name.text), nullptr, {}, nullptr, d.dimension->range});
      return true;
    }
    unit.dim = n->type.dim;
    unit.factor = Factor::inexact(*x);
    unit.definition = c.text(d.value->range);
    if (literal) // exactly, where it is one literal
      if (auto number = parseNumber(literal->digits)) {
        Factor scale = Factor(*pow(Rational(10), literal->scale10)) * Factor(*pow(Rational(2), literal->scale2));
        unit.factor = *number * scale;
        if (auto of = literal->unit ? c.out.units.parse(literal->unit.text) : Expected<Unit, UnitError>(Unit())) {
          unit.factor = unit.factor * of->factor;
          unit.counts = c.keep(llvm::ArrayRef<CountPower>(of->counts));
          for (const UnitPart &part : of->parts) // a cent rests on what the euro rests on
            unit.origin = unit.origin ? unit.origin : part.def->origin;
        }
      }
    ast::Origin origin = d.origin;
    if (origin.tolerance || origin.low) {
      // Literals in one unit are off together, which separate inputs of a tape cannot say.
      c.diags.report(diag::range_of_unit, origin.tolerance ? origin.tolerance->range : origin.low->range.to(origin.high->range), d.name.text)
          .help(fmt::format("a rate that may be off is a figure: `let rate = {} ± …`, and multiply by it", unit.definition));
      origin.tolerance = origin.low = origin.high = nullptr;
    }
    if (!origin.from.empty() || origin.reason)
      unit.origin = c.origin(origin, n, env);
  } else if (!d.dimension) {
    c.diags.report(diag::bad_unit_definition, d.name.range, d.name.text)
        .help(fmt::format("write `unit {}: Length`, or `unit {} = 201.168 m`", d.name.text, d.name.text));
    return true;
  }
  unit.name = c.keep(d.name.text);
  unit.prefixes = prefixes;
  unit.doc = d.doc;
  // A folder laid over the compiled registry repeats its units.
  if (const UnitDef *same = c.out.units.find(unit.name); same && module.registry && same->dim == unit.dim)
    return true;
  if (auto clash = c.out.units.add(unit))
    c.diags.report(diag::unit_clash, d.name.range, clash->spelling, clash->with->name)
        .note(clash->with->doc.empty() ? fmt::format("`{}` is {}", clash->with->name, clash->with->definition)
                                       : fmt::format("`{}`: {}", clash->with->name, clash->with->doc));
  return true;
}

void Checker::declareUnits(llvm::ArrayRef<Module *> list) {
  std::vector<std::pair<const ast::UnitDecl *, Module *>> units;
  for (Module *m : list)
    for (const ast::Decl *d : m->ast->decls) {
      if (auto *dimension = llvm::dyn_cast<ast::DimensionDecl>(d))
        declareDimension(*this, *dimension, *m);
      if (auto *unit = llvm::dyn_cast<ast::UnitDecl>(d))
        units.push_back({unit, m});
    }
  for (bool progress = true, last = false; !units.empty(); last = !progress) {
    size_t before = units.size();
    llvm::erase_if(units, [&](auto &u) { return declareUnit(*this, *u.first, *u.second, last); });
    progress = units.size() != before;
  }
}

//===-- Schemas ------------------------------------------------------------===//

void Checker::checkSchema(Pending &p) {
  auto &decl = *llvm::cast<ast::SchemaDecl>(p.syntax);
  Schema *s = make<Schema>();
  s->name = p.decl->name;
  s->doc = decl.doc;
  if (decl.base) {
    s->base = schemaNamed(decl.base, *p.module, /*report=*/true);
    if (!s->base)
      return;
    s->side = s->base->side;
    s->keyword = s->base->keyword;
  }
  llvm::SmallVector<Field, 8> rows;
  llvm::SmallVector<const ast::Field *, 8> written;
  std::map<std::string, Range, std::less<>> seen;
  for (const ast::Field *f : decl.fields) {
    if (!f->path || !f->type)
      continue;
    llvm::StringRef name = f->path.first();
    const Field *inherited = nullptr;
    for (const Schema *base = s->base; base && !inherited; base = base->base)
      inherited = base->find(name);
    auto [at, fresh] = seen.try_emplace(name.str(), f->path.range);
    if (!fresh || inherited) {
      auto d = diags.report(diag::given_twice, f->path.range, name);
      if (fresh)
        d.note(fmt::format("`{}` has it already", s->base->name));
      else
        d.label(at->second, "first here");
      continue;
    }
    Type type = annotation(f->type, *p.module);
    if (type.isError())
      continue;
    std::pair<llvm::StringRef, Type> row(name, type);
    Field field = adHoc("", row)->fields.front();
    field.doc = f->doc;
    field.languageOnly = true;
    field.optional = llvm::isa<ast::TypeOptional>(f->type);
    rows.push_back(field);
    written.push_back(f);
  }
  s->fields = keep(llvm::ArrayRef<Field>(rows));
  p.decl->schema = s;
  schemas.try_emplace(s->name.str(), s);
  Scope scope;
  scope.record = s;
  Env env;
  env.module = p.module;
  env.scope = &scope;
  env.side = s->side;
  for (auto [row, f] : llvm::zip_equal(s->fields, written)) {
    if (!f->value)
      continue;
    Boundary at;
    at.what = fmt::format("`{}` of `{}`", row.name, s->name);
    at.path = fmt::format("{}.{}", s->name, row.name);
    at.field = &row;
    at.owner = s;
    at.place = f->type->range;
    env.owner = at.path;
    Node *value = exprFor(f->value, env, fieldType(row), at);
    attachOrigin(value, f->origin, env, /*figure=*/true, f->path.range);
    defaults[&row] = value->type.isError() ? nullptr : value;
    roots.push_back(value);
  }
}

} // namespace mls
