//===- Problems.cpp - why a value is not there -------------------------------===//
//
// Solvers have no diagnostics, and a NaN travels. So the cause is looked for when a
// wanted value is not finite: first in the user's own arithmetic, where the plan has
// ranges, then on the tape inside the calls, where it has formulas.
//
//===----------------------------------------------------------------------===//

#include "Eval/Session.h"
#include "Tape/Live.h"

#include <cmath>

namespace mls {

/// What a node of the plan rests on at these values, operands first.
std::vector<PlanId> Session::planCone(PlanId id) {
  llvm::BitVector in(id + 1);
  in.set(id);
  std::vector<PlanId> cone;
  for (PlanId i = id + 1; i-- != 0;) {
    if (!in[i])
      continue;
    cone.push_back(i);
    const PlanNode &n = plan().nodes[i];
    if (n.op == PlanOp::Result)
      for (PlanId slot : plan().calls[n.index].slots)
        in.set(slot);
    double condition = n.op == PlanOp::Select ? recorder.value(n.a) : 0;
    if (n.a != noPlan)
      in.set(n.a);
    if (n.op == PlanOp::Select) { // only the side taken counts
      if (condition == condition)
        in.set(condition != 0 ? n.b : n.c);
      continue;
    }
    if (n.b != noPlan)
      in.set(n.b);
  }
  std::reverse(cone.begin(), cone.end());
  return cone;
}

/// A guard of a call that could not be decided: its branch was taken at random.
const Tape::Guard *Session::undetermined(uint32_t call) {
  const Recorder::CallRecord &r = recorder.call(call);
  for (uint32_t g = r.guardBegin; g != r.guardEnd; ++g) {
    const Tape::Guard &guard = recorder.tape().guards()[g];
    if (std::isnan(recorder.values()[guard.condition]))
      return &guard;
  }
  return nullptr;
}

bool Session::sound(PlanId id, Range use) {
  if (auto it = soundness.find(id); it != soundness.end())
    return it->second;
  bool finite = std::isfinite(recorder.value(id)), ok = finite;
  llvm::SmallVector<const PlanCheck *, 4> failed;
  for (const PlanCheck &c : plan().checks)
    if (c.node <= id || plan().nodes[id].op == PlanOp::Result)
      if (double x = recorder.value(c.node); std::isfinite(x) && !c.domain.contains(x))
        failed.push_back(&c);
  bool branches = false;
  for (uint32_t k = 0; k != recorder.callCount(); ++k)
    branches |= recorder.call(k).recorded && undetermined(k);
  for (; scanned <= id; ++scanned) // infinity can hide: 1 / 0 > 3 holds
    notFinite |= !std::isfinite(recorder.value(scanned));
  if (finite && !notFinite && failed.empty() && !branches)
    return soundness[id] = true;

  NodeId wanted = recorder.node(id);
  llvm::BitVector evidence = evidenceBehind(recorder.tape(), recorder.values(), wanted);
  auto matters = [&](PlanId p) {
    NodeId n = recorder.node(p);
    return p == id || recorder.at(p).isConstant() || (n < evidence.size() && evidence[n]);
  };
  llvm::SmallVector<bool, 4> seen(recorder.callCount());
  for (PlanId p : planCone(id)) {
    const PlanNode &n = plan().nodes[p];
    if (n.op == PlanOp::Result && !seen[n.index]) {
      seen[n.index] = true;
      if (const Tape::Guard *guard = undetermined(n.index)) {
        reportInCall(n.index, guard->condition, n.name ? n.name : "", use);
        ok = false;
      }
    }
    if (!matters(p))
      continue;
    for (const PlanCheck *c : failed)
      if (c->node == p) {
        reportCheck(*c);
        ok = false;
      }
    double x = recorder.value(p);
    if (std::isfinite(x) || (n.op == PlanOp::Result && p != id && !std::isnan(x))) // a margin may be infinite
      continue;
    ok = false;
    if (n.op == PlanOp::Result) {
      reportInCall(n.index, recorder.node(p), n.name ? n.name : "", use);
      continue;
    }
    if (n.op == PlanOp::Missing) {
      reportMissing(diags, plan(), n.index, use);
      continue;
    }
    bool cause = true;
    for (PlanId operand : {n.a, n.b, n.c})
      cause &= operand == noPlan || std::isfinite(recorder.value(operand)) || n.op == PlanOp::Select;
    if (cause && n.op != PlanOp::Select)
      reportArithmetic(p);
  }
  return soundness[id] = ok;
}

/// The user's own operation on finite values.
void Session::reportArithmetic(PlanId id) {
  const PlanNode &n = plan().nodes[id];
  if (n.op == PlanOp::Input) { // a cell of a table that holds no number
    diags.report(diag::not_finite, n.range, plan().inputs[n.index].path);
    return;
  }
  llvm::StringRef text = checked.sources.text(n.range);
  auto rangeOf = [&](PlanId operand) { return plan().nodes[operand].range; };
  if (n.op == PlanOp::Div && recorder.value(n.b) == 0) {
    auto d = diags.report(diag::division_by_zero, rangeOf(n.b), text);
    d.at("is " + show(n.b)).label(rangeOf(n.a), show(n.a));
    d.help("a divisor that can be zero needs an `if`: `if x > 0 then … else …`");
    return;
  }
  auto d = diags.report(diag::not_finite, n.b == noPlan ? rangeOf(n.a) : n.range, text);
  if (n.b == noPlan)
    d.at("is " + show(n.a));
  else
    d.label(rangeOf(n.a), show(n.a)).label(rangeOf(n.b), show(n.b));
}

/// The values of a formula's operands, one a note, with what they mean.
void Session::noteOperands(DiagBuilder &d, const Formula &formula) {
  for (auto [operand, called] : llvm::zip_equal(formula.operands, formula.names)) {
    PlanId p = recorder.planOf(operand);
    std::string name = called;
    llvm::StringRef doc;
    if (p != noPlan && plan().nodes[p].op == PlanOp::Input) {
      const PlanInput &in = plan().inputs[plan().nodes[p].index];
      if (in.literal)
        continue; // the formula says it
      name = in.path;
      doc = in.doc;
    } else if (auto call = recorder.callOf(operand)) {
      if (const Field *f = resultAt(*call, *plan().calls[*call].solver->out, operand))
        doc = f->doc;
    }
    d.note(fmt::format("`{}` = {}{}{}", name, showNode(operand), doc.empty() ? "" : ": ", doc));
  }
}

const Field *Session::resultAt(uint32_t call, const Schema &schema, NodeId id, uint32_t base) {
  for (const Field &f : schema.fields) {
    if (f.languageOnly)
      continue;
    if (f.kind == FieldKind::Record) {
      if (const Field *inner = resultAt(call, *f.sub, id, base))
        return inner;
      base += slotCount(*f.sub);
      continue;
    }
    const Trace &t = recorder.call(call).results[base++];
    if (!t.isConstant() && t.id == id)
      return &f;
  }
  return nullptr;
}

/// True when results of the call `from` are among the arguments of this one, or behind them.
bool Session::takesFrom(const PlanCall &call, uint32_t from) {
  return llvm::any_of(call.slots, [&](PlanId slot) {
    return llvm::any_of(planCone(slot), [&](PlanId p) { return plan().nodes[p].op == PlanOp::Result && plan().nodes[p].index == from; });
  });
}

/// True when a figure outside its domain is among the evidence: one cause, one error.
static bool refusedIn(Session &s, const llvm::BitVector &evidence) {
  return llvm::any_of(s.plan().checks, [&](const PlanCheck &c) {
    if (s.recorder.at(c.node).isConstant())
      return false;
    NodeId node = s.recorder.node(c.node);
    double x = s.recorder.value(c.node);
    return node < evidence.size() && evidence[node] && std::isfinite(x) && !c.domain.contains(x);
  });
}

/// What went wrong between the arguments of a call and one of its nodes.
void Session::reportInCall(uint32_t index, NodeId wanted, llvm::StringRef result, Range use) {
  const PlanCall &call = plan().calls[index];
  Range place = call.range.valid() ? call.range : use;
  Tape &tape = recorder.tape();
  Explain explain(tape, recorder.values());
  for (const Problem &p : problems(tape, recorder.values(), wanted)) {
    PlanId own = recorder.planOf(p.node);
    if (own != noPlan && plan().nodes[own].op != PlanOp::Result)
      continue; // an argument, reported where it is computed
    if (auto from = recorder.callOf(p.node); from && *from != index && takesFrom(call, *from))
      continue; // of another call, reported there
    std::string name = !result.empty() ? result.str() : call.solver->name.str();
    switch (p.kind) {
    case Problem::Missing: {
      const Tape::Missing &row = tape.missing()[p.index];
      if (auto m = row.ref ? std::optional(row.ref - 1) : lowering.missingIn(call, row.name))
        reportMissing(diags, plan(), *m, place);
      else
        diags.report(diag::missing_value, place, call.solver->name, row.name).help(fmt::format("give `{}` in the call", row.name));
      break;
    }
    case Problem::Requirement: {
      auto d = diags.report(diag::requirement_failed, place, name, p.text);
      noteOperands(d, explain.formula(tape[p.node].a));
      break;
    }
    case Problem::NotFinite: {
      if (refusedIn(*this, evidenceBehind(tape, recorder.values(), p.node)))
        break;
      const TapeNode &n = tape[p.node];
      Formula f = explain.formula(p.node);
      std::string step = explain.isNamed(p.node) ? explain.name(p.node) : f.text;
      bool zero = n.op == Op::Div && recorder.values()[n.b] == 0;
      auto d = zero ? diags.report(diag::division_by_zero, place, f.text) : diags.report(diag::not_finite, place, step);
      if (step != f.text)
        d.note(fmt::format("`{}` = `{}`", step, f.text));
      noteOperands(d, f);
      break;
    }
    }
  }
}

void Session::reportCheck(const PlanCheck &c) {
  auto in = [&](double x) { return format(x, unitOf(c.node, {})); };
  auto d = diags.report(diag::outside_domain, c.range, c.path, describe(c.domain, in), show(c.node));
  if (!recorder.at(c.node).isConstant()) {
    Formula f = Explain(recorder.tape(), recorder.values()).formula(recorder.node(c.node));
    if (!f.text.empty()) {
      d.note(fmt::format("it is `{}`", f.text));
      noteOperands(d, f);
    }
  }
}

} // namespace mls
