//===- PlanVariants.cpp - a plan at other values of any input --------------------===//

#include "Queries/PlanVariants.h"
#include "Tape/Run.h"

#include <cmath>

namespace mls {

PlanVariants::PlanVariants(Session &base, llvm::ArrayRef<const Solver *> solvers, llvm::ArrayRef<Wanted> wanted)
    : base(base), solvers(solvers), wanted(wanted) {
  for (const PlanInput &in : base.plan().inputs)
    recorded.push_back(in.value);
  add(recorded);
}

void PlanVariants::add(llvm::ArrayRef<double> inputs) {
  auto v = std::make_unique<Variant>();
  v->plan = base.plan();
  for (auto [in, value] : llvm::zip_equal(v->plan.inputs, inputs))
    in.value = value;
  v->recorder = std::make_unique<Recorder>(v->plan, solvers);
  Recorder &r = *v->recorder;
  if (!v->plan.nodes.empty())
    r.at(PlanId(v->plan.nodes.size() - 1));
  for (const Wanted &w : wanted)
    v->wanted.push_back(w.node != noPlan ? r.node(w.node) : r.tape().node(r.call(w.call).results[w.slot]));
  for (const PlanGuard &g : v->plan.guards)
    v->decided.push_back({r.node(g.node), g.value});
  for (const PlanCheck &c : v->plan.checks)
    v->checks.push_back({r.node(c.node), c.domain});
  variants.push_back(std::move(v));
}

bool PlanVariants::run(const Variant &v, llvm::ArrayRef<double> inputs) {
  tapeInputs.clear();
  for (const Tape::Input &in : v.recorder->recorded().inputs())
    tapeInputs.push_back(inputs[in.ref]);
  evaluate(v.recorder->recorded(), tapeInputs, values);
  return guardsHold(v.recorder->recorded(), values);
}

void PlanVariants::at(llvm::ArrayRef<double> inputs, llvm::MutableArrayRef<double> results) {
  const Variant *found = nullptr;
  for (auto &v : variants)
    if (run(*v, inputs)) {
      found = v.get();
      break;
    }
  if (!found) {
    add(inputs);
    found = variants.back().get();
    run(*found, inputs);
  }
  bool valid = llvm::all_of(found->decided, [&](auto &d) { return values[d.first] == d.second; }) &&
               llvm::all_of(found->checks, [&](auto &c) {
                 return !std::isfinite(values[c.first]) || c.second.contains(values[c.first]);
               });
  for (auto [result, node] : llvm::zip_equal(results, found->wanted))
    result = valid ? values[node] : std::numeric_limits<double>::quiet_NaN();
}

} // namespace mls
