//===- Optimize.cpp - the best points of a block --------------------------===//
//
// Every point is looked at: the points of a layout search are tens of thousands, and an
// exhaustive answer needs no words about how it was searched. One objective orders the
// rows, several leave the front of Pareto.
//
// A continuous range is walked on a grid first. Then each of the best choices of the other
// axes is asked again around its best value of the range, closer and closer, until that
// is known to twelve digits of the range.
//
// A condition is *binding* when a point that it alone keeps out would be better than the
// best one.
//
//===----------------------------------------------------------------------===//

#include "Queries/Forms.h"
#include "Queries/Narrow.h"
#include "Queries/TableAnswer.h"

#include <cmath>
#include <numeric>

namespace mls {

namespace {

/// Keeps, for each condition, the best row that it alone keeps out.
class MissSelection : public RowSelection {
public:
  MissSelection(const RowOrder &order, size_t columns, llvm::ArrayRef<std::shared_ptr<WordTable>> words,
                RowOrder::Key goal)
      : RowSelection(order, columns, words), goal(goal) {}

  using Row = std::vector<double>;
  std::map<unsigned, Row> misses;

  std::unique_ptr<RowPart> begin() override { return std::make_unique<MissPart>(*this); }
  bool end(std::unique_ptr<RowPart> part) override {
    for (auto &[condition, row] : static_cast<MissPart &>(*part).misses)
      keepBetter(misses, condition, row);
    return RowSelection::end(std::move(part));
  }

private:
  struct MissPart : Part {
    explicit MissPart(const MissSelection &selection) : Part(selection.columns()), selection(selection) {}
    void miss(unsigned condition, const RowBlock &row) override {
      Row values;
      for (const double *x : row.columns)
        values.push_back(*x);
      selection.keepBetter(misses, condition, values);
    }
    const MissSelection &selection;
    std::map<unsigned, Row> misses;
  };

  void keepBetter(std::map<unsigned, Row> &all, unsigned condition, const Row &row) const {
    Row &best = all[condition];
    double now = row[goal.column];
    if (best.empty() || (goal.descending ? now > best[goal.column] : now < best[goal.column]))
      best = row;
  }

  RowOrder::Key goal;
};

class OptimizeAnswer : public TableAnswer {
public:
  OptimizeAnswer(const BlockContext &context, const BlockQuery &block)
      : TableAnswer(context, block), name(block.decl->name.str()) {}

  /// `closer`: the block is narrowed around a point of another, whose columns it shares.
  bool prepare(bool closer = false) {
    bool mayRefine = block.goals.size() == 1 && llvm::any_of(block.axes, [](const BlockAxis &axis) {
                       return axis.word == BlockAxis::Find && axis.stepKind == BlockAxis::None;
                     });
    if (closer || mayRefine)
      keepSettings();
    for (const BlockGoal &goal : block.goals)
      order.keys.push_back({sweep.hide(goal.column.value), goal.maximize});
    if (block.goals.size() > 1)
      order.front = order.keys;
    if (block.goals.size() == 1)
      sweep.watchMisses();
    if (!prepareRows())
      return false;
    constexpr uint64_t shortList = 10;
    if (!block.top && block.per.empty() && order.front.empty())
      order.top = shortList;
    if (!closer && mayRefine)
      openWindows();
    return evaluate();
  }

  Value value(Lowering &asker) override {
    Value all = asker.tableOf(tableColumns()), binding;
    llvm::SmallVector<Value, 16> rows;
    for (size_t i = 0; i != data->rows; ++i)
      rows.push_back(asker.element(all, i));
    binding.kind = Value::Text;
    binding.text = bindingText.empty() ? llvm::StringRef("none") : llvm::StringRef(bindingText);
    Range range = block.decl->nameRange;
    Value second = rows.size() > 1 ? rows[1] : asker.nothing(name.c_str(), "optimize", "runner_up", range);
    return asker.recordOf(
        block.decl->type.schema, name, range,
        {{"best", rows.front()}, {"runner_up", second}, {"rows", asker.listOf(rows)}, {"binding", binding}});
  }

private:
  std::string rank(uint32_t row) const override {
    if (!order.front.empty())
      return fmt::format("one of the {} that no other of {} points of `{}` beats", data->rows, summary.points, name);
    std::string place = row == 0 ? "the best" : fmt::format("number {}", row + 1);
    return fmt::format("{} of {} points of `{}`{}", place, summary.points, name, block.per.empty() ? "" : ", of those alike the best");
  }

  std::unique_ptr<RowSelection> selection() override {
    if (block.goals.size() != 1)
      return TableAnswer::selection();
    return std::make_unique<MissSelection>(order, sweep.columns().size(), sweep.words(), order.keys.front());
  }

  //===-- Continuous ranges -------------------------------------------------===//

  /// One step of the grid to both sides. A neighbour on the grid is no other choice: of
  /// rows that differ in the range alone the best counts.
  void openWindows() {
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
    if (block.per.empty() && others.empty())
      order.top = 1;
    else if (block.per.empty())
      order.per = others;
  }
  bool isOpen(const BlockInput &in) const {
    for (unsigned i = 0; i != windows.size(); ++i)
      if (windows[i].half > 0 && sweep.input(i).text == in.text)
        return true;
    return false;
  }

