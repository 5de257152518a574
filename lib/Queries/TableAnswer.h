//===- TableAnswer.h - what sweep and optimize have in common ---*- C++ -*-===//
#pragma once

#include "Queries/RowSelection.h"
#include "Queries/Sweep.h"

#include <optional>

namespace mls {

/// Rows over the points of a block: in order, cut, and as a value.
class TableAnswer : public BlockAnswer {
public:
  TableAnswer(const BlockContext &context, const BlockQuery &block)
      : context(context), block(block),
        sweep(context.checked, context.solvers, block, context.results, context.diags) {}

  void report(Results &results) override;
  void evidence(Evidence use) override;
  bool isDivided() const override { return true; }
  Derivation derive(const QueryCell &result, Step use) override;

protected:
  /// Reads `sort`, `per` and `top`, and prepares the sweep. False: reported.
  bool prepareRows();
  /// Makes the rows, once; false: there are none (reported).
  bool evaluate();
  /// Gives the rows of all points to the sink.
  virtual TableSummary makeRows(RowSink &sink) { return sweep.walk(sink, 0, sweep.points(), context.control); }
  /// Adds to the report that no point is left what else was done.
  virtual void tried(DiagBuilder &report) { (void)report; }
  /// The sink that picks rows; a form may watch them come in.
  virtual std::unique_ptr<RowSelection> selection();
  /// After the rows are there.
  virtual void finish() {}
  virtual TableSummary stream(RowSink &sink);
  virtual std::vector<std::pair<std::string, std::string>> notes() { return {}; }
  /// What the row is among the points: `the best of 96 points`.
  virtual std::string rank(uint32_t row) const = 0;

  /// The rows of the shard that was asked for.
  TableSummary walkShard(RowSink &sink);
  /// Those among them that may be rows of the whole, with what TableJoin says of them.
  TableSummary streamPart(RowSink &sink);
  /// Whether the rows are not simply those of all points.
  bool picksRows() const { return !order.isPlain() || order.top != ~uint64_t(0); }
  void reportEmpty(const TableSummary &summary);
  /// The rows as Lowering sees them.
  const TableColumns &tableColumns();

  /// What the axes are set to in a row; needs keepSettings before prepareRows.
  std::vector<double> settingsOf(size_t row) const;
  std::vector<double> settingsOf(llvm::ArrayRef<double> row) const;
  void keepSettings();

  const BlockContext context;
  const BlockQuery &block;
  Sweep sweep;
  RowOrder order;
  std::vector<unsigned> settings; ///< columns of what the axes set, where they are kept
  std::optional<TableData> data;
  TableSummary summary; ///< of `data`
  std::unique_ptr<RowSelection> selected;

private:
  Derivation deriveColumn(QueryCell result, Step use);
  llvm::StringRef instead() const;
  llvm::SmallVector<unsigned> keyColumns() const;
  TableJoin join() const;

  std::vector<unsigned> places;   ///< of `columns`, in the sweep
  TableColumns columns;
  std::deque<std::string> texts; ///< of `columns`
  bool columnsMade = false;
  char known = 0; ///< the grade, once asked for
  char grade();
};

} // namespace mls
