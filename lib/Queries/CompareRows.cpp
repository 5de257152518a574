//===- CompareRows.cpp - single rows of a table with other inputs -----------------===//

#include "Queries/CompareTables.h"

namespace mls {

RowReplay::RowReplay(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, const BlockQuery &block,
                     BlockResults results)
    : block(block), file(checked, solvers, ignored, {{}, results}), replay(checked, solvers, block, results) {
  axes.reserve(block.axes.size());
  for (const BlockAxis &axis : block.axes) {
    auto values = AxisValues::of(axis, file, ignored, made);
    axes.push_back(values ? std::move(*values) : AxisValues());
    for (size_t i = 0; i != axis.inputs.size(); ++i)
      members.push_back(i < axes.back().members.size() ? &axes.back().members[i] : nullptr);
  }
  for (const BlockColumn &column : block.columns)
    wanted.push_back(column.value ? replay.want(column.value) : ~0u);
}

double RowReplay::at(const ChangedFigure &figure, llvm::ArrayRef<Override> overrides) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<const Node *> structure;
  std::vector<double> numbers;
  for (auto [input, member] : llvm::zip_equal(replay.inputs(), members)) {
    auto part = llvm::find_if(figure.row.parts, [&](const RowKey::Part &p) { return p.column == input->text; });
    if (!member || part == figure.row.parts.end())
      return none;
    structure.push_back(nullptr);
    numbers.push_back(part->number);
    if (member->kind != AxisValues::Member::Nodes)
      continue;
    size_t i = member->isWord() ? size_t(llvm::find(member->words, part->word) - member->words.begin())
                                : size_t(llvm::find(member->numbers, part->number) - member->numbers.begin());
    if (i >= member->nodes.size())
      return none;
    structure.back() = member->nodes[i];
  }
  if (figure.column >= wanted.size() || wanted[figure.column] == ~0u)
    return none;
  auto there = replay.record(structure, numbers, overrides);
  const Value &v = there->value(wanted[figure.column]);
  return v.isNode() ? there->session.recorder.value(v.node) : none;
}

bool RowReplay::isSet(llvm::StringRef path) const {
  return llvm::any_of(replay.inputs(), [&](const BlockInput *in) {
    return path == in->text || (path.starts_with(in->text) && path.drop_front(in->text.size()).starts_with("."));
  });
}

} // namespace mls
