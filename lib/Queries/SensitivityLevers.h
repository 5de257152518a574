//===- SensitivityLevers.h - the rows of a sensitivity ----------*- C++ -*-===//
#pragma once

#include "Queries/PlanVariants.h"

#include <cmath>

namespace mls {

/// What moving an input does to one result.
struct Effect {
  double derivative = 0;
  double below = 0, above = 0;                                       ///< one-sided elasticities; equal away from kinks
  double down = std::numeric_limits<double>::quiet_NaN(), up = down; ///< the result there
  double swing = 0;

  double elasticity() const { return std::fabs(below) > std::fabs(above) ? below : above; }
  bool hasKink() const { return std::fabs(below - above) > 1e-9 * std::max(std::fabs(below), std::fabs(above)); }
};

/// One input and what moving it does.
struct Influence {
  enum Kind : uint8_t { Real, Whole, Word } kind = Real;
  uint32_t input = 0;          ///< into Plan::inputs; of a Word unused
  std::string name, value;     ///< `Pod.rent`, `31.2 USD/h`; `slo.granularity`, `operators -> aggregate`
  std::vector<Effect> effects; ///< one for each result
  std::string regime;          ///< of the first result
  double distance = std::numeric_limits<double>::quiet_NaN(); ///< factor of the input
};

struct Levers {
  std::vector<Influence> levers;
  std::vector<std::string> idle;  ///< inputs without effect
  std::vector<std::string> fixed; ///< whole numbers beside which no other works
};

/// All that `to` of the block asks for, with its effect on each of the wanted; `at` is the
/// program at its own values.
Levers leversOf(const Replay &replay, Configuration &at, llvm::ArrayRef<unsigned> wanted, double swing);

/// The resource that sets a result and when another one does.
class Regimes {
public:
  /// Finds the choice that says so for `result` or for what it is computed from.
  Regimes(Session &session, llvm::ArrayRef<const Solver *> solvers, PlanId result);

  bool known() const { return choice.has_value(); }
  /// Fills regime and distance of a lever.
  void find(Influence &lever);

private:
  llvm::StringRef at(uint32_t input, double value);

  Session &session;
  std::optional<PlanVariants::Wanted> choice;
  const Field *field = nullptr;
  std::unique_ptr<PlanVariants> plan;
  std::vector<double> inputs;
};

} // namespace mls
