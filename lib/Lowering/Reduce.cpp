//===- Reduce.cpp - sum, min, max, all, any, count over finite lists --------===//

#include "Lowering/Lower.h"

#include <cmath>

namespace mls {

/// The items of a list or the values of a map; nullopt when it is neither.
std::optional<llvm::SmallVector<Value, 16>> Lowering::elements(const Value &list) {
  llvm::SmallVector<Value, 16> items;
  if (list.kind == Value::List) {
    items.append(list.items.begin(), list.items.end());
    return items;
  }
  if (list.kind == Value::Table || list.kind == Value::Column) {
    for (size_t row = 0; row != list.table->rows; ++row)
      items.push_back(element(list, row));
    return items;
  }
  if (list.kind != Value::Record || list.instance->schema)
    return std::nullopt;
  for (llvm::StringRef key : memberNames(*list.instance))
    items.push_back(field(list.instance, key));
  return items;
}

Value Lowering::reduce(const Node *node, const ValueEnv *env, const Place &place) {
  Value list = evaluate(node->kids[0], env, place);
  if (list.kind == Value::Absent)
    return list;
  const Node &body = *node->kids[1];
  bool isItself = body.op == NodeOp::Local && body.number == node->number; // no `x.time for x in`
  if (list.table && node->kids.size() == 2 && (isItself || node->text == "count"))
    if (auto folded = foldColumn(node, node->text, list))
      return *folded;
  if (tooLong(list, node->kids[0]->range))
    return {};
  auto items = elements(list);
  if (!items)
    return {};
  llvm::SmallVector<Value, 16> values;
  for (const Value &item : *items) {
    ValueEnv *scope = new (arena.Allocate<ValueEnv>()) ValueEnv(env ? *env : ValueEnv());
    scope->locals = new (arena.Allocate<Binding>()) Binding{unsigned(node->number), item, scope->locals};
    if (node->kids.size() > 2) { // what a condition leaves out is structure
      auto taken = decided(evaluate(node->kids[2], scope, place), node->kids[2]->range);
      if (!taken)
        return {};
      if (*taken == 0)
        continue;
    }
    values.push_back(evaluate(node->kids[1], scope, place));
    if (values.back().kind == Value::Error)
      return {};
  }
  return fold(node, node->text, values);
}

Value Lowering::index(const Node *node, const ValueEnv *env, const Place &place) {
  Value list = evaluate(node->kids[0], env, place);
  if (list.kind == Value::Absent)
    return list;
  auto items = list.table ? std::optional<llvm::SmallVector<Value, 16>>(std::in_place) : elements(list);
  auto i = decided(evaluate(node->kids[1], env, place), node->kids[1]->range);
  if (!items || !i)
    return {};
  size_t size = list.table ? list.table->rows : items->size();
  if (!(*i >= 0) || *i >= double(size) || *i != std::floor(*i)) {
    diags.report(diag::bad_index, node->kids[1]->range, *i, plural(size, "element")).help("elements count from 0");
    return {};
  }
  return list.table ? element(list, size_t(*i)) : (*items)[size_t(*i)];
}

/// Folds from the left, in the order of the list.
Value Lowering::fold(const Node *node, llvm::StringRef op, llvm::ArrayRef<Value> items) {
  auto number = [&](double x) { return ofNode(constant(x, node->type.dim, node->range)); };
  if (op == "count" && (items.empty() || items[0].kind != Value::Flag))
    return number(double(items.size()));
  for (const Value &v : items)
    if (v.kind == Value::Absent)
      return v;
  bool logic = op == "all" || op == "any";
  if (items.empty()) {
    if (op == "min" || op == "max") {
      diags.report(diag::empty_reduction, node->range, op).help("an empty list has no extreme: guard it with `if count(…) > 0`");
      return {};
    }
    Value v = number(op == "all");
    v.kind = logic ? Value::Flag : Value::Number;
    return v;
  }
  PlanOp combine = op == "min" ? PlanOp::Min : op == "max" ? PlanOp::Max : op == "all" ? PlanOp::And : op == "any" ? PlanOp::Or : PlanOp::Add;
  PlanId total = noPlan;
  for (const Value &v : items) {
    PlanId x = this->number(v);
    if (x == noPlan)
      return {};
    if (logic && total != noPlan) // what is decided leaves the rest out
      if (auto so = known(total); so && *so == (op == "any"))
        break;
    total = total == noPlan ? x : emit(combine, node->type.dim, node->range, total, x);
  }
  return ofNode(total, logic ? Value::Flag : Value::Number);
}

} // namespace mls
