//===- TableAnswer.cpp - what sweep and optimize have in common -----------===//

#include "Queries/TableAnswer.h"

#include <cmath>

namespace mls {

bool TableAnswer::prepareRows() {
  for (const BlockSort &key : block.sort)
    order.keys.push_back({sweep.hide(key.key), key.descending});
  for (const BlockInput &in : block.per)
    order.per.push_back(sweep.hide(in));
  if (block.top) {
    Session file(context.checked, context.solvers, context.diags, SessionSetup{{}, context.results});
    Value v = file.lowering.lower(block.top);
    if (!v.isNode() || !file.sound(v.node, block.top->range))
      return false;
    double n = file.recorder.value(v.node);
    if (n < 1 || n != std::floor(n)) {
      context.diags.report(diag::domain, block.top->range, "`top`", "a whole number of at least 1", file.show(v.node));
      return false;
    }
    order.top = uint64_t(std::min(n, 1e18));
  }
  if (context.control.derivable)
    keepSettings();
  return sweep.prepare();
}

/// What to do where the parts of this table could not be joined; empty: they can.
llvm::StringRef TableAnswer::instead() const {
  if (context.control.shards == 1 || !picksRows())
    return {};
  if (!block.goals.empty())
    return "a `sweep` with `sort` and `top` can: `./mls table` joins its shards";
  if (order.isPlain())
    return "without `sort` the first rows are found at once: leave out `--shard`";
  if (!context.control.joinable)
    return "rows that are sorted or picked are joined by `./mls table`: write them with `--format jsonl`";
  return {};
}

void TableAnswer::keepSettings() {
  if (settings.empty())
    for (const BlockAxis &axis : block.axes)
      for (const BlockInput &in : axis.inputs)
        settings.push_back(sweep.hide(in));
}

std::vector<double> TableAnswer::settingsOf(size_t row) const {
  std::vector<double> all;
  for (unsigned column : settings)
    all.push_back(data->columns[column][row]);
  return all;
}

std::vector<double> TableAnswer::settingsOf(llvm::ArrayRef<double> row) const {
  std::vector<double> all;
  for (unsigned column : settings)
    all.push_back(row[column]);
  return all;
}

std::unique_ptr<RowSelection> TableAnswer::selection() {
  return std::make_unique<RowSelection>(order, sweep.columns().size(), sweep.words());
}

TableSummary TableAnswer::walkShard(RowSink &sink) {
  const RunControl &c = context.control;
  auto cut = [&](unsigned shard) {
    return shard == c.shards ? sweep.points() : uint64_t(double(sweep.points()) / c.shards * shard);
  };
  return sweep.walk(sink, cut(c.shard - 1), cut(c.shard), c);
}

TableSummary TableAnswer::streamPart(RowSink &sink) {
  std::unique_ptr<RowSelection> picked = selection();
  TableSummary summary = walkShard(*picked);
  TableData all = picked->take(), part;
  auto take = [&](unsigned column) {
    part.columns.push_back(all.columns[column]);
    part.words.push_back(all.words[column]);
  };
  for (unsigned c = 0; c != sweep.shown(); ++c)
    take(c);
  for (unsigned c : keyColumns())
    take(c);
  part.rows = summary.rows = all.rows;
  summary.stopped = part.give(sink, part.columns.size()).stopped;
  return summary;
}

/// The columns of TableJoin.
llvm::SmallVector<unsigned> TableAnswer::keyColumns() const {
  llvm::SmallVector<unsigned> all;
  for (const RowOrder::Key &key : order.keys)
    all.push_back(key.column);
  all.append(order.per.begin(), order.per.end());
  return all;
}

TableJoin TableAnswer::join() const {
  TableJoin join;
  for (const RowOrder::Key &key : order.keys)
    join.descending.push_back(key.descending);
  for (unsigned c : keyColumns())
    join.kinds.push_back(sweep.columns()[c].kind);
  join.top = order.top;
  return join;
}

bool TableAnswer::evaluate() {
  if (!data) {
    selected = selection();
    summary = makeRows(*selected);
    data = selected->take();
    summary.rows = data->rows; // for a report
    reportEmpty(summary);
    finish();
    summary.rows = data->rows;
  }
  return data->rows != 0 && !summary.interrupted; // part of the rows is no answer
}

TableSummary TableAnswer::stream(RowSink &sink) {
  evaluate();
  TableSummary given = data->give(sink, sweep.shown());
  TableSummary all = summary;
  all.stopped = given.stopped;
  return all;
}

void TableAnswer::reportEmpty(const TableSummary &summary) {
  if (summary.rows != 0 || summary.interrupted || context.control.shards > 1)
    return;
  auto d = context.diags.report(diag::no_rows, block.decl->nameRange, block.decl->name);
  constexpr size_t mostReasons = 8;
  for (auto &[reason, n] : llvm::ArrayRef(summary.reasons).take_front(mostReasons))
    d.note(fmt::format("{} of {}: {}", n, summary.points, reason));
  tried(d);
}

void TableAnswer::report(Results &results) {
  if (llvm::StringRef advice = instead(); !advice.empty()) {
    context.diags.report(diag::not_sharded, block.decl->nameRange, block.decl->name).help(advice.str());
    return;
  }
  TableResult table;
  table.name = block.decl->name.str();
  table.form = block.form.str();
  table.columns.assign(sweep.columns().begin(), sweep.columns().begin() + sweep.shown());
  table.range = block.decl->nameRange;
  table.grade = grade();
  table.rows = [this](RowSink &sink) { return stream(sink); };
  if (context.control.shards > 1 && picksRows())
    table.join = join();
  table.notes = [this] { return notes(); };
  results.order.emplace_back(Results::Table, unsigned(results.tables.size()));
  results.tables.push_back(std::move(table));
}

void TableAnswer::evidence(Evidence use) {
  sweep.eachChoice([&](Configuration &c) {
    for (unsigned w = 0; w != sweep.wanted(); ++w)
      if (const Value &v = c.value(w); v.isNode())
        use(c.session, c.session.evidence(v.node));
  });
}

BlockAnswer::Derivation TableAnswer::derive(const QueryCell &result, Step use) {
  if (result.row == QueryCell::noRow)
    return deriveColumn(result, use);
  std::vector<double> row = settingsOf(result.row);
  unsigned column = places[result.column];
  std::unique_ptr<Configuration> at = sweep.record(row);
  Derivation d{fmt::format("{}, at {}", rank(result.row), sweep.point(row)), {}};
  if (const Value *value = sweep.value(*at, column)) {
    d.formula = context.checked.sources.text(block.columns[column].range).str();
    use(at->session, *value, d.formula);
  }
  return d;
}

/// Of a whole column: what each row has, from where to where, and the proof of the largest.
BlockAnswer::Derivation TableAnswer::deriveColumn(QueryCell result, Step use) {
  unsigned column = places[result.column];
  llvm::ArrayRef<double> numbers = data->columns[column];
  auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
  result.row = uint32_t(most - numbers.begin());
  Derivation d = derive(result, use);
  const Unit &unit = sweep.columns()[column].unit;
  d.how = fmt::format("over the {} rows of `{}`, from {} to {}; the largest at {}", data->rows, block.decl->name,
                      format(*least, unit), format(*most, unit), sweep.point(settingsOf(result.row)));
  d.isExample = true;
  return d;
}

char TableAnswer::grade() {
  if (known)
    return known;
  char worst = '-';
  evidence([&](Session &session, llvm::ArrayRef<uint32_t> inputs) {
    worst = std::max(worst, session.trust(inputs).grade);
  });
  return known = worst;
}

const TableColumns &TableAnswer::tableColumns() {
  if (std::exchange(columnsMade, true))
    return columns;
  const Type &type = block.decl->type;
  columns.row = type.schema;
  columns.rows = data->rows;
  for (size_t c = 0; c != sweep.shown(); ++c) {
    const BlockColumn &shown = block.columns[c];
    if (shown.name.empty() || llvm::any_of(columns.columns, [&](auto &known) { return known.first == shown.name; }))
      continue;
    const TableColumn &column = sweep.columns()[c];
    TableColumns::Column to;
    to.kind = decltype(to.kind)(column.kind);
    to.numbers = data->columns[c];
    texts.push_back((block.decl->name + "." + shown.name).str());
    to.input.path = texts.back().c_str();
    to.input.cell = {block.decl, uint32_t(places.size())};
    places.push_back(unsigned(c));
    to.input.dim = shown.value ? shown.value->type.dim : shown.input->type.dim;
    texts.push_back(column.unit.spelling);
    to.input.unit = texts.back();
    to.input.kind = OriginKind::Derived;
    to.input.role = InputRole::Choice; // what lies behind it was accounted for with the table
    to.input.grade = grade();
    to.input.range = block.decl->nameRange;
    if (column.kind == TableColumn::Word)
      to.word = [words = sweep.words()[c]](double x) { return (*words)[x]; };
    to.records = sweep.records(unsigned(c));
    columns.columns.push_back({shown.name, std::move(to)});
  }
  return columns;
}

} // namespace mls
