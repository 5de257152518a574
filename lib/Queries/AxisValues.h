//===- AxisValues.h - the values that an axis runs over ---------*- C++ -*-===//
//
// A range is not stored: a hundred million points of it are two numbers. What is listed
// is: numbers where all of a member are known numbers, else nodes, each of which is a
// choice of structure.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Session.h"
#include "Sema/Block.h"

#include <array>
#include <deque>

namespace mls {

/// Nodes made after checking.
struct MadeNodes {
  std::deque<Node> nodes;
  std::deque<std::array<const Node *, 2>> kids;

  const Node *number(double value, const Type &type, Range range, llvm::StringRef unit = {});
  const Node *reference(const Decl *decl, Range range);
  const Node *element(const Node *list, uint64_t index, const Type &type);
};

class AxisValues {
public:
  /// The values of one input of the axis.
  struct Member {
    enum Kind : uint8_t { Range, Numbers, Nodes } kind = Numbers;
    double lo = 0, hi = 0, step = 1; ///< of a Range: lo + i * step
    bool reachesEnd = false;         ///< the last one is `hi`, whatever rounding says
    std::vector<double> numbers;     ///< of truth values beside their nodes: 0 or 1
    std::vector<const Node *> nodes; ///< of structure
    std::vector<std::string> words;  ///< what each node is called, unless it is a number
    bool isGrid = false;             ///< of a continuous range without a step
    bool isStructure = false;        ///< each value is a configuration of its own

    bool isNumber() const { return kind != Nodes; }
    /// Its values are words: `at` is the index of one.
    bool isWord() const { return kind == Nodes && numbers.empty(); }
    double at(uint64_t i) const;
    /// Values i, i + 1, …, `n` of them; all of a strip may be written.
    void fill(double *to, uint64_t i, size_t n) const;
    /// True when all are in the domain; false: they may not be.
    bool allIn(const Domain &domain) const;
    /// From now on each number is a choice of structure.
    void makeStructure(const BlockInput &input, llvm::StringRef unit, MadeNodes &made);

    uint64_t count = 0;
  };
  /// Values of a continuous range that `find` gives without a step.
  static constexpr unsigned gridSize = 101;

  uint64_t count = 0;
  std::vector<Member> members; ///< beside BlockAxis::inputs

  /// Nothing when the axis has no values or cannot be enumerated (reported). `file` is
  /// the program at its own values; nodes are made in `made`.
  static std::optional<AxisValues> of(const BlockAxis &axis, Session &file, DiagnosticEngine &diags,
                                      MadeNodes &made);
};

} // namespace mls
