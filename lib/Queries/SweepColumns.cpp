//===- SweepColumns.cpp - what the columns of a sweep are -----------------===//
//
// A column has one unit for all its rows: the one asked for, else the one in which the
// first point would be shown, so that every shard of a sweep writes the same.
//
//===----------------------------------------------------------------------===//

#include "Queries/Sweep.h"
#include "Units/BaseUnit.h"

namespace mls {

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
      column.unit = displayUnit(m.isNumber() ? m.at(m.count - 1) : 1, type.dim, units, replay.unit(source.index));
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
