//===- Answer.cpp - what a query block gives -------------------------------------===//

#include "Queries/Answer.h"
#include "Units/BaseUnit.h"

namespace mls {

std::optional<double> numberOf(Session &session, const Node *node) {
  PlanId id = session.lowering.number(session.lowering.lower(node));
  if (id == noPlan || !session.sound(id, node->range))
    return std::nullopt;
  return session.recorder.value(id);
}

ShownResult numberLine(const Checked &checked, std::string name, double number, Dim dim, llvm::StringRef unit,
                       Range range) {
  ShownResult line;
  line.name = std::move(name);
  line.range = range;
  line.value.number = number;
  line.value.unit = baseUnit(dim, checked.units);
  line.value.dimension = printShort(dim, checked.dims());
  line.value.display = display(number, dim, checked.units, unit);
  return line;
}

AnswerMember memberOf(Session &session, llvm::StringRef name, std::string path, const Value &value) {
  AnswerMember m;
  m.kind = value.kind;
  if (value.isNode()) {
    const PlanNode &n = session.plan().nodes[value.node];
    m.input.value = session.recorder.value(value.node);
    m.input.dim = n.dim;
    m.input.unit = n.unit;
    m.input.field = n.field;
    m.input.range = n.range;
    if (value.kind == Value::Choice)
      m.kind = Value::Name;
  }
  if (m.kind == Value::Name || m.kind == Value::Text)
    m.text = session.present(value, {}, {}).text;
  else if (!value.isNode())
    return m;
  m.name = name.str();
  m.path = std::move(path);
  return m;
}

bool hasValue(Configuration &at, unsigned wanted, const BlockColumn &of, DiagnosticEngine &diags) {
  const Value &v = at.value(wanted);
  if (v.isNode() && at.session.sound(v.node, of.range))
    return true;
  std::string why = at.reason(at.session.recorder.values(), wanted);
  diags.report(diag::requirement_failed, of.range, of.label, why.empty() ? "it is undetermined" : why);
  return false;
}

void Answer::report(Results &results) {
  for (const ShownResult &line : lines) {
    results.order.emplace_back(Results::Shown, unsigned(results.shown.size()));
    results.shown.push_back(line);
  }
  if (table) {
    results.order.emplace_back(Results::Table, unsigned(results.tables.size()));
    results.tables.push_back(*table);
  }
}

void Answer::ground(PlanInput &input, size_t column) const {
  input.cell = {block.decl, uint32_t(column)};
  input.kind = OriginKind::Derived;
  input.role = InputRole::Choice; // what lies behind it was accounted for with the answer
  input.grade = '-';
  for (uint32_t i : behind)
    input.grade = std::max(input.grade, session->grade(session->plan().inputs[i]));
}

BlockAnswer::Derivation Answer::derive(const QueryCell &result, Step use) {
  if (!table && members[result.column].of.kind != Value::Error) {
    const AnswerMember &m = members[result.column];
    use(*m.session, m.of, m.label);
    return {m.how, m.label};
  }
  for (auto &[name, value] : steps)
    use(*session, value, name);
  return {how, {}};
}

Value Answer::value(Lowering &asker) {
  if (table) {
    for (auto [i, column] : llvm::enumerate(columns.columns))
      ground(column.second.input, i);
    return asker.tableOf(columns);
  }
  llvm::SmallVector<std::pair<llvm::StringRef, Value>, 8> values;
  for (auto [i, m] : llvm::enumerate(members)) {
    Value v;
    if (m.kind == Value::Name || m.kind == Value::Text) {
      v.kind = m.kind;
      v.text = m.text;
    } else {
      PlanInput in = m.input;
      in.path = m.path.c_str();
      ground(in, i);
      v = asker.external(in, m.kind);
    }
    values.push_back({m.name, v});
  }
  return asker.recordOf(block.decl->type.schema, block.decl->name, block.decl->range, values);
}

} // namespace mls
