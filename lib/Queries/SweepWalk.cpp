//===- SweepWalk.cpp - tiles of points over several threads ---------------===//

#include "Queries/SweepWorker.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <thread>

namespace mls {

namespace {

/// Threads take tiles in turn and hand in what they made of them in that order.
class Walk {
public:
  Walk(const Sweep &sweep, RowSink &sink, uint64_t first, uint64_t last, const RunControl &control)
      : sweep(sweep), sink(sink), control(control), begin(first), end(last) {
    constexpr uint64_t smallest = 256, largest = 65536;
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

  void hand(uint64_t tile, std::unique_ptr<RowPart> part, const SweepCounts &counts) {
    std::unique_lock lock(order);
    turn.wait(lock, [&] { return handed == tile || done; });
    if (done)
      return;
    stopped = !sink.end(std::move(part));
    total.points += counts.points;
    total.rows += counts.rows;
    for (auto [condition, n] : counts.byCondition)
      total.byCondition[condition] += n;
    for (auto &[reason, n] : counts.byReason)
      total.byReason[reason] += n;
    auto now = std::chrono::steady_clock::now();
    if (control.progress && (now - told > std::chrono::milliseconds(100) || total.points == end - begin)) {
      told = now;
      interrupted = !control.progress(total.points, end - begin);
    }
    done = stopped || interrupted;
    ++handed;
    turn.notify_all();
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
    summary.reasons.push_back({fmt::format("not `{}`", replay.checked.sources.text(block.conditions[condition]->range)), n});
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
