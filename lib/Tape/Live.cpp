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
