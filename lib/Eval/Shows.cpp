//===- Shows.cpp - values to print, with their bound ---------------------------===//

#include "Eval/Statements.h"

namespace mls {

/// The resource that sets a result, which its record names (Field::boundBy).
static void addBound(Session &s, const PlanNode &n, ShownResult &line) {
  if (n.op != PlanOp::Result || !n.field || n.field->boundBy.empty())
    return;
  auto &results = s.recorder.call(n.index).results;
  const Schema &out = *s.plan().calls[n.index].solver->out;
  const Field *choice = out.find(n.field->boundBy);
  if (!choice)
    return;
  uint32_t slot = slotOf(out, choice->name);
  auto word = [&](uint32_t at) { return results[at].value >= 0 ? choice->names[size_t(results[at].value)].str() : ""; };
  line.bound = word(slot), line.margin = results[slot + 1].value, line.nextBound = word(slot + 2);
}

/// False when some number inside has no value; that was reported.
static bool soundInside(Session &s, const Value &v, Range use) {
  if (v.kind == Value::Error)
    return false;
  if (v.kind == Value::Absent) {
    reportMissing(s.diags, s.plan(), v.index, use);
    return false;
  }
  if (v.isNode())
    return s.sound(v.node, use);
  bool ok = true;
  for (const Value &item : v.items)
    ok &= soundInside(s, item, use);
  return ok;
}

ShownResult lineOf(Session &s, const Value &v, llvm::StringRef name, llvm::StringRef unit, Range use,
                   std::vector<uint32_t> &behind) {
  ShownResult line;
  line.name = name.str();
  line.range = use;
  line.absent = v.kind == Value::Absent;
  line.failed = !soundInside(s, v, use);
  if (line.failed)
    return line;
  line.value = s.present(v, unit, use);
  if (v.isNode()) {
    const PlanNode &n = s.plan().nodes[v.node];
    if (n.op == PlanOp::Result && n.field)
      line.definition = n.field->doc.str();
    else if (n.op == PlanOp::Input)
      line.definition = s.plan().inputs[n.index].doc.str();
    addBound(s, n, line);
  }
  auto inputs = s.evidence(v);
  line.trust = s.trust(inputs);
  behind.insert(behind.end(), inputs.begin(), inputs.end());
  return line;
}

void evaluateQuery(Session &s, const Value &query, llvm::StringRef name, Range range, bool headline,
                   std::vector<ShownResult> &lines, std::vector<uint32_t> &behind) {
  for (llvm::StringRef output : query.instance->solver->headline) {
    Value v = query;
    for (llvm::StringRef rest = output; !rest.empty(); rest = rest.split('.').second)
      v = s.lowering.member(v, rest.split('.').first);
    lines.push_back(lineOf(s, v, (name + (name.empty() ? "" : ".") + output).str(), {}, range, behind));
    lines.back().headline = headline;
  }
}

void evaluateShow(Session &s, const Statement &show, std::vector<ShownResult> &lines, std::vector<uint32_t> &behind) {
  Value v = s.lowering.lowerShown(show.value);
  if (v.kind == Value::Record && v.instance->arguments)
    return evaluateQuery(s, v, show.label, show.value->range, false, lines, behind);
  lines.push_back(lineOf(s, v, show.label, show.unit, show.value->range, behind));
}

} // namespace mls
