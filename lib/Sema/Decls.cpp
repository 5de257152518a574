//===- Decls.cpp - declarations and the order they are checked in ---------===//

#include "Sema/Checker.h"
#include "Sema/Walk.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

static DeclKind kindOf(const ast::Decl &d) {
  using Role = ast::RecordDecl::Role;
  switch (d.kind) {
  case ast::Decl::Kind::Record:
    switch (llvm::cast<ast::RecordDecl>(d).role) {
    case Role::Model: return DeclKind::Model;
    case Role::Workload: return DeclKind::Workload;
    case Role::Hardware: return DeclKind::Hardware;
    case Role::Site: return DeclKind::Site;
    case Role::Source: return DeclKind::Source;
    case Role::Format: return DeclKind::Format;
    }
    return DeclKind::Let;
  case ast::Decl::Kind::Def: return DeclKind::Def;
  case ast::Decl::Kind::Query: return DeclKind::Query;
  case ast::Decl::Kind::Schema: return DeclKind::Schema;
  case ast::Decl::Kind::Unit: return DeclKind::Unit;
  case ast::Decl::Kind::Dimension: return DeclKind::Dimension;
  case ast::Decl::Kind::Import: return DeclKind::Import;
  default: return DeclKind::Let;
  }
}

void Checker::declare(Module &module) {
  for (const ast::Decl *decl : module.ast->decls) {
    using Kind = ast::Decl::Kind;
    if (!decl->name || decl->kind == Kind::Import || decl->kind == Kind::Use || decl->kind == Kind::Registry)
      continue;
    Pending &p = pendings.emplace_back();
    p.syntax = decl;
    p.module = &module;
    p.decl = make<Decl>();
    Decl &d = *p.decl;
    d.kind = kindOf(*decl);
    d.name = decl->name.text;
    d.path = module.name.empty() ? d.name : keep(module.name + "." + d.name.str());
    d.doc = decl->doc;
    d.range = decl->range;
    d.nameRange = decl->name.range;
    d.fromRegistry = module.registry;
    if (decl->kind == Kind::Error || d.kind == DeclKind::Unit || d.kind == DeclKind::Dimension)
      p.phase = Pending::Done;
    pendingOf[p.decl] = &p;
    if (&module == &modules.front() && !module.registry)
      out.decls.push_back(p.decl);
    if (d.kind == DeclKind::Unit)
      continue; // units have a name space of their own

    Symbol symbol;
    symbol.decl = &p;
    symbol.range = d.nameRange;
    auto [at, fresh] = module.names.try_emplace(d.name.str(), symbol);
    if (!fresh)
      diags.report(diag::duplicate_name, d.nameRange, d.name).label(at->second.range, "first here");
    else if (module.registry && d.kind == DeclKind::Source)
      if (auto [other, first] = sourceIds.try_emplace(d.name.str(), &p); !first)
        diags.report(diag::duplicate_name, d.nameRange, d.name).label(other->second->decl->nameRange, "first here");
    if (module.registry)
      if (auto [other, first] = registryDecls.try_emplace(d.path.str(), &p); !first && fresh)
        diags.report(diag::duplicate_name, d.nameRange, d.path).label(other->second->decl->nameRange, "first here");
    if (const Signature *s = out.catalog->solver(d.name); s && !s->isFunction)
      diags.report(diag::hides_solver, d.nameRange, d.name);
  }
}

/// A name given twice, told at the later of both places.
static DiagBuilder later(Checker &c, Range a, Range b, llvm::StringRef name) {
  bool inOrder = a.file != b.file || b.begin < a.begin;
  return c.diags.report(diag::duplicate_name, inOrder ? a : b, name).label(inOrder ? b : a, "first here");
}

void Checker::checkUses(Module &module) {
  for (const ast::Decl *decl : module.ast->decls) {
    auto *use = llvm::dyn_cast<ast::UseDecl>(decl);
    if (!use)
      continue;
    for (const ast::UseItem &item : use->items) {
      ast::Name local = item.local();
      if (!local)
        continue;
      Symbol symbol;
      symbol.decl = usePath(item.path); // null: reported, uses stay silent
      symbol.range = item.alias ? item.alias.range : item.path.parts.back().range;
      symbol.fromUse = true;
      auto [at, fresh] = module.names.try_emplace(local.text.str(), symbol);
      if (!fresh && at->second.decl)
        at->second.decl->nameTaken = true;
      if (!fresh && !(at->second.fromUse && at->second.decl == symbol.decl))
        later(*this, symbol.range, at->second.range, local.text)
            .help(fmt::format("`use Other = {}` gives it another name", item.path.str()));
    }
  }
}

//===-- Order --------------------------------------------------------------===//

