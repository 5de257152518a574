//===- Instances.cpp - declarations and layered records ------------------===//

#include "Lowering/Lower.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/SaveAndRestore.h"

namespace mls {

Lowering::Lowering(ProgramView view, DiagnosticEngine &diags) : program(std::move(view)), diags(diags) {
  nominal.overridden = false;
  decide = [](PlanId) { return std::nullopt; };
}

Instance *Lowering::makeInstance(const Schema *schema, const char *path, Range range) {
  Instance &i = instances.emplace_back();
  i.schema = schema;
  i.path = path;
  i.range = range;
  i.world = world;
  return &i;
}

/// The scope in which a layer's entries are evaluated once they stand in `instance`.
const ValueEnv *Lowering::scopeOf(Instance *instance, const Layer *layer) {
  if (!layer->opensScope)
    return layer->env;
  ValueEnv *env = new (arena.Allocate<ValueEnv>()) ValueEnv;
  env->self = instance;
  env->outer = layer->env;
  env->locals = layer->env ? layer->env->locals : nullptr;
  return env;
}

/// `base` with one more layer on top. Arguments of a query are what a layer on it replaces.
Instance *Lowering::derive(Instance *base, const Layer &layer, const char *path) {
  Instance *i = makeInstance(base->schema, path, base->range);
  i->mapField = base->mapField;
  i->argument = base->argument;
  i->solver = base->solver;
  i->world = base->world;
  if (base->arguments) {
    i->arguments = derive(base->arguments, layer, path);
    return i;
  }
  Layer *top = new (arena.Allocate<Layer>()) Layer(layer);
  top->below = base->top;
  i->top = top;
  return i;
}

/// Lays entries that reach below a field (`accelerator.memory.bandwidth`) on its value, the lowest first.
Value Lowering::applyDeep(const Value &base, llvm::ArrayRef<const Layer *> deep, const Field *field, const char *path) {
  Value v = base;
  if (v.kind == Value::Absent && field && field->sub) { // a member of a record not given yet gives it
    v = Value();
    v.kind = Value::Record;
    v.instance = makeInstance(field->sub, path, {});
  }
  if (v.kind != Value::Record)
    return v;
  for (const Layer *layer : llvm::reverse(deep))
    v.instance = derive(v.instance, *layer, path);
  return v;
}

//===-- Declarations --------------------------------------------------------===//

/// Calls `visit` for the declarations that an expression names, but for the entries of
/// records and calls, which are evaluated when a field is wanted.
static void named(const Node *root, llvm::function_ref<void(const Decl *)> visit) {
  llvm::SmallVector<const Node *, 16> work{root};
  while (!work.empty()) {
    const Node *n = work.pop_back_val();
    if (!n)
      continue;
    if (n->op == NodeOp::Ref)
      visit(n->decl);
    if (n->op != NodeOp::Nominal) // another world
      for (const Node *kid : llvm::reverse(n->kids))
        work.push_back(kid);
  }
}

/// Lowers what a declaration needs before it, without recursion: files with 20,000
/// chained `let`s are ordinary input.
void Lowering::prepare(const Decl *root) {
  struct Frame {
    const Decl *decl;
    llvm::SmallVector<const Decl *, 2> needs;
  };
  std::vector<Frame> stack;
  llvm::DenseMap<const Decl *, bool> seen;
  auto push = [&](const Decl *d) {
    if (world->decls.lookup(d).done || !seen.insert({d, true}).second)
      return;
    Frame f{d, {}};
    named(d->value, [&](const Decl *need) {
      if (need->kind != DeclKind::Def)
        f.needs.push_back(need);
    });
    stack.push_back(std::move(f));
  };
  push(root);
  while (!stack.empty()) {
    if (!stack.back().needs.empty()) {
      push(stack.back().needs.pop_back_val());
      continue;
    }
    const Decl *d = stack.back().decl;
    stack.pop_back();
    if (d != root)
      lower(d);
  }
}

Value Lowering::lower(const Decl *decl) {
  if (World::Memo known = world->decls.lookup(decl); known.done)
    return known.value;
  prepare(decl);
  for (auto &[owner, name] : running)
    if (owner == decl)
      return reportCycle(decl, decl->name, decl->nameRange);
  running.push_back({decl, decl->name});
  auto leave = llvm::make_scope_exit([&] { running.pop_back(); });
  Value v = declValue(decl);
  world->decls[decl] = {v, true};
  return v;
}

/// What is left of an override's path below `decl`; nullopt: it is about something else.
static std::optional<unsigned> matches(const Override &o, const Decl *decl) {
  llvm::StringRef rest = decl->path;
  unsigned n = 0;
  for (llvm::StringRef part : o.path) {
    if (!rest.consume_front(part))
      break;
    ++n;
    if (rest.empty())
      return n;
    if (!rest.consume_front("."))
      break;
  }
  return !o.path.empty() && o.path[0] == decl->name ? std::optional(1u) : std::nullopt;
}

Value Lowering::declValue(const Decl *decl) {
  if (!decl->value)
    return decl->kind == DeclKind::Query && program.block ? program.block(*this, decl) : Value();
  Place place;
  // A record of the registry goes by its short name, a constant by its full path.
  place.path = save(decl->fromRegistry && decl->kind == DeclKind::Let ? decl->path : decl->name);
  place.doc = decl->doc;
  place.fromRegistry = decl->fromRegistry;
  const Node *value = decl->value;
  llvm::SmallVector<Entry, 2> deep;
  if (world->overridden)
    for (const Override &o : program.overrides) {
      auto used = matches(o, decl);
      if (!used)
        continue;
      if (*used == o.path.size()) {
        value = o.value;
        place.kind = OriginKind::Override;
        place.fromRegistry = false;
      } else {
        deep.push_back({llvm::ArrayRef(o.path).drop_front(*used), o.value, o.value->range});
      }
    }
  Value v = evaluate(value, nullptr, place);
  if (v.kind == Value::Record && !deep.empty()) {
    Layer layer;
    layer.entries = llvm::ArrayRef(deep).copy(arena);
    layer.opensScope = false;
    layer.isOverride = true;
    layer.home = place.path;
    v.instance = derive(v.instance, layer, place.path);
  }
  return nameStep(v, place.path, value->origin);
}

} // namespace mls
