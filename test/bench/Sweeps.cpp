//===- Sweeps.cpp - points a second of whole sweeps -----------------------===//
//
// From the checked file to the rows: axes, conditions, finite checks and all. CPU time, but
// for two threads, whose gain is wall time; two processes that share nothing show how much
// of it the machine has to give.
// The roofline alternates with a loop over the same formula that someone would write by
// hand, compiled for the same instruction sets as the kernels.
//
//===----------------------------------------------------------------------===//

#include "Driver/Command.h"
#include "Figures.h"
#include "Queries/Sweep.h"
#include "Report/Tables.h"
#include "Solvers/Solver.h"
#include "llvm/Support/FileSystem.h"

#include <ctime>
#include <sys/wait.h>
#include <unistd.h>

namespace mls::bench {
namespace {

const char roofline[] = R"(
hardware Chip: Accelerator { peak: { bf16: 400 TFLOP/s }  memory: { capacity: 80 GB  bandwidth: 2 TB/s } }
query r = roofline(work: 1 TFLOP, traffic: 1 GB, on: Chip, efficiency: { compute: 0.8  memory: 0.7 })
query t = sweep { over r.work in 1 TFLOP .. 9 TFLOP steps 2000, r.traffic in 1 GB .. 9 GB steps 5000  show r.time }
)";

const char serving[] = R"(
use hardware.nvidia.HGX_H200
workload Chat: Serving { model: models.meta.Llama3_1_70B  prompt: 2048 tok  output: 512 tok }
query slo = serve(Chat, on: HGX_H200, tp: 8, batch: 64)
query t = sweep {
  over slo.batch in 1..512, HGX_H200.accelerator.memory.bandwidth in 2 TB/s .. 8 TB/s steps 2000
  show slo.itl, slo.tpot, slo.throughput
}
)";

double now(bool wall) {
  timespec t;
  clock_gettime(wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
  return double(t.tv_sec) + 1e-9 * double(t.tv_nsec);
}

/// One sweep, ready to be walked any number of times.
class Subject {
public:
  explicit Subject(const char *text) {
    CheckInput input;
    input.name = "bench.mls";
    input.text = text;
    input.catalog = &builtinCatalog();
    checked = check(std::move(input));
    sweep = std::make_unique<Sweep>(*checked, callables(), checked->blocks.front(), nullptr, diags);
    if (!checked->ok() || !sweep->prepare())
      llvm::report_fatal_error("the benchmark's sweep does not check");
  }
  uint64_t points() const { return sweep->points(); }
  double seconds(RowSink &sink, unsigned threads, bool wall = false) {
    RunControl control;
    control.threads = threads;
    double start = now(wall);
    if (sweep->walk(sink, 0, sweep->points(), control).rows != points())
      llvm::report_fatal_error("the benchmark's sweep leaves points out");
    return now(wall) - start;
  }
  TableResult table() const {
    TableResult t;
    t.columns.assign(sweep->columns().begin(), sweep->columns().end());
    return t;
  }

private:
  std::shared_ptr<const Checked> checked;
  DiagnosticEngine diags;
  std::unique_ptr<Sweep> sweep;
};

/// Takes rows and does nothing with them.
class NoOutput : public RowSink {
  struct Part : RowPart {
    void add(const RowBlock &block) override { asm volatile("" ::"r"(block.columns.back()) : "memory"); }
  };
  std::unique_ptr<RowPart> begin() override { return std::make_unique<Part>(); }
  bool end(std::unique_ptr<RowPart>) override { return true; }
};

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__)
__attribute__((target_clones("default", "avx2")))
#endif
void byHand(double *__restrict time, double work, double peak, double bandwidth, double firstTraffic, double step, unsigned n) {
  double compute = work / (peak * 0.8);
  for (unsigned i = 0; i != n; ++i) {
    double memory = (firstTraffic + i * step) / (bandwidth * 0.7);
    time[i] = compute < memory ? memory : compute;
  }
}

double secondsByHand() {
  constexpr unsigned works = 2000, traffics = 5000, strip = 500;
  alignas(64) static double time[strip];
  double start = now(false);
  for (unsigned w = 0; w != works; ++w)
    for (unsigned t = 0; t != traffics; t += strip) {
      double step = 8e9 * 8 / (traffics - 1);
      byHand(time, 1e12 + w * 8e12 / (works - 1), 400e12, 2e12 * 8, 8e9 + t * step, step, strip);
      asm volatile("" ::"r"(time) : "memory");
    }
  return now(false) - start;
}

/// Wall time of the same sweep in two processes at once, one thread each: what the machine
/// gives to two threads that share nothing.
double secondsOfTwo(Subject &subject, RowSink &sink) {
  double start = now(true);
  pid_t children[2];
  for (pid_t &child : children)
    if ((child = fork()) == 0) {
      subject.seconds(sink, 1);
      _exit(0);
    }
  for (pid_t child : children)
    waitpid(child, nullptr, 0);
  return now(true) - start;
}

/// Medians of two bodies by turns.
template <class F, class G> std::pair<double, double> byTurns(F figure, G baseline, int rounds) {
  std::vector<double> a, b;
  for (int i = 0; i != rounds; ++i) {
    a.push_back(figure());
    b.push_back(baseline());
  }
  return {median(a), median(b)};
}

} // namespace

void measureSweeps(std::vector<Figure> &figures) {
  NoOutput none;
  auto rate = [&](const char *name, double points, std::pair<double, double> seconds, const char *base) {
    figures.push_back({name, points / seconds.first, "points/s", points / seconds.second, base});
  };
  constexpr int rounds = 9;
  Subject lines(roofline), serve(serving);
  auto hand = byTurns([&] { return lines.seconds(none, 1); }, secondsByHand, rounds);
  rate("sweep.roofline", double(lines.points()), hand, "loop by hand");
  rate("sweep.serve", double(serve.points()),
       byTurns([&] { return serve.seconds(none, 1); },
               [&] { return lines.seconds(none, 1) * double(serve.points()) / double(lines.points()); }, rounds),
       "roofline sweep");
  rate("sweep.two", double(serve.points()),
       byTurns([&] { return serve.seconds(none, 2, true); }, [&] { return serve.seconds(none, 1, true); }, rounds),
       "one thread");

  rate("sweep.processes", 2 * double(serve.points()),
       byTurns([&] { return secondsOfTwo(serve, none); }, [&] { return serve.seconds(none, 1, true) * 2; }, rounds),
       "one thread");

  std::error_code error;
  llvm::raw_fd_ostream file("/dev/null", error);
  TableResult table = serve.table();
  auto csv = tableWriter(TableFormat::Csv, table, {}, file);
  rate("sweep.csv", double(serve.points()),
       byTurns([&] { return serve.seconds(*csv, 1); }, [&] { return serve.seconds(none, 1); }, 3), "no output");
}

} // namespace mls::bench