/// What a declaration mentions, by spelling: an over-estimate that fixes the order of
/// checking. A name that turns out to be a field or a parameter does no harm.
void Checker::dependencies(const ast::Decl &decl, Module &module, llvm::SmallVectorImpl<Pending *> &to) {
  auto mention = [&](const ast::Path &path) {
    auto at = module.names.find(std::string_view(path.first()));
    if (at == module.names.end())
      return;
    Pending *p = at->second.decl;
    if (at->second.module && path.parts.size() > 1)
      if (auto inner = at->second.module->names.find(std::string_view(path.parts[1].text));
          inner != at->second.module->names.end())
        p = inner->second.decl;
    if (p && p->syntax && p->phase == Pending::Unseen)
      to.push_back(p);
  };
  auto visit = [&](auto &self, const ast::Expr *e) -> void {
    if (auto *path = llvm::dyn_cast<ast::PathExpr>(e))
      mention(path->path);
    forEachChild(e, [&](const ast::Expr *child) { self(self, child); });
  };
  forEachExpr(&decl, [&](const ast::Expr *e) { visit(visit, e); });
  if (auto *r = llvm::dyn_cast<ast::RecordDecl>(&decl); r && r->schema)
    mention(r->schema);
}

/// Depth first without recursion, so that a chain of 20,000 definitions is no deeper
/// than one. Edges back into the stack are left to `require`, which reports a cycle.
void Checker::order(llvm::ArrayRef<Pending *> roots) {
  struct Frame {
    Pending *p;
    llvm::SmallVector<Pending *, 4> needs;
    size_t next = 0;
  };
  std::vector<Frame> stack;
  auto push = [&](Pending *p) {
    if (p->ordered || !p->syntax)
      return;
    p->ordered = true;
    stack.push_back({p, {}, 0});
    dependencies(*p->syntax, *p->module, stack.back().needs);
  };
  for (Pending *root : roots) {
    push(root);
    while (!stack.empty()) {
      Frame &top = stack.back();
      if (top.next != top.needs.size()) {
        push(top.needs[top.next++]);
        continue;
      }
      Pending *done = top.p;
      stack.pop_back();
      require(*done);
    }
  }
}

void Checker::require(Pending &p) {
  if (p.phase == Pending::Done)
    return;
  constexpr size_t deepest = 300; // a knot that large is reported as the cycle it nearly always is
  if (p.phase == Pending::Checking && p.nameTaken) {
    p.phase = Pending::Done; // `use X` and `hardware X = X with {…}`: reported as a name declared twice
    return;
  }
  if (p.phase == Pending::Checking || chain.size() >= deepest) {
    auto first = llvm::find(chain, &p);
    if (first == chain.end())
      first = chain.begin();
    std::string links = p.decl->name.str();
    size_t shown = 0;
    for (auto at = chain.end(); at != first; ++shown)
      if (--at, shown < 8)
        links = (*at)->decl->name.str() + " ← " + links;
    if (shown > 8)
      links = fmt::format("… ({} more) ← {}", shown - 8, links);
    auto d = diags.report(diag::cyclic_definition, p.decl->nameRange, p.decl->name);
    d.note(links);
    if (p.decl->kind == DeclKind::Def)
      d.note("a function cannot call itself: every file terminates");
    else
      d.help("give one of them a value, or let a `solve` query find it");
    p.phase = Pending::Done;
    return;
  }
  p.phase = Pending::Checking;
  chain.push_back(&p);
  if (p.entry)
    materialise(p);
  else
    checkDecl(p);
  chain.pop_back();
  p.phase = Pending::Done;
  out.order.push_back(p.decl);
}

void Checker::checkAll(Module &main) {
  std::vector<Pending *> roots;
  for (Pending &p : pendings)
    if (p.syntax && (!p.module->registry || main.registry))
      roots.push_back(&p);
  order(roots);
  checkStatements(main);
  if (!main.registry)
    for (auto &[name, symbol] : main.names)
      if (symbol.fromUse && !symbol.used && symbol.decl)
        diags.report(diag::unused_use, symbol.range, name);
}

//===-- One declaration ----------------------------------------------------===//

static llvm::StringRef word(DeclKind kind) {
  switch (kind) {
  case DeclKind::Model: return "model";
  case DeclKind::Workload: return "workload";
  case DeclKind::Hardware: return "hardware";
  case DeclKind::Site: return "site";
  default: return "format";
  }
}

static Flow flowOf(DeclKind kind, const Node *value) {
  switch (kind) {
  case DeclKind::Model:
  case DeclKind::Workload: return Flow::Demand;
  case DeclKind::Hardware:
  case DeclKind::Site: return Flow::Supply;
  default: return value->flow;
  }
}

