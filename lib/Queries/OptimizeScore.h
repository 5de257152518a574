//===- OptimizeScore.h - how good any point of a block is -------*- C++ -*-===//
//
// A search asks for points one at a time, and wants to know of a bad one how bad it is.
// So each condition has a *margin*: what is missing for `a <= b`, relative to the
// greater of both. A point that a domain or a solver refuses is worse than any that
// only misses a condition.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/Sweep.h"

namespace mls {

/// By axis: the index of a value, or of a continuous range the value itself.
using SearchPoint = std::vector<double>;

/// Points that meet all conditions come first.
struct Score {
  double violation = std::numeric_limits<double>::infinity(); ///< 0: all is met
  double goal = std::numeric_limits<double>::infinity();      ///< less is better

  bool operator<(const Score &other) const {
    return violation != other.violation ? violation < other.violation : goal < other.goal;
  }
  /// The same order as one number; the order of doubles is that of their bits.
  double key() const;
};

class PointScorer {
public:
  /// `sweep`, prepared: what the axes run over.
  PointScorer(const Sweep &sweep, const BlockContext &context);

  struct Axis {
    unsigned firstInput, inputs;
    uint64_t count; ///< of its values; of a continuous range that of the grid
    bool isContinuous;
    double lo = 0, hi = 0; ///< of a range
    double step = 0;       ///< of one that is not continuous; 0: it is none
  };
  llvm::ArrayRef<Axis> axes() const { return allAxes; }

  struct Result {
    std::vector<double> goals;   ///< each turned so that less is better
    std::vector<double> margins; ///< by condition: at most 0 where it is met
    double refused = 0;          ///< above 0: no value there, whatever the conditions
    double violation() const;
  };
  /// For any thread.
  void at(const SearchPoint &point, Result &result) const;
  /// What each input is set to: the settings of Sweep::record and of NarrowedBlock.
  std::vector<double> settings(const SearchPoint &point) const;
  /// The reverse.
  SearchPoint point(llvm::ArrayRef<double> settings) const;

private:
  /// How far a truth value is from true: a tree over wanted numbers.
  struct Margin {
    /// Near: within the tolerance c, a share of b where `relative`.
    enum Kind : uint8_t { AtMost, Equal, Near, Flag, All, Any } kind = Flag;
    unsigned a = 0, b = 0;
    std::vector<Margin> parts;
    unsigned c = 0;
    bool relative = false;
  };
  struct Values;
  Margin marginOf(const Node *condition);
  double margin(const Margin &m, const Values &values) const;
  std::shared_ptr<Variants> variants(llvm::ArrayRef<const Node *> structure) const;

  const Sweep &sweep;
  Replay replay;
  std::vector<Axis> allAxes;
  std::vector<unsigned> goals, conditions, allWanted;
  std::vector<Margin> margins; ///< by condition
  mutable std::mutex growing;
  mutable std::map<std::vector<const Node *>, std::shared_ptr<Variants>> choices;
};

} // namespace mls
