//===- Overrides.cpp - `--set PATH=EXPR` and defaults ---------------------===//

#include "Sema/Checker.h"

#include "Syntax/Parse.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

static std::string inputsOf(const Decl &d, const Signature &s) {
  std::vector<llvm::StringRef> names;
  for (const Field &f : s.in->fields)
    names.push_back(f.name);
  return fmt::format("the inputs of `{}` are {}", d.name, quotedList(names, "and", 16));
}

bool Checker::inputPath(const ast::Path &path, Module &module, Input &to) {
  size_t used = 0;
  Pending *p = resolveDecl(path, module, used, /*report=*/true);
  if (!p) {
    Env env;
    env.module = &module;
    if (!find(module, path.first()) && !registryFolder(path.first()))
      unknownName(path.parts.front(), env);
    return false;
  }
  require(*p);
  const Decl &d = *p->decl;
  to.decl = &d;
  to.at.what = fmt::format("`{}`", path.str());
  to.at.path = path.str();
  to.at.place = path.range;
  to.at.input = &d;
  to.type = d.type;
  to.rest = path.parts.drop_front(used);
  to.at.member = to.rest.empty() ? llvm::StringRef() : to.rest.front().text;
  to.side = d.kind == DeclKind::Hardware || d.kind == DeclKind::Site    ? Side::Supply
            : d.kind == DeclKind::Model || d.kind == DeclKind::Workload ? Side::Demand
                                                                        : Side::Neutral;
  if (d.type.isError())
    return false;
  Node *base = make(NodeOp::Ref, path.range, d.type);
  base->decl = &d;
  if (const Signature *s = solverOf(base)) {
    bool input = !to.rest.empty() && s->in->find(to.rest.front().text);
    if (!input && (to.rest.empty() || s->out->find(to.rest.front().text))) {
      diags.report(diag::not_an_input, path.range, path.str()).help(inputsOf(d, *s));
      return false;
    }
    if (!input) {
      unknownField(to.rest.front(), {s->in, s->out});
      return false;
    }
    to.type = record(s->in);
  } else if (d.kind == DeclKind::Query) {
    diags.report(diag::not_an_input, path.range, path.str())
        .help(fmt::format("`{}` is the result of a query; an input is a field of a record, an argument of a query such "
                          "as `slo.batch`, or a `let`",
                          d.name));
    return false;
  }
  if (to.rest.empty())
    return true;
  bool known = fieldPath(to.rest, to.type, base, to.at, to.type);
  if (to.at.owner && to.at.owner->side != Side::Neutral)
    to.side = to.at.owner->side; // a field of hardware is supply wherever it stands: `slo.on.count`
  return known;
}

/// `--set Pod.link.per_direction=… --set Pod.link.bidirectional=…`: two forms of one figure.
static bool setsOtherForm(Checker &c, const Checker::Input &now, llvm::ArrayRef<Checker::Input> before) {
  auto name = [](const ast::Name &n) { return n.text; };
  for (const Checker::Input &was : before) {
    const Field *a = was.at.field, *b = now.at.field;
    if (was.decl != now.decl || was.rest.size() != now.rest.size() || !a || !b || a == b || b->group.empty() ||
        a->group != b->group || was.at.owner != now.at.owner ||
        !llvm::equal(llvm::map_range(was.rest.drop_back(), name), llvm::map_range(now.rest.drop_back(), name)))
      continue;
    c.diags.report(diag::one_of_twice, now.at.place, a->name, b->name)
        .label(was.at.place, "one")
        .at("the other")
        .help("give one of them; the other is derived from it");
    return true;
  }
  return false;
}

void Checker::checkOverrides(Module &main) {
  llvm::SmallVector<Input> set;
  for (const std::string &given : options.overrides) {
    auto [left, right] = llvm::StringRef(given).split('=');
    FileId pathFile = out.sources.add("--set", left.trim().str());
    FileId valueFile = out.sources.add("--set", right.trim().str());
    ast::Path path = parsePath(out.sources, pathFile, diags, arena);
    const ast::Expr *value = parseExpression(out.sources, valueFile, diags, arena);
    Input input;
    if (!path || value->kind == ast::Expr::Kind::Error || !inputPath(path, main, input) ||
        setsOtherForm(*this, input, set))
      continue;
    set.push_back(input);
    Env env;
    env.module = &main;
    env.side = input.side;
    env.owner = input.at.path;
    Node *checked = exprFor(value, env, input.type, input.at);
    if (checked->type.isError())
      continue;
    Origin *origin = make<Origin>();
    origin->kind = OriginKind::Override;
    origin->range = checked->range;
    checked->origin = origin;
    Override o;
    o.path.push_back(input.decl->path);
    for (const ast::Name &part : input.rest)
      o.path.push_back(part.text);
    o.value = checked;
    o.text = given;
    llvm::erase_if(out.overrides, [&](const Override &earlier) { return earlier.path == o.path; }); // the last one wins
    out.overrides.push_back(std::move(o));
    roots.push_back(checked);
  }
  checkInputFlows();
}

//===-- Defaults of fields -------------------------------------------------===//

const Node *Checker::defaultOf(const Schema *schema, const Field &field) {
  if (auto at = defaults.find(&field); at != defaults.end())
    return at->second;
  if (field.defaultValue.empty())
    return nullptr;
  const Schema *owner = schema;
  while (owner && !(owner->fields.begin() <= &field && &field < owner->fields.end()))
    owner = owner->base;
  if (!owner)
    return nullptr;
  std::string name = fmt::format("{}.{}", owner->name, field.name);
  if (const ImageDefault *compiled = out.registry.defaultOf(name))
    return defaults[&field] = compiledDefault(*compiled);
  defaults[&field] = nullptr;
  FileId file = out.sources.add("default of " + name, field.defaultValue.str());
  const ast::Expr *e = parseExpression(out.sources, file, diags, arena);
  Scope scope;
  scope.record = owner;
  Env env;
  env.module = &builtins;
  env.scope = &scope;
  env.owner = name;
  Boundary at;
  at.what = fmt::format("`{}` of `{}`", field.name, owner->name);
  at.field = &field;
  at.owner = owner;
  Node *value = exprFor(e, env, fieldType(field), at);
  return defaults[&field] = value->type.isError() ? nullptr : value;
}

} // namespace mls
