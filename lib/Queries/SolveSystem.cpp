//===- SolveSystem.cpp - several equations, several unknowns --------------------===//

#include "Queries/SolveSystem.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

namespace mls {

bool SystemPoint::isDefined() const {
  return llvm::all_of(balances, [](const Balance &b) { return b.isDefined(); });
}

bool SystemPoint::isMet() const {
  return llvm::all_of(balances, [](const Balance &b) { return b.isMet(); });
}

static double relative(const Balance &b) {
  double scale = std::max(std::fabs(b.left), std::fabs(b.right));
  return scale == 0 ? 0 : b.residual() / scale;
}

double SystemPoint::distance() const {
  double worst = 0;
  for (const Balance &b : balances)
    worst = b.isDefined() ? std::max(worst, std::fabs(relative(b))) : std::numeric_limits<double>::infinity();
  return worst;
}

bool solveLinear(std::vector<double> a, std::vector<double> &b) {
  const size_t n = b.size();
  for (size_t k = 0; k != n; ++k) {
    size_t pivot = k;
    for (size_t i = k + 1; i != n; ++i)
      if (std::fabs(a[i * n + k]) > std::fabs(a[pivot * n + k]))
        pivot = i;
    if (!(std::fabs(a[pivot * n + k]) > 0))
      return false;
    std::swap_ranges(&a[k * n], &a[k * n] + n, &a[pivot * n]);
    std::swap(b[k], b[pivot]);
    for (size_t i = k + 1; i != n; ++i) {
      double factor = a[i * n + k] / a[k * n + k];
      for (size_t j = k; j != n; ++j)
        a[i * n + j] -= factor * a[k * n + j];
      b[i] -= factor * b[k];
    }
  }
  for (size_t k = n; k-- != 0;) {
    for (size_t j = k + 1; j != n; ++j)
      b[k] -= a[k * n + j] * b[j];
    b[k] /= a[k * n + k];
  }
  return llvm::all_of(b, [](double x) { return std::isfinite(x); });
}

/// The least pivot of a positive semidefinite matrix, the largest taken first.
static double smallestPivot(std::vector<double> a, size_t n) {
  std::vector<bool> used(n);
  double least = std::numeric_limits<double>::infinity();
  for (size_t step = 0; step != n; ++step) {
    size_t pivot = n;
    for (size_t k = 0; k != n; ++k)
      if (!used[k] && (pivot == n || a[k * n + k] > a[pivot * n + pivot]))
        pivot = k;
    used[pivot] = true;
    least = std::min(least, a[pivot * n + pivot]);
    if (!(least > 0))
      return 0;
    for (size_t i = 0; i != n; ++i)
      for (size_t k = 0; k != n; ++k)
        if (!used[i] && !used[k])
          a[i * n + k] -= a[i * n + pivot] * a[pivot * n + k] / a[pivot * n + pivot];
  }
  return least;
}

/// The i-th element of the van der Corput sequence in a base.
static double radicalInverse(unsigned i, unsigned base) {
  double x = 0, place = 1;
  for (; i; i /= base)
    x += (place /= base) * (i % base);
  return x;
}

namespace {

class Newton {
public:
  Newton(SystemAt at, llvm::ArrayRef<SolveAxis> axes) : at(at), axes(axes) {}

  SystemPoint point(std::vector<double> x) const {
    SystemPoint p;
    p.x = std::move(x);
    at(p);
    return p;
  }

  SystemPoint start(unsigned i) const {
    static constexpr unsigned primes[] = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
    std::vector<double> x;
    for (auto [k, axis] : llvm::enumerate(axes))
      x.push_back(axis.at(radicalInverse(i + 1, primes[k % std::size(primes)])));
    return point(std::move(x));
  }

  SystemPoint run(SystemPoint p) const {
    for (int i = 0; i != 60 && p.isDefined() && p.distance() > 0; ++i) {
      SystemPoint best = stepped(p, exactStep(p));
      if (best.distance() >= p.distance())
        best = stepped(p, dampedStep(p));
      if (best.distance() >= p.distance())
        break;
      p = std::move(best);
    }
    return p;
  }

