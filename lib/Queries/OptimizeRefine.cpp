//===- OptimizeRefine.cpp - continuous ranges, closer than their grid -----===//

#include "Queries/Optimize.h"

namespace mls {

/// Up to this many ranges are walked at once, with so many values of each; of more, two after two.
static constexpr unsigned closeValues[] = {0, 33, 17, 9};

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
  ranges = unsigned(llvm::count_if(windows, [](const Window &w) { return w.half > 0; }));
  wanted = order;
  if (ranges == 0 || llvm::any_of(block.per, [&](const BlockInput &in) { return isOpen(in); })) {
    windows.clear();
    return;
  }
  hasChoices = !others.empty();
  if (hasChoices && order.front.empty()) {
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

/// A row of an answer to the block narrowed around these settings, in the words of this one.
std::vector<double> OptimizeAnswer::own(const OptimizeAnswer &narrowed, llvm::ArrayRef<double> values,
                                        llvm::ArrayRef<double> at) const {
  std::vector<double> all(values.begin(), values.end());
  for (unsigned c = 0; c != all.size(); ++c)
    if (const auto &words = sweep.words()[c]) {
      auto input = sweep.inputOf(c);
      all[c] = input ? at[*input] : words->add((*narrowed.sweep.words()[c])[all[c]]);
    }
  return all;
}

void OptimizeAnswer::keepMisses(const OptimizeAnswer &narrowed, llvm::ArrayRef<double> at) {
  if (order.keys.size() == 1 && narrowed.selected)
    for (auto &[condition, miss] : static_cast<MissSelection &>(*narrowed.selected).misses)
      selectedMisses().keepBetter(selectedMisses().misses, condition, own(narrowed, miss, at));
}

/// The best row of the block narrowed to `count` values in each window around these settings; empty: there is none.
std::vector<double> OptimizeAnswer::closest(llvm::ArrayRef<double> at, llvm::ArrayRef<Window> around, unsigned count) {
  DiagnosticEngine quiet;
  RunControl alone;
  const BlockContext near{context.checked, context.solvers, quiet, alone, context.results};
  NarrowedBlock narrowed(sweep, at, around, count);
  OptimizeAnswer answer(near, narrowed.block);
  bool found = answer.prepare(true);
  keepMisses(answer, at);
  std::vector<double> row;
  for (size_t c = 0; found && c != answer.data->columns.size(); ++c)
    row.push_back(answer.data->columns[c].front());
  return found ? own(answer, row, at) : row;
}

/// A descent along the continuous ranges from a row; its choices of the other axes stay.
SearchTask OptimizeAnswer::taskFrom(size_t row, const PointScorer &scorer) const {
  SearchTask task;
  task.start = scorer.point(settingsOf(row));
  for (auto [x, axis] : llvm::zip_equal(task.start, scorer.axes()))
    task.held.push_back(axis.isContinuous ? std::nullopt : std::optional(x));
  return task;
}

/// Walks ever closer values around those of a row. The window of a step holds the neighbours of
/// the best value of the step before, twice over: what several ranges do together may move it.
/// `from`: where to begin, if not at the row. False: nothing better was there.
bool OptimizeAnswer::refine(size_t row, std::vector<Window> around, llvm::ArrayRef<double> from) {
  bool better = false;
  constexpr double digits = 1e-12;
  const unsigned count = closeValues[llvm::count_if(around, [](const Window &w) { return w.half > 0; })];
  const double shrink = 4.0 / (count - 1);
  for (double width = 1; width > digits; width *= shrink) {
    std::vector<double> at = width == 1 && !from.empty() ? from.vec() : settingsOf(row);
    std::vector<double> best = closest(at, around, count);
    if (!best.empty() && this->better(best[goal().column], data->columns[goal().column][row])) {
      better = true;
      for (size_t c = 0; c != best.size(); ++c)
        data->columns[c][row] = best[c];
    }
    for (Window &w : around)
      w.half *= shrink;
  }
  return better;
}

/// Along a curved condition the best value of a window lags behind: windows close before
/// they have followed it. COBYLA goes on from there, and windows end what it found.
void OptimizeAnswer::descend(size_t row, const PointScorer &scorer, OptimizeSearch &search) {
  constexpr unsigned mostRounds = 3;
  constexpr double near = 1e-4; // of a step of the grid
  for (unsigned round = 0; round != mostRounds && !search.isInterrupted(); ++round) {
    SearchTask task = taskFrom(row, scorer);
    task.direction = {{0}, {1}};
    std::vector<SearchResult> found = search.run(task);
    if (found.front().best.empty() || found.front().best.front().score.violation > 0)
      return;
    std::vector<Window> around = windows;
    for (Window &w : around)
      w.half *= near;
    if (!refine(row, around, scorer.settings(found.front().best.front().point)))
      return;
  }
}

void OptimizeAnswer::refine(size_t row) {
  if (ranges < std::size(closeValues)) {
    refine(row, windows);
    return;
  }
  constexpr unsigned mostRounds = 2; // descent and COBYLA were here
  bool better = true;
  for (unsigned round = 0; better && round != mostRounds; ++round) {
    better = false;
    for (size_t i = 0; i != windows.size(); ++i)
      for (size_t j = i + 1; j != windows.size(); ++j) {
        if (windows[i].half == 0 || windows[j].half == 0)
          continue;
        std::vector<Window> around = windows;
        for (size_t k = 0; k != around.size(); ++k)
          if (k != i && k != j)
            around[k].half = 0;
        better |= refine(row, around);
      }
  }
}

/// Looks closely at the best value for each choice of the other axes, or along the front, and picks anew.
void OptimizeAnswer::refine() {
  RowSelection again(wanted, data->columns.size(), sweep.words());
  if (!order.front.empty()) {
    refineFront(again);
  } else {
    uint64_t most = ranges < std::size(closeValues) ? mostRefined : 10;
    choicesCut = hasChoices && data->rows == mostRefined;
    PointScorer scorer(sweep, context);
    OptimizeSearch search(scorer, context.control, 1);
    for (size_t row = 0; row != (hasChoices ? std::min<uint64_t>(data->rows, most) : 1); ++row) {
      refine(row);
      if (ranges > 1 && !block.conditions.empty())
        descend(row, scorer, search);
    }
  }
  std::unique_ptr<RowPart> part = again.begin();
  std::vector<const double *> columns;
  for (const std::vector<double> &column : data->columns)
    columns.push_back(column.data());
  part->add({data->rows, columns, {}});
  again.end(std::move(part));
  data = again.take();
}

/// From rows all along the front: one objective after the other as good as it can be while the others
/// are no worse (the method of the epsilon constraint).
void OptimizeAnswer::refineFront(RowSink &sink) {
  constexpr uint64_t most = 256;
  PointScorer scorer(sweep, context);
  OptimizeSearch search(scorer, context.control, 1);
  uint64_t count = std::min<uint64_t>(data->rows, most);
  choicesCut = count < data->rows;
  std::vector<SearchTask> tasks;
  for (uint64_t i = 0; i != count; ++i) {
    size_t row = count == 1 ? 0 : size_t(i * (data->rows - 1) / (count - 1));
    SearchTask task = taskFrom(row, scorer);
    for (const RowOrder::Key &key : order.keys)
      task.direction.bound.push_back(data->columns[key.column][row] * (key.descending ? -1 : 1));
    task.direction.from.assign(order.keys.size(), 0);
    tasks.push_back(std::move(task));
  }
  std::vector<SearchResult> results;
  for (size_t goal = 0; goal != order.keys.size() && !search.isInterrupted(); ++goal) {
    for (size_t i = 0; i != tasks.size(); ++i) {
      tasks[i].direction.weight.assign(order.keys.size(), 0);
      tasks[i].direction.weight[goal] = 1;
      if (goal == 0)
        continue;
      tasks[i].start = results[i].best.front().point;
      tasks[i].direction.bound = results[i].goals;
    }
    results = search.run(tasks);
  }
  if (!search.isInterrupted())
    for (const SearchResult &r : results)
      visit(sink, scorer.settings(r.best.front().point));
}

} // namespace mls
