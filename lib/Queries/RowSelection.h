//===- RowSelection.h - order, best of each, cut ----------------*- C++ -*-===//
//
// A sink for `sort`, `per`, `top` and objectives. It holds no more rows than it has to:
// what cannot be in the answer any more is dropped as rows come in.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Results/Table.h"

namespace mls {

struct RowOrder {
  struct Key {
    unsigned column;
    bool descending = false;
  };
  std::vector<Key> keys;      ///< rows are ordered by these, then by place
  std::vector<unsigned> per;  ///< columns: of rows equal in them the first counts
  std::vector<Key> front;     ///< several objectives: rows that no other beats in all
  uint64_t top = ~uint64_t(0);

  bool isPlain() const { return keys.empty() && per.empty() && front.empty(); }
};

class RowSelection : public RowSink {
public:
  RowSelection(RowOrder order, size_t columns, llvm::ArrayRef<std::shared_ptr<WordTable>> words);

  std::unique_ptr<RowPart> begin() override;
  bool end(std::unique_ptr<RowPart> part) override;
  /// The rows, once all were handed in.
  TableData take();

protected:
  /// Rows as they come.
  class Part : public RowPart {
  public:
    explicit Part(size_t columns) { data.columns.resize(columns); }
    void add(const RowBlock &block) override;
    TableData data;
  };
  size_t columns() const { return all.columns.size(); }

private:
  bool before(const TableData &data, size_t a, size_t b) const;
  bool samePer(const TableData &data, size_t a, size_t b) const;
  void onlyFront(const TableData &data, std::vector<size_t> &rows) const;
  void reduce(TableData &data) const;
  size_t limit() const;

  RowOrder order;
  TableData all;
  size_t reduced = 0; ///< rows left by the last reduction
};

} // namespace mls
