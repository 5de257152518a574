//===- Names.cpp - what a name means --------------------------------------===//
//
// From the inside out: a word of the expected enum; parameters, reduction variables
// and fields of the records around; the file's names; folders of the registry
// (`hardware.nvidia.H200_SXM`); a format's bare name where a format is expected.
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"
#include "Sema/Walk.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

Symbol *Checker::find(Module &module, llvm::StringRef name) {
  auto at = module.names.find(std::string_view(name));
  return at == module.names.end() ? nullptr : &at->second;
}

//===-- The registry, compiled or overlaid ---------------------------------===//

Pending *Checker::registryEntry(llvm::StringRef path) {
  if (auto at = registryDecls.find(std::string_view(path)); at != registryDecls.end())
    return at->second;
  const ImageEntry *entry = out.registry.find(path);
  if (!entry)
    return nullptr;
  Pending &p = pendings.emplace_back();
  p.entry = entry;
  p.decl = make<Decl>();
  p.decl->path = out.registry.path(*entry);
  p.decl->name = out.registry.name(*entry);
  p.decl->kind = DeclKind(entry->kind);
  p.decl->fromRegistry = true;
  pendingOf[p.decl] = &p;
  registryDecls.emplace(path.str(), &p);
  return &p;
}

bool Checker::registryFolder(llvm::StringRef path) {
  auto at = registryDecls.lower_bound(std::string_view(path));
  for (; at != registryDecls.end() && llvm::StringRef(at->first).starts_with(path); ++at)
    if (at->first.size() > path.size() && at->first[path.size()] == '.')
      return true;
  return out.registry.isFolder(path);
}

