#include "Tape/Live.h"

#include "llvm/ADT/DenseSet.h"
#include <cmath>

using namespace mls;

llvm::BitVector mls::codeBehind(const Tape &tape, llvm::ArrayRef<NodeId> roots) {
  llvm::BitVector live(tape.size());
  for (NodeId id : roots)
    live.set(id);
  for (int id = live.find_last(); id >= 0; id = live.find_prev(unsigned(id)))
    tape[NodeId(id)].forEachOperand([&](NodeId operand) { live.set(operand); });
  return live;
}

llvm::BitVector mls::liveCode(const Tape &tape, llvm::ArrayRef<NodeId> wanted) {
  llvm::SmallVector<NodeId, 16> roots(wanted.begin(), wanted.end());
  for (const Tape::Guard &g : tape.guards())
    roots.push_back(g.condition);
  return codeBehind(tape, roots);
}

llvm::BitVector mls::evidenceBehind(const Tape &tape, llvm::ArrayRef<double> values, llvm::ArrayRef<NodeId> roots) {
  llvm::BitVector counted(tape.size());
  for (NodeId id : roots)
    counted.set(id);
  for (int id = counted.find_last(); id >= 0; id = counted.find_prev(unsigned(id)))
    forEachCounted(tape[NodeId(id)], values, [&](NodeId operand) { counted.set(operand); });
  return counted;
}

llvm::SmallVector<uint32_t, 16> mls::liveInputs(const Tape &tape, llvm::ArrayRef<double> values, NodeId output) {
  llvm::SmallVector<uint32_t, 16> inputs;
  llvm::BitVector counted = evidenceBehind(tape, values, output);
  for (unsigned id : counted.set_bits())
    if (tape[id].op == Op::Input)
      inputs.push_back(tape[id].index);
  return inputs;
}

/// Whether a node has one value only, where `known` says so of its operands.
static bool isSettled(const TapeNode &n, llvm::ArrayRef<double> values, llvm::function_ref<bool(NodeId)> known) {
  auto is = [&](NodeId id, bool zero) { return known(id) && (values[id] == 0) == zero; };
  switch (n.op) {
  case Op::Constant: return true;
  case Op::Input:
  case Op::Missing: return false;
  case Op::Require: return known(n.b); // a condition that holds changes nothing
  case Op::Select: return known(n.a) && values[n.a] == values[n.a] && known(values[n.a] != 0 ? n.b : n.c);
  default: break;
  }
  if (((n.op == Op::Mul || n.op == Op::And) && (is(n.a, true) || is(n.b, true))) ||
      (n.op == Op::Or && (is(n.a, false) || is(n.b, false))) || (n.op == Op::Div && is(n.a, true)))
    return true;
  bool all = true;
  n.forEachOperand([&](NodeId operand) { all &= known(operand); });
  return all;
}

bool mls::influences(const Tape &tape, llvm::ArrayRef<double> values, NodeId moved, llvm::ArrayRef<NodeId> roots,
                     const llvm::SmallDenseSet<NodeId> &settled, NodeId first) {
  NodeId last = moved;
  for (NodeId id : roots)
    last = std::max(last, id);
  llvm::BitVector fixed(last - first + 1), reached(last - first + 1);
  auto known = [&](NodeId id) { return id < first ? tape[id].op == Op::Constant : fixed.test(id - first); };
  for (NodeId id = first; id <= last; ++id)
    if (id != moved && (settled.contains(id) || isSettled(tape[id], values, known)))
      fixed.set(id - first);
  for (NodeId id : roots)
    if (id >= first)
      reached.set(id - first);
  for (NodeId id = last; id > moved; --id) {
    if (!reached.test(id - first) || fixed.test(id - first))
      continue;
    const TapeNode &n = tape[id];
    auto reach = [&](NodeId operand) {
      if (operand >= first)
        reached.set(operand - first);
    };
    if (n.op == Op::Select && known(n.a) && values[n.a] == values[n.a])
      reach(values[n.a] != 0 ? n.b : n.c);
    else
      n.forEachOperand(reach);
  }
  return reached.test(moved - first);
}

llvm::SmallVector<Problem, 2> mls::problems(const Tape &tape, llvm::ArrayRef<double> values,
                                            llvm::ArrayRef<NodeId> wanted) {
  llvm::SmallVector<NodeId, 8> bad;
  for (NodeId id : wanted)
    if (!std::isfinite(values[id]))
      bad.push_back(id);
  for (const Tape::Guard &g : tape.guards())
    if (std::isnan(values[g.condition]))
      bad.push_back(g.condition);

  llvm::SmallVector<Problem, 2> found;
  llvm::SmallDenseSet<NodeId> failed; // a condition may guard several values
  llvm::BitVector counted = evidenceBehind(tape, values, bad);
  for (unsigned id : counted.set_bits()) {
    const TapeNode &n = tape[id];
    if (std::isfinite(values[id]))
      continue;
    bool fromBelow = false;
    forEachCounted(n, values, [&](NodeId operand) { fromBelow |= !std::isfinite(values[operand]); });
    if (n.op == Op::Missing)
      found.push_back({Problem::Missing, id, n.index, {}});
    else if (n.op == Op::Require && values[n.a] == 0) {
      if (failed.insert(n.a).second)
        found.push_back({Problem::Requirement, id, n.index, tape.reason(n)});
    } else if (!fromBelow)
      found.push_back({Problem::NotFinite, id, n.index, {}});
  }
  return found;
}
