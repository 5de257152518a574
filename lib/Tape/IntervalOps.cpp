#include "Tape/IntervalOps.h"

#include <cmath>
#include <limits>
#include <numbers>

using namespace mls;

static constexpr double infinity = std::numeric_limits<double>::infinity();
static constexpr Interval rising{0, infinity}, falling{-infinity, 0}, unit{0, 1}, wholeLine{-infinity, infinity};

//===-- Arithmetic ---------------------------------------------------------===//

static bool isUndetermined(Interval x) { return std::isnan(x.lo) || std::isnan(x.hi); }

/// Of unbounded ends: infinity - infinity says nothing.
static Interval orWholeLine(double lo, double hi) {
  return {std::isnan(lo) ? -infinity : lo, std::isnan(hi) ? infinity : hi};
}

Interval mls::hull(Interval a, Interval b) { return {minS(a.lo, b.lo), maxS(a.hi, b.hi)}; }
Interval mls::operator+(Interval a, Interval b) { return orWholeLine(a.lo + b.lo, a.hi + b.hi); }
Interval mls::operator-(Interval a, Interval b) { return orWholeLine(a.lo - b.hi, a.hi - b.lo); }

/// The range of f over the four corners, which holds it when f is monotone in each.
template <class F> static Interval corners(Interval a, Interval b, F f) {
  double p = f(a.lo, b.lo), q = f(a.lo, b.hi), r = f(a.hi, b.lo), s = f(a.hi, b.hi);
  return orWholeLine(minS(minS(p, q), minS(r, s)), maxS(maxS(p, q), maxS(r, s)));
}

Interval mls::operator*(Interval a, Interval b) {
  return corners(a, b, [](double x, double y) { return x == 0 || y == 0 ? 0.0 : x * y; });
}

Interval mls::operator/(Interval a, Interval b) {
  if (!b.contains(0))
    return corners(a, b, [](double x, double y) { return x / y; });
  if (b.lo == 0 && b.hi > 0)
    return a * Interval(1 / b.hi, infinity);
  if (b.hi == 0 && b.lo < 0)
    return a * Interval(-infinity, 1 / b.lo);
  return wholeLine;
}

static Interval squareOf(Interval a) {
  Interval ends = corners(a, a, [](double x, double) { return x * x; });
  return a.contains(0) ? Interval(0, ends.hi) : ends;
}

static Interval powOf(Interval a, Interval b) {
  if (a.isPoint() && b.isPoint())
    return powS(a.lo, b.lo);
  if (a.lo >= 0)
    return corners(a, b, [](double x, double y) { return powS(x, y); });
  bool isWhole = b.isPoint() && b.lo == std::floor(b.lo);
  if (!isWhole || (b.lo < 0 && a.contains(0)))
    return wholeLine;
  Interval ends = corners(a, b, [](double x, double y) { return powS(x, y); });
  bool isEven = std::fmod(b.lo, 2) == 0;
  return isEven && a.contains(0) ? Interval(0, ends.hi) : ends;
}

/// A rising function; below `from` it is undefined.
template <class F> static Interval risingOf(Interval a, F f, double from = -infinity) {
  return {f(a.hi < from ? a.hi : maxS(a.lo, from)), f(a.hi)};
}

/// At the corners to which its trends point, where it has them for all that moves.
static Interval externOf(const Extern &f, Interval a, Interval b, Interval c) {
  const Interval arguments[3] = {a, b, c};
  double low[3], high[3];
  for (unsigned i = 0; i != 3; ++i) {
    Interval x = arguments[i];
    if (!x.isPoint() && f.trends[i] == Trend::Mixed)
      return wholeLine;
    bool falls = f.trends[i] == Trend::Falling;
    low[i] = falls ? x.hi : x.lo;
    high[i] = falls ? x.lo : x.hi;
  }
  // A corner without a value bounds nothing.
  double least = f.value(low[0], low[1], low[2]), most = f.value(high[0], high[1], high[2]);
  return {std::isnan(least) ? -infinity : least, std::isnan(most) ? infinity : most};
}

//===-- Nodes --------------------------------------------------------------===//

/// The truth of "every x of a and y of b stand so", or either.
static Interval truth(bool always, bool never) { return always ? Interval(1) : never ? Interval(0) : unit; }

static Interval at(Ranges ranges, NodeId id) { return id == noNode ? Interval(0) : ranges[id]; }

