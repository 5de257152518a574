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
/// the steps it rests on. Optional arguments are taken as not given.
std::vector<std::string> equations(const Solver &solver);

} // namespace mls
