//===- CompareTables.cpp - the rows of two tables, side by side -------------------===//

#include "Queries/CompareTables.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringExtras.h"

#include <atomic>
#include <numeric>

namespace mls {

namespace {

/// Figures of one table that are held in memory at most: 80 MB.
constexpr size_t mostFigures = 10'000'000;
/// Figures and rows that are named, of those that differ.
constexpr size_t named = 10;

/// The same for the same values in the same columns.
size_t hashOf(const RowBlock &block, size_t row) {
  size_t hash = 0;
  for (auto [numbers, words] : llvm::zip_first(block.columns, block.words)) {
    double x = numbers[row];
    hash = words           ? llvm::hash_combine(hash, (*words)[x])
           : std::isnan(x) ? llvm::hash_combine(hash, true)
                           : llvm::hash_combine(hash, llvm::bit_cast<uint64_t>(x + 0.0)); // -0 is 0
  }
  return hash;
}

/// All rows of a table, unless they are too many: then how many, and whether they are those of
/// another one.
struct Rows {
  const TableResult &table;
  RowCollector kept;
  std::vector<const WordTable *> words; ///< by column
  size_t rows = 0, hash = 0;            ///< of all rows, in whatever order
  std::atomic<bool> tooMany = false;
  std::vector<unsigned> keys;  ///< columns
  std::vector<uint32_t> order; ///< rows by their keys

  explicit Rows(const TableResult &table) : table(table), kept(table.columns.size()), words(table.columns.size()) {
    Reader reader{*this};
    table.rows(reader);
  }

  size_t count() const { return rows; }
  /// Every row and every column, to the last digit.
  bool isSame(const Rows &other) const {
    auto same = [](const TableColumn &a, const TableColumn &b) {
      return a.name == b.name && a.kind == b.kind && a.dimension == b.dimension;
    };
    return rows == other.rows && hash == other.hash && llvm::equal(table.columns, other.table.columns, same);
  }
  double at(uint32_t row, unsigned column) const { return kept.data.columns[column][row]; }
  bool isWord(unsigned column) const { return table.columns[column].kind == TableColumn::Word; }
  llvm::StringRef word(uint32_t row, unsigned column) const { return (*words[column])[at(row, column)]; }

  void sortBy(std::vector<unsigned> columns) {
    keys = std::move(columns);
    order.resize(count());
    std::iota(order.begin(), order.end(), 0u);
    llvm::stable_sort(order, [&](uint32_t x, uint32_t y) {
      for (unsigned k : keys)
        if (int sign = isWord(k) ? word(x, k).compare(word(y, k)) : at(x, k) < at(y, k) ? -1 : at(x, k) > at(y, k))
          return sign < 0;
      return false;
    });
  }

  RowKey key(uint32_t row) const {
    RowKey key;
    for (unsigned k : keys) {
      RowKey::Part &part = key.parts.emplace_back();
      part.column = table.columns[k].name;
      isWord(k) ? void(part.word = word(row, k).str()) : void(part.number = at(row, k));
    }
    return key;
  }
  std::string text(uint32_t row, unsigned column, const Unit &unit) const {
    double x = at(row, column);
    switch (table.columns[column].kind) {
    case TableColumn::Flag:
      return x != 0 ? "yes" : "no";
    case TableColumn::Word:
      return word(row, column).str();
    case TableColumn::Number:
      break;
    }
    return format(x, unit);
  }
  /// `slo.tp 2, slo.batch 8`.
  std::string name(uint32_t row) const {
    std::vector<std::string> parts;
    for (unsigned k : keys)
      parts.push_back(fmt::format("{} {}", table.columns[k].name, text(row, k, table.columns[k].unit)));
    return parts.empty() ? fmt::format("row {}", row + 1) : llvm::join(parts, ", ");
  }

private:
  struct Reader : RowSink {
    Rows &rows;
    std::mutex first;
    explicit Reader(Rows &rows) : rows(rows) {}
    struct Part : RowPart {
      Reader &reader;
      std::unique_ptr<RowPart> kept; ///< null: they are too many
      size_t rows = 0, hash = 0;
      Part(Reader &reader) : reader(reader), kept(reader.rows.tooMany ? nullptr : reader.rows.kept.begin()) {}
      void add(const RowBlock &block) override {
        {
          std::lock_guard lock(reader.first);
          for (auto [to, from] : llvm::zip_first(reader.rows.words, block.words))
            to = from;
        }
        rows += block.rows;
        for (size_t row = 0; row != block.rows; ++row)
          hash += hashOf(block, row);
        if (kept)
          kept->add(block);
      }
    };
    std::unique_ptr<RowPart> begin() override { return std::make_unique<Part>(*this); }
    bool end(std::unique_ptr<RowPart> part) override {
      auto &p = static_cast<Part &>(*part);
      rows.rows += p.rows, rows.hash += p.hash;
      if (rows.rows * rows.table.columns.size() > mostFigures) {
        rows.tooMany = true;
        rows.kept.data = {};
      } else {
        rows.kept.end(std::move(p.kept));
      }
      return true;
    }
  };
};

class TableComparer {
public:
  TableComparer(const TableResult &before, const BlockQuery &blockBefore, const TableResult &after,
                const BlockQuery &blockAfter)
      : before(before), after(after), blockBefore(blockBefore), blockAfter(blockAfter) {
    out.change.name = before.name;
  }

  ComparedTable run() {
    TableChange &t = out.change;
    t.rowsBefore = before.count(), t.rowsAfter = after.count();
    if (before.tooMany && before.isSame(after))
      t.same = before.count();
    else if (before.tooMany || after.tooMany)
      t.notCompared = fmt::format("more than {} figures: compare a part of the points", mostFigures);
    else if (alignColumns())
      alignRows();
    return std::move(out);
  }

private:
  static bool isKey(const TableColumn &c, const BlockQuery &block) {
    if (block.form == "sensitivity")
      return c.name == "input";
    return llvm::any_of(block.axes, [&](const BlockAxis &axis) {
      return llvm::any_of(axis.inputs, [&](const BlockInput &in) { return in.text == c.name; });
    });
  }

