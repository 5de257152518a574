//===- Calls.cpp - solver calls: arguments out, results in ------------------===//
//
// A call is a record of arguments until one of its results is wanted; then it is
// bound: written field by field into the two streams of Schema.h.
//
//===----------------------------------------------------------------------===//

#include "Lowering/Lower.h"

namespace mls {

Value Lowering::call(const Node *node, const ValueEnv *env, const Place &place) {
  if (!node->solver)
    return {};
  Layer *layer = new (arena.Allocate<Layer>()) Layer;
  layer->entries = node->entries;
  layer->env = env;
  layer->opensScope = false;
  layer->home = place.path;
  Instance *arguments = makeInstance(node->solver->in, place.path, node->range);
  arguments->argument = true;
  arguments->top = layer;
  Value v;
  v.kind = Value::Record;
  v.instance = makeInstance(node->solver->out, place.path, node->range);
  v.instance->arguments = arguments;
  v.instance->solver = node->solver;
  return v;
}

uint32_t slotOf(const Schema &schema, llvm::StringRef name) {
  uint32_t n = 0;
  for (const Field &f : schema.fields) {
    if (f.name == name)
      break;
    n += f.languageOnly ? 0 : f.kind == FieldKind::Record ? slotCount(*f.sub) : 1;
  }
  return n;
}

uint32_t slotCount(const Schema &schema) { return slotOf(schema, {}); }

bool Lowering::ensureCall(Instance *query) {
  if (query->call != Instance::unbound)
    return query->call >= 0;
  query->call = Instance::failed; // until it is bound
  PlanCall c;
  c.solver = query->solver;
  c.name = query->path;
  c.range = query->range;
  c.arguments = query->arguments;
  if (!bindRecord(c, query->solver->in, query->arguments, {}))
    return false;
  query->call = int32_t(thePlan.calls.size());
  thePlan.calls.push_back(std::move(c));
  return true;
}

/// A result, or a record of results, as a value.
Value Lowering::resultOf(Instance *record, const Field &field) {
  uint32_t slot = record->slotBase + slotOf(*record->schema, field.name);
  llvm::StringRef name = record->solver->isFunction ? record->solver->name : field.name; // whose value goes by its name
  const char *path = save(record->path[0] ? llvm::Twine(record->path) + "." + name : llvm::Twine(name));
  Value v;
  if (field.kind == FieldKind::Record) {
    v.kind = Value::Record;
    v.instance = makeInstance(field.sub, path, record->range);
    v.instance->solver = record->solver;
    v.instance->call = record->call;
    v.instance->slotBase = slot;
    return v;
  }
  PlanNode n;
  n.op = PlanOp::Result;
  n.dim = field.dim;
  n.index = uint32_t(record->call);
  n.slot = slot;
  n.unit = field.unit;
  n.field = &field;
  n.name = path;
  n.range = record->range;
  v = ofNode(thePlan.add(n), field.kind == FieldKind::Flag     ? Value::Flag
                             : field.kind == FieldKind::Choice ? Value::Choice
                                                               : Value::Number);
  v.names = field.names;
  return v;
}

//===-- Binding ---------------------------------------------------------------===//

/// All fields are bound even after one failed, so that each mistake is reported.
bool Lowering::bindRecord(PlanCall &call, const Schema *schema, Instance *record, const std::string &path) {
  bool ok = true;
  for (const Field &f : schema->fields) {
    if (f.languageOnly)
      continue;
    Value v = field(record, f.name);
    if (v.kind == Value::Error) {
      ok = false;
      continue;
    }
    if (f.optional)
      call.tags.push_back(v.kind != Value::Absent);
    if (f.optional && v.kind == Value::Absent)
      continue;
    ok &= bindValue(call, f, f.kind, v, path.empty() ? f.name.str() : path + "." + f.name.str());
  }
  return ok;
}

bool Lowering::bindValue(PlanCall &call, const Field &f, FieldKind kind, const Value &v, const std::string &path) {
  if (v.kind == Value::Error)
    return false;
  if (v.kind == Value::Absent && kind != FieldKind::Quantity) { // no number can stand for structure
    reportMissing(diags, thePlan, v.index, call.range);
    return false;
  }
  switch (kind) {
  case FieldKind::Quantity:
  case FieldKind::Flag:
  case FieldKind::Choice: {
    PlanId x = number(v);
    if (x == noPlan)
      return false;
    call.slots.push_back(x);
    call.slotPaths.push_back(save(path));
    return true;
  }
  case FieldKind::Integer:
  case FieldKind::Bool: {
    auto x = decided(v, call.range);
    call.tags.push_back(x ? int64_t(*x) : 0);
    return x.has_value();
  }
  case FieldKind::Enum: {
    auto it = llvm::find(f.names, v.text);
    call.tags.push_back(it - f.names.begin());
    return it != f.names.end();
  }
  case FieldKind::Record:
    return v.kind == Value::Record && bindRecord(call, f.sub, v.instance, path);
  case FieldKind::OneOf:
    return v.kind == Value::Record && bindAlternative(call, f, v, path);
  case FieldKind::List: {
    auto items = elements(v);
    if (!items)
      return false;
    call.tags.push_back(int64_t(items->size()));
    bool ok = true;
    for (size_t i = 0; i != items->size(); ++i)
      ok &= bindValue(call, f, f.element, (*items)[i], path + "[" + std::to_string(i) + "]");
    return ok;
  }
  case FieldKind::Map: {
    if (v.kind != Value::Record)
      return false;
    bool ok = true;
    auto keys = memberNames(*v.instance);
    if (f.names.empty()) { // by free names: a list to the solver
      call.tags.push_back(int64_t(keys.size()));
      for (llvm::StringRef key : keys)
        ok &= bindValue(call, f, f.element, field(v.instance, key), path + "." + key.str());
      return ok;
    }
    for (llvm::StringRef key : f.names) {
      Value item;
      item.kind = Value::Absent;
      if (llvm::is_contained(keys, key))
        item = field(v.instance, key);
      call.tags.push_back(item.kind != Value::Absent);
      if (item.kind != Value::Absent)
        ok &= bindValue(call, f, f.element, item, path + "." + key.str());
    }
    return ok;
  }
  case FieldKind::Text:
    return true;
  }
  return false;
}

bool Lowering::bindAlternative(PlanCall &call, const Field &f, const Value &v, const std::string &path) {
  for (size_t i = 0; i != f.alternatives.size(); ++i)
    if (v.instance->schema && v.instance->schema->is(f.alternatives[i])) {
      call.tags.push_back(int64_t(i));
      return bindRecord(call, f.alternatives[i], v.instance, path);
    }
  return false;
}

/// Which absent figure a solver means by `on.accelerator.tdp`.
std::optional<uint32_t> Lowering::missingIn(const PlanCall &call, llvm::StringRef path) {
  Value v;
  v.kind = Value::Record;
  v.instance = call.arguments;
  while (!path.empty() && v.kind != Value::Absent) {
    auto [head, tail] = path.split('.');
    path = tail;
    unsigned index; // of an element, which a solver knows by its place alone
    auto items = head.getAsInteger(10, index) ? std::nullopt : elements(v);
    if (items)
      v = index < items->size() ? (*items)[index] : Value();
    else
      v = v.kind == Value::Record ? field(v.instance, head) : Value();
  }
  return v.kind == Value::Absent ? std::optional(v.index) : std::nullopt;
}

std::string supplyText(const PlanMissing &m) {
  std::string unit = m.unit.empty() ? "" : fmt::format(" {}", m.unit);
  return fmt::format("{}: …{}", m.name, unit);
}

static std::string recordText(const PlanMissing &m) { return m.path[0] ? std::string(m.path) : m.schema.str(); }

/// Named is what one would give: the figure itself, or what the default of an argument is.
void reportMissing(DiagnosticEngine &diags, const Plan &plan, uint32_t missing, Range use) {
  const PlanMissing &asked = plan.missing[missing], &m = plan.toGive(asked);
  std::string record = recordText(m);
  auto isArgument = [&](const PlanMissing &of) { return of.range.valid() && of.range == use; };
  auto d = diags.report(diag::missing_value, use.valid() ? use : m.range, record, m.name);
  d.at("needed here");
  if (m.range.valid() && !(m.range == use))
    d.note(fmt::format("`{}` is made here", record), m.range);
  if (m.field && !m.field->doc.empty())
    d.note(fmt::format("`{}`: {}", m.name, m.field->doc));
  if (&asked != &m)
    d.note(fmt::format("`{}.{}` is that unless it is given", recordText(asked), asked.name));
  if (isArgument(m)) {
    d.help(fmt::format("give it in the call: `{}`", supplyText(m)));
    return;
  }
  bool declared = m.path[0] && !llvm::StringRef(m.path).contains('.');
  std::string instead = isArgument(asked) ? fmt::format("give `{}` in the call", supplyText(asked))
                        : declared        ? fmt::format("say what to use instead: `{}.{} default …`", m.path, m.name)
                                          : "say what to use instead with `default`";
  d.help(declared ? fmt::format("add it: `{} with {{ {} }}`, or {}", m.path, supplyText(m), instead)
                  : fmt::format("give `{}` in `{}`, or {}", supplyText(m), record, instead));
}

} // namespace mls
