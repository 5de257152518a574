//===- Recorder.h - the plan on one tape ------------------------*- C++ -*-===//
//
// Records nodes of the plan as they are wanted. Solver calls become transparent: all
// calls of a file share one tape, so what they have in common is computed once. The
// value of a node is known as soon as it is recorded, bit for bit that of the `double`
// entry points.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Lowering/Plan.h"
#include "Solvers/Solver.h"
#include "Tape/Tape.h"

namespace mls {

class Recorder {
public:
  Recorder(const Plan &plan, llvm::ArrayRef<const Solver *> solvers) : plan(plan), solvers(solvers) {}

  /// The recorded value of a node, with all before it.
  const Trace &at(PlanId id);
  double value(PlanId id) { return at(id).value; }
  NodeId node(PlanId id) { return theTape.node(at(id)); }
  Tape &tape() { return theTape; }
  const Tape &recorded() const { return theTape; }
  /// The values of all nodes of the tape.
  llvm::ArrayRef<double> values();

  /// What a call left on the tape.
  struct CallRecord {
    NodeId begin = 0, end = 0; ///< nodes it added
    uint32_t missingBegin = 0, missingEnd = 0;
    uint32_t guardBegin = 0, guardEnd = 0;
    llvm::SmallVector<Trace, 32> results;
    bool recorded = false;
  };
  const CallRecord &call(uint32_t index) const { return calls[index]; }
  size_t callCount() const { return calls.size(); }
  /// The call that added a node, or nullopt: the user's own arithmetic.
  std::optional<uint32_t> callOf(NodeId id) const;
  /// The first node of the plan that is this node of the tape, or noPlan.
  PlanId planOf(NodeId id) const;

private:
  Trace recordNode(const PlanNode &n);
  void recordCall(uint32_t index);

  const Plan &plan;
  llvm::ArrayRef<const Solver *> solvers;
  Tape theTape;
  std::vector<Trace> traces; ///< by PlanId
  std::vector<CallRecord> calls;
  llvm::DenseMap<NodeId, PlanId> first;
  std::vector<double> known;
};

} // namespace mls