static void checkRecordDecl(Checker &c, Pending &p, Env &env) {
  auto *r = llvm::cast<ast::RecordDecl>(p.syntax);
  Decl &d = *p.decl;
  env.owner = d.name.str();
  env.side = d.kind == DeclKind::Hardware || d.kind == DeclKind::Site ? Side::Supply
             : d.kind == DeclKind::Format                            ? Side::Neutral
                                                                      : Side::Demand;
  const Schema *schema = nullptr;
  Range schemaRange = r->schema ? r->schema.range : d.nameRange;
  if (d.kind == DeclKind::Format)
    schema = c.out.catalog->schema("Format");
  if (r->schema && !(schema = c.schemaNamed(r->schema, *p.module, /*report=*/true)))
    return;
  Node *value = nullptr;
  if (auto *body = llvm::dyn_cast<ast::RecordExpr>(r->value); body && !r->derived && schema)
    value = c.fields(*body, env, schema, d.nameRange);
  else if (schema && !r->derived)
    return; // its body could not be read
  else
    value = c.expr(r->value, env);
  if (value->type.isError())
    return;
  if (value->type.kind != Type::Record || c.solverOf(value)) {
    c.diags.report(diag::wrong_type, value->range, fmt::format("`{}`", d.name), "a record", c.describe(value->type))
        .at(c.print(value->type));
    return;
  }
  schema = value->type.schema;
  if (llvm::StringRef needed = schema ? schema->keyword : llvm::StringRef();
      d.kind != DeclKind::Format && !needed.empty() && needed != word(d.kind)) {
    c.diags.report(diag::wrong_keyword, r->wordRange, schema->name, needed, word(d.kind))
        .label(schemaRange, fmt::format("{} `{}`", needed, schema->name))
        .fixit(r->wordRange, needed.str());
    return;
  }
  // The fields of a new record were checked one by one; one that is computed (`if`, a
  // function, a member) is checked whole.
  Boundary whole;
  whole.what = fmt::format("`{}`", d.name);
  whole.path = d.name.str();
  whole.place = d.nameRange;
  if (!c.checkFlow(value, env, whole))
    return;
  if (r->origin.range.valid())
    c.attachOrigin(value, r->origin, env, /*figure=*/false, d.nameRange);
  d.value = value;
  d.type = value->type;
  d.flow = flowOf(d.kind, value);
  c.checkFieldCycles(d);
}

void Checker::checkDecl(Pending &p) {
  Decl &d = *p.decl;
  Env env;
  env.module = p.module;
  switch (d.kind) {
  case DeclKind::Model:
  case DeclKind::Workload:
  case DeclKind::Hardware:
  case DeclKind::Site:
  case DeclKind::Format:
    checkRecordDecl(*this, p, env);
    break;
  case DeclKind::Let: {
    auto *let = llvm::cast<ast::LetDecl>(p.syntax);
    env.owner = d.name.str();
    Node *value;
    if (let->type) {
      Boundary at;
      at.what = fmt::format("`{}`", d.name);
      at.path = d.name.str();
      at.place = let->type->range;
      Type want = annotation(let->type, *p.module);
      value = want.isError() ? expr(let->value, env) : exprFor(let->value, env, want, at);
    } else {
      value = expr(let->value, env);
    }
    if (value->type.isError())
      break;
    attachOrigin(value, let->origin, env, /*figure=*/true, d.nameRange);
    d.value = value;
    d.type = value->type;
    d.flow = value->flow;
    break;
  }
  case DeclKind::Query: {
    auto *query = llvm::cast<ast::QueryDecl>(p.syntax);
    if (query->form != ast::QueryDecl::Form::Value) {
      checkBlock(p);
      break;
    }
    env.owner = d.name.str();
    Node *value = expr(query->value, env);
    if (value->type.isError())
      break;
    d.value = value;
    d.type = value->type;
    d.flow = value->flow;
    break;
  }
  case DeclKind::Def: checkDef(p); break;
  case DeclKind::Schema: checkSchema(p); break;
  case DeclKind::Source: checkSource(p); break;
  case DeclKind::Dimension:
  case DeclKind::Unit:
  case DeclKind::Import: break;
  }
  if (d.value) {
    roots.push_back(d.value);
    fold(d.value); // while what it needs is folded already: a chain stays shallow
    countsOf(d.value);
  }
}

//===-- show and assert ----------------------------------------------------===//

void Checker::checkStatements(Module &main) {
  Env env;
  env.module = &main;
  for (const ast::Decl *decl : main.ast->decls) {
    if (auto *show = llvm::dyn_cast<ast::ShowDecl>(decl)) {
      for (const ast::ShowItem &item : show->items) {
        Statement s;
        s.kind = Statement::Show;
        s.range = item.range;
        s.label = item.name ? item.name.text : keep(text(item.value->range));
        Node *value = expr(item.value, env);
        if (item.unit)
          value = showIn(value, item.unit, env, item.range);
        s.value = value;
        s.unit = item.unit.text;
        requireSources(value, main);
        roots.push_back(value);
        out.statements.push_back(s);
      }
    } else if (auto *assertion = llvm::dyn_cast<ast::AssertDecl>(decl)) {
      Statement s;
      s.kind = Statement::Assert;
      s.range = assertion->condition->range;
      s.label = assertion->message ? assertion->message->value : llvm::StringRef();
      s.value = condition(assertion->condition, env, "a condition of `assert`");
      if (!assertion->origin.from.empty())
        s.claim = claim(*assertion->origin.from.front(), env);
      roots.push_back(s.value);
      out.statements.push_back(s);
    }
  }
}

} // namespace mls
