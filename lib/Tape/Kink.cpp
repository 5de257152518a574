#include "Tape/Kink.h"

#include "Tape/Live.h"
#include "Tape/Reverse.h"

#include <cmath>
#include <limits>

using namespace mls;

static bool tie(double x, double y) { return std::fabs(x - y) <= tieTolerance * std::fmax(std::fabs(x), std::fabs(y)); }

/// True of a comparison whose sides are equal.
static bool isUndecided(const Tape &tape, llvm::ArrayRef<double> values, NodeId condition) {
  const TapeNode &n = tape[condition];
  return (n.op == Op::Less || n.op == Op::LessEqual) && tie(values[n.a], values[n.b]);
}

static bool isKink(const Tape &tape, llvm::ArrayRef<double> values, const TapeNode &n) {
  switch (n.op) {
  case Op::Max:
  case Op::Min:
    return n.a != n.b && tie(values[n.a], values[n.b]);
  case Op::Abs:
    return values[n.a] == 0;
  case Op::Select:
    return isUndecided(tape, values, n.a);
  default:
    return false;
  }
}

std::vector<NodeId> mls::kinks(const Tape &tape, llvm::ArrayRef<double> values, NodeId output) {
  std::vector<double> adjoints;
  reverse(tape, values, output, adjoints);
  std::vector<NodeId> found;
  for (NodeId id = 0; id <= output; ++id)
    if (adjoints[id] != 0 && isKink(tape, values, tape[id]))
      found.push_back(id);
  return found;
}

/// The tangent of a node at a tie, from those of its operands.
static double tangentAtKink(const Tape &tape, const TapeNode &n, llvm::ArrayRef<double> values,
                            llvm::ArrayRef<double> tangents) {
  switch (n.op) {
  case Op::Max:
    return std::fmax(tangents[n.a], tangents[n.b]);
  case Op::Min:
    return std::fmin(tangents[n.a], tangents[n.b]);
  case Op::Abs:
    return std::fabs(tangents[n.a]);
  default: { // a select on a comparison: the step decides it
    const TapeNode &less = tape[n.a];
    double closing = tangents[less.a] - tangents[less.b];
    bool now = values[n.a] != 0, then = closing == 0 ? now : closing < 0;
    double jump = values[then ? n.b : n.c] - values[now ? n.b : n.c];
    if (jump != 0 && !tie(values[n.b], values[n.c]))
      return std::copysign(std::numeric_limits<double>::infinity(), jump);
    return tangents[then ? n.b : n.c];
  }
  }
}

static double tangent(const Tape &tape, llvm::ArrayRef<double> values, NodeId output, NodeId input, double direction) {
  std::vector<double> tangents(output + 1, 0.0);
  if (input > output)
    return 0;
  tangents[input] = direction;
  for (NodeId id = input + 1; id <= output; ++id) {
    const TapeNode &n = tape[id];
    if (n.isLeaf())
      continue;
    bool moves = false;
    n.forEachOperand([&](NodeId o) { moves |= tangents[o] != 0; });
    if (n.op == Op::Select && isUndecided(tape, values, n.a))
      moves |= tangents[tape[n.a].a] != 0 || tangents[tape[n.a].b] != 0;
    if (!moves)
      continue;
    if (isKink(tape, values, n)) {
      tangents[id] = tangentAtKink(tape, n, values, tangents);
      continue;
    }
    Partials d = partials(tape, n, values);
    auto part = [&](NodeId o, double slope) {
      return o == noNode || slope == 0 || tangents[o] == 0 ? 0 : slope * tangents[o];
    };
    tangents[id] = part(n.a, d.a) + part(n.b, d.b) + part(n.c, d.c);
  }
  return tangents[output];
}

OneSided mls::oneSided(const Tape &tape, llvm::ArrayRef<double> values, NodeId output, NodeId input) {
  return {-tangent(tape, values, output, input, -1), tangent(tape, values, output, input, 1)};
}
