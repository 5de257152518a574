//===- Optimize.h - the best points of a block ------------------*- C++ -*-===//
//
// Every point is looked at where that takes minutes at most: the points of a layout search
// are tens of thousands, and an exhaustive answer needs no words about how it was searched.
// One objective orders the rows, several leave the front of Pareto. Of a larger block
// good points are searched for (OptimizeLarge.cpp, OptimizeSearch.h), and the answer says so.
//
// A continuous range is walked on a grid first. Then each of the best choices of the other
// axes is asked again around its best value of the range, closer and closer, until that
// is known to twelve digits of the range (OptimizeRefine.cpp). Where nothing on the grid meets
// the conditions, points that do are searched for between its values.
//
// A condition is *binding* when a point that it alone keeps out would be better than the
// best one.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Queries/Narrow.h"
#include "Queries/OptimizeSearch.h"
#include "Queries/TableAnswer.h"

namespace mls {

/// Keeps, for each condition, the best row that it alone keeps out.
class MissSelection : public RowSelection {
public:
  MissSelection(const RowOrder &order, size_t columns, llvm::ArrayRef<std::shared_ptr<WordTable>> words)
      : RowSelection(order, columns, words), goal(order.keys.front()) {}

  using Row = std::vector<double>;
  std::map<unsigned, Row> misses;

  /// Notes a row that this condition alone keeps out.
  void keepBetter(std::map<unsigned, Row> &all, unsigned condition, const Row &row) const;

  std::unique_ptr<RowPart> begin() override;
  bool end(std::unique_ptr<RowPart> part) override;

private:
  struct MissPart;
  RowOrder::Key goal;
};

class OptimizeAnswer : public TableAnswer {
public:
  OptimizeAnswer(const BlockContext &context, const BlockQuery &block)
      : TableAnswer(context, block), name(block.decl->name.str()) {}

  /// `closer`: the block is narrowed around a point of another, whose columns it shares.
  bool prepare(bool closer = false);
  Value value(Lowering &asker) override;

private:
  std::string rank(uint32_t row) const override;
  std::unique_ptr<RowSelection> selection() override;
  TableSummary makeRows(RowSink &sink) override;
  void tried(DiagBuilder &report) override;
  void finish() override;
  std::vector<std::pair<std::string, std::string>> notes() override;

  void findBindings();
  std::string shown(unsigned column, double x) const;
  const RowOrder::Key &goal() const { return order.keys.front(); }
  bool better(double x, double y) const { return goal().descending ? x > y : x < y; }
  MissSelection &selectedMisses() { return static_cast<MissSelection &>(*selected); }

  // OptimizeRefine.cpp
  void openWindows();
  bool isOpen(const BlockInput &in) const;
  void refine();
  void refine(size_t row);
  bool refine(size_t row, std::vector<Window> around, llvm::ArrayRef<double> from = {});
  void descend(size_t row, const PointScorer &scorer, OptimizeSearch &search);
  void keepMisses(const OptimizeAnswer &narrowed, llvm::ArrayRef<double> at);
  std::vector<double> own(const OptimizeAnswer &narrowed, llvm::ArrayRef<double> values,
                          llvm::ArrayRef<double> at) const;

  // OptimizeLarge.cpp
  TableSummary search(RowSink &sink, TableSummary walked);
  bool isLarge() const;
  std::vector<std::vector<std::optional<double>>> groups() const;
  std::vector<SearchResult> searchGoals(OptimizeSearch &search,
                                        llvm::ArrayRef<std::vector<std::optional<double>>> groups);
  unsigned runsOf(size_t groups) const;
  std::vector<double> closest(llvm::ArrayRef<double> at, llvm::ArrayRef<Window> around, unsigned count);
  SearchTask taskFrom(size_t row, const PointScorer &scorer) const;
  void visit(RowSink &sink, llvm::ArrayRef<double> at);
  void refineFront(RowSink &sink);
  void describeNearest(const PointScorer &scorer, llvm::ArrayRef<SearchResult> results);

  /// Choices of `per` that are searched, each by itself.
  static constexpr size_t mostGroups = 256;
  /// Choices of the other axes that are looked at closely.
  static constexpr uint64_t mostRefined = 64;
  static constexpr uint64_t mostKept = 1000; ///< rows of a search
  std::vector<Window> windows;   ///< by input, where continuous ranges are refined
  unsigned ranges = 0;           ///< continuous ones
  bool hasChoices = false;       ///< there are other axes
  bool choicesCut = false;       ///< more of them than are refined
  bool closer = false;           ///< this is a narrowed block
  RowOrder wanted;               ///< of the refined rows
  std::string searched, nearest; ///< how, where the points were not all looked at

  std::string name, bindingText;
  std::vector<std::string> bindings;
};

} // namespace mls
