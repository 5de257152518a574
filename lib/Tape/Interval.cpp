#include "Tape/Interval.h"

#include "Tape/IntervalOps.h"
#include "Tape/Live.h"

#include <cmath>
#include <limits>

using namespace mls;

std::vector<Interval> mls::enclose(const Tape &tape, llvm::ArrayRef<Interval> inputs) {
  std::vector<Interval> ranges;
  ranges.reserve(tape.size());
  for (const TapeNode &n : tape.nodes())
    ranges.push_back(n.op == Op::Input ? inputs[n.index] : enclose(tape, n, ranges));
  return ranges;
}

/// Bounds of the slope of `output` in every node over the box, by a reverse sweep.
static std::vector<Interval> outputSlopes(const Tape &tape, Ranges ranges, NodeId output) {
  std::vector<Interval> adjoints(tape.size());
  adjoints[output] = 1;
  for (NodeId id = output + 1; id-- != 0;) {
    const TapeNode &n = tape[id];
    if (adjoints[id] == Interval(0) || n.isLeaf())
      continue;
    Slopes s = slopes(tape, n, ranges);
    auto pass = [&](NodeId operand, Interval slope) {
      if (operand != noNode)
        adjoints[operand] = adjoints[operand] + adjoints[id] * slope;
    };
    pass(n.a, s.a);
    pass(n.b, s.b);
    pass(n.c, s.c);
  }
  return adjoints;
}

namespace {
struct Bound {
  double value;
  unsigned notMonotone; ///< inputs that kept their range
};
} // namespace

/// The mean value form (Moore, Kearfott & Cloud 2009, §6.1): the value in the middle and
/// what the slopes allow from there. It knows that two terms with the same input move
/// together, which the natural extension does not.
static Interval meanValueForm(const Tape &tape, llvm::ArrayRef<Interval> box, Ranges adjoints, NodeId output) {
  std::vector<Interval> middle;
  for (Interval x : box)
    middle.push_back(x.isPoint() ? x : Interval(x.lo + (x.hi - x.lo) / 2));
  Interval result = enclose(tape, middle)[output];
  for (const Tape::Input &i : tape.inputs()) {
    Interval x = box[tape[i.node].index];
    if (!x.isPoint())
      result = result + adjoints[i.node] * (x - middle[tape[i.node].index]);
  }
  return result;
}

/// The lower bound of `output` over the box, or the upper one. Inputs with a proven
/// sign go to their corner; in the smaller box that is left more signs may be proven.
static Bound bound(const Tape &tape, const llvm::BitVector &live, std::vector<Interval> box, NodeId output,
                   bool isUpper) {
  while (true) {
    std::vector<Interval> ranges = enclose(tape, box);
    std::vector<Interval> adjoints = outputSlopes(tape, ranges, output);
    unsigned pinned = 0, left = 0;
    for (const Tape::Input &i : tape.inputs()) {
      Interval &x = box[tape[i.node].index];
      Interval slope = adjoints[i.node];
      if (x.isPoint() || !live[i.node])
        continue;
      bool isRising = slope.lo >= 0, isFalling = slope.hi <= 0; // both: it cancels
      ++(isRising || isFalling ? pinned : left);
      if (isRising || isFalling)
        x = Interval(isRising == isUpper ? x.hi : x.lo);
    }
    if (pinned != 0)
      continue;
    double natural = isUpper ? ranges[output].hi : ranges[output].lo;
    if (left == 0)
      return {natural, 0};
    Interval mean = meanValueForm(tape, box, adjoints, output);
    return {isUpper ? std::fmin(natural, mean.hi) : std::fmax(natural, mean.lo), left};
  }
}

/// Whether a requirement holds over the box. Where an input occurs twice in it, the
/// slopes may decide what the natural extension leaves open.
static Answered answered(const Tape &tape, const TapeNode &requirement, llvm::ArrayRef<Interval> box, Ranges ranges) {
  if (ranges[requirement.a] == Interval(1))
    return Answered::Everywhere;
  Bound least = bound(tape, liveCode(tape, requirement.a), box.vec(), requirement.a, false);
  if (least.value == 1)
    return Answered::Everywhere;
  return least.notMonotone == 0 ? Answered::InPart : Answered::Unproven;
}

OutputRange mls::rangeOf(const Tape &tape, llvm::ArrayRef<Interval> inputs, NodeId output) {
  std::vector<Interval> ranges = enclose(tape, inputs);
  OutputRange result{};
  llvm::BitVector live = liveCode(tape, output);
  for (unsigned id : live.set_bits()) {
    result.decided &= isDecided(tape[id], ranges);
    if (tape[id].op == Op::Require && result.answered != Answered::InPart)
      if (Answered a = answered(tape, tape[id], inputs, ranges); a != Answered::Everywhere)
        result.answered = a;
  }
  for (const Tape::Guard &g : tape.guards())
    result.decided &= ranges[g.condition] == Interval(double(g.outcome));

  Bound lower = bound(tape, live, inputs.vec(), output, false), upper = bound(tape, live, inputs.vec(), output, true);
  result.range = {lower.value, upper.value};
  result.notMonotone = std::max(lower.notMonotone, upper.notMonotone);
  return result;
}
