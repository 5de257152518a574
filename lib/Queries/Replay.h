//===- Replay.h - the expressions of a block at other inputs ----*- C++ -*-===//
//
// A block asks for some expressions at many values of some inputs. An input is either
// *structure* (a record, a word, an expression over other inputs) or a *number*. For
// each choice of structure the program is lowered and recorded once, with the inputs
// overridden exactly as `--set` does; then numbers only re-run the tape:
//
//   Replay replay(…, block);
//   unsigned tpot = replay.want(node);                  // all of them, before the first record
//   Variants choice(replay, structure);                   // null for each number
//   Configuration &c = choice.at(numbers, values);      // values of every node of c.tape()
//   values[c.node(tpot)]
//
// A tape is valid while its branches keep their outcome (Tape::guards, and what decided
// structure: Plan::guards). Where one turns, the point is recorded again, and a choice
// keeps one tape for each outcome it has met. Lowering is not for several threads:
// `record` takes a lock; reading a Configuration needs none.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Blocks.h"

#include <memory>
#include <mutex>

namespace mls {

class Replay;

/// One choice of structure, recorded.
class Configuration {
public:
  Configuration(const Replay &replay, llvm::ArrayRef<const Node *> structure, llvm::ArrayRef<double> numbers,
                llvm::ArrayRef<Override> more = {});

private:
  std::vector<Node> literals; ///< values of the numeric inputs, as `--set` gives them
public:
  DiagnosticEngine diags; ///< of lowering; they concern this choice alone
  Session session;

  const Tape &tape() const { return session.recorder.recorded(); }
  /// The i-th wanted expression: what it is, and its node (noNode: no number, or failed).
  const Value &value(unsigned wanted) const { return wantedValues[wanted]; }
  NodeId node(unsigned wanted) const { return wantedNodes[wanted]; }
  /// Where the i-th input of the block stands in Tape::inputs; noInput: it is structure,
  /// or nothing here depends on it.
  static constexpr uint32_t noInput = ~0u;
  uint32_t tapeInput(unsigned input) const { return inputs[input]; }

  /// Nodes whose value decided structure, with that value: this is valid while they keep it.
  struct Decided {
    NodeId node;
    double value;
  };
  llvm::ArrayRef<Decided> decided() const { return decidedNodes; }
  /// Domains of the fields and arguments on the way: a value outside excludes the point.
  struct Check {
    NodeId node;
    const PlanCheck *check;
  };
  llvm::ArrayRef<Check> checks() const { return domainChecks; }

  /// The value of every node at these numbers (one for each input of the block; those of
  /// structure are not read). False: a branch turned.
  bool run(llvm::ArrayRef<double> numbers, std::vector<double> &values) const;
  /// The inputs of the tape at these numbers.
  std::vector<double> tapeInputs(llvm::ArrayRef<double> numbers) const;
  /// The user's own operations that can give infinity, which a comparison hides: `1 / x > 3`.
  llvm::ArrayRef<NodeId> watched() const { return watchedNodes; }
  /// Why some of the wanted have no value at these values of the nodes, in words for a
  /// count of excluded points (`Pod` has no `rent`); empty: they have.
  std::string reason(llvm::ArrayRef<double> values, llvm::ArrayRef<unsigned> wanted) const;

private:
  const Replay &replay;
  std::vector<Value> wantedValues;
  std::vector<NodeId> wantedNodes;
  std::vector<uint32_t> inputs;
  std::vector<Decided> decidedNodes;
  std::vector<Check> domainChecks;
  std::vector<NodeId> watchedNodes;
  llvm::DenseMap<NodeId, NodeId> divisors;
  std::vector<std::string> missing; ///< by Tape::missing: `Pod` has no `rent`
  void nameMissing();
  std::string missingText(uint32_t index) const;
  std::string hidden(llvm::ArrayRef<double> values, llvm::ArrayRef<NodeId> wanted) const;
  std::vector<std::string> lowered; ///< why a wanted one could not be lowered
};

class Replay {
public:
  Replay(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, const BlockQuery &block, BlockResults results);

  const Checked &checked;
  llvm::ArrayRef<const Solver *> solvers;
  const BlockQuery &block;
  BlockResults results;

  /// The inputs of all axes, in order.
  llvm::ArrayRef<const BlockInput *> inputs() const { return allInputs; }
  /// Adds an expression of the block to those that every configuration has.
  unsigned want(const Node *node);
  llvm::ArrayRef<const Node *> wanted() const { return wantedExpressions; }
  /// The unit in which an input's values are written (`TB/s`), for display.
  llvm::StringRef unit(unsigned input) const { return units[input]; }
  /// Lowers and records; for any thread. Without `numbers` the inputs that are numbers keep
  /// the file's own value. `more`: other inputs to set (their nodes must outlive the result).
  std::unique_ptr<Configuration> record(llvm::ArrayRef<const Node *> structure, llvm::ArrayRef<double> numbers,
                                        llvm::ArrayRef<Override> more = {}) const;

private:
  friend class Configuration;
  llvm::SmallVector<const BlockInput *> allInputs;
  llvm::SmallVector<llvm::StringRef> units;
  llvm::SmallVector<const Node *> wantedExpressions;
  mutable std::mutex lowering;
};

/// The tapes of one choice of structure, one for each outcome of its branches met so far.
class Variants {
public:
  /// `structure`: a node for each input that is structure, null for the numbers.
  Variants(const Replay &replay, llvm::ArrayRef<const Node *> structure) : replay(replay), structure(structure) {}

  /// The configuration that is valid at these numbers, with the values of its nodes there.
  Configuration &at(llvm::ArrayRef<double> numbers, std::vector<double> &values);
  /// The n-th one met, or null: for walks over strips of points.
  Configuration *variant(unsigned n);

private:
  const Replay &replay;
  llvm::SmallVector<const Node *> structure;
  std::mutex growing;
  std::vector<std::unique_ptr<Configuration>> variants;
};

} // namespace mls
