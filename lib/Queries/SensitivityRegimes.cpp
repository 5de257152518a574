//===- SensitivityRegimes.cpp - until which input another bound sets the result --===//

#include "Queries/SensitivityLevers.h"

#include <cmath>
#include <deque>

namespace mls {

Regimes::Regimes(Session &session, llvm::ArrayRef<const Solver *> solvers, PlanId result) : session(session) {
  const Plan &p = session.plan();
  llvm::DenseSet<PlanId> seen;
  std::deque<PlanId> work{result}; // breadth first: the nearest call that names its bound
  while (!work.empty() && !choice) {
    PlanId id = work.front();
    work.pop_front();
    if (id == noPlan || !seen.insert(id).second)
      continue;
    const PlanNode &n = p.nodes[id];
    if (n.op != PlanOp::Result) {
      work.insert(work.end(), {n.a, n.b, n.c});
      continue;
    }
    const PlanCall &call = p.calls[n.index];
    if (n.field && !n.field->boundBy.empty()) {
      field = call.solver->out->find(n.field->boundBy);
      if (field)
        choice = {noPlan, n.index, slotOf(*call.solver->out, field->name)};
    }
    work.insert(work.end(), call.slots.begin(), call.slots.end());
  }
  if (!choice)
    return;
  plan = std::make_unique<PlanVariants>(session, solvers, *choice);
  inputs = plan->nominal();
}

llvm::StringRef Regimes::at(uint32_t input, double value) {
  double kept = std::exchange(inputs[input], value), word = 0;
  plan->at(inputs, word);
  inputs[input] = kept;
  return word >= 0 && word < double(field->names.size()) ? field->names[size_t(word)] : llvm::StringRef();
}

void Regimes::find(Influence &lever) {
  double x = inputs[lever.input];
  llvm::StringRef now = at(lever.input, x);
  lever.regime = now.str();
  if (x == 0 || now.empty() || lever.kind != Influence::Real)
    return;
  constexpr unsigned steps = 24;
  constexpr double farthest = 16; // beyond that no one moves an input
  auto factor = [&](int step) { return std::pow(farthest, double(step) / steps); };
  for (unsigned i = 1; i <= steps; ++i)
    for (int sign : {1, -1}) {
      int step = sign * int(i);
      llvm::StringRef there = at(lever.input, x * factor(step));
      if (there == now || there.empty())
        continue;
      double near = factor(step - sign), far = factor(step);
      for (unsigned k = 0; k != 40; ++k) {
        double middle = std::sqrt(near * far);
        llvm::StringRef word = at(lever.input, x * middle);
        (word == now ? near : far) = middle;
      }
      there = at(lever.input, x * far);
      lever.distance = far;
      lever.regime = fmt::format("{} until x {:.3g}, then {}", now, far, there);
      return;
    }
}

} // namespace mls
