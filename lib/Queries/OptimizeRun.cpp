//===- OptimizeRun.cpp - one run of a search ------------------------------===//

#include "Queries/OptimizeRun.h"

#include <cmath>
#include <nlopt.h>
#include <set>

namespace mls {

SearchRun::SearchRun(const PointScorer &scorer, const SearchTask &task, size_t keep, std::function<bool()> count)
    : scorer(scorer), task(task), keep(keep), count(std::move(count)) {
  for (unsigned a = 0; a != scorer.axes().size(); ++a) {
    const Axis &axis = scorer.axes()[a];
    at.push_back(task.held[a] ? *task.held[a] : task.start.empty() ? value(a, 0.5) : task.start[a]);
    if (task.held[a] || (!axis.isContinuous && axis.count == 1))
      continue;
    free.push_back(a);
    if (axis.isContinuous)
      continuous.push_back(a);
  }
  tellsRanges = task.direction.weight.size() > 1 ||
                llvm::all_of(scorer.axes(), [](const Axis &axis) { return axis.isContinuous || axis.count == 1; });
}

SearchResult SearchRun::find() {
  score(at);
  if (!free.empty()) {
    if (task.evaluations)
      walkWhole();
    descend();
    if (task.evaluations && !tellsRanges)
      spread();
    if (!continuous.empty()) {
      followRanges();
      descend();
    }
  }
  trim();
  for (auto &[cell, found] : kept)
    all.best.push_back(found);
  llvm::stable_sort(all.best, [](const Found &a, const Found &b) { return a.score < b.score; });
  score(at);
  all.goals = result.goals;
  all.margins = result.margins;
  return std::move(all);
}

//===-- Points ----------------------------------------------------------------===//

Score SearchRun::score(const SearchPoint &point) {
  stopped |= !count();
  ++all.evaluations;
  scorer.at(point, result);
  for (size_t g = 0; g != task.direction.bound.size(); ++g) {
    double bound = task.direction.bound[g], size = std::max(std::fabs(bound), std::fabs(result.goals[g]));
    if (std::isfinite(bound)) // a condition more
      result.margins.push_back(size > 0 ? (result.goals[g] - bound) / size : 0);
  }
  Score score{result.violation(), task.direction(result.goals)};
  if (std::isnan(score.goal))
    score.goal = std::numeric_limits<double>::infinity();
  noteMiss(point, score);
  note(point, score);
  if (score < best)
    best = score, at = point;
  return score;
}

/// Among choices of the other axes; where there are none, and along a front, among steps of the grid.
void SearchRun::note(const SearchPoint &point, const Score &score) {
  std::vector<int64_t> cell;
  for (size_t a = 0; a != point.size(); ++a) {
    const Axis &axis = scorer.axes()[a];
    if (!axis.isContinuous)
      cell.push_back(int64_t(point[a]));
    else if (tellsRanges)
      cell.push_back(std::llround((point[a] - axis.lo) / (axis.hi - axis.lo) * double(axis.count - 1)));
  }
  auto [entry, isNew] = kept.try_emplace(cell, Found{score, point, cell});
  if (!isNew && score < entry->second.score)
    entry->second = {score, point, cell};
  if (kept.size() > 8 * keep + 1024)
    trim();
}

void SearchRun::trim() {
  if (kept.size() <= keep)
    return;
  std::vector<Found> found;
  for (auto &[cell, f] : kept)
    found.push_back(std::move(f));
  llvm::stable_sort(found, [](const Found &a, const Found &b) { return a.score < b.score; });
  found.resize(keep);
  kept.clear();
  for (Found &f : found)
    kept.try_emplace(f.cell, f);
}

void SearchRun::noteMiss(const SearchPoint &point, const Score &score) {
  if (result.refused > 0 || llvm::count_if(result.margins, [](double m) { return m > 0; }) != 1)
    return;
  auto condition = unsigned(llvm::find_if(result.margins, [](double m) { return m > 0; }) - result.margins.begin());
  auto [entry, isNew] = all.misses.try_emplace(condition, Found{score, point});
  if (!isNew && score.goal < entry->second.score.goal)
    entry->second = {score, point};
}

/// A range over three decades or more is walked by factors.
static bool spansDecades(double lo, double hi) { return lo > 0 && hi / lo >= 1000; }

double SearchRun::value(unsigned a, double u) const {
  const Axis &axis = scorer.axes()[a];
  if (axis.isContinuous)
    return std::clamp(spansDecades(axis.lo, axis.hi) ? axis.lo * std::pow(axis.hi / axis.lo, u)
                                                     : axis.lo + u * (axis.hi - axis.lo),
                      axis.lo, axis.hi);
  double n = double(axis.count);
  return std::min(std::floor(spansDecades(1, n) ? std::pow(n + 1, u) - 1 : u * n), n - 1);
}

double SearchRun::coordinate(unsigned a, double x) const {
  const Axis &axis = scorer.axes()[a];
  return spansDecades(axis.lo, axis.hi) ? std::log(x / axis.lo) / std::log(axis.hi / axis.lo)
                                        : (x - axis.lo) / (axis.hi - axis.lo);
}

//===-- Steps -----------------------------------------------------------------===//

struct NLoptDeleter {
  void operator()(nlopt_opt o) const { nlopt_destroy(o); }
};
using Optimizer = std::unique_ptr<std::remove_pointer_t<nlopt_opt>, NLoptDeleter>;

static Optimizer optimizer(nlopt_algorithm algorithm, size_t dimensions, unsigned evaluations) {
  Optimizer o(nlopt_create(algorithm, unsigned(dimensions)));
  nlopt_set_lower_bounds1(o.get(), 0);
  nlopt_set_upper_bounds1(o.get(), 1);
  nlopt_set_maxeval(o.get(), int(evaluations));
  return o;
}

struct SearchRun::Global {
  SearchRun &run;
  nlopt_opt optimizer;
  static double objective(unsigned n, const double *u, double *, void *data) {
    auto &[run, optimizer] = *static_cast<Global *>(data);
    SearchPoint point = run.at;
    for (unsigned i = 0; i != n; ++i)
      point[run.free[i]] = run.value(run.free[i], u[i]);
    double key = run.score(point).key();
    if (run.stopped)
      nlopt_force_stop(optimizer);
    return key;
  }
};

void SearchRun::walkWhole() {
  nlopt_srand(task.seed); // of this thread
  Optimizer o = optimizer(task.seed % 2 ? NLOPT_GN_CRS2_LM : NLOPT_GN_ESCH, free.size(), task.evaluations);
  Global global{*this, o.get()};
  nlopt_set_min_objective(o.get(), &Global::objective, &global);
  std::vector<double> u(free.size(), 0.5);
  double least;
  nlopt_optimize(o.get(), u.data(), &least); // how it ended does not matter: the best point is known
}

/// Other values of an axis: all of a few; else ever farther ones to both sides, and multiples, which keep products.
std::vector<double> SearchRun::neighbours(unsigned a, double from, bool alone) const {
  const Axis &axis = scorer.axes()[a];
  std::vector<double> all;
  if (axis.isContinuous) {
    int finest = alone ? 40 : 30;
    for (int k = 1; k <= finest; ++k)
      for (double step : {std::ldexp(axis.hi - axis.lo, -k), -std::ldexp(axis.hi - axis.lo, -k)})
        all.push_back(std::clamp(from + step, axis.lo, axis.hi));
    return all;
  }
  if (axis.count <= (alone ? 1024 : 16)) {
    for (uint64_t i = 0; i != axis.count; ++i)
      if (double(i) != from)
        all.push_back(double(i));
    return all;
  }
  auto add = [&](double x) {
    if (x != from && x >= 0 && x < double(axis.count) && !llvm::is_contained(all, x))
      all.push_back(x);
  };
  for (double step = 1; step < double(axis.count); step = alone || step > 2 ? step * 2 : step + 1)
    add(from + step), add(from - step);
  if (axis.step > 0)
    for (double factor : {2, 3, 4, 5, 8, 16})
      for (double ratio : {factor, 1 / factor})
        add(std::round(((axis.lo + from * axis.step) * ratio - axis.lo) / axis.step));
  return all;
}

/// Scores the neighbours of a point where these axes, one or two, move.
void SearchRun::tryAround(const SearchPoint &from, llvm::ArrayRef<unsigned> moved) {
  SearchPoint point = from;
  unsigned a = moved.front(), b = moved.back();
  std::vector<double> first = neighbours(a, from[a], a == b), second = neighbours(b, from[b], false);
  bool bothRanges = scorer.axes()[a].isContinuous && scorer.axes()[b].isContinuous;
  for (size_t i = 0; i != first.size() && !stopped; ++i) {
    point[a] = first[i];
    if (a == b)
      score(point);
    for (size_t j = 0; a != b && j != second.size(); ++j)
      if (!bothRanges || i / 2 == j / 2) { // steps of one size
        point[b] = second[j];
        score(point);
      }
  }
}

void SearchRun::descend() {
  constexpr unsigned mostRounds = 200; // what gains a hair each time ends too
  const uint64_t end = all.evaluations + 4 * uint64_t(std::max(task.evaluations, 1000u));
  auto improve = [&](llvm::ArrayRef<unsigned> moved) {
    Score before = best;
    tryAround(SearchPoint(at), moved);
    return best < before;
  };
  bool better = true;
  for (unsigned round = 0; better && !stopped && round != mostRounds && all.evaluations < end; ++round) {
    better = false;
    for (unsigned a : free)
      better |= improve(a);
    for (size_t i = 0; i != free.size() && !better; ++i)
      for (size_t j = i + 1; j != free.size() && !stopped; ++j)
        better |= improve({free[i], free[j]});
  }
}

/// Looks around the next best points too: what is better may be two steps from the best and one from another.
void SearchRun::spread() {
  constexpr size_t most = 10;
  const uint64_t end = all.evaluations + 4 * uint64_t(task.evaluations);
  std::set<std::vector<int64_t>> known;
  while (!stopped && all.evaluations < end) {
    std::vector<const Found *> next;
    for (auto &[cell, found] : kept)
      next.push_back(&found);
    llvm::stable_sort(next, [](const Found *a, const Found *b) { return a->score < b->score; });
    next.resize(std::min(next.size(), most));
    auto one = llvm::find_if(next, [&](const Found *f) { return known.insert(f->cell).second; });
    if (one == next.end())
      return;
    const SearchPoint from = (*one)->point;
    Score before = best;
    for (size_t i = 0; i != free.size(); ++i)
      for (size_t j = i; j != free.size(); ++j)
        tryAround(from, {free[i], free[j]});
    if (best < before)
      descend();
  }
}

/// COBYLA over the continuous ranges; the others stay where the best point is.
struct SearchRun::Local {
  SearchRun &run;
  nlopt_opt optimizer;
  SearchPoint from;
  double scale; ///< of the objective
  std::vector<double> last;
  PointScorer::Result result = {};

