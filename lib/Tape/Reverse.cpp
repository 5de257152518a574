#include "Tape/Reverse.h"

#include <cmath>
#include <numbers>

using namespace mls;

Partials mls::partials(const Tape &tape, const TapeNode &n, llvm::ArrayRef<double> values) {
  auto at = [&](NodeId id) { return id == noNode ? 0.0 : values[id]; };
  double a = at(n.a), b = at(n.b), c = at(n.c);
  switch (n.op) {
  case Op::Neg:
    return {-1};
  case Op::Not:
    return {-1};
  case Op::Sqrt:
    return {0.5 / sqrtS(a)};
  case Op::Exp:
    return {expS(a)};
  case Op::Log:
    return {1 / a};
  case Op::Log2:
    return {1 / (a * std::numbers::ln2)};
  case Op::Abs:
    return {a < 0 ? -1.0 : 1.0};
  case Op::Add:
    return {1, 1};
  case Op::Sub:
    return {1, -1};
  case Op::Mul:
    return {b, a};
  case Op::Div:
    return {1 / b, -a / (b * b)};
  case Op::Pow:
    // A constant exponent has no derivative; the logarithm may not exist.
    return {b * powS(a, b - 1), tape[n.b].op == Op::Constant ? 0 : powS(a, b) * logS(a)};
  case Op::Max:
    return maxS(a, b) == a ? Partials{1, 0} : Partials{0, 1};
  case Op::Min:
    return minS(a, b) == a ? Partials{1, 0} : Partials{0, 1};
  case Op::Require:
    return {0, 1};
  case Op::Select:
    return a != 0 ? Partials{0, 1, 0} : Partials{0, 0, 1};
  case Op::Extern: {
    const Extern &f = *tape.externs()[n.index];
    auto by = [&](unsigned i, NodeId operand) {
      return tape[operand].op == Op::Constant ? 0 : f.derivative(i, a, b, c);
    };
    return {by(0, n.a), by(1, n.b), by(2, n.c)};
  }
  default: // leaves and steps: flat
    return {};
  }
}

void mls::reverse(const Tape &tape, llvm::ArrayRef<double> values, NodeId output, std::vector<double> &adjoints) {
  adjoints.assign(tape.size(), 0);
  adjoints[output] = 1;
  auto pass = [&](NodeId operand, double adjoint, double partial) {
    if (operand != noNode && partial != 0)
      adjoints[operand] += adjoint * partial;
  };
  for (NodeId id = output + 1; id-- != 0;) {
    double adjoint = adjoints[id];
    const TapeNode &n = tape[id];
    if (adjoint == 0 || n.isLeaf())
      continue;
    Partials d = partials(tape, n, values);
    pass(n.a, adjoint, d.a);
    pass(n.b, adjoint, d.b);
    pass(n.c, adjoint, d.c);
  }
}

std::vector<double> mls::gradient(const Tape &tape, llvm::ArrayRef<double> values, NodeId output) {
  std::vector<double> adjoints, byInput;
  reverse(tape, values, output, adjoints);
  for (const Tape::Input &i : tape.inputs())
    byInput.push_back(adjoints[i.node]);
  return byInput;
}
