//===- SolveReport.h - why there is no solution -----------------*- C++ -*-===//
#pragma once

#include "Queries/SolveProblem.h"

namespace mls {

using ConditionList = llvm::ArrayRef<const SolveCondition *>;

/// Reports, at the conditions, what stands in the way.
class SolveReport {
public:
  explicit SolveReport(SolveProblem &problem) : problem(problem) {}

  /// The equation is met nowhere, or only where `others` or `rest` (equations) fail.
  void noRoot(const SolveCondition &equation, const RootScan &scan, ConditionList others, ConditionList rest);
  /// The inequalities hold nowhere together.
  void noStretch(ConditionList conditions);
  /// Several unknowns; `nearest` comes closest (empty: nothing has a value).
  void noPoint(llvm::ArrayRef<double> nearest);
  /// Of whole numbers, which are tried one by one.
  void tooMany(double combinations);
  void tooFew(unsigned unknowns, unsigned equations);

private:
  /// What one side of a condition is over the range: `3.2 .. 14 ms/tok`.
  std::string reach(const RootScan &scan, const SolveCondition &c) const;
  RootScan scan(const SolveCondition &c);
  /// False: the condition has a value somewhere.
  bool nowhere(const SolveCondition &c, const RootScan &scan);
  void noteFailures(DiagBuilder &d, const SolvePoint &p, ConditionList conditions);
  llvm::StringRef name() const { return problem.replay.block.decl->name; }

  SolveProblem &problem;
};

} // namespace mls
