//===- SolveRoots.cpp - where two sides of a condition meet ---------------------===//

#include "Queries/SolveRoots.h"

#include <algorithm>
#include <boost/math/tools/minima.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>
#include <numeric>

namespace mls {

bool Balance::isDefined() const { return std::isfinite(left) && std::isfinite(right); }

static bool isClose(double a, double b) {
  return std::fabs(a - b) <= balanceTolerance * std::max(std::fabs(a), std::fabs(b));
}

bool Balance::isMet() const { return isDefined() && isClose(left, right); } // at infinity nothing is

//===-- Axes ----------------------------------------------------------------===//

SolveAxis::SolveAxis(double lo, double hi, bool integer)
    : lo(integer ? std::ceil(lo) : lo), hi(integer ? std::floor(hi) : hi), isInteger(integer),
      isLog(lo > 0 && hi / 10 > lo) {}

double SolveAxis::at(double share) const { // hi / lo may overflow, and hi - lo
  return isLog ? std::pow(lo, 1 - share) * std::pow(hi, share) : std::lerp(lo, hi, share);
}

double SolveAxis::point(unsigned i, unsigned n) const {
  if (i == 0 || n < 2)
    return lo;
  if (i + 1 == n)
    return hi;
  double x = at(double(i) / (n - 1));
  return std::clamp(isInteger ? std::round(x) : x, lo, hi);
}

double SolveAxis::between(double a, double b) const {
  double x = isLog ? std::sqrt(a) * std::sqrt(b) : std::midpoint(a, b);
  return isInteger ? std::floor(x) : x;
}

std::vector<double> SolveAxis::scan(unsigned n) const {
  if (isInteger)
    n = unsigned(std::min(std::max(double(n), 4097.0), hi - lo + 1)); // all of a small range
  std::vector<double> points;
  for (unsigned i = 0; i != n; ++i)
    if (double x = isInteger && hi - lo + 1 == n ? lo + i : point(i, n); points.empty() || x > points.back())
      points.push_back(x);
  return points;
}

//===-- One bracket ---------------------------------------------------------===//

namespace {

struct Point {
  double x;
  Balance at;
};

class Scanner {
public:
  Scanner(BalanceAt balance, SlopeAt slope, const SolveAxis &axis) : balance(balance), slope(slope), axis(axis) {}

  RootScan run(unsigned points) {
    for (double x : axis.scan(points))
      samples.push_back({x, balance(x)});
    result.points = unsigned(samples.size());
    for (const Point &p : samples)
      p.at.isDefined() ? reach(p) : void(++result.undefined);
    for (size_t i = 0; i != samples.size(); ++i) {
      if (!axis.isInteger)
        turningPoint(i);
      if (samples[i].at.isMet())
        i = flat(i);
      else if (i + 1 != samples.size())
        bracket(samples[i], samples[i + 1]);
    }
    if (!axis.isInteger)
      refineReach();
    llvm::sort(result.crossings, [](const Crossing &a, const Crossing &b) { return a.lo < b.lo; });
    auto same = [](const Crossing &a, const Crossing &b) { // found from two samples that are equally low
      return a.kind == Crossing::Root && b.kind == Crossing::Root && isClose(a.lo, b.lo);
    };
    result.crossings.erase(std::unique(result.crossings.begin(), result.crossings.end(), same), result.crossings.end());
    return std::move(result);
  }

private:
  Point at(double x) const { return {x, balance(x)}; }

  void reach(const Point &p) {
    if (!(result.least.value <= p.at.left))
      result.least = {p.x, p.at.left};
    if (!(result.greatest.value >= p.at.left))
      result.greatest = {p.x, p.at.left};
  }

  /// The least of f between two points.
  Point minimum(llvm::function_ref<double(const Balance &)> f, double a, double b) const {
    constexpr int bits = 26; // a minimum is no sharper than half of the digits
    boost::uintmax_t steps = 60;
    auto value = [&](double share) { // its tolerance is absolute near zero: not in the measure of the axis
      double y = f(balance(std::lerp(a, b, share)));
      return std::isnan(y) ? std::numeric_limits<double>::infinity() : y;
    };
    return at(std::lerp(a, b, boost::math::tools::brent_find_minima(value, 0.0, 1.0, bits, steps).first));
  }

