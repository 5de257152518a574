//===- Expressions.cpp - the value of an expression ----------------------===//

#include "Lowering/Lower.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SaveAndRestore.h"

namespace mls {

/// Deeper than people write and shallower than the stack.
constexpr unsigned maxDepth = 400;
/// Beyond it a file computes for minutes: `def f(x) = g(x) + g(x)` doubles with each level.
constexpr uint64_t maxSteps = 5'000'000;
constexpr size_t maxNodes = 1'000'000;

Value Lowering::lower(const Node *node, const ValueEnv *variables) {
  return evaluate(node, variables, Place().criterion());
}

Value Lowering::lowerShown(const Node *node, const ValueEnv *variables) { return evaluate(node, variables, Place()); }

Value Lowering::evaluate(const Node *node, const ValueEnv *env, const Place &place) {
  if (!node || exhausted)
    return {};
  if (depth >= maxDepth) {
    if (std::exchange(tooDeep, true))
      return {};
    diags.report(diag::too_deep, node->range, maxDepth).help("name an inner part with `let`");
    return {};
  }
  if (++steps > maxSteps || thePlan.nodes.size() > maxNodes) {
    exhausted = true;
    diags.report(diag::too_large, node->range)
        .help("a `def` that calls others twice doubles with each level: name the common value with `let`");
    return {};
  }
  ++depth;
  auto leave = llvm::make_scope_exit([&] { --depth; });
  return evaluateCases(node, env, place);
}

static Value text(Value::Kind kind, llvm::StringRef s) {
  Value v;
  v.kind = kind;
  v.text = s;
  return v;
}

Value Lowering::evaluateCases(const Node *node, const ValueEnv *env, const Place &place) {
  switch (node->op) {
  case NodeOp::Error:
    return {};
  case NodeOp::Number:
    return literal(node, node->number, place);
  case NodeOp::Bool:
    return ofNode(constant(node->number, {}, node->range), Value::Flag);
  case NodeOp::Text:
  case NodeOp::Date:
    return text(Value::Text, node->text);
  case NodeOp::Name: {
    Value v = text(Value::Name, node->text);
    v.index = uint32_t(node->number);
    v.names = node->type.names;
    return v;
  }
  case NodeOp::Ref:
    return lower(node->decl);
  case NodeOp::Self: {
    for (unsigned n = unsigned(node->number); env && n; --n)
      env = env->outer;
    return env && env->self ? field(env->self, node->text) : Value();
  }
  case NodeOp::Field:
    return member(evaluate(node->kids[0], env, place.inner()), node->text);
  case NodeOp::Local:
    for (const Binding *b = env ? env->locals : nullptr; b; b = b->next)
      if (b->slot == unsigned(node->number))
        return b->value;
    return {};
  case NodeOp::Index:
    return index(node, env, place.inner());
  case NodeOp::Neg:
    if (node->kids[0]->op == NodeOp::Number) // `-5` is a literal
      return literal(node, -node->kids[0]->number, place);
    [[fallthrough]];
  case NodeOp::Not: {
    Value a = evaluate(node->kids[0], env, place.inner());
    if (!a.isNode())
      return a.kind == Value::Absent ? a : Value();
    bool negation = node->op == NodeOp::Neg;
    return ofNode(emit(negation ? PlanOp::Neg : PlanOp::Not, thePlan.nodes[a.node].dim, node->range, a.node), a.kind);
  }
  case NodeOp::Add: case NodeOp::Sub: case NodeOp::Mul: case NodeOp::Div: case NodeOp::Pow:
  case NodeOp::Less: case NodeOp::LessEqual: case NodeOp::Greater: case NodeOp::GreaterEqual:
  case NodeOp::Equal: case NodeOp::NotEqual: case NodeOp::And: case NodeOp::Or:
    return spine(node, env, place.inner());
  case NodeOp::Within:
    return within(node, env, place.criterion());
  case NodeOp::If:
    return conditional(node, env, place.inner());
  case NodeOp::Default: {
    Value v = evaluate(node->kids[0], env, place.inner());
    return v.kind == Value::Absent ? evaluate(node->kids[1], env, place) : v;
  }
  case NodeOp::Has: {
    Value v = evaluate(node->kids[0], env, place.inner());
    if (v.kind == Value::Error)
      return v;
    return ofNode(constant(v.kind != Value::Absent, {}, node->range), Value::Flag);
  }
  case NodeOp::As: // shown in a unit: nothing to compute
    return evaluate(node->kids[0], env, place);
  case NodeOp::Builtin:
    return builtin(node, env, place.inner());
  case NodeOp::CallDef: {
    ValueEnv *frame = new (arena.Allocate<ValueEnv>()) ValueEnv;
    Place body = place.inner();
    body.asked = false; // it and its defaults state what holds for every caller
    body.fromRegistry |= node->decl->fromRegistry;
    for (unsigned i = 0; i != node->kids.size(); ++i) {
      const Node *kid = node->kids[i];
      bool isGiven = kid->range.file == node->range.file && kid->range.begin >= node->range.begin && kid->range.end <= node->range.end;
      frame->locals = new (arena.Allocate<Binding>())
          Binding{i, evaluate(kid, env, isGiven ? place.criterion() : body), frame->locals};
    }
    return evaluate(node->decl->value, frame, body);
  }
  case NodeOp::Call:
    return call(node, env, place);
  case NodeOp::Record:
  case NodeOp::Map: {
    Value v;
    v.kind = Value::Record;
    v.instance = makeInstance(node->op == NodeOp::Map ? nullptr : node->type.schema, place.path, node->range);
    v.instance->mapField = node->op == NodeOp::Map ? place.field : nullptr;
    Layer *layer = new (arena.Allocate<Layer>()) Layer;
    layer->entries = node->entries;
    layer->env = env;
    layer->opensScope = node->op == NodeOp::Record;
    layer->isOverride = place.kind == OriginKind::Override;
    layer->fromRegistry = place.fromRegistry;
    layer->home = place.path;
    v.instance->top = layer;
    if (node->text == "bare" && !node->entries.empty() && node->entries[0].value->type.kind == Type::Quantity)
      bare.push_back({place.path, findField(node->type.schema, node->entries[0].path[0]), node->range});
    return v;
  }
  case NodeOp::With: {
    Value v = evaluate(node->kids[0], env, place);
    if (v.kind != Value::Record)
      return v;
    Layer layer;
    layer.entries = node->entries;
    layer.env = env;
    layer.isOverride = place.kind == OriginKind::Override;
    layer.fromRegistry = place.fromRegistry;
    layer.home = place.path;
    v.instance = derive(v.instance, layer, place.path[0] ? place.path : v.instance->path);
    return v;
  }
  case NodeOp::List:
  case NodeOp::Interval: {
    llvm::SmallVector<Value, 8> items;
    Place at = place;
    for (const Node *kid : node->kids) {
      at.path = place.path[0] ? save(llvm::Twine(place.path) + "[" + llvm::Twine(items.size()) + "]") : "";
      items.push_back(evaluate(kid, env, at));
    }
    Value v;
    v.kind = node->op == NodeOp::List ? Value::List : Value::Interval;
    v.items = llvm::ArrayRef(items).copy(arena);
    return v;
  }
  case NodeOp::Reduce:
    return reduce(node, env, place.inner());
  case NodeOp::Nominal: {
    if (program.overrides.empty())
      return evaluate(node->kids[0], env, place);
    llvm::SaveAndRestore scope(world, &nominal);
    return evaluate(node->kids[0], env, place);
  }
  case NodeOp::Zoo: {
    llvm::SmallVector<Value, 16> items;
    if (program.zoo)
      for (const Decl *d : program.zoo(node->type.element ? node->type.element->schema : node->type.schema))
        items.push_back(lower(d));
    Value v;
    v.kind = Value::List;
    v.items = llvm::ArrayRef(items).copy(arena);
    return v;
  }
  }
  return {};
}

/// A count or a layout is what the file asks about; a price or a bandwidth is evidence.
/// Defaults that are literals (`tp: 1`) are no figures: coefficients stand in the registry.
static InputRole roleOf(const Node *node, const Place &place) {
  if (place.fromRegistry ||
      (node->origin && node->origin->kind != OriginKind::Unsourced && node->origin->kind != OriginKind::Override))
    return InputRole::Figure;
  if (place.kind == OriginKind::Default || place.argument || place.asked || (place.schema && place.schema->side == Side::Demand))
    return InputRole::Choice;
  return place.field && place.field->domain.integer && place.field->dim.isNumber() ? InputRole::Choice : InputRole::Figure;
}

Value Lowering::literal(const Node *node, double value, const Place &place) {
  const Origin *origin = node->origin;
  bool named = place.path[0] != 0;
  llvm::StringRef written = program.sources && node->range.valid() ? program.sources->text(node->range) : llvm::StringRef();
  // A pure number inside an expression belongs to its formula, and so does whatever
  // stands in the expression of a default or of a linted entry.
  if (!named && (node->type.dim.isNumber() || place.fromRegistry || place.kind == OriginKind::Default) &&
      (!origin || origin->kind == OriginKind::Unsourced))
    return ofNode(constant(value, node->type.dim, node->range));
  if (place.kind != OriginKind::Default)
    if (auto it = literals.find(node); it != literals.end())
      // Of each item of a list, `f(2 * n)` folds to another number.
      if (thePlan.inputs[thePlan.nodes[it->second].index].value == value)
        return ofNode(it->second);
  PlanInput in;
  in.path = place.path;
  in.literal = !named;
  if (!named)
    in.path = save(written.empty() ? llvm::StringRef("literal") : written);
  in.value = value;
  in.dim = node->type.dim;
  in.unit = !node->text.empty() || !place.field ? node->text : place.field->unit;
  in.origin = origin;
  in.kind = origin && origin->kind != OriginKind::Unsourced && place.kind != OriginKind::Override ? origin->kind : place.kind;
  in.role = !named && isUnitAlone(*node, written) ? InputRole::Choice : roleOf(node, place);
  in.field = place.field;
  in.mapEntry = named && place.field && !place.schema;
  in.doc = !place.doc.empty() ? place.doc : place.field ? place.field->doc : llvm::StringRef();
  in.range = node->range;
  in.fromRegistry = place.fromRegistry;
  PlanNode n;
  n.op = PlanOp::Input;
  n.dim = in.dim;
  n.index = uint32_t(thePlan.inputs.size());
  n.unit = in.unit;
  n.range = node->range;
  thePlan.inputs.push_back(in);
  PlanId id = thePlan.add(n);
  if (place.kind != OriginKind::Default)
    literals[node] = id;
  return ofNode(id);
}

} // namespace mls