std::vector<std::string> Checker::registryPaths(llvm::StringRef folder) {
  std::vector<std::string> paths;
  for (const ImageEntry &e : out.registry.under(folder))
    paths.push_back(out.registry.path(e).str());
  for (auto &[path, p] : registryDecls)
    if (folder.empty() ||
        (llvm::StringRef(path).starts_with(folder) && path.size() > folder.size() && path[folder.size()] == '.'))
      paths.push_back(path);
  llvm::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

Pending *Checker::sibling(const Module &module, llvm::StringRef name) {
  return module.registry ? registryEntry(module.name + "." + name.str()) : nullptr;
}

static llvm::StringRef lastPart(llvm::StringRef path) { return path.substr(path.rfind('.') + 1); }

/// Reports a path below a registry folder that leads nowhere.
static void unknownRegistryPath(Checker &c, const ast::Path &path) {
  std::string written = path.str();
  if (c.registryFolder(written)) {
    std::vector<std::string> inside = c.registryPaths(written);
    c.diags.report(diag::registry_folder, path.range, written)
        .help(fmt::format("it holds {}", quotedList(inside, "and", 6)));
    return;
  }
  auto d = c.diags.report(diag::unknown_registry_path, path.range, written);
  std::vector<std::string> all = c.registryPaths();
  std::vector<llvm::StringRef> names;
  for (const std::string &p : all) {
    if (lastPart(p) == path.last()) {
      d.help(fmt::format("did you mean `{}`?", p)).fixit(path.range, p);
      return;
    }
    names.push_back(lastPart(p));
  }
  llvm::StringRef near = nearest(path.last(), names);
  for (const std::string &p : all)
    if (!near.empty() && lastPart(p) == near) {
      d.help(fmt::format("did you mean `{}`?", p)).fixit(path.range, p);
      return;
    }
  d.help("`mlsc zoo` lists what the registry holds");
}

Pending *Checker::usePath(const ast::Path &path) {
  if (Pending *p = registryEntry(path.str()))
    return p;
  unknownRegistryPath(*this, path);
  return nullptr;
}

//===-- Paths --------------------------------------------------------------===//

Pending *Checker::resolveDecl(const ast::Path &path, Module &module, size_t &used, bool report) {
  used = 0;
  Symbol *s = find(module, path.first());
  if (s) {
    s->used = true;
    used = 1;
    if (s->decl || !s->module || path.parts.size() == 1)
      return s->decl;
    const ast::Name &member = path.parts[1];
    Symbol *inner = find(*s->module, member.text);
    used = 2;
    if (inner && !inner->fromUse && inner->decl)
      return inner->decl;
    if (report && member) {
      llvm::SmallVector<llvm::StringRef> known;
      for (auto &[name, symbol] : s->module->names)
        if (symbol.decl && !symbol.fromUse)
          known.push_back(name);
      auto d = diags.report(diag::unknown_import_member, member.range, path.first(), member.text);
      if (llvm::StringRef near = nearest(member.text, known); !near.empty())
        d.help(fmt::format("did you mean `{}`?", near)).fixit(member.range, near.str());
      else if (!known.empty())
        d.help(fmt::format("its names are {}", quotedList(known, "and")));
    }
    return nullptr;
  }
  if (Pending *p = sibling(module, path.first())) {
    used = 1;
    return p;
  }
  if (!registryFolder(path.first()))
    return nullptr;
  std::string prefix;
  for (const ast::Name &part : path.parts) {
    prefix += (prefix.empty() ? "" : ".") + part.text.str();
    ++used;
    if (Pending *p = registryEntry(prefix))
      return p;
    if (!registryFolder(prefix))
      break;
  }
  if (report) {
    ast::Path wrong{path.parts.take_front(used), path.parts.front().range.to(path.parts[used - 1].range)};
    unknownRegistryPath(*this, wrong);
  }
  return nullptr;
}

static llvm::StringRef kindName(DeclKind kind) {
  switch (kind) {
  case DeclKind::Source: return "a source";
  case DeclKind::Schema: return "a schema";
  case DeclKind::Def: return "a function";
  case DeclKind::Dimension: return "a dimension";
  case DeclKind::Unit: return "a unit";
  case DeclKind::Import: return "an import";
  default: return "a value";
  }
}

static Node *refer(Checker &c, Pending &p, Range range) {
  c.require(p);
  Decl *d = p.decl;
  if (d->kind == DeclKind::Source || d->kind == DeclKind::Schema || d->kind == DeclKind::Def ||
      d->kind == DeclKind::Dimension || d->kind == DeclKind::Unit) {
    auto diag = c.diags.report(diag::not_a_value, range, d->name, kindName(d->kind));
    if (d->kind == DeclKind::Def)
      diag.help(fmt::format("call it: `{}(…)`", d->name));
    return c.error(range);
  }
  if (d->type.isError())
    return c.error(range);
  Node *n = c.make(NodeOp::Ref, range, d->type);
  n->decl = d;
  n->flow = d->flow;
  return n;
}

static const Field *findField(const Schema *s, llvm::StringRef name) {
  for (; s; s = s->base)
    if (const Field *f = s->find(name))
      return f;
  return nullptr;
}

Node *Checker::path(const ast::PathExpr &e, const Env &env, const Type *want) {
  llvm::ArrayRef<ast::Name> parts = e.path.parts;
  if (parts.empty())
    return error(e.range);
  const ast::Name &head = parts.front();
  Node *base = nullptr;
  size_t used = 1;

  if (want && want->kind == Type::Enum && parts.size() == 1)
    if (auto at = llvm::find(want->names, head.text); at != want->names.end()) {
      Node *word = make(NodeOp::Name, e.range, *want);
      word->text = *at;
      word->number = double(at - want->names.begin());
      return word;
    }

  unsigned level = 0;
  for (const Scope *s = env.scope; s && !base; s = s->outer) {
    if (!s->record) {
      if (s->name != head.text)
        continue;
      s->used = true;
      base = make(NodeOp::Local, head.range, s->type);
      base->text = s->name;
      base->number = s->slot;
      base->flow = s->flow;
      if (s->type.isError())
        return error(e.range);
    } else if (const Field *f = findField(s->record, head.text)) {
      base = make(NodeOp::Self, head.range, fieldType(*f));
      base->text = f->name;
      base->number = level;
      fieldOf[base] = f;
      base->flow = s->record->side == Side::Supply   ? Flow::Supply
                   : s->record->side == Side::Demand ? Flow::Demand
                                                     : Flow::Neutral;
    } else {
      ++level;
    }
  }

  if (!base) {
    Symbol *s = find(*env.module, head.text);
    bool folder = !s && registryFolder(head.text) && parts.size() > 1;
    if (s || folder) {
      Pending *p = resolveDecl(e.path, *env.module, used, /*report=*/true);
      if (!p) {
        if (s && s->module && parts.size() == 1)
          diags.report(diag::not_a_value, e.range, head.text, "an import")
              .help(fmt::format("its names are `{}.…`", head.text));
        return error(e.range);
      }
      base = refer(*this, *p, head.range.to(parts[used - 1].range));
    } else if (Pending *p = sibling(*env.module, head.text)) {
      base = refer(*this, *p, head.range);
    } else if (want && want->kind == Type::Record && want->schema && want->schema->keyword == "format" &&
               parts.size() == 1) {
      if (Pending *p = registryEntry("formats." + head.text.str()))
        base = refer(*this, *p, head.range);
    } else if (want && want->kind == Type::Record && want->schema && !want->schema->bare.empty() &&
               head.text == "calibrated" && parts.size() == 1) {
      return make(NodeOp::Record, e.range, *want); // `efficiency: calibrated`: no part is set
    }
  }
  if (!base) {
    if (want && want->kind == Type::Enum && parts.size() == 1) {
      auto d = diags.report(diag::unknown_choice, e.range, head.text, quotedList(want->names));
      if (llvm::StringRef near = nearest(head.text, want->names); !near.empty())
        d.help(fmt::format("did you mean `{}`?", near)).fixit(e.range, near.str());
      return error(e.range);
    }
    unknownName(head, env);
    return error(e.range);
  }
  for (const ast::Name &part : parts.drop_front(used))
    base = member(base, part, env);
  return base;
}

void Checker::unknownName(const ast::Name &name, const Env &env) {
  if (const Signature *s = out.catalog->solver(name.text)) {
    diags.report(diag::not_a_value, name.range, name.text, s->isFunction ? "a function" : "a solver")
        .help(fmt::format("call it: `{}`", callForm(*s)));
    return;
  }
  auto d = diags.report(diag::unknown_name, name.range, name.text);
  std::vector<std::string> paths = registryPaths();
  for (const std::string &path : paths)
    if (lastPart(path) == name.text) {
      d.help(fmt::format("the registry has it: `use {}`", path));
      d.fixit({name.range.file, 0, 0}, fmt::format("use {}\n", path), fmt::format("add `use {}`", path));
      return;
    }
  std::vector<llvm::StringRef> known;
  for (const Scope *s = out.dims().lookup(name.text) ? nullptr : env.scope; s; s = s->outer) {
    if (!s->record)
      known.push_back(s->name);
    for (const Schema *r = s->record; r; r = r->base)
      for (const Field &f : r->fields)
        known.push_back(f.name);
  }
  for (auto &[n, symbol] : env.module->names)
    known.push_back(n);
  for (const Signature *s : out.catalog->solvers)
    known.push_back(s->name);
  if (llvm::StringRef near = nearest(name.text, known); !near.empty()) {
    d.help(fmt::format("did you mean `{}`?", near)).fixit(name.range, near.str());
    return;
  }
  if (auto dim = out.dims().lookup(name.text)) {
    std::string unit = baseUnitOf(*dim);
    d.help(unit.empty() ? fmt::format("`{}` is a dimension", name.text)
                        : fmt::format("`{}` is a dimension; write a quantity of it, `1 {}`", name.text, unit));
    return;
  }
  if (out.units.lookup(name.text))
    d.help(fmt::format("`{}` is a unit and follows a number: `1 {}`", name.text, name.text));
}

void Checker::markUsed(const ast::Expr *e, Module &module) {
  if (auto *path = llvm::dyn_cast<ast::PathExpr>(e))
    if (Symbol *s = find(module, path->path.first()))
      s->used = true;
  forEachChild(e, [&](const ast::Expr *child) { markUsed(child, module); });
}

const Source *Checker::findSource(const ast::Path &path, Module &module) {
  if (path.simple()) {
    if (auto at = sourceIds.find(std::string_view(path.first()));
        at != sourceIds.end() && !find(module, path.first())) {
      require(*at->second);
      return at->second->decl->source;
    }
  }
  size_t used = 0;
  if (Pending *p = resolveDecl(path, module, used, /*report=*/false); p && used == path.parts.size()) {
    require(*p);
    if (p->decl->kind == DeclKind::Source)
      return p->decl->source;
    diags.report(diag::not_a_source, path.range, path.str()).label(p->decl->nameRange, "declared here");
    return nullptr;
  }
  if (const ImageSource *s = out.registry.source(path.last()))
    return imageSource(*s);
  if (Symbol *s = find(module, path.first()); s && !s->decl && !s->module)
    return nullptr; // reported where it was declared
  auto d = diags.report(diag::unknown_source, path.range, path.str());
  std::vector<llvm::StringRef> known;
  for (auto &[name, s] : module.names)
    if (s.decl && s.decl->decl->kind == DeclKind::Source)
      known.push_back(name);
  for (auto &[name, s] : sourceIds)
    known.push_back(name);
  for (const ImageSource &s : out.registry.data().sources)
    known.push_back(out.registry.data().str(s.id));
  if (llvm::StringRef near = nearest(path.last(), known); !near.empty())
    d.help(fmt::format("did you mean `{}`?", near)).fixit(path.range, near.str());
  else
    d.help(fmt::format("declare it: `source {} {{ kind: …  title: \"…\"  accessed: … }}`", path.last()));
  return nullptr;
}

} // namespace mls
