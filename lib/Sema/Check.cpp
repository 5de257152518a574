//===- Check.cpp - the door to Sema ---------------------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

Checked::Checked() : state(std::make_unique<State>(*this)) {}
Checked::~Checked() = default;

static DimNames dimensionsOf(const RegistryImage &image) {
  DimNames names;
  for (llvm::StringRef name : image.dimensions)
    names.add(name);
  return names;
}

/// `registry "2026.11"`: the date of the registry that the file was written for; in a
/// registry folder, its own.
static void checkPin(Checker &c, const Module &module) {
  const ast::RegistryDecl *first = nullptr;
  for (const ast::Decl *d : module.ast->decls) {
    auto *pin = llvm::dyn_cast<ast::RegistryDecl>(d);
    if (!pin || !pin->version)
      continue;
    if (first) {
      c.diags.report(diag::pinned_twice, pin->range).label(first->range, "first here").help("keep one of them");
      continue;
    }
    first = pin;
    c.out.pin = pin->version->value;
    llvm::StringRef have = c.out.registry.data().date;
    if (!module.registry && !c.out.registry.empty() && c.out.pin != have)
      c.diags.report(diag::registry_pin, pin->version->range, c.out.pin, have);
  }
}

static std::shared_ptr<Checked> begin(const Catalog *catalog, Registry registry) {
  auto out = std::make_shared<Checked>();
  out->catalog = catalog;
  out->registry = registry;
  out->units = UnitTable(registry.data().units, dimensionsOf(registry.data()));
  return out;
}

static void finish(Checker &c, llvm::ArrayRef<Module *> modules) {
  for (Module *m : modules)
    c.declare(*m);
  for (Module *m : modules)
    c.checkUses(*m);
  c.declareUnits(modules);
}

std::shared_ptr<const Checked> check(CheckInput input) {
  auto out = begin(input.catalog, input.registry);
  Checker &c = *out->state;
  c.options = std::move(input.options);
  out->diags.setWarningsAsErrors(c.options.warningsAsErrors);
  for (const std::string &o : c.options.overrides) {
    llvm::SmallVector<llvm::StringRef> parts;
    llvm::StringRef(o).split('=').first.split(parts, '.');
    for (llvm::StringRef part : llvm::ArrayRef(parts).take_front(2))
      c.overridden.insert(part.trim());
  }
  Module *main = c.addModule("", std::move(input.name), std::move(input.text));
  out->file = main->file;
  out->ast = main->ast;
  c.loadImports(*main);
  if (!c.options.registryDir.empty())
    c.loadRegistry(c.options.registryDir);
  std::vector<Module *> modules;
  for (Module &m : c.modules)
    modules.push_back(&m);
  finish(c, modules);
  checkPin(c, *main);
  c.checkAll(*main);
  c.checkOverrides(*main);
  return out;
}

std::shared_ptr<const Checked> checkRegistry(const std::string &dir, const Catalog &catalog, Registry below) {
  auto out = begin(&catalog, below);
  Checker &c = *out->state;
  c.loadRegistry(dir);
  std::vector<Module *> modules;
  for (Module &m : c.modules)
    modules.push_back(&m);
  finish(c, modules);
  for (Module *m : modules)
    checkPin(c, *m);
  if (!modules.empty()) {
    out->file = modules.front()->file;
    out->ast = modules.front()->ast;
    c.checkAll(*modules.front());
  }
  for (auto &[path, pending] : c.registryDecls)
    if (pending->syntax)
      out->decls.push_back(pending->decl);
  return out;
}

//===-- Look-up ------------------------------------------------------------===//

const Decl *Checked::lookup(llvm::StringRef path) const {
  Checker &c = *state;
  if (c.modules.empty())
    return nullptr;
  auto [head, rest] = path.split('.');
  Pending *p = nullptr;
  if (Symbol *s = c.find(c.modules.front(), head)) {
    p = s->decl;
    if (s->module)
      if (Symbol *inner = c.find(*s->module, rest))
        p = inner->decl;
    if (!s->module && !rest.empty())
      p = nullptr;
  }
  if (!p)
    p = c.registryEntry(path);
  if (!p)
    return nullptr;
  c.require(*p);
  return p->decl;
}

std::vector<llvm::StringRef> Checked::names() const {
  std::vector<llvm::StringRef> result;
  if (!state->modules.empty())
    for (auto &[name, symbol] : state->modules.front().names)
      result.push_back(name);
  return result;
}

std::vector<const Decl *> Checked::zoo(const Schema *schema) const {
  Checker &c = *state;
  std::vector<const Decl *> result;
  for (const std::string &path : c.registryPaths()) {
    Pending *p = c.registryEntry(path);
    if (p->entry) { // look at the row before materialising it
      const Schema *s = catalog->schema(registry.schema(*p->entry));
      if (!s || !s->is(schema))
        continue;
    }
    c.require(*p);
    if (p->decl->type.kind == Type::Record && p->decl->type.schema && p->decl->type.schema->is(schema))
      result.push_back(p->decl);
  }
  return result;
}

const Node *Checked::defaultOf(const Schema *schema, const Field &field) const {
  return state->defaultOf(schema, field);
}

//===-- Positions ----------------------------------------------------------===//

static bool covers(Range r, FileId file, uint32_t offset) {
  return r.file == file && r.begin <= offset && offset <= r.end;
}

static const Node *innermost(const Node *n, FileId file, uint32_t offset) {
  if (!covers(n->range, file, offset))
    return nullptr;
  for (const Node *kid : n->kids)
    if (const Node *found = innermost(kid, file, offset))
      return found;
  for (const Entry &e : n->entries)
    if (const Node *found = innermost(e.value, file, offset))
      return found;
  return n;
}

const Node *Checked::nodeAt(FileId at, uint32_t offset) const {
  for (const Node *root : state->roots)
    if (const Node *found = innermost(root, at, offset))
      return found;
  return nullptr;
}

const Decl *Checked::declAt(FileId at, uint32_t offset) const {
  for (const Pending &p : state->pendings)
    if (covers(p.decl->nameRange, at, offset))
      return p.decl;
  const Node *n = nodeAt(at, offset);
  return n ? n->decl : nullptr;
}

} // namespace mls
