//===- SweepColumns.cpp - what the columns of a sweep are -----------------===//
//
// A column has one unit for all its rows: the one asked for, else the one in which its
// values are readable. Rows are streamed, so of a result only the first
// and the last point of the sweep are known, and what lies between them: every shard of a
// sweep writes the same.
//
//===----------------------------------------------------------------------===//

#include "Queries/Sweep.h"
#include "Units/BaseUnit.h"
#include "llvm/ADT/Sequence.h"

#include <cmath>

namespace mls {

/// Of an axis: the unit in which all its values are readable, else the one that was written.
static Unit axisUnit(const AxisValues::Member &m, Dim dim, const UnitTable &units, const Field *field,
                     llvm::StringRef unit) {
  if (!m.isNumber())
    return displayUnit(1, dim, units, unit);
  constexpr uint64_t mostAsked = 101;
  uint64_t asked = std::min(m.count, mostAsked);
  std::vector<double> values;
  std::vector<Unit> candidates;
  for (uint64_t i = 0; i != asked; ++i) {
    values.push_back(m.at(asked == 1 ? 0 : uint64_t(double(i) * double(m.count - 1) / double(asked - 1))));
    candidates.push_back(displayUnit(values.back(), dim, units, unit));
  }
  Unit best = columnUnit(candidates, values);
  bool readable = llvm::all_of(values, [&](double x) { return displayUnit(x, dim, units, best.spelling).spelling == best.spelling; });
  auto written = units.parse(unit);
  return !readable && written && written->dim == dim && !(field && field->unit == unit) ? *written : best;
}

/// Of a result: as it reads at the first and the last point, and halfway in size.
static Unit resultUnit(Session &first, PlanId a, Session &last, PlanId b) {
  Unit unit = first.unitOf(a, {});
  double x = std::fabs(first.recorder.value(a)), y = std::fabs(last.recorder.value(b));
  double middle = std::sqrt(x) * std::sqrt(y);
  if (!std::isfinite(middle))
    return unit;
  llvm::StringRef declared = unit.counts.empty() ? llvm::StringRef() : llvm::StringRef(unit.spelling);
  Unit between = displayUnit(middle, unit.dim, first.checked.units, declared, familyOf(unit));
  return columnUnit({unit, between, last.unitOf(b, {})}, {x, y, middle});
}

bool Sweep::describeColumns() {
  inputWords.resize(inputs.size());
  wantedWords.resize(allWanted.size());
  for (size_t i = 0; i != inputs.size(); ++i)
    if (inputs[i].values->isWord()) {
      llvm::SmallVector<llvm::StringRef> words(inputs[i].values->words.begin(), inputs[i].values->words.end());
      inputWords[i] = std::make_shared<WordTable>();
      inputWords[i]->add(words);
    }
  bool ok = true;
  std::vector<const Node *> structure;
  std::vector<double> numbers;
  for (const Input &in : inputs) {
    structure.push_back(in.values->isStructure ? in.values->nodes.back() : nullptr);
    numbers.push_back(in.values->at(in.values->count - 1));
  }
  std::unique_ptr<Configuration> lastPoint = replay.record(structure, numbers);
  for (size_t c = 0; c != sources.size(); ++c) {
    const Source &s = sources[c];
    const BlockColumn *shown = c < block.columns.size() ? &block.columns[c] : nullptr;
    const Node *value = s.isInput ? nullptr : replay.wanted()[s.index];
    const Type &type = s.isInput ? replay.inputs()[s.index]->type : value->type;
    Range range = s.isInput ? replay.inputs()[s.index]->range : value->range;
    auto column = describe(s, type, shown ? shown->unit : llvm::StringRef(), range);
    ok &= column.has_value();
    if (!column)
      continue;
    if (!s.isInput && type.kind == Type::Quantity && !(shown && !shown->unit.empty()))
      if (const Value &a = firstPoint->value(s.index), &b = lastPoint->value(s.index); a.isNode() && b.isNode()) {
        auto each = llvm::seq<unsigned>(0, unsigned(inputs.size()));
        auto set = llvm::find_if(each, [&](unsigned i) { // `show` of an axis
          uint32_t at = firstPoint->tapeInput(i);
          return at != Configuration::noInput && firstPoint->tape().inputs()[at].node == firstPoint->node(s.index);
        });
        column->unit = *set != inputs.size()
                           ? axisUnit(*inputs[*set].values, type.dim, replay.checked.units, replay.inputs()[*set]->field,
                                      replay.unit(*set))
                           : resultUnit(firstPoint->session, a.node, lastPoint->session, b.node);
      }
    column->name = shown ? shown->label.str() : std::string();
    allColumns.push_back(std::move(*column));
    wordTables.push_back(s.isInput ? inputWords[s.index] : wantedWords[s.index]);
  }
  return ok;
}

llvm::ArrayRef<const Node *> Sweep::records(unsigned column) const {
  const Source &s = sources[column];
  return s.isInput && inputs[s.index].values->isWord() ? llvm::ArrayRef(inputs[s.index].values->nodes) : llvm::ArrayRef<const Node *>();
}

std::optional<TableColumn> Sweep::describe(const Source &source, const Type &type, llvm::StringRef unit, Range range) {
  TableColumn column;
  const UnitTable &units = replay.checked.units;
  switch (type.kind) {
  case Type::Bool: // an expression over other inputs is known by its text
    column.kind = source.isInput && inputs[source.index].values->isWord() ? TableColumn::Word : TableColumn::Flag;
    break;
  case Type::Enum:
  case Type::Text:
  case Type::Date:
  case Type::Record:
    column.kind = TableColumn::Word;
    if (!source.isInput && !wantedWords[source.index])
      wantedWords[source.index] = std::make_shared<WordTable>();
    break;
  case Type::Quantity: {
    column.baseUnit = baseUnit(type.dim, units);
    column.dimension = printShort(type.dim, units.dimensions());
    if (source.isInput) {
      const AxisValues::Member &m = *inputs[source.index].values;
      const Field *field = replay.inputs()[source.index]->field;
      column.whole = field && field->domain.integer && m.allIn({.integer = true});
      column.unit = axisUnit(m, type.dim, units, field, replay.unit(source.index));
    } else if (const Value &v = firstPoint->value(source.index); v.isNode()) {
      column.unit = firstPoint->session.unitOf(v.node, unit);
    } else if (auto parsed = units.parse(unit.empty() ? llvm::StringRef(column.baseUnit) : unit)) {
      column.unit = *parsed;
    }
    if (!unit.empty())
      if (auto parsed = units.parse(unit))
        column.unit = *parsed;
    break;
  }
  default:
    diags.report(diag::wrong_type, range, "a column", "a quantity, a word or a yes or no", replay.checked.print(type));
    return std::nullopt;
  }
  return column;
}

} // namespace mls