  /// False: the rows are told apart by different inputs.
  bool alignColumns() {
    TableChange &t = out.change;
    std::vector<unsigned> keysBefore, keysAfter;
    std::vector<bool> used(after.table.columns.size());
    bool otherKeys = false;
    for (auto [i, x] : llvm::enumerate(before.table.columns)) {
      auto y = llvm::find_if(after.table.columns, [&](const TableColumn &y) {
        return x.name == y.name && x.kind == y.kind && x.dimension == y.dimension;
      });
      if (y == after.table.columns.end()) {
        otherKeys |= isKey(x, blockBefore);
        t.removedColumns.push_back(x.name);
        continue;
      }
      auto j = unsigned(y - after.table.columns.begin());
      used[j] = true;
      otherKeys |= isKey(x, blockBefore) != isKey(*y, blockAfter);
      if (isKey(x, blockBefore))
        keysBefore.push_back(unsigned(i)), keysAfter.push_back(j);
      else
        pairs.push_back({unsigned(i), j});
    }
    for (auto [j, y] : llvm::enumerate(after.table.columns))
      if (!used[j]) {
        otherKeys |= isKey(y, blockAfter);
        t.addedColumns.push_back(y.name);
      }
    if (otherKeys)
      t.notCompared = "other axes tell its rows apart";
    before.sortBy(keysBefore);
    after.sortBy(keysAfter);
    return !otherKeys;
  }

  /// The order of two rows by their keys; 0: they belong together.
  int order(uint32_t x, uint32_t y) const {
    for (auto [k, l] : llvm::zip_equal(before.keys, after.keys)) {
      if (before.isWord(k)) {
        if (int sign = before.word(x, k).compare(after.word(y, l)))
          return sign;
        continue;
      }
      double a = before.at(x, k), b = after.at(y, l);
      if (!isSameNumber(a, b))
        return a < b ? -1 : 1;
    }
    return 0;
  }

  void alignRows() {
    TableChange &t = out.change;
    size_t i = 0, j = 0;
    auto one = [&](const Rows &rows, uint32_t row, size_t &count, std::vector<std::string> &names) {
      if (count++ < named)
        names.push_back(rows.name(row));
    };
    while (i != before.count() || j != after.count()) {
      int sign = i == before.count() ? 1 : j == after.count() ? -1 : order(before.order[i], after.order[j]);
      if (sign < 0)
        one(before, before.order[i++], t.removed, t.removedRows);
      else if (sign > 0)
        one(after, after.order[j++], t.added, t.addedRows);
      else
        both(before.order[i++], after.order[j++]);
    }
    if (blockBefore.form == "optimize" && before.count() != 0 && after.count() != 0 && order(0, 0) != 0)
      t.bestBefore = before.name(0), t.bestAfter = after.name(0);
  }

  void both(uint32_t x, uint32_t y) {
    size_t changed = 0;
    for (auto [i, j] : pairs)
      changed += figure(x, i, y, j);
    out.change.changedFigures += changed;
    ++(changed ? out.change.changed : out.change.same);
  }

  /// True when it differs.
  bool figure(uint32_t x, unsigned i, uint32_t y, unsigned j) {
    const TableColumn &column = before.table.columns[i];
    double a = before.at(x, i), b = after.at(y, j), share = std::numeric_limits<double>::quiet_NaN();
    if (column.kind == TableColumn::Word ? before.word(x, i) == after.word(y, j)
                                         : isSameNumber(a, b) || (std::isnan(a) && std::isnan(b)))
      return false;
    if (column.kind == TableColumn::Number)
      share = (b - a) / std::fabs(a);
    // The largest share first; then what has none: words, figures that were nothing.
    auto weight = [](double share) { return std::isfinite(share) ? std::fabs(share) : -1; };
    auto place = llvm::upper_bound(
        out.figures, share, [&](double s, const ChangedFigure &f) { return weight(s) > weight(f.change.change); });
    if (out.figures.size() == named && place == out.figures.end())
      return true;
    ChangedFigure f;
    f.row = before.key(x);
    f.column = i;
    f.change.name = before.name(x) + ": " + column.name;
    f.change.before = value(before, x, i, column), f.change.after = value(after, y, j, column);
    if (std::isfinite(share))
      f.change.change = share;
    out.figures.insert(place, std::move(f));
    out.figures.resize(std::min(out.figures.size(), named));
    return true;
  }

  /// As the first table shows it.
  static ResultValue value(const Rows &rows, uint32_t row, unsigned i, const TableColumn &as) {
    ResultValue v;
    v.display = rows.text(row, i, as.unit);
    v.unit = as.baseUnit, v.dimension = as.dimension;
    v.kind = as.kind == TableColumn::Number ? ResultValue::Quantity
             : as.kind == TableColumn::Flag ? ResultValue::Bool
                                            : ResultValue::Text;
    if (as.kind == TableColumn::Word)
      v.text = v.display;
    else
      v.number = rows.at(row, i);
    return v;
  }

  Rows before, after;
  const BlockQuery &blockBefore, &blockAfter;
  std::vector<std::pair<unsigned, unsigned>> pairs; ///< columns that are compared
  ComparedTable out;
};

} // namespace

ComparedTable compareTables(const TableResult &before, const BlockQuery &blockBefore, const TableResult &after,
                            const BlockQuery &blockAfter) {
  return TableComparer(before, blockBefore, after, blockAfter).run();
}

} // namespace mls
