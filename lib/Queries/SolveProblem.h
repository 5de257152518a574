//===- SolveProblem.h - unknowns and conditions of a solve ------*- C++ -*-===//
#pragma once

#include "Queries/Replay.h"
#include "Queries/SolveSystem.h"

namespace mls {

/// What is looked for, over a range or among listed values. Searched in the measure of
/// `axis`: the value itself or, of listed ones, its position.
struct Unknown {
  const BlockInput *input;
  llvm::StringRef unit; ///< its values are written in
  SolveAxis axis;
  std::vector<double> listed;

  double value(double x) const { return listed.empty() ? x : listed[size_t(x)]; }
};

struct SolveCondition {
  enum Kind : uint8_t { Equation, Inequality, Truth } kind;
  const Node *node;
  unsigned truth;               ///< wanted: the condition itself
  unsigned left = 0, right = 0; ///< wanted: its sides, but of a Truth
};

/// The conditions at one point.
class SolvePoint {
public:
  Configuration *configuration = nullptr;
  std::vector<double> values; ///< of the nodes of its tape

  double at(unsigned wanted) const {
    NodeId n = configuration->node(wanted);
    return isInside && n != noNode ? values[n] : std::numeric_limits<double>::quiet_NaN();
  }
  Balance balance(const SolveCondition &c) const { return {at(c.left), at(c.right)}; }
  /// An equation holds to this tolerance, relative to the larger side.
  bool holds(const SolveCondition &c, double tolerance) const;

  bool isInside = true; ///< every figure lies in the domain of its field
};

class SolveProblem {
public:
  SolveProblem(Replay &replay, DiagnosticEngine &diags);

  Replay &replay;
  DiagnosticEngine &diags;
  std::vector<Unknown> unknowns;
  std::vector<SolveCondition> conditions;
  bool isPosed = false; ///< false: a range or an unknown cannot be searched; that was reported

  /// The point at these values, in the measure of the axes.
  SolvePoint at(llvm::ArrayRef<double> x);
  /// The derivatives of the residual of an equation by each unknown.
  std::vector<double> slopes(const SolvePoint &p, const SolveCondition &c) const;
  /// That by the first unknown, and to first order what rounding adds up to: of each operation the
  /// relative error of one, times the adjoint (Linnainmaa 1976).
  Slope slope(const SolvePoint &p, const SolveCondition &c) const;
  /// Values in the measure of the user.
  std::vector<double> numbers(llvm::ArrayRef<double> x) const;

  /// `5.3 TB/s`, as the user wrote the range.
  std::string show(const Unknown &u, double x) const;
  /// The value of one side of a condition.
  std::string show(unsigned wanted, double value) const;
  llvm::StringRef text(const SolveCondition &c) const { return replay.checked.sources.text(c.node->range); }

  /// `slo.tpot`, as written.
  llvm::StringRef text(unsigned wanted) const { return replay.checked.sources.text(replay.wanted()[wanted]->range); }

private:
  /// A reverse sweep from each side that the condition has.
  void sweep(const SolvePoint &p, const SolveCondition &c,
             llvm::function_ref<void(double sign, llvm::ArrayRef<double> adjoints)> visit) const;
  void addCondition(const Node *node);
  bool addUnknown(Session &nominal, const BlockAxis &axis);

  mutable Variants variants;
};

} // namespace mls
