//===- Schedule.h - live code for a sweep -----------------------*- C++ -*-===//
//
// What is left of a tape when some outputs are wanted and some inputs vary in nested
// loops. Each operation stands at the loop of its deepest input: what depends on the
// outer axes alone is computed once for each of their values (hoisting by
// construction), and the innermost loop runs over strips of 64 points in vector
// kernels, on columns whose place is reused after their last use.
//
//   Schedule s(tape, wanted, levels);   // levels[i]: loop depth of input i, 0: fixed
//   Frame f(s, inputs);
//   for (…) { f.set(outer, x); f.runOuter(1);
//     for (…) { fill f.column(inner) …; f.runStrip(); … f.output(0)[point] … } }
//
// The values are bit for bit those of Run.h, while guardsHold.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Kernels.h"
#include "Tape/Tape.h"

namespace mls {

class Schedule {
public:
  static constexpr unsigned strip = stripSize;

  /// `depth`: of the innermost loop; 0: the deepest level among the inputs.
  Schedule(const Tape &tape, llvm::ArrayRef<NodeId> wanted, llvm::ArrayRef<uint8_t> levels, unsigned depth = 0);

  /// Where a value stands: a scalar of the frame, or a column of it.
  struct Place {
    uint32_t index = 0;
    bool isColumn = false;
  };
  struct Instruction {
    Op op;
    uint32_t index; ///< of an Extern
    Place d, a, b, c;
    Kernel kernel = nullptr; ///< of a strip
  };
  /// The scalar code of each loop above the innermost; the code of a strip.
  const std::vector<std::vector<Instruction>> &outer() const { return outerCode; }
  llvm::ArrayRef<Instruction> inner() const { return innerCode; }
  /// Operations a point costs, and those hoisted out of the strip.
  size_t innerSize() const { return innerCode.size(); }
  size_t hoistedSize() const;
  unsigned columns() const { return columnCount; }

private:
  friend class Frame;

  struct Broadcast {
    uint32_t scalar, column;
  };
  struct GuardPlace {
    Place condition;
    bool outcome;
  };
  void allocate(llvm::ArrayRef<NodeId> innerNodes, llvm::ArrayRef<NodeId> kept);

  const Tape &tape;
  std::vector<std::vector<Instruction>> outerCode;
  std::vector<Instruction> innerCode;
  std::vector<Place> places;       ///< of live nodes
  std::vector<Place> inputPlaces;  ///< of Tape::inputs
  std::vector<Place> outputPlaces; ///< of `wanted`
  std::vector<GuardPlace> guards;
  std::vector<Broadcast> broadcasts;                  ///< scalars that a kernel wants as columns
  std::vector<std::pair<uint32_t, double>> constants; ///< scalars set once
  unsigned scalarCount = 0, columnCount = 0;
};

/// The values of one worker in a sweep; any number may share a schedule.
class Frame {
public:
  /// `inputs` in order of Tape::inputs; those that vary are set later.
  Frame(const Schedule &schedule, llvm::ArrayRef<double> inputs);

  /// An input of an outer loop.
  void set(uint32_t input, double value) { scalars[schedule.inputPlaces[input].index] = value; }
  /// An input of the innermost loop, to be filled: `strip` values, the unused ones any.
  llvm::MutableArrayRef<double> column(uint32_t input) { return columnAt(schedule.inputPlaces[input]); }

  /// The code of loop `level` and of those inside it, the innermost excepted.
  void runOuter(unsigned level = 0);
  void runStrip();

  /// The values of the i-th wanted output after runStrip.
  llvm::ArrayRef<double> output(unsigned i) { return columnAt(schedule.outputPlaces[i]); }
  /// True when the first `points` of the strip keep the tape's branches.
  bool guardsHold(unsigned points = Schedule::strip);
  /// The points of the strip that keep them, one bit each.
  uint64_t holding();

private:
  llvm::MutableArrayRef<double> columnAt(Schedule::Place p) {
    return {store.data() + size_t(p.index) * Schedule::strip, Schedule::strip};
  }
  double &scalarAt(Schedule::Place p) { return scalars[p.index]; }

  const Schedule &schedule;
  std::vector<double> scalars, store;
};

} // namespace mls
