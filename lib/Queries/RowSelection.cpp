//===- RowSelection.cpp - order, best of each, cut ------------------------===//

#include "Queries/RowSelection.h"

#include "llvm/ADT/STLExtras.h"

#include <map>
#include <numeric>

namespace mls {

void RowSelection::Part::add(const RowBlock &block) {
  for (size_t c = 0; c != data.columns.size(); ++c)
    data.columns[c].insert(data.columns[c].end(), block.columns[c], block.columns[c] + block.rows);
  data.rows += block.rows;
}

RowSelection::RowSelection(RowOrder order, size_t columns, llvm::ArrayRef<std::shared_ptr<WordTable>> words)
    : order(std::move(order)) {
  all.columns.resize(columns);
  all.words.assign(words.begin(), words.end());
}

std::unique_ptr<RowPart> RowSelection::begin() { return std::make_unique<Part>(columns()); }

/// Rows are dropped when there are twice as many as were needed last time.
size_t RowSelection::limit() const { return std::max<size_t>(4096, 2 * reduced); }

bool RowSelection::end(std::unique_ptr<RowPart> given) {
  TableData &from = static_cast<Part &>(*given).data;
  for (size_t c = 0; c != all.columns.size(); ++c)
    all.columns[c].insert(all.columns[c].end(), from.columns[c].begin(), from.columns[c].end());
  all.rows += from.rows;
  if (order.isPlain())
    return all.rows < order.top;
  bool drops = !order.per.empty() || !order.front.empty() || order.top != ~uint64_t(0);
  if (drops && all.rows > limit()) {
    reduce(all);
    reduced = all.rows;
  }
  return true;
}

TableData RowSelection::take() {
  reduce(all);
  return std::move(all);
}

/// -1, 0 or 1 in the order of one key.
static int compare(const TableData &data, const RowOrder::Key &key, size_t a, size_t b) {
  double x = data.columns[key.column][a], y = data.columns[key.column][b];
  int sign = x < y ? -1 : x > y;
  if (const auto &words = data.words[key.column])
    sign = (*words)[x].compare((*words)[y]);
  return key.descending ? -sign : sign;
}

bool RowSelection::before(const TableData &data, size_t a, size_t b) const {
  for (const RowOrder::Key &key : order.keys)
    if (int sign = compare(data, key, a, b))
      return sign < 0;
  return false;
}

bool RowSelection::samePer(const TableData &data, size_t a, size_t b) const {
  return llvm::all_of(order.per, [&](unsigned c) { return compare(data, {c}, a, b) == 0; });
}

/// Rows, in order, without those that another one equals or beats in every objective.
void RowSelection::onlyFront(const TableData &data, std::vector<size_t> &rows) const {
  // Ordered by the first objective, a row can only be beaten by an earlier one; with two
  // objectives the last one kept is the best so far in the second.
  std::map<std::vector<double>, std::vector<size_t>> kept; // by `per`
  llvm::erase_if(rows, [&](size_t row) {
    std::vector<double> group;
    for (unsigned c : order.per)
      group.push_back(data.columns[c][row]);
    std::vector<size_t> &front = kept[group];
    llvm::ArrayRef<size_t> rivals = front;
    if (order.front.size() == 2)
      rivals = rivals.take_back(std::min<size_t>(1, front.size()));
    bool beaten = llvm::any_of(rivals, [&](size_t rival) {
      return llvm::all_of(order.front, [&](const RowOrder::Key &key) { return compare(data, key, rival, row) <= 0; });
    });
    if (!beaten)
      front.push_back(row);
    return beaten;
  });
}

void RowSelection::reduce(TableData &data) const {
  std::vector<size_t> rows(data.rows);
  std::iota(rows.begin(), rows.end(), size_t(0));
  llvm::stable_sort(rows, [&](size_t a, size_t b) { return before(data, a, b); });
  if (!order.front.empty()) {
    onlyFront(data, rows);
  } else if (!order.per.empty()) {
    std::vector<size_t> first = rows; // of each group, the earliest
    auto less = [&](size_t a, size_t b) {
      for (unsigned c : order.per)
        if (int sign = compare(data, {c}, a, b))
          return sign < 0;
      return false;
    };
    llvm::stable_sort(first, less);
    first.erase(std::unique(first.begin(), first.end(), [&](size_t a, size_t b) { return samePer(data, a, b); }),
                first.end());
    std::vector<bool> isFirst(data.rows);
    for (size_t row : first)
      isFirst[row] = true;
    llvm::erase_if(rows, [&](size_t row) { return !isFirst[row]; });
  }
  if (rows.size() > order.top)
    rows.resize(order.top);
  for (std::vector<double> &column : data.columns) {
    std::vector<double> kept;
    kept.reserve(rows.size());
    for (size_t row : rows)
      kept.push_back(column[row]);
    column = std::move(kept);
  }
  data.rows = rows.size();
}

} // namespace mls