  /// A low point to all digits: where the slope turns from falling to rising.
  Point sharpen(const Point &low, double sign, double from, double to) const {
    auto rises = [&](double x) { return sign * slope(x).value; };
    for (double width = (to - from) * 0x1p-20; width < to - from; width *= 16) {
      double a = std::max(from, low.x - width), b = std::min(to, low.x + width);
      if (!(rises(a) < 0 && rises(b) > 0))
        continue;
      for (double middle = std::midpoint(a, b); middle != a && middle != b; middle = std::midpoint(a, b))
        (rises(middle) < 0 ? a : b) = middle;
      return std::min({at(a), at(b), low}, [](const Point &p, const Point &q) {
        return std::fabs(p.at.residual()) < std::fabs(q.at.residual());
      });
    }
    return low;
  }

  /// Both sides are equal, or as near as rounding lets them come: of a difference of terms of
  /// 1e9 nothing below 1e-7 is left. Towards a pole the residual grows, towards a root it falls.
  bool isRoot(const Point &p, const Point &before, const Point &after) const {
    if (p.at.isMet())
      return true;
    double r = std::fabs(p.at.residual());
    return r < std::fabs(before.at.residual()) && r < std::fabs(after.at.residual()) && r <= slope(p.x).noise;
  }

  /// Two roots may hide between samples of one sign, or one that touches: where |residual| has
  /// a low point.
  void turningPoint(size_t i) {
    const Point &before = samples[i == 0 ? 0 : i - 1], &here = samples[i],
                &after = samples[std::min(i + 1, samples.size() - 1)];
    double r[] = {before.at.residual(), here.at.residual(), after.at.residual()};
    bool oneSign = (r[0] > 0 && r[1] > 0 && r[2] > 0) || (r[0] < 0 && r[1] < 0 && r[2] < 0);
    if (!oneSign || std::fabs(r[1]) > std::fabs(r[0]) || std::fabs(r[1]) > std::fabs(r[2]) || here.at.isMet())
      return;
    double sign = r[1] < 0 ? -1 : 1;
    Point low = minimum([&](const Balance &b) { return sign * b.residual(); }, before.x, after.x);
    if (!low.at.isDefined())
      return;
    if (!low.at.isMet() && sign * low.at.residual() > 0)
      low = sharpen(low, sign, before.x, after.x);
    if (low.at.isMet() || (sign * low.at.residual() > 0 && isRoot(low, before, after)))
      result.crossings.push_back({Crossing::Root, low.x, low.x, low.at, low.at});
    else if (sign * low.at.residual() < 0)
      bracket(before, low), bracket(low, after);
  }

  /// Both sides are equal at samples[i]: a root, or a run of them. Gives the last of it.
  size_t flat(size_t i) {
    size_t last = i;
    while (last + 1 != samples.size() && samples[last + 1].at.isMet())
      ++last;
    auto edge = [&](const Point &in, const Point &out) { // the outermost point that is still met
      double a = in.x, b = out.x;
      for (int step = 0; step != 200; ++step) {
        double middle = axis.between(a, b);
        if (middle == a || middle == b)
          break;
        (balance(middle).isMet() ? a : b) = middle;
      }
      return at(a);
    };
    Point lo = samples[i], hi = samples[last];
    if (!axis.isInteger && i)
      lo = edge(lo, samples[i - 1]);
    if (!axis.isInteger && last + 1 != samples.size())
      hi = edge(hi, samples[last + 1]);
    // The tolerance alone makes every root a little wide.
    bool wide = axis.isInteger ? lo.x != hi.x : hi.x - lo.x > 1e-6 * std::max(std::fabs(lo.x), std::fabs(hi.x));
    Point root = wide ? lo : samples[i];
    result.crossings.push_back({wide ? Crossing::Flat : Crossing::Root, root.x, wide ? hi.x : root.x, root.at, hi.at});
    return last;
  }

  void bracket(Point a, Point b) {
    double ra = a.at.residual(), rb = b.at.residual();
    if (!((ra < 0 && rb > 0) || (ra > 0 && rb < 0)))
      return;
    if (axis.isInteger)
      return closeInteger(a, b);
    bool gap = false;
    auto residual = [&](double x) {
      double r = balance(x).residual();
      gap |= !std::isfinite(r);
      return std::isfinite(r) ? r : 0; // ends the search
    };
    boost::uintmax_t steps = 200;
    auto [l, r] = boost::math::tools::toms748_solve(residual, a.x, b.x, ra, rb,
                                                    boost::math::tools::eps_tolerance<double>(53), steps);
    if (gap)
      return split(a, b);
    Point lo = at(l), hi = at(r);
    Point root = polish(std::fabs(lo.at.residual()) <= std::fabs(hi.at.residual()) ? lo : hi, a.x, b.x);
    if (isRoot(root, a, b))
      result.crossings.push_back({Crossing::Root, root.x, root.x, root.at, root.at});
    else
      jump(lo, hi);
  }

