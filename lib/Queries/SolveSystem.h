//===- SolveSystem.h - several equations, several unknowns ------*- C++ -*-===//
//
// Newton's method with the exact Jacobian of the tape, damped by halving (Ortega &
// Rheinboldt 1970), from starts spread over the box (Halton 1960); where equations depend
// on each other the shortest step that helps. Unknowns are in the
// measure of their axes and residuals relative, so that bytes and seconds mix.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/SolveRoots.h"

#include <optional>

namespace mls {

/// The conditions at one point, one row each.
struct SystemPoint {
  std::vector<double> x;
  std::vector<Balance> balances;
  std::vector<double> jacobian; ///< of the residuals, row by row

  bool isDefined() const;
  bool isMet() const;
  /// The largest relative residual: how far it is from a solution.
  double distance() const;
};

/// Fills the balances at x, and the Jacobian.
using SystemAt = llvm::function_ref<void(SystemPoint &)>;

struct SystemSolution {
  std::vector<SystemPoint> solutions; ///< in order of their unknowns, all different
  std::optional<SystemPoint> nearest; ///< the point that comes closest when there is none
  /// They are some of endlessly many: the equations leave a direction open.
  bool isOpen = false;
};

/// As many equations as axes. All solutions that `starts` starts lead to.
SystemSolution solveSystem(SystemAt at, llvm::ArrayRef<SolveAxis> axes, unsigned starts = 64);

/// Solves A x = b by Gaussian elimination with partial pivoting; false: A is singular.
bool solveLinear(std::vector<double> a, std::vector<double> &b);

} // namespace mls
