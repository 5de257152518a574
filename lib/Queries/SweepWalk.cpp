//===- SweepWalk.cpp - tiles of points over several threads ---------------===//

#include "Queries/SweepWorker.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <thread>

namespace mls {

namespace {

/// Threads take tiles in turn. What they made of them goes to the sink in that order; a
/// thread that is early leaves it for the one before and goes on, a few tiles ahead at most.
class Walk {
public:
  Walk(const Sweep &sweep, RowSink &sink, uint64_t first, uint64_t last, const RunControl &control)
      : sweep(sweep), sink(sink), control(control), begin(first), end(last) {
    constexpr uint64_t smallest = 256, largest = 65536;
    ready.resize(2 * std::max(control.threads, 1u));
    tileSize = std::clamp((end - begin) / (16 * std::max(control.threads, 1u)) / 64 * 64, smallest, largest);
  }

  SweepCounts run() {
    std::vector<std::thread> others;
    uint64_t tiles = (end - begin + tileSize - 1) / tileSize;
    for (unsigned i = 1; i < control.threads && i < tiles; ++i)
      others.emplace_back([this] { work(); });
    work();
    for (std::thread &t : others)
      t.join();
    return std::move(total);
  }

  bool interrupted = false, stopped = false;

private:
  void work() {
    SweepWorker worker(sweep);
    while (!done) {
      uint64_t tile = next++, first = begin + tile * tileSize;
      if (first >= end)
        return;
      SweepCounts counts;
      std::unique_ptr<RowPart> part = sink.begin();
      worker.tile(first, std::min(end, first + tileSize), *part, counts);
      hand(tile, std::move(part), counts);
    }
  }

  void hand(uint64_t tile, std::unique_ptr<RowPart> part, SweepCounts &counts) {
    std::unique_lock lock(order);
    turn.wait(lock, [&] { return tile < handed + ready.size() || done; });
    if (done)
      return;
    ready[tile % ready.size()] = {std::move(part), std::move(counts)};
    while (!done && ready[handed % ready.size()].part)
      deliver(std::move(ready[handed++ % ready.size()]));
    turn.notify_all();
  }

  struct Made {
    std::unique_ptr<RowPart> part; ///< null: not yet there
    SweepCounts counts;
  };

  void deliver(Made made) {
    stopped = !sink.end(std::move(made.part));
    total.points += made.counts.points;
    total.rows += made.counts.rows;
    for (auto [condition, n] : made.counts.byCondition)
      total.byCondition[condition] += n;
    for (auto &[reason, n] : made.counts.byReason)
      total.byReason[reason] += n;
    auto now = std::chrono::steady_clock::now();
    if (control.progress && (now - told > std::chrono::milliseconds(100) || total.points == end - begin)) {
      told = now;
      interrupted = !control.progress(total.points, end - begin);
    }
    done = stopped || interrupted;
  }

  const Sweep &sweep;
  RowSink &sink;
  const RunControl &control;
  uint64_t begin, end, tileSize;
  std::atomic<uint64_t> next{0};
  std::atomic<bool> done{false};
  std::mutex order;
  std::condition_variable turn;
  uint64_t handed = 0;
  std::vector<Made> ready; ///< by tile; those from `handed` on
  SweepCounts total;
  std::chrono::steady_clock::time_point told;
};

} // namespace

TableSummary Sweep::walk(RowSink &sink, uint64_t first, uint64_t last, const RunControl &control) const {
  Walk walk(*this, sink, first, last, control);
  SweepCounts counts = walk.run();
  TableSummary summary;
  summary.points = counts.points;
  summary.rows = summary.found = counts.rows;
  summary.interrupted = walk.interrupted;
  summary.stopped = walk.stopped;
  for (auto [condition, n] : counts.byCondition)
    summary.reasons.push_back(
        {fmt::format("not `{}`", replay.checked.sources.text(block.conditions[condition]->range)), n});
  for (auto &[reason, n] : counts.byReason)
    summary.reasons.push_back({reason, n});
  llvm::sort(summary.reasons, [](auto &a, auto &b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first; // as those who join shards have it
  });
  for (auto &[reason, n] : summary.reasons)
    summary.excluded += n;
  return summary;
}

} // namespace mls
