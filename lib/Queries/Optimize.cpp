//===- Optimize.cpp - the best points of a block --------------------------===//
//
// Every point is looked at: the points of a layout search are tens of thousands, and an
// exhaustive answer needs no words about how it was searched. One objective orders the
// rows, several leave the front of Pareto.
//
// A condition is *binding* when a point that it alone keeps out would be better than the
// best one.
//
//===----------------------------------------------------------------------===//

#include "Queries/Forms.h"
#include "Queries/TableAnswer.h"

#include <cmath>

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

  bool prepare() {
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

  /// Names the conditions that stand between the best row and a better one.
  void finish() override {
    if (block.goals.size() != 1 || data->rows == 0)
      return;
    RowOrder::Key goal = order.keys.front();
    double best = data->columns[goal.column].front();
    for (auto &[condition, row] : static_cast<MissSelection &>(*selected).misses) {
      double other = row[goal.column];
      if (goal.descending ? other <= best : other >= best)
        continue;
      llvm::StringRef text = context.checked.sources.text(block.conditions[condition]->range);
      bindings.push_back(fmt::format("`{}`: {} without it, at {}", text, shown(goal.column, other), point(row)));
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
    for (const BlockAxis &axis : block.axes)
      if (axis.word == BlockAxis::Find && axis.stepKind == BlockAxis::None && !axis.domain->type.dim.isNumber())
        all.push_back({"searched", fmt::format("`{}` on a grid of {} values", axis.inputs.front().text, AxisValues::gridSize)});
    return all;
  }

  std::string name, bindingText;
  std::vector<std::string> bindings;
};

} // namespace

std::unique_ptr<BlockAnswer> answerOptimize(const BlockContext &context, const BlockQuery &block) {
  auto answer = std::make_unique<OptimizeAnswer>(context, block);
  return answer->prepare() ? std::move(answer) : nullptr;
}

} // namespace mls
