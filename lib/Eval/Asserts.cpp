//===- Asserts.cpp - conditions that must hold ---------------------------------===//

#include "Eval/Statements.h"

#include <cmath>

namespace mls {

/// Where a value hangs: an operation under its operator, anything else under its first letter.
static Range hook(const Session &s, const Node *n) {
  bool binary = n->op >= NodeOp::Add && n->op <= NodeOp::Or && n->kids.size() == 2;
  if (!binary || n->kids[0]->range.file != n->range.file)
    return n->range;
  Range r = n->range;
  llvm::StringRef text = s.checked.sources.text({r.file, n->kids[0]->range.end, r.end});
  r.begin = r.end - uint32_t(text.ltrim(" \t\r\n)").size());
  return r;
}

/// Parts of the condition whose value helps a reader: names and operations, not
/// literals, nor what lies inside a record, a call or a reduction.
static void collect(Session &s, const Node *n, bool root, std::vector<SubValue> &values) {
  switch (n->op) {
  case NodeOp::Number: case NodeOp::Bool: case NodeOp::Text: case NodeOp::Date: case NodeOp::Name:
  case NodeOp::Error: case NodeOp::Interval: case NodeOp::Zoo:
    return;
  default:
    break;
  }
  if (!root) {
    Value v = s.lowering.lower(n);
    bool known = v.isNode() ? std::isfinite(s.recorder.value(v.node)) : v.kind == Value::Name || v.kind == Value::Text;
    if (known)
      values.push_back({hook(s, n), s.present(v, n->op == NodeOp::As ? n->text : llvm::StringRef(), n->range).display});
  }
  switch (n->op) {
  case NodeOp::Ref: case NodeOp::Self: case NodeOp::Field: case NodeOp::Local: case NodeOp::Call:
  case NodeOp::Record: case NodeOp::With: case NodeOp::Map: case NodeOp::List: case NodeOp::Reduce: case NodeOp::Has:
  case NodeOp::As: case NodeOp::Nominal:
    return;
  default:
    for (const Node *kid : n->kids)
      collect(s, kid, false, values);
  }
}

/// `off by 4.2%, 10% allowed`, `off by 1.2 ms, 2 ms allowed`; of zero there is no part: `off by 1 s, 5% of 0 s allowed`.
static std::string deviation(Session &s, const Node *within) {
  PlanId node[3];
  double x[3];
  for (unsigned i = 0; i != 3; ++i) {
    node[i] = s.lowering.number(s.lowering.lower(within->kids[i]));
    if (node[i] == noPlan)
      return {};
    x[i] = s.recorder.value(node[i]);
  }
  double distance = std::fabs(x[0] - x[1]);
  if (within->number == 1 && x[1] == 0) {
    std::string off = format(distance, s.unitOf(node[distance == 0 ? 1 : 0], {}));
    return fmt::format("off by {}, {}% of {} allowed", off, formatNumber(100 * x[2]), s.show(node[1]));
  }
  if (within->number == 1) {
    std::string actual = formatNumber(100 * distance / std::fabs(x[1])), allowed = formatNumber(100 * x[2]);
    return "off by " + actual + "%, " + allowed + "% allowed";
  }
  Unit unit = s.unitOf(node[2], {});
  return "off by " + format(distance, unit) + ", " + format(x[2], unit) + " allowed";
}

/// A record within the results of a call: where its slots begin, and `pools.`.
struct ResultRecord {
  const Schema *schema;
  uint32_t begin = 0;
  std::string path;
};

/// The innermost record that has this slot.
static ResultRecord recordOf(ResultRecord outer, uint32_t slot) {
  uint32_t begin = outer.begin;
  for (const Field &f : outer.schema->fields) {
    if (f.languageOnly)
      continue;
    uint32_t end = begin + (f.kind == FieldKind::Record ? slotCount(*f.sub) : 1);
    if (slot < end)
      return f.kind == FieldKind::Record ? recordOf({f.sub, begin, outer.path + f.name.str() + "."}, slot) : outer;
    begin = end;
  }
  return outer;
}

/// The slot of `memory.shortfall` in a record.
static uint32_t slotAt(const ResultRecord &record, llvm::StringRef path) {
  const Schema *schema = record.schema;
  uint32_t slot = record.begin;
  for (llvm::StringRef rest = path; !rest.empty(); rest = rest.split('.').second) {
    const Field *f = findField(schema, rest.split('.').first);
    assert(f && "`because` names a result of the same record");
    slot += slotOf(*schema, f->name);
    schema = f->sub;
  }
  return slot;
}

/// What the results behind a condition name as the reason of a no (Field::because).
static void reasons(Session &s, PlanId id, llvm::DenseSet<PlanId> &seen, AssertResult &r) {
  if (id == noPlan || !seen.insert(id).second)
    return;
  const PlanNode &n = s.plan().nodes[id];
  for (PlanId operand : {n.a, n.b, n.c})
    reasons(s, operand, seen, r);
  if (n.op != PlanOp::Result || !n.field || n.field->because.empty() || s.recorder.value(id) != 0)
    return;
  const PlanCall &call = s.plan().calls[n.index];
  llvm::SmallVector<llvm::StringRef, 4> names;
  n.field->because.split(names, ' ');
  ResultRecord record = recordOf({call.solver->out, 0, *call.name ? std::string(call.name) + "." : std::string()}, n.slot);
  for (llvm::StringRef name : names) {
    const Trace &value = s.recorder.call(n.index).results[slotAt(record, name)];
    r.because.push_back({record.path + name.str(), s.showNode(s.recorder.tape().node(value))});
  }
}

AssertResult evaluateAssert(Session &s, const Statement &assertion, std::vector<uint32_t> &behind) {
  AssertResult r;
  const Node *condition = assertion.value;
  r.range = condition->range;
  r.text = s.checked.sources.text(condition->range).str();
  r.message = assertion.label.str();
  if (assertion.claim && assertion.claim->source)
    r.source = assertion.claim->source->id.str();
  Value v = s.lowering.lower(condition);
  if (v.kind == Value::Absent)
    reportMissing(s.diags, s.plan(), v.index, condition->range);
  r.failed = !v.isNode() || !s.sound(v.node, condition->range);
  if (r.failed)
    return r;
  r.passed = s.recorder.value(v.node) != 0;
  if (condition->op == NodeOp::Within)
    r.deviation = deviation(s, condition);
  if (!r.passed) {
    collect(s, condition, true, r.values);
    llvm::DenseSet<PlanId> seen;
    reasons(s, v.node, seen, r);
  }
  auto inputs = s.evidence(v.node);
  r.trust = s.trust(inputs);
  behind.insert(behind.end(), inputs.begin(), inputs.end());
  return r;
}

} // namespace mls
