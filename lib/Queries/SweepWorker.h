//===- SweepWorker.h - one thread of a sweep ----------------------*- C++ -*-===//
#pragma once

#include "Queries/Sweep.h"
#include "Tape/Schedule.h"

#include <array>
#include <map>

namespace mls {

/// A configuration scheduled for strips; shared by all threads.
class SweepProgram {
public:
  /// `levels`: the loop of each input of the block; `depth`: the innermost loop.
  SweepProgram(const Sweep &sweep, std::unique_ptr<Configuration> recorded, llvm::ArrayRef<uint8_t> levels,
               unsigned depth);

  const std::unique_ptr<Configuration> configuration;
  /// Outputs of the schedule: by Replay::want (none: a word, which `word` has), by
  /// Configuration::decided and watched.
  static constexpr unsigned none = ~0u;
  std::vector<unsigned> wanted, decided, watched;
  /// A domain that values may leave, with closed bounds.
  struct Check {
    unsigned output;
    const Domain *domain;
    double lo, hi;
  };
  std::vector<Check> checks;
  std::vector<double> word; ///< by want: the number of the word, or of the first of its words
  std::vector<NodeId> outputs;
  std::unique_ptr<Schedule> schedule;
  /// Why no point of this configuration can be a row; empty: they can.
  std::string reason;
  int falseCondition = -1; ///< or which condition none of them meets
};

/// One choice of structure with the programs recorded for it so far.
struct SweepCell {
  SweepProgram *program(unsigned n);
  std::vector<const Node *> structure; ///< by input; null: a number
  std::mutex growing;
  std::vector<std::unique_ptr<SweepProgram>> programs;
};

/// What became of some points.
struct SweepCounts {
  uint64_t points = 0, rows = 0;
  std::map<unsigned, uint64_t> byCondition;
  std::map<std::string, uint64_t> byReason;
};

class SweepWorker {
public:
  explicit SweepWorker(const Sweep &sweep);
  ~SweepWorker();
  void tile(uint64_t first, uint64_t last, RowPart &part, SweepCounts &counts);

private:
  static constexpr unsigned strip = Schedule::strip;
  using Column = std::array<double, strip>;
  struct Running; ///< a program with its frame

  void enter(uint64_t outer);
  void fillInner(uint64_t inner, unsigned points);
  void runStrip(unsigned points);
  Running &running(unsigned variant);
  void run(Running &r);
  uint64_t valid(Running &r);
  uint64_t keep(Running &r, uint64_t candidates);
  void miss(Running &r, unsigned condition, unsigned point);
  void exclude(Running &r, unsigned point);
  std::string reason(Running &r, unsigned point);
  const double *column(Running &r, unsigned c);
  std::vector<double> numbersAt(unsigned point) const;

  const Sweep &sweep;
  RowPart *part = nullptr;
  SweepCounts *counts = nullptr;
  std::vector<uint64_t> digits;        ///< by axis
  uint64_t outer = ~uint64_t(0);
  std::shared_ptr<SweepCell> cell;
  std::vector<std::unique_ptr<Running>> programs; ///< of the cell
  std::vector<Column> inputColumns;    ///< what each input is set to, point by point
  std::vector<Column> staged;          ///< columns of a strip that several programs or a mask made
  std::vector<const double *> columns; ///< of the block handed over
  std::vector<const WordTable *> words;
};

} // namespace mls
