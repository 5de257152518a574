//===- PlanVariants.h - a plan at other values of any input -----*- C++ -*-===//
//
// Replay sets what a block names. Sensitivity and uncertainty move figures that lie
// deep in records or formulas and have no name to set: they change the inputs of a
// recorded plan in place. Where a branch turns, the plan is recorded again (its calls
// take the other side); where structure would change, there is no value.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/Replay.h"

namespace mls {

class PlanVariants {
public:
  /// What is wanted: a node of the plan, or a result of one of its calls that no node of
  /// the plan stands for.
  struct Wanted {
    PlanId node = noPlan;
    uint32_t call = 0, slot = 0;
  };
  /// `base` must outlive this, and lower no more.
  PlanVariants(Session &base, llvm::ArrayRef<const Solver *> solvers, llvm::ArrayRef<Wanted> wanted);

  /// As recorded, by PlanInput.
  const std::vector<double> &nominal() const { return recorded; }
  /// The wanted values at these inputs (by PlanInput); NaN: none.
  void at(llvm::ArrayRef<double> inputs, llvm::MutableArrayRef<double> results);

private:
  struct Variant {
    Plan plan; ///< its inputs are those of the recording
    std::unique_ptr<Recorder> recorder;
    std::vector<NodeId> wanted;
    std::vector<std::pair<NodeId, double>> decided; ///< nodes that decided structure
    std::vector<std::pair<NodeId, Domain>> checks;
  };
  bool run(const Variant &v, llvm::ArrayRef<double> inputs);
  void add(llvm::ArrayRef<double> inputs);

  Session &base;
  llvm::ArrayRef<const Solver *> solvers;
  llvm::SmallVector<Wanted> wanted;
  std::vector<double> recorded, tapeInputs, values;
  std::vector<std::unique_ptr<Variant>> variants;
};

} // namespace mls
