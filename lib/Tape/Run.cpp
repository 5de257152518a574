#include "Tape/Run.h"

using namespace mls;

void mls::evaluate(const Tape &tape, llvm::ArrayRef<double> inputs, std::vector<double> &values) {
  llvm::ArrayRef<TapeNode> nodes = tape.nodes();
  values.resize(nodes.size());
  auto at = [&](NodeId id) { return id == noNode ? 0.0 : values[id]; };
  for (NodeId id = 0; id != nodes.size(); ++id) {
    const TapeNode &n = nodes[id];
    switch (n.op) {
    case Op::Constant:
    case Op::Missing:
      values[id] = n.value;
      break;
    case Op::Input:
      values[id] = inputs[n.index];
      break;
    case Op::Extern:
      values[id] = tape.externs()[n.index]->value(at(n.a), at(n.b), at(n.c));
      break;
    default:
      values[id] = mls::evaluate(n.op, at(n.a), at(n.b), at(n.c));
    }
  }
}

std::vector<double> mls::recordedValues(const Tape &tape) {
  std::vector<double> values;
  for (const TapeNode &n : tape.nodes())
    values.push_back(n.value);
  return values;
}

const Tape::Guard *mls::brokenGuard(const Tape &tape, llvm::ArrayRef<double> values) {
  for (const Tape::Guard &g : tape.guards())
    if (guardS(values[g.condition]) != g.outcome)
      return &g;
  return nullptr;
}
