//===- Fields.cpp - late-bound fields of an instance --------------------===//
//
// The value of a field is that of the topmost layer which gives it, with what upper
// layers say about its members laid on it; failing that the schema's default; failing
// that it is absent. Everything is evaluated in the instance asked, so what depends
// on a replaced field follows.
//
//===----------------------------------------------------------------------===//

#include "Lowering/Lower.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Support/SaveAndRestore.h"

namespace mls {

const Field *findField(const Schema *schema, llvm::StringRef name) {
  for (; schema; schema = schema->base)
    if (const Field *f = schema->find(name))
      return f;
  return nullptr;
}

Value Lowering::member(const Value &value, llvm::StringRef name) {
  if (value.kind == Value::Absent)
    return value;
  if (value.kind == Value::Table)
    return columnOf(value, name);
  return value.kind == Value::Record ? field(value.instance, name) : Value();
}

Value Lowering::field(Instance *instance, llvm::StringRef name) {
  if (auto it = instance->memo.find(name); it != instance->memo.end()) {
    if (it->second.state == Instance::Memo::Running)
      it->second = {reportCycle(instance, name, instance->range), Instance::Memo::Done};
    return it->second.value;
  }
  instance->memo[name];
  running.push_back({instance, name});
  llvm::SaveAndRestore scope(world, const_cast<World *>(instance->world));
  auto leave = llvm::make_scope_exit([&] { running.pop_back(); });
  Value v;
  const Field *out = instance->solver ? findField(instance->schema, name) : nullptr;
  if (out)
    v = ensureCall(instance) ? resultOf(instance, *out) : Value();
  else if (instance->arguments)
    v = field(instance->arguments, name);
  else
    v = computeField(instance, name);
  Instance::Memo &memo = instance->memo[name];
  if (memo.state == Instance::Memo::Done) // a cycle was found on the way
    return memo.value;
  memo = {v, Instance::Memo::Done};
  return v;
}

/// Exactly one member of a one-of group is given, and the upper layer wins: what a
/// lower one says about another member no longer holds.
static bool givesOther(const Layer *layer, const Schema *schema, const Field *field) {
  for (const Entry &e : layer->entries)
    if (e.path[0] != field->name)
      if (const Field *other = findField(schema, e.path[0]); other && other->group == field->group)
        return true;
  return false;
}

Value Lowering::computeField(Instance *instance, llvm::StringRef name) {
  const Field *field = findField(instance->schema, name);
  const char *path = save(instance->path[0] ? llvm::Twine(instance->path) + "." + name : llvm::Twine(name));
  llvm::SmallVector<const Layer *, 4> deep;
  const Entry *given = nullptr;
  const Layer *layer = instance->top;
  bool grouped = field && !field->group.empty(), groupGiven = false;
  for (; layer; layer = layer->below) {
    llvm::SmallVector<Entry, 4> below;
    for (const Entry &e : layer->entries) {
      if (e.path[0] != name)
        continue;
      if (e.path.size() == 1)
        given = &e;
      else
        below.push_back({e.path.drop_front(), e.value, e.pathRange});
    }
    if (!below.empty()) {
      Layer *l = new (arena.Allocate<Layer>()) Layer(*layer);
      l->entries = llvm::ArrayRef(below).copy(arena);
      l->env = scopeOf(instance, layer);
      l->opensScope = false;
      l->home = save(llvm::Twine(layer->home) + "." + name);
      l->below = nullptr;
      deep.push_back(l);
    }
    if (given)
      break;
    if (grouped && givesOther(layer, instance->schema, field)) {
      groupGiven = true;
      break;
    }
  }
  Value v = grouped && !given && !groupGiven ? absent(instance, field, name)
                                             : givenOrDefault(instance, field, name, given, layer, path);
  return deep.empty() ? v : applyDeep(v, deep, field, path);
}

static bool checked(const Domain &d) {
  return d.integer || d.lo > -std::numeric_limits<double>::infinity() || d.hi < std::numeric_limits<double>::infinity();
}

static bool isArithmetic(NodeOp op) { return (op >= NodeOp::Neg && op <= NodeOp::Pow) || op == NodeOp::Builtin; }

Value Lowering::givenOrDefault(Instance *instance, const Field *field, llvm::StringRef name, const Entry *entry,
                               const Layer *layer, const char *path) {
  Place place;
  place.path = path;
  place.field = field ? field : instance->mapField;
  place.schema = instance->schema;
  place.argument = instance->argument;
  const Node *node = nullptr;
  const ValueEnv *env = nullptr;
  if (entry) {
    node = entry->value;
    env = scopeOf(instance, layer);
    place.path = save(layer->home[0] ? llvm::Twine(layer->home) + "." + name : llvm::Twine(name));
    place.kind = layer->isOverride ? OriginKind::Override : OriginKind::Unsourced;
    place.fromRegistry = layer->fromRegistry;
  } else if (field && (node = program.defaultOf ? program.defaultOf(instance->schema, *field) : nullptr)) {
    ValueEnv *own = new (arena.Allocate<ValueEnv>()) ValueEnv;
    own->self = instance;
    env = own;
    place.kind = OriginKind::Default;
  } else {
    return absent(instance, field, name);
  }
  Value v = evaluate(node, env, place);
  if (entry && !place.fromRegistry && v.kind == Value::Number && isArithmetic(node->op))
    if (auto sum = known(v.node)) // `2 * 4` is the number that stands there, as `8` is
      v = literal(node, *sum, place);
  v = coerce(v, node, env, field, place);
  if (v.kind == Value::Absent && !entry) { // say what lacks the figure the user asked for
    Value own = field->optional || field->kind == FieldKind::Record ? absent(instance, field, name) : v;
    if (own.kind == Value::Absent && own.index != v.index && instance->argument)
      thePlan.missing[own.index].origin = v.index;
    return own;
  }
  if (v.kind == Value::Number && field && checked(field->domain) && !known(v.node) && !place.fromRegistry)
    thePlan.checks.push_back({v.node, field->domain, place.path, node->range});
  return nameStep(v, path, node->origin);
}

/// A record that nobody gave but that is not optional has all its defaults.
Value Lowering::absent(Instance *instance, const Field *field, llvm::StringRef name) {
  Value v;
  if (field && field->kind == FieldKind::Record && !field->optional && field->sub) {
    v.kind = Value::Record;
    v.instance = makeInstance(field->sub, save(llvm::Twine(instance->path) + "." + name), instance->range);
    return v;
  }
  v.kind = Value::Absent;
  v.index = uint32_t(thePlan.missing.size());
  thePlan.missing.push_back({instance->path, instance->schema ? instance->schema->name : llvm::StringRef("map"), name,
                             field ? field->unit : llvm::StringRef(), field, instance->range});
  return v;
}

/// A bare number stands for a record's main member (`efficiency: 0.5` is `{ compute: 0.5 }`).
Value Lowering::coerce(const Value &v, const Node *node, const ValueEnv *env, const Field *field, const Place &place) {
  if (!field || !v.isNode() || field->kind != FieldKind::Record || !field->sub || field->sub->bare.empty())
    return v;
  const Field *member = findField(field->sub, field->sub->bare);
  Layer *layer = new (arena.Allocate<Layer>()) Layer;
  llvm::StringRef path[] = {member->name};
  Entry entry{llvm::ArrayRef(path).copy(arena), node, node->range};
  layer->entries = llvm::ArrayRef(entry).copy(arena);
  layer->env = env;
  layer->opensScope = false;
  layer->isOverride = place.kind == OriginKind::Override;
  layer->fromRegistry = place.fromRegistry;
  layer->home = place.path;
  bare.push_back({place.path, member, node->range});
  Value record;
  record.kind = Value::Record;
  record.instance = makeInstance(field->sub, place.path, node->range);
  record.instance->top = layer;
  return record;
}

Value Lowering::reportCycle(const void *owner, llvm::StringRef name, Range range) {
  auto first = llvm::find(running, std::pair(owner, name));
  std::string chain;
  for (auto it = first; it != running.end(); ++it)
    chain += fmt::format("`{}` → ", it->second);
  diags.report(diag::cyclic_value, range, name)
      .note(chain + fmt::format("`{}`", name))
      .help("give one of these fields a value of its own");
  return {};
}

bool Lowering::hasMember(const Instance &instance, llvm::StringRef name) const {
  if (!instance.schema || !instance.known.empty())
    return llvm::is_contained(memberNames(instance), name);
  return findField(instance.schema, name) || (instance.arguments && findField(instance.arguments->schema, name));
}

llvm::SmallVector<llvm::StringRef, 16> Lowering::memberNames(const Instance &instance) const {
  llvm::SmallVector<llvm::StringRef, 16> names(instance.known.begin(), instance.known.end());
  if (!names.empty())
    return names;
  if (!instance.schema) { // a map: its keys, in the order of the lowest layer that has them
    llvm::SmallVector<const Layer *, 4> layers;
    for (const Layer *l = instance.top; l; l = l->below)
      layers.push_back(l);
    llvm::SmallSetVector<llvm::StringRef, 8> keys;
    for (const Layer *l : llvm::reverse(layers))
      for (const Entry &e : l->entries)
        keys.insert(e.path[0]);
    names.append(keys.begin(), keys.end());
    return names;
  }
  llvm::SmallVector<const Schema *, 4> chain;
  for (const Schema *s = instance.schema; s; s = s->base)
    chain.push_back(s);
  llvm::SmallSetVector<llvm::StringRef, 16> all;
  for (const Schema *s : llvm::reverse(chain))
    for (const Field &f : s->fields)
      all.insert(f.name);
  names.append(all.begin(), all.end());
  return names;
}

} // namespace mls
