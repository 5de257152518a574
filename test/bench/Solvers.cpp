//===- Solvers.cpp - solver calls, recording, tape points -----------------===//
//
// CPU time of one core. Each figure alternates with its baseline.
//
//===----------------------------------------------------------------------===//

#include "../unit/tape/Sampler.h"
#include "Figures.h"
#include "Solvers/Solver.h"
#include "Tape/Reverse.h"
#include "Tape/Run.h"
#include "Tape/Schedule.h"

#include <ctime>

namespace mls::bench {
namespace {

double cpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

/// Median seconds of one call of each, measured by turns.
template <class F, class G> std::pair<double, double> compare(F figure, G baseline, unsigned calls) {
  constexpr int rounds = 21;
  std::vector<double> ofFigure, ofBaseline;
  auto measure = [&](auto &body, std::vector<double> &times) {
    double start = cpuSeconds();
    for (unsigned i = 0; i != calls; ++i)
      body();
    times.push_back((cpuSeconds() - start) / calls);
  };
  for (int i = 0; i != rounds; ++i) {
    measure(figure, ofFigure);
    measure(baseline, ofBaseline);
  }
  return {median(ofFigure), median(ofBaseline)};
}

/// One solver at one point, as `double` and as a tape that sweeps two inputs.
class Subject {
public:
  Subject(const Solver &solver, std::vector<std::string> swept) : Subject(solver, std::move(swept), test::Sampler(*solver.signature.in, 1)) {}
  Subject(const Solver &solver, std::vector<std::string> swept, test::Sampler sampler) : solver(solver), sample(sampler.draw()) {
    std::vector<NodeId> wanted = record(tape);
    levels.resize(sample.slots.size());
    for (size_t i = 0; i != levels.size(); ++i)
      for (const std::string &path : swept)
        levels[i] |= sample.slotPlaces[i].path == path;
    schedule = std::make_unique<Schedule>(tape, wanted, levels);
    frame = std::make_unique<Frame>(*schedule, sample.slots);
    output = wanted.front();
    evaluate(tape, sample.slots, values);
  }

  void call() {
    Writer<double> out;
    solver.run(sample.slots, sample.tags, out);
  }
  std::vector<NodeId> record(Tape &onto) {
    std::vector<Trace> slots;
    for (size_t i = 0; i != sample.slots.size(); ++i)
      slots.push_back(onto.input(sample.slots[i], sample.slotPlaces[i].path));
    Writer<Trace> out;
    solver.trace(onto, slots, sample.tags, out);
    std::vector<NodeId> ids;
    for (const Trace &x : out.slots)
      ids.push_back(onto.node(x));
    return ids;
  }
  void recordAnew() {
    Tape fresh;
    record(fresh);
  }
  void runTape() { evaluate(tape, sample.slots, values); }
  void runStrip() { frame->runStrip(); }
  void sweepBackwards() { reverse(tape, values, output, adjoints); }

private:
  const Solver &solver;
  test::Sample sample;
  Tape tape;
  std::vector<uint8_t> levels;
  std::unique_ptr<Schedule> schedule;
  std::unique_ptr<Frame> frame;
  std::vector<double> values, adjoints;
  NodeId output;
};

/// Arguments of `cluster_report` that mean something: 256 nodes of eight in one pool.
test::Sampler someReport() {
  test::Sampler s(*findSolver("cluster_report")->signature.in, 1);
  s.tag("on.pools", 1).range("pools.count", 256, 256).range("node.count", 8, 8).tag("on.storage", 1).tag("on.site", 1);
  for (const char *degree : {"tp", "pp"})
    s.range(degree, 8, 8);
  s.range("cp", 1, 1).range("ep", 1, 1).range("dp", 32, 32).range("micro_batch", 1, 1).range("interleave", 1, 1).range("model.heads", 64, 64).range("model.layers", 80, 80);
  return s.range("workload.sequence", 8192, 8192).range("global_batch", 8192 * 2048, 8192 * 2048);
}

} // namespace

void measureSolvers(std::vector<Figure> &figures) {
  Subject roofline(*findSolver("roofline"), {"work", "traffic"});
  Subject serve(*findSolver("serve"), {"batch", "on.accelerator.memory.bandwidth"});
  Subject report(*findSolver("cluster_report"), {"restart", "maintenance"}, someReport());
  constexpr unsigned points = Schedule::strip;

  auto rate = [&](const char *name, const char *unit, double perCall, std::pair<double, double> seconds,
                  const char *base, double perBase) {
    figures.push_back({name, perCall / seconds.first, unit, perBase / seconds.second, base});
  };
  auto cost = [&](const char *name, std::pair<double, double> seconds, const char *base) {
    figures.push_back({name, seconds.first * 1e6, "us", seconds.second * 1e6, base});
  };
  rate("roofline calls", "calls/s", 1, compare([&] { roofline.call(); }, [&] { roofline.runTape(); }, 200),
       "tape, one point", 1);
  rate("serve calls", "calls/s", 1, compare([&] { serve.call(); }, [&] { serve.runTape(); }, 200), "tape, one point",
       1);
  rate("roofline points", "points/s", points, compare([&] { roofline.runStrip(); }, [&] { roofline.call(); }, 200),
       "calls", 1);
  rate("serve points", "points/s", points, compare([&] { serve.runStrip(); }, [&] { serve.call(); }, 200), "calls", 1);
  cost("serve recording", compare([&] { serve.recordAnew(); }, [&] { serve.call(); }, 20), "call");
  cost("cluster_report call", compare([&] { report.call(); }, [&] { report.runTape(); }, 50), "tape, one point");
  cost("cluster_report recording", compare([&] { report.recordAnew(); }, [&] { report.call(); }, 20), "call");
  cost("serve gradient", compare([&] { serve.sweepBackwards(); }, [&] { serve.runTape(); }, 200), "tape, one point");
  // The sensitivity of one result to all inputs: the sweep alone, and with the recording that it needs once.
  cost("cluster_report gradient", compare([&] { report.sweepBackwards(); }, [&] { report.call(); }, 50), "call");
  auto sensitivity = [&] { report.recordAnew(), report.sweepBackwards(); };
  cost("cluster_report sensitivity", compare(sensitivity, [&] { report.call(); }, 20), "call");
  cost("cluster_report sensitivity", compare(sensitivity, [&] { report.recordAnew(); }, 20), "recorded evaluation");
}

} // namespace mls::bench
