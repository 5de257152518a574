//===- Blocks.cpp - query blocks: their variables and their results -------===//

#include "Lowering/Lower.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace mls {

const ValueEnv *Lowering::bind(const ValueEnv *variables, unsigned slot, const Place &place, const Node *value) {
  ValueEnv *env = new (arena.Allocate<ValueEnv>()) ValueEnv(variables ? *variables : ValueEnv());
  env->locals = new (arena.Allocate<Binding>())
      Binding{slot, nameStep(evaluate(value, variables, place), place.path), env->locals};
  return env;
}

const ValueEnv *Lowering::bindVaried(const ValueEnv *variables, unsigned slot, llvm::StringRef name, const Node *value) {
  Place place;
  place.path = save(name);
  place.argument = true;
  return bind(variables, slot, place, value);
}

const ValueEnv *Lowering::bindLet(const ValueEnv *variables, unsigned slot, llvm::StringRef name, const Node *value) {
  Place place;
  place.path = save(name);
  return bind(variables, slot, place, value);
}

PlanId Lowering::inputOf(const Node *literal) const {
  auto at = literals.find(literal);
  return at == literals.end() ? noPlan : at->second;
}

PlanId Lowering::askedOf(const Node *literal) {
  PlanId id = inputOf(literal);
  if (id != noPlan) {
    PlanInput &in = thePlan.inputs[thePlan.nodes[id].index];
    in.role = InputRole::Choice;
    in.kind = OriginKind::Unsourced;
  }
  return id;
}

Value Lowering::external(const PlanInput &input, Value::Kind kind) {
  PlanNode n;
  n.op = PlanOp::Input;
  n.dim = input.dim;
  n.index = uint32_t(thePlan.inputs.size());
  n.unit = input.unit;
  n.field = input.field;
  n.range = input.range;
  thePlan.inputs.push_back(input);
  return ofNode(thePlan.add(n), kind);
}

Value Lowering::recordOf(const Schema *schema, llvm::StringRef path, Range range,
                         llvm::ArrayRef<std::pair<llvm::StringRef, Value>> members) {
  Value v;
  v.kind = Value::Record;
  v.instance = makeInstance(schema, save(path), range);
  llvm::SmallVector<llvm::StringRef, 8> known;
  for (auto &[name, member] : members) {
    known.push_back(strings.save(name));
    v.instance->memo[known.back()] = {member, Instance::Memo::Done};
  }
  v.instance->known = llvm::ArrayRef(known).copy(arena);
  return v;
}

Value Lowering::listOf(llvm::ArrayRef<Value> items) {
  Value v;
  v.kind = Value::List;
  v.items = items.copy(arena);
  return v;
}

Value Lowering::nothing(const char *path, llvm::StringRef schema, llvm::StringRef name, Range range) {
  Value v;
  v.kind = Value::Absent;
  v.index = uint32_t(thePlan.missing.size());
  thePlan.missing.push_back({path, schema, name, {}, nullptr, range});
  return v;
}

Value Lowering::tableOf(const TableColumns &table) {
  Value v;
  v.kind = Value::Table;
  v.table = &table;
  return v;
}

/// One number, word or truth of a table.
Value Lowering::cell(const TableColumns &table, size_t column, size_t row) {
  const TableColumns::Column &c = table.columns[column].second;
  double x = c.numbers[row];
  if (c.kind == TableColumns::Column::Word) {
    if (size_t(x) < c.records.size())
      return lower(c.records[size_t(x)]);
    Value v;
    v.kind = Value::Text;
    v.text = c.word(x);
    return v;
  }
  if (std::isnan(x)) // a lever without a next regime has no distance to it
    return nothing("", "this row", table.columns[column].first, c.input.range);
  PlanInput in = c.input;
  in.value = x;
  in.cell.row = uint32_t(row);
  return external(in, c.kind == TableColumns::Column::Flag ? Value::Flag : Value::Number);
}

/// A number of a column, or a row of a table as a record.
Value Lowering::element(const Value &list, size_t row) {
  if (list.kind == Value::Column)
    return cell(*list.table, list.index, row);
  llvm::SmallVector<std::pair<llvm::StringRef, Value>, 8> members;
  for (size_t i = 0; i != list.table->columns.size(); ++i)
    members.push_back({list.table->columns[i].first, cell(*list.table, i, row)});
  return recordOf(list.table->row, "", {}, members);
}

/// What is done row by row becomes nodes.
bool Lowering::tooLong(const Value &list, Range range) {
  constexpr size_t mostRows = 100'000;
  if (!list.table || list.table->rows <= mostRows)
    return false;
  diags.report(diag::too_large, range)
      .note(fmt::format("the table has {} rows; `min`, `max`, `sum` and `count` of a column take any number", list.table->rows))
      .help("keep fewer rows with `where` or `top`");
  return true;
}

Value Lowering::columnOf(const Value &table, llvm::StringRef name) {
  auto at = llvm::find_if(table.table->columns, [&](auto &c) { return c.first == name; });
  if (at == table.table->columns.end())
    return {};
  Value v = table;
  v.kind = Value::Column;
  v.index = uint32_t(at - table.table->columns.begin());
  return v;
}

/// `min(t.tpot)`, `sum`, `count`, `max` of a column, without a node for each row.
std::optional<Value> Lowering::foldColumn(const Node *node, llvm::StringRef op, const Value &list) {
  if (op == "count")
    return ofNode(constant(double(list.table->rows), {}, node->range));
  if (list.kind != Value::Column)
    return std::nullopt;
  const TableColumns::Column &c = list.table->columns[list.index].second;
  if (c.kind != TableColumns::Column::Number || c.numbers.empty())
    return std::nullopt;
  PlanInput in = c.input;
  auto one = [&](auto at) {
    in.value = *at;
    in.cell.row = uint32_t(at - c.numbers.begin());
  };
  if (op == "min")
    one(std::min_element(c.numbers.begin(), c.numbers.end()));
  else if (op == "max")
    one(std::max_element(c.numbers.begin(), c.numbers.end()));
  else if (op == "sum")
    in.value = std::accumulate(c.numbers.begin(), c.numbers.end(), 0.0);
  else
    return std::nullopt;
  in.path = save(llvm::Twine(op) + "(" + c.input.path + ")");
  return external(in);
}

} // namespace mls
