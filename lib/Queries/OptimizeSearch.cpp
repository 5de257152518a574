//===- OptimizeSearch.cpp - good points of too large a block --------------===//

#include "Queries/OptimizeSearch.h"
#include "Queries/OptimizeRun.h"

#include <cmath>
#include <thread>

namespace mls {

double Direction::operator()(llvm::ArrayRef<double> goals) const {
  if (goals.size() == 1)
    return goals.front();
  constexpr double little = 1e-4; // of goals that are not the worst
  double worst = -std::numeric_limits<double>::infinity(), sum = 0;
  for (size_t i = 0; i != goals.size(); ++i) {
    if (weight[i] == 0)
      continue;
    double x = weight[i] * (goals[i] - from[i]);
    worst = std::max(worst, x);
    sum += x;
  }
  return worst + little * sum;
}

bool OptimizeSearch::count(uint64_t planned) {
  constexpr uint64_t told = 4096;
  uint64_t now = ++done;
  if (now % told == 0 && control.progress) {
    std::lock_guard lock(telling);
    if (!stop && !control.progress(std::min(now, planned), planned))
      stop = true;
  }
  return !stop;
}

std::vector<SearchResult> OptimizeSearch::run(llvm::ArrayRef<SearchTask> tasks) {
  std::vector<SearchResult> results(tasks.size());
  uint64_t planned = done;
  for (const SearchTask &task : tasks)
    planned += std::max(task.evaluations, 1000u);
  std::atomic<size_t> next = 0;
  auto work = [&] {
    for (size_t i; !stop && (i = next++) < tasks.size();) {
      SearchRun run(scorer, tasks[i], keep, [&] { return count(planned); });
      results[i] = run.find();
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < control.threads && i < tasks.size(); ++i)
    others.emplace_back(work);
  work();
  for (std::thread &t : others)
    t.join();
  return results;
}

} // namespace mls
