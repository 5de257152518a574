//===- Optimize.cpp - the best points of a block --------------------------===//

#include "Queries/Optimize.h"
#include "Queries/Forms.h"

namespace mls {

//===-- Rows that one condition alone keeps out -----------------------------===//

struct MissSelection::MissPart : Part {
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

void MissSelection::keepBetter(std::map<unsigned, Row> &all, unsigned condition, const Row &row) const {
  Row &best = all[condition];
  double now = row[goal.column];
  if (best.empty() || (goal.descending ? now > best[goal.column] : now < best[goal.column]))
    best = row;
}

std::unique_ptr<RowPart> MissSelection::begin() { return std::make_unique<MissPart>(*this); }

bool MissSelection::end(std::unique_ptr<RowPart> part) {
  for (auto &[condition, row] : static_cast<MissPart &>(*part).misses)
    keepBetter(misses, condition, row);
  return RowSelection::end(std::move(part));
}

//===-- The answer ----------------------------------------------------------===//

bool OptimizeAnswer::prepare(bool closer) {
  this->closer = closer;
  keepSettings();
  for (const BlockGoal &goal : block.goals)
    order.keys.push_back({sweep.hide(goal.column.value), goal.maximize});
  if (order.keys.size() > 1)
    order.front = order.keys;
  else
    sweep.watchMisses();
  sweep.mayBeLarge();
  if (!prepareRows())
    return false;
  if (isLarge() && groups().empty()) {
    sweep.refuse(
        fmt::format("the best for each of up to {} values of `per` are searched: narrow those axes", mostGroups));
    return false;
  }
  constexpr uint64_t shortList = 10;
  if (!block.top && block.per.empty() && order.front.empty())
    order.top = shortList;
  if (!closer)
    openWindows();
  return evaluate() || (summary.interrupted && !closer); // a table that says so
}

Value OptimizeAnswer::value(Lowering &asker) {
  if (summary.interrupted)
    return {}; // the best of some points is no answer
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

std::string OptimizeAnswer::rank(uint32_t row) const {
  std::string of = fmt::format("{} {}points of `{}`", summary.points, searched.empty() ? "" : "searched ", name);
  if (!order.front.empty())
    return fmt::format("no other of {} beats it in every objective", of);
  std::vector<llvm::StringRef> alike;
  for (const BlockInput &in : block.per)
    alike.push_back(in.text);
  std::string place = row == 0 ? "the best of" : fmt::format("number {} of", row + 1);
  if (!alike.empty())
    place = fmt::format("the best for its {},{} among", quotedList(alike, "and"),
                        row == 0 ? "" : fmt::format(" number {} of {} such,", row + 1, data->rows));
  return fmt::format("{} {}{}", place, of, windows.empty() ? "" : ", then looked at closely");
}

std::unique_ptr<RowSelection> OptimizeAnswer::selection() {
  if (!order.front.empty())
    return TableAnswer::selection();
  return std::make_unique<MissSelection>(order, sweep.columns().size(), sweep.words());
}

void OptimizeAnswer::finish() {
  if (closer || data->rows == 0)
    return;
  if (!windows.empty() && !summary.interrupted)
    refine();
  if (block.goals.size() == 1)
    findBindings();
}

/// Names the conditions that stand between the best row and a better one.
void OptimizeAnswer::findBindings() {
  double best = data->columns[goal().column].front();
  for (auto &[condition, row] : selectedMisses().misses) {
    double other = row[goal().column];
    if (!better(other, best))
      continue;
    llvm::StringRef text = context.checked.sources.text(block.conditions[condition]->range);
    bindings.push_back(fmt::format("`{}`: {} without it, at {}", text, shown(goal().column, other),
                                   sweep.point(settingsOf(llvm::ArrayRef(row)))));
    bindingText += (bindingText.empty() ? "" : ", ") + text.str();
  }
}

std::string OptimizeAnswer::shown(unsigned column, double x) const {
  const TableColumn &c = sweep.columns()[column];
  return c.kind == TableColumn::Number ? format(x, c.unit) : (*sweep.words()[column])[x].str();
}

std::vector<std::pair<std::string, std::string>> OptimizeAnswer::notes() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const std::string &text : bindings)
    all.push_back({"binding", text});
  if (!searched.empty())
    all.push_back({"searched", searched + "; not proven best"});
  if (ranges == 0 || !searched.empty())
    return all;
  std::string each = fmt::format("each{} {}", choicesCut ? fmt::format(" of {}", mostRefined) : "",
                                 order.front.empty() ? "choice of the other axes" : "row");
  std::string closely =
      windows.empty() ? "" : fmt::format(", then closer around the best{}", hasChoices ? " of " + each : "");
  if (!order.front.empty() && !windows.empty())
    closely = fmt::format(", then closer around {}", each);
  std::vector<llvm::StringRef> walked;
  for (unsigned i = 0; i != settings.size(); ++i)
    if (sweep.values(i).isGrid)
      walked.push_back(sweep.input(i).text);
  all.push_back({"searched", fmt::format("{} on a grid of {} values{}{}", quotedList(walked, "and"),
                                         AxisValues::gridSize, walked.size() > 1 ? " each" : "", closely)});
  return all;
}

std::unique_ptr<BlockAnswer> answerOptimize(const BlockContext &context, const BlockQuery &block) {
  auto answer = std::make_unique<OptimizeAnswer>(context, block);
  return answer->prepare() ? std::move(answer) : nullptr;
}

} // namespace mls