  /// Newton's step where it helps: the last digits that a bracket leaves.
  Point polish(Point p, double lo, double hi) const {
    for (int i = 0; i != 4; ++i) {
      double next = p.x - p.at.residual() / slope(p.x).value;
      if (!(next >= lo && next <= hi) || next == p.x)
        break;
      Point q = at(next);
      if (!(std::fabs(q.at.residual()) < std::fabs(p.at.residual())))
        break;
      p = q;
    }
    return p;
  }

  /// Halves the bracket of a jump down to two neighbouring numbers.
  void jump(Point lo, Point hi) {
    bool below = lo.at.residual() < 0;
    for (int i = 0; i != 1100; ++i) {
      double middle = std::midpoint(lo.x, hi.x);
      if (middle == lo.x || middle == hi.x)
        break;
      Point m = at(middle);
      if (!m.at.isDefined())
        break;
      ((m.at.residual() < 0) == below ? lo : hi) = m;
    }
    result.crossings.push_back({Crossing::Jump, lo.x, hi.x, lo.at, hi.at});
  }

  void closeInteger(Point lo, Point hi) {
    bool below = lo.at.residual() < 0;
    while (hi.x - lo.x > 1) {
      Point m = at(axis.between(lo.x, hi.x) == lo.x ? lo.x + 1 : axis.between(lo.x, hi.x));
      if (!m.at.isDefined())
        return;
      if (m.at.isMet())
        return result.crossings.push_back({Crossing::Root, m.x, m.x, m.at, m.at});
      ((m.at.residual() < 0) == below ? lo : hi) = m;
    }
    result.crossings.push_back({Crossing::Jump, lo.x, hi.x, lo.at, hi.at});
  }

  /// A bracket with a hole in it: each side of the hole on its own, once.
  void split(const Point &a, const Point &b) {
    constexpr unsigned pieces = 32;
    Point last = a;
    for (unsigned i = 1; i <= pieces; ++i) {
      Point next = i == pieces ? b : at(a.x + (b.x - a.x) * i / pieces);
      if (last.at.isDefined() && next.at.isDefined() && holeDepth < 3)
        ++holeDepth, bracket(last, next), --holeDepth;
      last = next;
    }
  }

  /// The extremes lie between samples.
  void refineReach() {
    auto around = [&](double x, double sign) {
      auto it = llvm::lower_bound(samples, x, [](const Point &p, double v) { return p.x < v; });
      if (it == samples.begin() || it + 1 >= samples.end())
        return; // at an end of the range
      reach(minimum([&](const Balance &b) { return sign * b.left; }, (it - 1)->x, (it + 1)->x));
    };
    if (result.undefined == result.points)
      return;
    double least = result.least.at, greatest = result.greatest.at;
    around(least, 1), around(greatest, -1);
  }

  BalanceAt balance;
  SlopeAt slope;
  const SolveAxis &axis;
  std::vector<Point> samples;
  RootScan result;
  unsigned holeDepth = 0;
};

} // namespace

std::vector<double> RootScan::roots() const {
  std::vector<double> all;
  for (const Crossing &c : crossings)
    if (c.kind != Crossing::Jump)
      all.push_back(c.lo);
  return all;
}

RootScan findRoots(BalanceAt balance, SlopeAt slope, const SolveAxis &axis, unsigned points) {
  return Scanner(balance, slope, axis).run(points);
}

std::vector<Stretch> findStretches(llvm::function_ref<bool(double)> holds, const SolveAxis &axis, unsigned points) {
  std::vector<Stretch> runs;
  bool before = false;
  double last = axis.lo;
  auto edge = [&](double in, double out) {
    for (int step = 0; step != 200; ++step) {
      double middle = axis.between(in, out);
      if (middle == in || middle == out)
        break;
      (holds(middle) ? in : out) = middle;
    }
    return in;
  };
  for (double x : axis.scan(points)) {
    bool now = holds(x);
    if (now && !before)
      runs.push_back({x == axis.lo ? x : edge(x, last), x});
    else if (!now && before)
      runs.back().hi = edge(last, x);
    else if (now)
      runs.back().hi = x;
    before = now;
    last = x;
  }
  return runs;
}

} // namespace mls
