//===- Overrides.cpp - `--set PATH=EXPR` and defaults ---------------------===//

#include "Sema/Checker.h"

#include "Syntax/Parse.h"

namespace mls {

static std::string inputsOf(const Decl &d, const Signature &s) {
  std::vector<llvm::StringRef> names;
  for (const Field &f : s.in->fields)
    names.push_back(f.name);
  return fmt::format("the inputs of `{}` are {}", d.name, quotedList(names, "and", 16));
}

/// Whether a record of demand or of supply depends on this `let`, by whatever path.
static bool feedsRecord(const Decl &let, Module &main) {
  llvm::SmallVector<const Node *, 32> stack;
  for (auto &[name, symbol] : main.names)
    if (symbol.decl && symbol.decl->syntax && llvm::isa<ast::RecordDecl>(symbol.decl->syntax))
      stack.push_back(symbol.decl->decl->value);
  llvm::DenseSet<const Node *> seen;
  while (!stack.empty()) {
    const Node *n = stack.pop_back_val();
    if (!n || !seen.insert(n).second)
      continue;
    if (n->decl == &let)
      return true;
    if (n->decl)
      stack.push_back(n->decl->value);
    stack.append(n->kids.begin(), n->kids.end());
    for (const Entry &e : n->entries)
      stack.push_back(e.value);
  }
  return false;
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
  to.type = d.type;
  to.rest = path.parts.drop_front(used);
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
  return to.rest.empty() || fieldPath(to.rest, to.type, base, to.at, to.type);
}

void Checker::checkOverrides(Module &main) {
  for (const std::string &given : options.overrides) {
    auto [left, right] = llvm::StringRef(given).split('=');
    FileId pathFile = out.sources.add("--set", left.trim().str());
    FileId valueFile = out.sources.add("--set", right.trim().str());
    ast::Path path = parsePath(out.sources, pathFile, diags, arena);
    const ast::Expr *value = parseExpression(out.sources, valueFile, diags, arena);
    Input input;
    if (!path || value->kind == ast::Expr::Kind::Error || !inputPath(path, main, input))
      continue;
    Env env;
    env.module = &main;
    env.side = input.side;
    env.owner = input.at.path;
    Node *checked = exprFor(value, env, input.type, input.at);
    if (checked->type.isError())
      continue;
    // A record that uses a `let` was checked with the side it has in the file.
    if (const Decl &let = *input.decl;
        let.kind == DeclKind::Let && (let.flow | checked->flow) != let.flow && feedsRecord(let, main)) {
      static constexpr llvm::StringLiteral side[] = {"neutral", "demand", "supply", "both demand and supply"};
      diags.report(diag::let_changes_side, checked->range, let.name, side[int(let.flow)], side[int(checked->flow)])
          .help(fmt::format("write it into the file, `let {} = …`, where everything that uses it is checked again", let.name));
      continue;
    }
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
    out.overrides.push_back(std::move(o));
    roots.push_back(checked);
  }
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
