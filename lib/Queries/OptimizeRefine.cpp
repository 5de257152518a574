//===- OptimizeRefine.cpp - continuous ranges, closer than their grid -----===//

#include "Queries/Optimize.h"

namespace mls {

/// One step of the grid to both sides. A neighbour on the grid is no other choice: of rows
/// that differ in the range alone the best is looked at.
void OptimizeAnswer::openWindows() {
  std::vector<unsigned> others;
  for (unsigned i = 0; i != settings.size(); ++i) {
    const AxisValues::Member &v = sweep.values(i);
    windows.push_back({v.lo, v.hi, v.isGrid ? v.step : 0});
    if (!v.isGrid)
      others.push_back(settings[i]);
  }
  auto open = size_t(llvm::count_if(windows, [](const Window &w) { return w.half > 0; }));
  constexpr unsigned values[] = {0, 33, 17, 9};
  if (open == 0 || open >= std::size(values) || llvm::any_of(block.per, [&](const BlockInput &in) { return isOpen(in); })) {
    windows.clear();
    return;
  }
  closeValues = values[open];
  wanted = order;
  hasChoices = !others.empty();
  if (hasChoices) {
    order.per = others;
    order.top = mostRefined;
  }
}

bool OptimizeAnswer::isOpen(const BlockInput &in) const {
  for (unsigned i = 0; i != windows.size(); ++i)
    if (windows[i].half > 0 && sweep.input(i).text == in.text)
      return true;
  return false;
}

/// A row of an answer to the narrowed block, in the words of this one. What is held is as in the row.
std::vector<double> OptimizeAnswer::own(const OptimizeAnswer &narrowed, llvm::ArrayRef<double> values, size_t row) const {
  std::vector<double> all(values.begin(), values.end());
  for (unsigned c = 0; c != all.size(); ++c)
    if (!sweep.records(c).empty())
      all[c] = data->columns[c][row];
    else if (const auto &words = sweep.words()[c])
      all[c] = words->add((*narrowed.sweep.words()[c])[all[c]]);
  return all;
}

/// Walks ever closer values around those of a row. The window of a step holds the neighbours of
/// the best value of the step before, twice over: what several ranges do together may move it.
void OptimizeAnswer::refine(size_t row) {
  DiagnosticEngine quiet;
  RunControl alone;
  const BlockContext closer{context.checked, context.solvers, quiet, alone, context.results};
  std::vector<Window> around = windows;
  constexpr double digits = 1e-12;
  const double shrink = 4.0 / (closeValues - 1);
  for (double width = 1; width > digits; width *= shrink) {
    NarrowedBlock narrowed(sweep, settingsOf(row), around, closeValues);
    OptimizeAnswer answer(closer, narrowed.block);
    bool found = answer.prepare(true);
    if (answer.selected)
      for (auto &[condition, miss] : answer.selectedMisses().misses)
        selectedMisses().keepBetter(selectedMisses().misses, condition, own(answer, miss, row));
    if (found && better(answer.data->columns[goal().column].front(), data->columns[goal().column][row])) {
      std::vector<double> best;
      for (const std::vector<double> &column : answer.data->columns)
        best.push_back(column.front());
      best = own(answer, best, row);
      for (size_t c = 0; c != best.size(); ++c)
        data->columns[c][row] = best[c];
    }
    for (Window &w : around)
      w.half *= shrink;
  }
}

/// Looks closely at the best value for each choice of the other axes, and picks anew.
void OptimizeAnswer::refine() {
  choicesCut = hasChoices && data->rows == mostRefined;
  for (size_t row = 0; row != (hasChoices ? data->rows : 1); ++row)
    refine(row);
  RowSelection again(wanted, data->columns.size(), sweep.words());
  std::unique_ptr<RowPart> part = again.begin();
  std::vector<const double *> columns;
  for (const std::vector<double> &column : data->columns)
    columns.push_back(column.data());
  part->add({data->rows, columns, {}});
  again.end(std::move(part));
  data = again.take();
}

} // namespace mls