  /// Walks ever closer values around those of a row. The window of a step holds the neighbours of
  /// the best value of the step before, twice over: what several ranges do together may move it.
  void refine(size_t row) {
    DiagnosticEngine quiet;
    RunControl alone;
    const BlockContext closer{context.checked, context.solvers, quiet, alone, context.results};
    std::vector<Window> around = windows;
    constexpr double digits = 1e-12;
    for (double width = 1; width > digits; width *= 4.0 / (closeValues - 1)) {
      NarrowedBlock narrowed(sweep, settingsOf(row), around, closeValues);
      OptimizeAnswer answer(closer, narrowed.block);
      if (!answer.prepare(true))
        return;
      if (better(answer.data->columns[goal().column].front(), data->columns[goal().column][row]))
        take(row, answer);
      for (Window &w : around)
        w.half *= 4.0 / (closeValues - 1);
    }
  }

  /// The best row of an answer to the narrowed block, in place of this row.
  void take(size_t row, const OptimizeAnswer &answer) {
    for (size_t c = 0; c != data->columns.size(); ++c) {
      double x = answer.data->columns[c].front();
      data->columns[c][row] = sweep.words()[c] ? sweep.words()[c]->add((*answer.sweep.words()[c])[x]) : x;
    }
  }

  static constexpr size_t mostRefined = 64;
  void refine() {
    for (size_t row = 0; row != std::min(data->rows, mostRefined); ++row)
      refine(row);
    std::vector<size_t> place(data->rows);
    std::iota(place.begin(), place.end(), 0);
    const std::vector<double> &goals = data->columns[goal().column];
    llvm::stable_sort(place, [&](size_t a, size_t b) { return better(goals[a], goals[b]); });
    for (std::vector<double> &column : data->columns) {
      std::vector<double> sorted;
      for (size_t row : place)
        sorted.push_back(column[row]);
      column = std::move(sorted);
    }
  }

  std::string closely() const {
    return data->rows <= mostRefined ? ", then closer around the best"
                                     : fmt::format(", then closer around those of the first {} rows", mostRefined);
  }

  const RowOrder::Key &goal() const { return order.keys.front(); }
  bool better(double x, double y) const { return goal().descending ? x > y : x < y; }

  /// Names the conditions that stand between the best row and a better one.
  void finish() override {
    if (block.goals.size() != 1 || data->rows == 0)
      return;
    if (!windows.empty())
      refine();
    double best = data->columns[goal().column].front();
    for (auto &[condition, row] : static_cast<MissSelection &>(*selected).misses) {
      double other = row[goal().column];
      if (!better(other, best))
        continue;
      llvm::StringRef text = context.checked.sources.text(block.conditions[condition]->range);
      bindings.push_back(fmt::format("`{}`: {} without it, at {}", text, shown(goal().column, other), point(row)));
      bindingText += (bindingText.empty() ? "" : ", ") + text.str();
    }
  }

  std::string shown(unsigned column, double x) const {
    const TableColumn &c = sweep.columns()[column];
    return c.kind == TableColumn::Number ? format(x, c.unit) : (*sweep.words()[column])[x].str();
  }

  /// `Pod = B200x8, slo.batch = 64`.
  std::string point(llvm::ArrayRef<double> row) const {
    auto isAxis = [&](const BlockColumn &column) { // its own, or a `show` of what it sets
      llvm::StringRef written = context.checked.sources.text(column.range);
      return column.input || llvm::any_of(block.axes, [&](const BlockAxis &axis) {
               return llvm::any_of(axis.inputs, [&](const BlockInput &in) { return in.text == written; });
             });
    };
    std::string text;
    for (unsigned c = 0; c != block.columns.size(); ++c)
      if (isAxis(block.columns[c]))
        text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", block.columns[c].label, shown(c, row[c]));
    return text.empty() ? "another point" : text;
  }

  std::vector<std::pair<std::string, std::string>> notes() override {
    std::vector<std::pair<std::string, std::string>> all;
    for (const std::string &text : bindings)
      all.push_back({"binding", text});
    unsigned input = 0;
    for (const BlockAxis &axis : block.axes) {
      if (sweep.values(input).isGrid)
        all.push_back({"searched", fmt::format("`{}` on a grid of {} values{}", axis.inputs.front().text, AxisValues::gridSize,
                                               windows.empty() ? "" : closely())});
      input += unsigned(axis.inputs.size());
    }
    return all;
  }

  std::vector<Window> windows; ///< by input, where continuous ranges are refined
  unsigned closeValues = 0;    ///< of each range in a step of that
  std::string name, bindingText;
  std::vector<std::string> bindings;
};

} // namespace

std::unique_ptr<BlockAnswer> answerOptimize(const BlockContext &context, const BlockQuery &block) {
  auto answer = std::make_unique<OptimizeAnswer>(context, block);
  return answer->prepare() ? std::move(answer) : nullptr;
}

} // namespace mls
