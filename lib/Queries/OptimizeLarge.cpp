//===- OptimizeLarge.cpp - blocks of which not every point is looked at ---===//

#include "Queries/Optimize.h"

namespace mls {

/// Some minutes at the rate of a solver over the tape; a machine learning system has few searches with more.
static constexpr double affordable = 1e10;

TableSummary OptimizeAnswer::makeRows(RowSink &sink) {
  if (isLarge())
    return search(sink, {});
  TableSummary walked = TableAnswer::makeRows(sink);
  if (closer || walked.rows != 0 || walked.interrupted || ranges == 0)
    return walked;
  return search(sink, std::move(walked));
}

bool OptimizeAnswer::isLarge() const { return sweep.size() > affordable; }

/// The choices of `per`, each of which has its own search: what each axis is held at. None: too many.
std::vector<std::vector<std::optional<double>>> OptimizeAnswer::groups() const {
  std::vector<std::vector<std::optional<double>>> all(1, std::vector<std::optional<double>>(block.axes.size()));
  unsigned input = 0;
  for (auto [a, axis] : llvm::enumerate(block.axes)) {
    const AxisValues::Member &values = sweep.values(input);
    input += unsigned(axis.inputs.size());
    bool isPer = llvm::any_of(block.per, [&](const BlockInput &in) {
      return llvm::any_of(axis.inputs, [&](const BlockInput &own) { return own.text == in.text; });
    });
    if (!isPer)
      continue;
    if (double(all.size()) * double(values.count) > mostGroups)
      return {};
    std::vector<std::vector<std::optional<double>>> longer;
    for (auto &held : all)
      for (uint64_t i = 0; i != values.count; ++i) {
        longer.push_back(held);
        longer.back()[a] = values.isGrid ? values.at(i) : double(i);
      }
    all = std::move(longer);
  }
  return all;
}

/// Of each group and direction.
unsigned OptimizeAnswer::runsOf(size_t groups) const { return groups > 1 || block.goals.size() > 1 ? 2 : 8; }

/// Each objective by itself; then between them, the greatest lag behind their best values.
std::vector<SearchResult> OptimizeAnswer::searchGoals(OptimizeSearch &search,
                                                      llvm::ArrayRef<std::vector<std::optional<double>>> groups) {
  size_t goals = block.goals.size();
  const unsigned runs = runsOf(groups.size()), evaluations = runs == 2 ? 10'000 : 25'000;
  std::vector<SearchTask> tasks;
  auto add = [&](const std::vector<std::optional<double>> &held, const Direction &direction) {
    for (unsigned seed = 1; seed <= runs; ++seed)
      tasks.push_back({held, direction, seed, evaluations});
  };
  for (auto &held : groups)
    for (size_t g = 0; g != goals; ++g) {
      Direction alone{std::vector<double>(goals, 0), std::vector<double>(goals, 0)};
      alone.weight[g] = 1;
      add(held, alone);
    }
  std::vector<SearchResult> results = search.run(tasks);
  if (goals == 1)
    return results;

  constexpr unsigned directions = 32; // between each two objectives
  std::vector<double> least(goals, std::numeric_limits<double>::infinity()), most(goals, -least.front());
  for (const SearchResult &r : results)
    for (size_t g = 0; g != goals && !r.best.empty() && r.best.front().score.violation == 0; ++g) {
      least[g] = std::min(least[g], r.goals[g]);
      most[g] = std::max(most[g], r.goals[g]);
    }
  tasks.clear();
  for (auto &held : groups)
    for (size_t g = 0; g != goals; ++g)
      for (size_t other = g + 1; other != goals; ++other)
        for (unsigned i = 1; i != directions; ++i) {
          Direction between{least, std::vector<double>(goals, 1.0 / directions)};
          between.weight[g] = double(i) / directions;
          between.weight[other] = 1 - between.weight[g];
          for (size_t k = 0; k != goals; ++k)
            between.weight[k] /= most[k] > least[k] ? most[k] - least[k] : 1;
          add(held, between);
        }
  if (least.front() <= most.front() && !search.isInterrupted()) {
    std::vector<SearchResult> more = search.run(tasks);
    llvm::append_range(results, more);
  }
  return results;
}

/// The row of a point, or the condition that alone keeps it out.
void OptimizeAnswer::visit(RowSink &sink, llvm::ArrayRef<double> at) {
  std::vector<double> row = closest(at, std::vector<Window>(at.size()), 1);
  if (row.empty())
    return;
  std::vector<const double *> columns;
  for (double &x : row)
    columns.push_back(&x);
  std::unique_ptr<RowPart> part = sink.begin();
  part->add({1, columns, {}});
  sink.end(std::move(part));
}

TableSummary OptimizeAnswer::search(RowSink &sink, TableSummary walked) {
  auto held = groups();
  if (held.empty())
    return walked;
  PointScorer scorer(sweep, context);
  const bool hasOneOrder = wanted.per.empty() && wanted.front.empty();
  const size_t keep = hasOneOrder ? size_t(std::min<uint64_t>(wanted.top, mostKept)) : 1;
  OptimizeSearch search(scorer, context.control, keep);
  std::vector<SearchResult> results = searchGoals(search, held);

  std::map<std::vector<int64_t>, SearchResult::Found> best; // of what several runs found alike
  std::map<unsigned, SearchResult::Found> misses;
  for (auto [i, r] : llvm::enumerate(results)) {
    for (const SearchResult::Found &f : r.best) {
      std::vector<int64_t> cell = f.cell;
      if (block.goals.size() > 1)
        cell.push_back(int64_t(i)); // scores of different directions do not compare
      if (auto [at, isNew] = best.try_emplace(cell, f); !isNew && f.score < at->second.score)
        at->second = f;
    }
    for (auto &[condition, f] : r.misses)
      if (auto [at, isNew] = misses.try_emplace(condition, f); !isNew && f.score.goal < at->second.score.goal)
        at->second = f;
  }
  std::vector<SearchResult::Found> found;
  for (auto &[cell, f] : best)
    if (f.score.violation == 0)
      found.push_back(f);
  llvm::stable_sort(found, [](auto &a, auto &b) { return a.score < b.score; });
  if (hasOneOrder && found.size() > keep)
    found.resize(keep);
  for (const SearchResult::Found &f : found)
    visit(sink, scorer.settings(f.point));
  for (auto &[condition, f] : misses)
    if (block.goals.size() == 1)
      visit(sink, scorer.settings(f.point));

  TableSummary summary = std::move(walked);
  if (!found.empty() || summary.points == 0)
    summary.points += search.evaluations();
  summary.rows = summary.found = found.size();
  summary.interrupted = search.isInterrupted();
  searched =
      fmt::format("{} points{} {}: CRS2 and ESCH of NLopt (seeds 1 to {}), descent over neighbours{}",
                  Sweep::counted(double(search.evaluations())), ranges ? ", on and between those of a grid of" : " of",
                  Sweep::counted(sweep.size()), runsOf(held.size()), ranges ? " and COBYLA" : "");
  if (found.empty())
    describeNearest(scorer, results);
  return summary;
}

void OptimizeAnswer::describeNearest(const PointScorer &scorer, llvm::ArrayRef<SearchResult> results) {
  const SearchResult *least = nullptr;
  for (const SearchResult &r : results)
    if (!r.best.empty() && (!least || r.best.front().score < least->best.front().score))
      least = &r;
  if (!least)
    return;
  for (size_t i = 0; i != least->margins.size(); ++i)
    if (least->margins[i] > 0)
      nearest +=
          fmt::format("{}`{}`", nearest.empty() ? "" : ", ", context.checked.sources.text(block.conditions[i]->range));
  nearest = fmt::format("nearest {}, which misses {}", sweep.point(scorer.settings(least->best.front().point)),
                        nearest.empty() ? "a domain or a requirement" : nearest);
}

void OptimizeAnswer::tried(DiagBuilder &report) {
  if (searched.empty())
    return;
  report.note("searched " + searched + "; that there is none is not proven");
  if (!nearest.empty())
    report.note(nearest);
}

} // namespace mls
