//===- Shows.cpp - values to print, with their bound ---------------------------===//

#include "Eval/Statements.h"

#include <cmath>

namespace mls {

/// The result of the same call under another name, as recorded; NaN where there is none.
static double sibling(Session &s, const PlanNode &n, llvm::StringRef name, const Field **found = nullptr) {
  uint32_t slot = 0;
  for (const Field &f : s.plan().calls[n.index].solver->out->fields) {
    if (f.name == name) {
      if (found)
        *found = &f;
      return s.recorder.call(n.index).results[slot].value;
    }
    slot += f.languageOnly ? 0 : f.kind == FieldKind::Record ? slotCount(*f.sub) : 1;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

/// A choice among the results: that of the output itself (`ttft_bound`), else of the call.
static std::string word(Session &s, const PlanNode &n, llvm::StringRef own, llvm::StringRef common) {
  const Field *f = nullptr;
  double index = sibling(s, n, own, &f);
  if (!f)
    index = sibling(s, n, common, &f);
  if (!f || f->kind != FieldKind::Choice || !(index >= 0) || index >= double(f->names.size()))
    return {};
  return f->names[size_t(index)].str();
}

/// Times and rates have a resource that sets them; money, energy and data have not.
static bool hasBound(Dim d) {
  return d.twelfths(unsigned(Base::Time)) && !d.twelfths(unsigned(Base::Money)) && !d.twelfths(unsigned(Base::Mass)) &&
         !d.twelfths(unsigned(Base::Carbon));
}

static void addBound(Session &s, const PlanNode &n, ShownResult &line) {
  if (n.op != PlanOp::Result || !n.field || !hasBound(n.dim))
    return;
  std::string own = n.field->name.str();
  const Field *f = nullptr;
  sibling(s, n, "bound", &f);
  if (f && llvm::is_contained(f->names, n.field->name.split('_').first))
    return; // `memory_time` is one resource's share, set by none other
  line.bound = word(s, n, own + "_bound", "bound");
  if (line.bound.empty())
    return;
  f = nullptr;
  double margin = sibling(s, n, own + "_margin", &f);
  line.margin = f ? margin : sibling(s, n, "margin");
  line.nextBound = word(s, n, own + "_next", "next_bound");
}

/// False when some number inside has no value; that was reported.
static bool soundInside(Session &s, const Value &v, Range use) {
  if (v.kind == Value::Error)
    return false;
  if (v.kind == Value::Absent) {
    reportMissing(s.diags, s.plan().missing[v.index], use);
    return false;
  }
  if (v.isNode())
    return s.sound(v.node, use);
  bool ok = true;
  for (const Value &item : v.items)
    ok &= soundInside(s, item, use);
  return ok;
}

static ShownResult lineOf(Session &s, const Value &v, llvm::StringRef name, llvm::StringRef unit, Range use,
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
  Value v = s.lowering.lower(show.value);
  if (v.kind == Value::Record && v.instance->arguments)
    return evaluateQuery(s, v, show.label, show.value->range, false, lines, behind);
  lines.push_back(lineOf(s, v, show.label, show.unit, show.value->range, behind));
}

} // namespace mls
