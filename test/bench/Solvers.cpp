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
  Subject(const Solver &solver, std::vector<std::string> swept)
      : solver(solver), sample(test::Sampler(*solver.signature.in, 1).draw()) {
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

} // namespace

void measureSolvers(std::vector<Figure> &figures) {
  Subject roofline(*findSolver("roofline"), {"work", "traffic"});
  Subject serve(*findSolver("serve"), {"batch", "on.accelerator.memory.bandwidth"});
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
  cost("serve gradient", compare([&] { serve.sweepBackwards(); }, [&] { serve.runTape(); }, 200), "tape, one point");
}

} // namespace mls::bench