Interval mls::enclose(const Tape &tape, const TapeNode &n, Ranges ranges) {
  Interval a = at(ranges, n.a), b = at(ranges, n.b), c = at(ranges, n.c);
  if (n.op == Op::Select) // a NaN on a side that is never taken does not count
    return isUndetermined(a) ? a : a.isPoint() ? (a.lo != 0 ? b : c) : hull(b, c);
  if (isUndetermined(a) || isUndetermined(b))
    return Interval(undetermined);
  switch (n.op) {
  case Op::Neg:
    return {-a.hi, -a.lo};
  case Op::Not:
    return {1 - a.hi, 1 - a.lo};
  case Op::Sqrt:
    return risingOf(a, [](double x) { return sqrtS(x); }, 0);
  case Op::Exp:
    return risingOf(a, [](double x) { return expS(x); });
  case Op::Log:
    return risingOf(a, [](double x) { return logS(x); }, 0);
  case Op::Log2:
    return risingOf(a, [](double x) { return log2S(x); }, 0);
  case Op::Ceil:
    return risingOf(a, [](double x) { return ceilS(x); });
  case Op::Floor:
    return risingOf(a, [](double x) { return floorS(x); });
  case Op::CeilLog2:
    return a.lo <= 0 && a.hi > 0 ? Interval(-infinity, ceilLog2S(a.hi))
                                 : risingOf(a, [](double x) { return ceilLog2S(x); });
  case Op::Abs:
    return {a.contains(0) ? 0 : minS(absS(a.lo), absS(a.hi)), maxS(absS(a.lo), absS(a.hi))};
  case Op::Add:
    return a + b;
  case Op::Sub: // equal operands are one node, and move together
    return n.a == n.b && std::isfinite(a.lo) && std::isfinite(a.hi) ? Interval(0) : a - b;
  case Op::Mul:
    return n.a == n.b ? squareOf(a) : a * b;
  case Op::And:
    return a * b;
  case Op::Div:
    return n.a == n.b && !a.contains(0) && std::isfinite(a.lo) && std::isfinite(a.hi) ? Interval(1) : a / b;
  case Op::Pow:
    return powOf(a, b);
  case Op::Max:
  case Op::Or:
    return {maxS(a.lo, b.lo), maxS(a.hi, b.hi)};
  case Op::Min:
    return {minS(a.lo, b.lo), minS(a.hi, b.hi)};
  case Op::Less:
    return truth(a.hi < b.lo, a.lo >= b.hi);
  case Op::LessEqual:
    return truth(a.hi <= b.lo, a.lo > b.hi);
  case Op::Equal:
    return truth(a.isPoint() && a == b, a.hi < b.lo || b.hi < a.lo);
  case Op::Require:
    return b;
  case Op::Extern:
    return externOf(*tape.externs()[n.index], a, b, c);
  default:
    return n.value;
  }
}

Slopes mls::slopes(const Tape &tape, const TapeNode &n, Ranges ranges) {
  Interval a = at(ranges, n.a), b = at(ranges, n.b), c = at(ranges, n.c), self = enclose(tape, n, ranges);
  Interval one = 1, none = 0;
  switch (n.op) {
  case Op::Neg:
  case Op::Not:
    return {-1};
  case Op::Sqrt:
    return {Interval(0.5) / self};
  case Op::Exp:
    return {self};
  case Op::Log:
    return {one / Interval(maxS(a.lo, 0), a.hi)};
  case Op::Log2:
    return {one / (Interval(maxS(a.lo, 0), a.hi) * std::numbers::ln2)};
  case Op::Ceil:
  case Op::Floor:
  case Op::CeilLog2:
    return {a.isPoint() ? none : rising};
  case Op::Abs:
    return {a.lo >= 0 ? one : a.hi <= 0 ? Interval(-1) : Interval(-1, 1)};
  case Op::Add:
    return {one, one};
  case Op::Sub:
    return {one, -1};
  case Op::Mul:
  case Op::And:
    return {b, a};
  case Op::Div:
    return {one / b, none - a / squareOf(b)};
  case Op::Pow:
    if (a.lo < 0)
      return {b.isPoint() ? b * powOf(a, b - one) : wholeLine, b.isPoint() ? none : wholeLine};
    return {b * powOf(a, b - one), b.isPoint() ? none : self * Interval(logS(a.lo), logS(a.hi))};
  case Op::Max:
  case Op::Or:
    return a.lo >= b.hi ? Slopes{one, none} : b.lo > a.hi ? Slopes{none, one} : Slopes{unit, unit};
  case Op::Min:
    return a.hi <= b.lo ? Slopes{one, none} : b.hi < a.lo ? Slopes{none, one} : Slopes{unit, unit};
  case Op::Less:
  case Op::LessEqual:
    return self.isPoint() ? Slopes{} : Slopes{falling, rising};
  case Op::Equal:
    return self.isPoint() ? Slopes{} : Slopes{wholeLine, wholeLine};
  case Op::Require:
    return {none, one};
  case Op::Select: {
    Interval p = a;
    return {p.isPoint() ? none : b - c, p, {1 - p.hi, 1 - p.lo}};
  }
  case Op::Extern: {
    auto by = [&](unsigned i, Interval x) {
      Trend trend = tape.externs()[n.index]->trends[i];
      return x.isPoint() ? none : trend == Trend::Rising ? rising : trend == Trend::Falling ? falling : wholeLine;
    };
    return {by(0, a), by(1, b), by(2, c)};
  }
  default:
    return {};
  }
}

bool mls::isDecided(const TapeNode &n, Ranges ranges) {
  Interval a = at(ranges, n.a), b = at(ranges, n.b);
  switch (n.op) {
  case Op::Div:
    return !b.contains(0);
  case Op::Sqrt:
    return a.lo >= 0;
  case Op::Log:
  case Op::Log2:
  case Op::CeilLog2:
    return a.lo > 0;
  case Op::Pow:
    return a.lo > 0 || (b.isPoint() && b.lo == std::floor(b.lo) && (b.lo >= 0 || !a.contains(0)));
  default:
    return true;
  }
}
