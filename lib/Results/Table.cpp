#include "Results/Table.h"

#include "llvm/ADT/StringExtras.h"

using namespace mls;

//===-- Words --------------------------------------------------------------===//

uint32_t WordTable::append(llvm::StringRef word) {
  if (size == capacity)
    return 0; // a million different names in one column are not read by anyone
  if (!chunks[size / chunk])
    chunks[size / chunk].reset(new std::string[chunk]);
  chunks[size / chunk][size % chunk] = word.str();
  return size++;
}

uint32_t WordTable::add(llvm::StringRef word) {
  std::lock_guard lock(growing);
  auto [at, isNew] = known.try_emplace(word, 0);
  if (isNew)
    at->second = append(word);
  return at->second;
}

uint32_t WordTable::add(llvm::ArrayRef<llvm::StringRef> words) {
  std::lock_guard lock(growing);
  auto [at, isNew] = runs.try_emplace(llvm::join(words, "\n"), size);
  if (isNew)
    for (llvm::StringRef word : words)
      append(word);
  return at->second;
}

//===-- Rows in memory -----------------------------------------------------===//

TableSummary TableData::give(RowSink &sink, size_t shown) const {
  TableSummary summary;
  summary.points = summary.rows = summary.found = rows;
  llvm::SmallVector<const WordTable *> tables(shown);
  llvm::SmallVector<const double *> data;
  for (size_t c = 0; c != shown; ++c) {
    tables[c] = c < words.size() ? words[c].get() : nullptr;
    data.push_back(columns[c].data());
  }
  std::unique_ptr<RowPart> part = sink.begin();
  part->add({rows, data, tables});
  summary.stopped = !sink.end(std::move(part));
  return summary;
}

namespace {
struct KeptRows : RowPart {
  explicit KeptRows(size_t columns) : columns(columns) {}
  void add(const RowBlock &block) override {
    for (size_t c = 0; c != columns.size(); ++c)
      columns[c].insert(columns[c].end(), block.columns[c], block.columns[c] + block.rows);
    rows += block.rows;
  }
  std::vector<std::vector<double>> columns;
  size_t rows = 0;
};
} // namespace

std::unique_ptr<RowPart> RowCollector::begin() { return std::make_unique<KeptRows>(data.columns.size()); }

bool RowCollector::end(std::unique_ptr<RowPart> part) {
  auto &from = static_cast<KeptRows &>(*part);
  for (size_t c = 0; c != data.columns.size(); ++c)
    data.columns[c].insert(data.columns[c].end(), from.columns[c].begin(), from.columns[c].end());
  data.rows += from.rows;
  return true;
}
