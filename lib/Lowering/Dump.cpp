//===- Dump.cpp - the plan as text ------------------------------------------===//

#include "Lowering/Plan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

llvm::StringRef name(PlanOp op) {
  static constexpr llvm::StringLiteral names[] = {
      "input", "constant", "result", "missing", "neg",  "not", "add",  "sub",   "mul",   "div", "pow", "less", "less_equal",
      "equal", "and",      "or",     "select",  "sqrt", "exp", "log",  "log2",  "ceil",  "floor", "round", "abs", "min",  "max"};
  static_assert(std::size(names) == size_t(PlanOp::Max) + 1);
  return names[unsigned(op)];
}

static void place(const SourceManager &sources, Range range, llvm::raw_ostream &os) {
  if (!range.valid())
    return;
  LineColumn at = sources.position(range.file, range.begin);
  os << "  " << sources.name(range.file) << ':' << at.line << ':' << at.column;
}

static void dumpCall(const Plan &plan, size_t i, const SourceManager &sources, llvm::raw_ostream &os) {
  const PlanCall &call = plan.calls[i];
  os << "call @" << i << ' ' << call.solver->name << " (";
  for (size_t k = 0; k != call.slots.size(); ++k)
    os << (k ? ", " : "") << call.slotPaths[k] << ": %" << call.slots[k];
  os << ") tags [";
  llvm::interleaveComma(call.tags, os);
  os << "]  ; " << call.name;
  place(sources, call.range, os);
  os << '\n';
}

void dump(const Plan &plan, const SourceManager &sources, llvm::raw_ostream &os) {
  size_t called = 0;
  for (PlanId id = 0; id != plan.nodes.size(); ++id) {
    const PlanNode &n = plan.nodes[id];
    if (n.op == PlanOp::Result)
      for (; called <= n.index; ++called)
        dumpCall(plan, called, sources, os);
    os << '%' << id << ": " << print(n.dim) << " = " << name(n.op);
    switch (n.op) {
    case PlanOp::Input: {
      const PlanInput &in = plan.inputs[n.index];
      os << ' ' << llvm::format("%.17g", in.value) << ' ' << in.path;
      break;
    }
    case PlanOp::Constant:
      os << ' ' << llvm::format("%.17g", n.value);
      break;
    case PlanOp::Result:
      os << " @" << n.index << '.' << n.slot;
      break;
    case PlanOp::Missing: {
      const PlanMissing &m = plan.missing[n.index];
      os << ' ' << m.path << '.' << m.name;
      break;
    }
    default:
      for (PlanId operand : {n.a, n.b, n.c})
        if (operand != noPlan)
          os << (operand == n.a ? " %" : ", %") << operand;
    }
    if (n.name || n.range.valid())
      os << "  ; " << (n.name ? n.name : "");
    place(sources, n.range, os);
    os << '\n';
  }
  for (const PlanGuard &g : plan.guards)
    os << "guard %" << g.node << " == " << llvm::format("%.17g", g.value) << '\n';
  for (const PlanCheck &c : plan.checks)
    os << "check %" << c.node << " in the domain of " << c.path << '\n';
}

} // namespace mls