  void at(const double *u) {
    std::vector<double> now(u, u + run.continuous.size());
    if (now == last)
      return;
    last = now;
    SearchPoint point = from;
    for (size_t i = 0; i != now.size(); ++i)
      point[run.continuous[i]] = run.value(run.continuous[i], now[i]);
    run.score(point);
    result = run.result;
    if (run.stopped)
      nlopt_force_stop(optimizer);
  }
  static double objective(unsigned, const double *u, double *, void *data) {
    auto &local = *static_cast<Local *>(data);
    local.at(u);
    double goal = local.run.task.direction(local.result.goals) / local.scale;
    constexpr double bad = 1e6;
    return std::isfinite(goal) && local.result.refused == 0 ? goal : bad * (1 + std::min(local.result.refused, bad));
  }
  static void constraints(unsigned m, double *margins, unsigned, const double *u, double *, void *data) {
    auto &local = *static_cast<Local *>(data);
    local.at(u);
    std::copy_n(local.result.margins.begin(), m, margins);
  }
};

void SearchRun::followRanges() {
  constexpr unsigned evaluations = 4000, restarts = 3;
  Score before;
  double step = 0.05;
  for (unsigned i = 0; i != restarts && !stopped && best < before; ++i, step *= 0.1) {
    before = best;
    Optimizer o = optimizer(NLOPT_LN_COBYLA, continuous.size(), evaluations);
    double scale = std::fabs(best.goal);
    Local local{*this, o.get(), at, scale > 0 && std::isfinite(scale) ? scale : 1, {}};
    nlopt_set_min_objective(o.get(), &Local::objective, &local);
    nlopt_set_xtol_rel(o.get(), 1e-13);
    nlopt_set_initial_step1(o.get(), step);
    std::vector<double> u, tolerances(result.margins.size(), 0);
    for (unsigned a : continuous)
      u.push_back(std::clamp(coordinate(a, at[a]), 0.0, 1.0));
    if (!tolerances.empty())
      nlopt_add_inequality_mconstraint(o.get(), unsigned(tolerances.size()), &Local::constraints, &local,
                                       tolerances.data());
    double least;
    nlopt_optimize(o.get(), u.data(), &least);
  }
}

} // namespace mls
