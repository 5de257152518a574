#include "Tape/Interval.h"

#include "Tape/IntervalOps.h"
#include "Tape/Live.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
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

namespace {

struct Bound {
  double value;
  unsigned notMonotone; ///< inputs that kept their range
};

/// The least value of an output over a box, or the greatest. Of the tape it walks the
/// nodes that move alone.
class BoundSearch {
public:
  BoundSearch(const Tape &tape, const llvm::BitVector &live, llvm::ArrayRef<Interval> box, NodeId output)
      : tape(tape), output(output), box(box), ranges(enclose(tape, box)), middles(ranges), adjoints(output + 1) {
    llvm::BitVector moves(output + 1);
    for (unsigned id : live.set_bits()) {
      if (id > output)
        break;
      const TapeNode &n = tape[id];
      bool varies = n.op == Op::Input && !box[n.index].isPoint();
      n.forEachOperand([&](NodeId operand) { varies |= moves[operand]; });
      if (!varies)
        continue;
      moves.set(id);
      (n.op == Op::Input ? inputs : moving).push_back(id);
    }
  }

  Bound least() { return search(1); }
  Bound greatest() {
    Bound b = search(-1);
    return {-b.value, b.notMonotone};
  }

private:
  /// A part of the box; of the output, times the sign, it holds nothing below `bound`.
  struct Part {
    std::vector<Interval> box; ///< by `inputs`
    double bound = -std::numeric_limits<double>::infinity(), reached = 0;
    unsigned notMonotone = 0, widest = 0;

    friend bool operator<(const Part &a, const Part &b) { return a.bound > b.bound; } // the worst part leads a heap
  };

  /// How far the search goes: parts, and nodes walked in all of them.
  static constexpr size_t mostParts = 64, mostNodes = 50'000;
  /// A bound this close to a value that is reached, relative to that, is good enough.
  static constexpr double closeEnough = 1e-3;

  Bound search(double sign) {
    Part first;
    for (NodeId input : inputs)
      first.box.push_back(box[tape[input].index]);
    assess(first, sign);
    double reached = first.reached;
    std::vector<Part> parts{std::move(first)};
    size_t most = std::min(mostParts, mostNodes / (moving.size() + 1));
    while (parts.size() < most) {
      const Part &worst = parts.front();
      if (worst.notMonotone == 0 || !std::isfinite(worst.bound) ||
          reached - worst.bound <= closeEnough * std::fabs(reached))
        break;
      std::pop_heap(parts.begin(), parts.end());
      Part low = std::move(parts.back()), high;
      high = low;
      Interval &a = low.box[low.widest], &b = high.box[low.widest];
      a.hi = b.lo = a.lo + (a.hi - a.lo) / 2;
      parts.pop_back();
      for (Part *part : {&low, &high}) {
        assess(*part, sign);
        reached = std::fmin(reached, part->reached);
        parts.push_back(std::move(*part));
        std::push_heap(parts.begin(), parts.end());
      }
    }
    return {parts.front().bound, parts.front().notMonotone};
  }

  /// Bounds a part. Inputs with a proven sign go to their corner; in the smaller box that
  /// is left more signs may be proven.
  void assess(Part &part, double sign) {
    for (bool again = true; again;) {
      again = false;
      run(part.box, ranges);
      sweep();
      part.notMonotone = 0;
      double widest = -1;
      for (auto [i, x] : llvm::enumerate(part.box)) {
        Interval slope = adjoints[inputs[i]];
        if (x.isPoint())
          continue;
        if (slope.lo >= 0 || slope.hi <= 0) { // both: it cancels
          x = Interval((slope.lo >= 0) == (sign < 0) ? x.hi : x.lo);
          again = true;
          continue;
        }
        ++part.notMonotone;
        double moved = std::fmax(-slope.lo, slope.hi) * (x.hi - x.lo);
        if (moved > widest)
          widest = moved, part.widest = unsigned(i);
      }
    }
    Interval y = ranges[output];
    double natural = sign > 0 ? y.lo : -y.hi, mean = natural;
    part.reached = natural;
    if (part.notMonotone != 0) {
      y = meanValueForm(part.box);
      mean = sign > 0 ? y.lo : -y.hi;
      part.reached = sign > 0 ? middles[output].hi : -middles[output].lo;
    }
    part.bound = std::isnan(natural) ? natural : std::fmax(part.bound, std::fmax(natural, mean));
  }

  void run(llvm::ArrayRef<Interval> at, std::vector<Interval> &to) {
    for (auto [input, x] : llvm::zip_equal(inputs, at))
      to[input] = x;
    for (NodeId id : moving)
      to[id] = enclose(tape, tape[id], to);
  }

  /// Bounds of the slope of the output in every node that moves, by a reverse sweep.
  void sweep() {
    for (NodeId id : moving)
      adjoints[id] = 0;
    for (NodeId id : inputs)
      adjoints[id] = 0;
    adjoints[output] = 1;
    for (NodeId id : llvm::reverse(moving)) {
      if (adjoints[id] == Interval(0))
        continue;
      const TapeNode &n = tape[id];
      Slopes s = slopes(tape, n, ranges);
      auto pass = [&](NodeId operand, Interval slope) {
        if (operand != noNode)
          adjoints[operand] = adjoints[operand] + adjoints[id] * slope;
      };
      pass(n.a, s.a), pass(n.b, s.b), pass(n.c, s.c);
    }
  }

  /// The mean value form (Moore, Kearfott & Cloud 2009, §6.1): the value in the middle and
  /// what the slopes allow from there. It knows that two terms with the same input move
  /// together, which the natural extension does not.
  Interval meanValueForm(llvm::ArrayRef<Interval> at) {
    std::vector<Interval> middle;
    for (Interval x : at)
      middle.push_back(x.isPoint() ? x : Interval(x.lo + (x.hi - x.lo) / 2));
    run(middle, middles);
    Interval result = middles[output];
    for (auto [input, x, m] : llvm::zip_equal(inputs, at, middle))
      if (!x.isPoint())
        result = result + adjoints[input] * (x - m);
    return result;
  }

  const Tape &tape;
  NodeId output;
  llvm::ArrayRef<Interval> box;
  std::vector<NodeId> inputs, moving; ///< nodes that move: leaves, and the others in order
  std::vector<Interval> ranges, middles, adjoints;
};

} // namespace

/// Whether a requirement holds over the box. Where an input occurs twice in it, the
/// slopes may decide what the natural extension leaves open.
static Answered answered(const Tape &tape, const TapeNode &requirement, llvm::ArrayRef<Interval> box, Ranges ranges) {
  if (ranges[requirement.a] == Interval(1))
    return Answered::Everywhere;
  Bound least = BoundSearch(tape, liveCode(tape, requirement.a), box, requirement.a).least();
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

  BoundSearch search(tape, live, inputs, output);
  Bound lower = search.least(), upper = search.greatest();
  result.range = {lower.value, upper.value};
  result.notMonotone = std::max(lower.notMonotone, upper.notMonotone);
  return result;
}
