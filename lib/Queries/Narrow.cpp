//===- Narrow.cpp - a block closed in around one of its points ------------===//

#include "Queries/Narrow.h"

namespace mls {

NarrowedBlock::NarrowedBlock(const Sweep &sweep, llvm::ArrayRef<double> settings, llvm::ArrayRef<Window> windows,
                             unsigned count)
    : block(sweep.block), axes(sweep.block.axes.begin(), sweep.block.axes.end()) {
  Type whole;
  whole.kind = Type::Quantity;
  unsigned input = 0;
  for (BlockAxis &axis : axes) {
    Node &domain = made.nodes.emplace_back();
    domain.range = axis.range;
    std::vector<const Node *> parts;
    if (windows[input].half > 0) {
      const Window &w = windows[input];
      domain.op = NodeOp::Interval;
      domain.type = axis.inputs.front().type;
      for (double end : {std::max(w.lo, settings[input] - w.half), std::min(w.hi, settings[input] + w.half)})
        parts.push_back(made.number(end, domain.type, axis.range, sweep.unit(input)));
      axis.stepKind = BlockAxis::Count;
      axis.step = made.number(count, whole, axis.range);
      ++input;
    } else {
      domain.op = NodeOp::List;
      for (size_t i = 0; i != axis.inputs.size(); ++i, ++input)
        parts.push_back(node(sweep, input, settings[input]));
      if (parts.size() > 1) { // a list of one row
        Node &row = made.nodes.emplace_back(domain);
        row.kids = kids.emplace_back(std::move(parts));
        parts = {&row};
      }
      axis.stepKind = BlockAxis::None;
      axis.step = nullptr;
    }
    domain.kids = kids.emplace_back(std::move(parts));
    axis.domain = &domain;
  }
  block.axes = axes;
}

const Node *NarrowedBlock::node(const Sweep &sweep, unsigned input, double setting) {
  const AxisValues::Member &values = sweep.values(input);
  const BlockInput &in = sweep.input(input);
  if (values.isNumber())
    return made.number(setting, in.type, in.range, sweep.unit(input));
  return values.nodes[values.isWord() ? size_t(setting) : size_t(llvm::find(values.numbers, setting) - values.numbers.begin())];
}

} // namespace mls
