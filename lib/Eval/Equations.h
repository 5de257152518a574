//===- Equations.h - the formulas of a solver -------------------*- C++ -*-===//
//
// What `mlsc doc serve` and the editor print: the solver is traced on symbols, and
// each named step becomes a line. The text is what the solver computes, so it cannot
// drift from the code.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Solvers/Solver.h"

#include <string>
#include <vector>

namespace mls {

/// `itl = layers * layer_time + head + communication`, results first, each followed by
/// the steps it rests on. Optional arguments are taken as not given, structure as its
/// default: a last line of a function says so, `where gated = true`. A function of a
/// count that is structure has no equations: a sum is unrolled, and true for one count.
std::vector<std::string> equations(const Solver &solver);

} // namespace mls
