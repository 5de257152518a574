//===- Sweep.h - every point of the axes of a block -------------*- C++ -*-===//
//
// The points are numbered: the last axis runs fastest. They are walked in tiles, which
// several threads take in turn; a tile is strips of 64 points, each one run of a
// Schedule over columns (Tape/Schedule.h). Axes that are structure stand outside: each
// choice of them has its tapes (Replay.h). The trailing axes of numbers that together
// have some hundreds of points make the strips; the numbers of axes before them are
// scalars of the frame, so that what depends on them alone is hoisted.
//
//   Sweep sweep(…, block, …);
//   unsigned key = sweep.hide(node);      // columns behind those that are shown
//   if (sweep.prepare())
//     sweep.walk(sink, 0, sweep.points(), control);
//
// The values of a row are bit for bit those of `run --set` at its point, however many
// threads there are.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/AxisValues.h"
#include "Queries/Replay.h"
#include "Results/Table.h"

#include <map>

namespace mls {

struct SweepCell;

class Sweep {
public:
  Sweep(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, const BlockQuery &block, BlockResults results,
        DiagnosticEngine &diags);
  ~Sweep();

  const BlockQuery &block;

  /// A further column: a value of the block, or what an axis sets.
  unsigned hide(const Node *value);
  unsigned hide(const BlockInput &input);

  /// More points than anyone walks are not refused: another way to good ones is known.
  void mayBeLarge() { refusesMany = false; }
  /// From now on rows that one condition alone keeps out are handed to RowPart::miss.
  void watchMisses() { misses = true; }
  /// Enumerates the axes and records the first point. False: the reason was reported.
  bool prepare();

  uint64_t points() const { return total; }
  /// The same where it is beyond all integers.
  double size() const { return product; }
  /// Those shown come first.
  llvm::ArrayRef<TableColumn> columns() const { return allColumns; }
  size_t shown() const { return block.columns.size(); }
  llvm::ArrayRef<std::shared_ptr<WordTable>> words() const { return wordTables; }
  /// What the numbers of a column of records and words that an axis sets stand for; empty for others.
  llvm::ArrayRef<const Node *> records(unsigned column) const;
  /// How many expressions every configuration has.
  size_t wanted() const { return replay.wanted().size(); }
  /// The configurations of the first choices of structure, each at its first point: what
  /// stands behind the rows, for a header.
  void eachChoice(llvm::function_ref<void(Configuration &)> use);

  // By input, in the order of the axes.
  const AxisValues::Member &values(unsigned input) const { return *inputs[input].values; }
  const BlockInput &input(unsigned input) const { return *replay.inputs()[input]; }
  llvm::StringRef unit(unsigned input) const { return replay.unit(input); }
  /// The input whose settings a column has.
  std::optional<unsigned> inputOf(unsigned column) const {
    return sources[column].isInput ? std::optional(sources[column].index) : std::nullopt;
  }

  /// The program at one point, given what each input is set to (as numbers of its column).
  std::unique_ptr<Configuration> record(llvm::ArrayRef<double> settings) const;
  /// What a column is there; null: what an axis sets.
  const Value *value(const Configuration &at, unsigned column) const;
  /// `Pod = H200x8, slo.tp = 4`.
  std::string point(llvm::ArrayRef<double> settings) const;

  /// `1,000,000`, or `1.2e+18`.
  static std::string counted(double n);
  /// Reports that there are too many points; `help`: what to do, where that is not to narrow the longest axis.
  void refuse(std::string help = {}) const;

  /// Gives the rows of the points in [first, last) to the sink.
  TableSummary walk(RowSink &sink, uint64_t first, uint64_t last, const RunControl &control) const;

private:
  friend class SweepWorker;
  friend class SweepProgram;

  /// One input of an axis, and what it is set to.
  struct Input {
    const AxisValues::Member *values;
    unsigned axis;
  };
  /// A column is what an input is set to, or a wanted expression.
  struct Source {
    bool isInput;
    unsigned index; ///< of the input; of Replay::want
  };

  // Sweep.cpp
  bool enumerate();
  bool countPoints();
  bool recordFirst();
  void splitAxes();
  // SweepColumns.cpp
  bool describeColumns();
  std::optional<TableColumn> describe(const Source &source, const Type &type, llvm::StringRef unit, Range range);
  // SweepWalk.cpp
  std::shared_ptr<SweepCell> cell(llvm::ArrayRef<uint64_t> digits) const;
  /// The index of the new program.
  unsigned recordAt(SweepCell &cell, llvm::ArrayRef<double> numbers) const;

  Replay replay;
  DiagnosticEngine &diags;
  Session file; ///< the program at its own values
  MadeNodes made;
  std::vector<AxisValues> axes;
  std::vector<Input> inputs;
  std::vector<uint8_t> levels; ///< by input: its loop; 0: structure
  unsigned depth = 1;          ///< the innermost loop
  std::vector<Source> sources;
  std::vector<unsigned> conditions, allWanted;
  std::vector<TableColumn> allColumns;
  std::vector<std::shared_ptr<WordTable>> wordTables;                ///< by column
  std::vector<std::shared_ptr<WordTable>> inputWords, wantedWords; ///< by input, by want
  std::unique_ptr<Configuration> firstPoint;
  uint64_t total = 0;
  double product = 1; ///< as a number
  bool misses = false, refusesMany = true;
  unsigned innerAxes = 0;   ///< trailing axes that make the strips
  uint64_t innerPoints = 1; ///< their points
  mutable std::mutex cellLock;
  mutable std::map<std::vector<uint64_t>, std::shared_ptr<SweepCell>> cells;
};

} // namespace mls
