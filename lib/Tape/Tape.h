//===- Tape.h - a computation as straight-line code -------------*- C++ -*-===//
//
// What a query computes, as a flat list of operations in static single assignment
// (the Wengert list of automatic differentiation; Griewank & Walther 2008, ch. 2).
// Sweep, gradient, interval, explanation and "why is this undetermined" are each one
// interpreter over it:
//
//   Run.h       values at other inputs          Reverse.h   exact gradient
//   Schedule.h  live code for wanted outputs    Interval.h  range of an output
//   Explain.h   formulas, live inputs, problems
//
// Equal operations on equal operands are one node (value numbering while recording),
// so that the second call of a query shares what it has in common with the first.
// The rewrites are those that keep every bit: operand order of + and *, x * 1,
// x / 1, folding of constants. Constants are equal when their bits are: 0.0 and -0.0
// stay apart.
//
// A tape is valid while its guards keep their outcome; Run reports when they do not.
// Recording is for one thread; a recorded tape is read by any number of them.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Op.h"
#include "Tape/Trace.h"
#include "Units/Dim.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/StringSaver.h"

#include <vector>

namespace llvm {
class raw_ostream;
}

namespace mls {

class Tape {
public:
  struct Input {
    llvm::StringRef name; ///< path, `Pod.accelerator.memory.bandwidth`
    Dim dim;
    uint32_t ref; ///< the caller's: which leaf of the plan
    NodeId node;
    uint8_t components = 1; ///< of the path that a formula shows at least: 2 for `peak.fp8`
  };
  /// A name given by `let`. A node may have several; the first is shown, and a chain
  /// of `let a = b` keeps the first sixteen.
  static constexpr unsigned maxNames = 16;
  struct Step {
    llvm::StringRef name;  ///< `attention`
    llvm::StringRef scope; ///< `slo.layer`, or empty
    Dim dim;
    NodeId node;
    uint32_t next = ~0u; ///< its next name: an index into steps, or ~0
  };
  struct Missing {
    llvm::StringRef name;
    uint32_t ref;
  };
  struct Guard {
    NodeId condition;
    bool outcome;
  };

  Tape();
  Tape(const Tape &) = delete; // a Trace points to it

  // Recording.

  /// A new input, never merged with another.
  Trace input(double value, llvm::StringRef name, Dim dim = {}, uint32_t ref = 0, uint8_t components = 1);
  /// An absent figure, NaN: an error if and only if a wanted output depends on it.
  Trace missing(llvm::StringRef name, uint32_t ref = 0);
  /// Steps named until leaveScope belong to `name` inside the current scope.
  void enterScope(llvm::StringRef name);
  void leaveScope() { scopes.pop_back(); }
  /// The node of a value of this tape; a constant becomes one.
  NodeId node(const Trace &x) { return x.isConstant() ? constant(x.value) : x.id; }

  // What was recorded.

  llvm::ArrayRef<TapeNode> nodes() const { return list; }
  const TapeNode &operator[](NodeId id) const { return list[id]; }
  size_t size() const { return list.size(); }
  llvm::ArrayRef<Input> inputs() const { return inputRows; }
  llvm::ArrayRef<Missing> missing() const { return missingRows; }
  llvm::ArrayRef<Guard> guards() const { return guardRows; }
  llvm::ArrayRef<const Extern *> externs() const { return externRows; }
  llvm::ArrayRef<Step> steps() const { return stepRows; }
  /// The first name of a node, or null.
  const Step *step(NodeId id) const;
  /// The name under which `user` took this operand: two equal nodes are one, and each
  /// formula must name the one that its author wrote.
  const Step *step(NodeId user, NodeId operand) const;
  llvm::StringRef reason(const TapeNode &require) const { return reasons[require.index]; }
  /// The values of all inputs as recorded, in order.
  std::vector<double> recordedInputs() const;

private:
  friend Trace record(Op, double, const Trace &, const Trace &, const Trace &);
  friend bool guardS(const Trace &);
  friend Trace requireS(const Trace &, const char *, const Trace &);
  friend Trace letS(const char *, const Trace &, const Dim &);
  friend Trace externS(const Extern &, const Trace &, const Trace &, const Trace &);

  /// Room for more nodes in `numbering`, at most half of which is full.
  void grow();
  NodeId constant(double value) { return add({.value = value}); }
  /// The node that is this operation; a new one unless there is one.
  NodeId add(const TapeNode &n);
  /// The same, which remembers under which names its operands came.
  NodeId add(const TapeNode &n, const Trace &a, const Trace &b, const Trace &c);
  uint32_t intern(llvm::StringRef reason);

  std::vector<TapeNode> list;
  std::vector<NodeId> numbering;   ///< by hash, open addressing; the nodes themselves are the keys
  std::vector<uint32_t> firstStep; ///< by node: into stepRows, or ~0
  std::vector<Input> inputRows;
  std::vector<Missing> missingRows;
  std::vector<Guard> guardRows;
  std::vector<Step> stepRows;
  std::vector<const Extern *> externRows;
  std::vector<llvm::StringRef> reasons;
  llvm::DenseMap<std::pair<NodeId, NodeId>, uint32_t> otherName; ///< of (user, operand), where it is not the first
  std::vector<llvm::StringRef> scopes; ///< full paths
  llvm::BumpPtrAllocator arena;
  llvm::StringSaver saver;
};

/// `mlsc emit --tape`: one line a node, `%7 = div %3, %5    ; itl = 0.0123`.
void dump(const Tape &tape, llvm::raw_ostream &os);

} // namespace mls
