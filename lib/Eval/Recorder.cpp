//===- Recorder.cpp - the plan on one tape ----------------------------------===//

#include "Eval/Recorder.h"
#include "Lowering/Apply.h"

namespace mls {

const Trace &Recorder::at(PlanId id) {
  while (traces.size() <= id) {
    PlanId next = PlanId(traces.size());
    const PlanNode &n = plan.nodes[next];
    Trace t = recordNode(n);
    if (n.name && n.op != PlanOp::Result) // a solver names its results
      t = letS(n.name, t, n.dim);
    traces.push_back(t);
    if (!t.isConstant())
      first.try_emplace(t.id, next);
  }
  return traces[id];
}

Trace Recorder::recordNode(const PlanNode &n) {
  switch (n.op) {
  case PlanOp::Input: {
    const PlanInput &in = plan.inputs[n.index];
    uint8_t components = in.literal ? UINT8_MAX : in.mapEntry ? 2 : 1; // the text of a literal is no path
    return theTape.input(in.value, in.path, in.dim, n.index, components);
  }
  case PlanOp::Constant:
    return n.value;
  case PlanOp::Missing: {
    const PlanMissing &m = plan.missing[n.index];
    return theTape.missing((llvm::StringRef(m.path) + "." + m.name).str(), n.index + 1); // 0: read by a solver
  }
  case PlanOp::Result:
    if (calls.size() <= n.index)
      calls.resize(n.index + 1);
    if (!calls[n.index].recorded)
      recordCall(n.index);
    return calls[n.index].results[n.slot];
  default: {
    auto operand = [&](PlanId id) { return id == noPlan ? Trace() : traces[id]; };
    return apply<Trace>(n.op, operand(n.a), operand(n.b), operand(n.c));
  }
  }
}

void Recorder::recordCall(uint32_t index) {
  const PlanCall &c = plan.calls[index];
  CallRecord &r = calls[index];
  r.recorded = true;
  r.begin = NodeId(theTape.size());
  r.missingBegin = uint32_t(theTape.missing().size());
  r.guardBegin = uint32_t(theTape.guards().size());
  const Solver *solver = nullptr;
  for (const Solver *s : solvers)
    if (&s->signature == c.solver)
      solver = s;
  Writer<Trace> writer;
  if (solver) {
    llvm::SmallVector<Trace, 64> slots;
    for (PlanId id : c.slots)
      slots.push_back(traces[id]);
    if (!c.solver->isFunction) // whose value goes by its name
      theTape.enterScope(c.name[0] ? llvm::StringRef(c.name) : c.solver->name);
    solver->trace(theTape, slots, c.tags, writer);
    if (!c.solver->isFunction)
      theTape.leaveScope();
  }
  r.results = std::move(writer.slots);
  r.end = NodeId(theTape.size());
  r.missingEnd = uint32_t(theTape.missing().size());
  r.guardEnd = uint32_t(theTape.guards().size());
}

llvm::ArrayRef<double> Recorder::values() {
  for (size_t i = known.size(); i != theTape.size(); ++i)
    known.push_back(theTape[NodeId(i)].value);
  return known;
}

std::optional<uint32_t> Recorder::callOf(NodeId id) const {
  for (uint32_t i = 0; i != calls.size(); ++i)
    if (calls[i].recorded && calls[i].begin <= id && id < calls[i].end)
      return i;
  return std::nullopt;
}

PlanId Recorder::planOf(NodeId id) const {
  auto it = first.find(id);
  return it == first.end() ? noPlan : it->second;
}

} // namespace mls