  /// Whether the equations leave a direction open at this point.
  bool isOpen(const SystemPoint &p) const {
    const size_t n = axes.size();
    std::vector<double> normal = normalMatrix(scaled(p));
    double trace = 0;
    for (size_t k = 0; k != n; ++k)
      trace += normal[k * n + k];
    return smallestPivot(std::move(normal), n) <= 1e-12 * trace;
  }

private:
  /// The best of ever shorter steps; `p` where none is better.
  SystemPoint stepped(const SystemPoint &p, llvm::ArrayRef<double> step) const {
    SystemPoint best = p;
    for (double share = 1; !step.empty() && share > 1e-4 && best.distance() >= p.distance(); share /= 2)
      if (SystemPoint q = point(moved(p, step, share)); q.distance() < p.distance())
        best = std::move(q);
    return best;
  }

  static std::vector<double> residuals(const SystemPoint &p) {
    std::vector<double> r;
    for (const Balance &b : p.balances)
      r.push_back(-relative(b));
    return r;
  }
  /// Newton's; empty: the equations do not determine it.
  std::vector<double> exactStep(const SystemPoint &p) const {
    std::vector<double> step = residuals(p);
    return solveLinear(scaled(p), step) ? step : std::vector<double>();
  }
  /// The shortest that helps, where equations depend on each other (Levenberg 1944).
  std::vector<double> dampedStep(const SystemPoint &p) const {
    const size_t n = axes.size();
    std::vector<double> j = scaled(p), normal = normalMatrix(j), r = residuals(p), step(n, 0.0);
    double trace = 0;
    for (size_t k = 0; k != n; ++k)
      trace += normal[k * n + k];
    for (size_t k = 0; k != n; ++k) {
      normal[k * n + k] += 1e-10 * trace;
      for (size_t row = 0; row != n; ++row)
        step[k] += j[row * n + k] * r[row];
    }
    return solveLinear(std::move(normal), step) ? step : std::vector<double>();
  }
  static std::vector<double> normalMatrix(llvm::ArrayRef<double> j) {
    const auto n = size_t(std::lround(std::sqrt(double(j.size()))));
    std::vector<double> product(n * n, 0.0);
    for (size_t row = 0; row != n; ++row)
      for (size_t a = 0; a != n; ++a)
        for (size_t b = 0; b != n; ++b)
          product[a * n + b] += j[row * n + a] * j[row * n + b];
    return product;
  }

  /// The Jacobian of the relative residuals in the measure of each axis.
  std::vector<double> scaled(const SystemPoint &p) const {
    const size_t n = axes.size();
    std::vector<double> j(n * n);
    for (size_t row = 0; row != n; ++row) {
      double scale = std::max(std::fabs(p.balances[row].left), std::fabs(p.balances[row].right));
      for (size_t col = 0; col != n; ++col)
        j[row * n + col] =
            p.jacobian[row * n + col] * (axes[col].isLog ? p.x[col] : axes[col].hi - axes[col].lo) / scale;
    }
    return j;
  }

  std::vector<double> moved(const SystemPoint &p, llvm::ArrayRef<double> step, double share) const {
    std::vector<double> x;
    for (auto [k, axis] : llvm::enumerate(axes)) {
      double s = share * step[k];
      double next = axis.isLog ? p.x[k] * std::exp(std::clamp(s, -3.0, 3.0)) : p.x[k] + s * (axis.hi - axis.lo);
      x.push_back(std::clamp(next, axis.lo, axis.hi));
    }
    return x;
  }

  SystemAt at;
  llvm::ArrayRef<SolveAxis> axes;
};

} // namespace

SystemSolution solveSystem(SystemAt at, llvm::ArrayRef<SolveAxis> axes, unsigned starts) {
  SystemSolution result;
  Newton newton(at, axes);
  auto same = [&](const SystemPoint &a, const SystemPoint &b) {
    for (auto [x, y] : llvm::zip_equal(a.x, b.x))
      if (std::fabs(x - y) > 1e-7 * std::max(std::fabs(x), std::fabs(y)))
        return false;
    return true;
  };
  for (unsigned i = 0; i != starts; ++i) {
    SystemPoint p = newton.run(newton.start(i));
    if (!p.isMet()) {
      if (p.isDefined() && (!result.nearest || p.distance() < result.nearest->distance()))
        result.nearest = std::move(p);
    } else if (llvm::none_of(result.solutions, [&](const SystemPoint &known) { return same(p, known); })) {
      result.solutions.push_back(std::move(p));
    }
  }
  llvm::sort(result.solutions, [](const SystemPoint &a, const SystemPoint &b) { return a.x < b.x; });
  if (!result.solutions.empty())
    result.nearest.reset();
  constexpr size_t many = 4; // a root that is met from one side alone has a flat direction too
  result.isOpen = result.solutions.size() > many && newton.isOpen(result.solutions.front());
  return result;
}

} // namespace mls
