//===- LimitTest.cpp - what more of something may do ----------------------===//
//
// On random arguments of the solvers of data, queues and shapes: more of a resource
// never makes a time longer, and the parts of a whole sum to it.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"

using namespace mls;
using namespace mls::test;

namespace {

/// Results by their path, of a record of numbers and such records.
void pathsOf(const Schema &schema, const std::string &prefix, std::vector<std::string> &paths) {
  for (const Field &f : schema.fields)
    if (f.kind == FieldKind::Record)
      pathsOf(*f.sub, prefix + f.name.str() + ".", paths);
    else
      paths.push_back(prefix + f.name.str());
}

bool endsWith(const std::string &path, llvm::ArrayRef<const char *> endings) {
  return llvm::any_of(endings,
                      [&](llvm::StringRef e) { return path == e || llvm::StringRef(path).ends_with(("." + e).str()); });
}

/// With a half more of each resource alone, none of the results is larger.
void neverLonger(llvm::StringRef solver, llvm::ArrayRef<const char *> resources, llvm::ArrayRef<const char *> results) {
  size_t compared = 0;
  for (const Samples *samples : allSamples()) {
    if (solver != samples->solver)
      continue;
    std::vector<std::string> paths;
    pathsOf(*samples->of().signature.out, "", paths);
    Sampler sampler = samples->sampler(20);
    for (int k = 0; k != 200; ++k) {
      Sample s = sampler.draw();
      Writer<double> out = runSolver(samples->of(), s);
      std::vector<double> before(out.slots.begin(), out.slots.end());
      for (size_t i = 0; i != s.slots.size(); ++i) {
        if (!endsWith(s.slotPlaces[i].path, resources))
          continue;
        Sample more = s;
        more.slots[i] = s.slotPlaces[i].field->domain.integer ? std::ceil(1.5 * s.slots[i]) : 1.5 * s.slots[i];
        Writer<double> after = runSolver(samples->of(), more);
        CHECK_EQ(after.slots.size(), paths.size());
        for (size_t o = 0; o != paths.size(); ++o)
          if (endsWith(paths[o], results) && std::isfinite(before[o])) {
            ++compared;
            if (after.slots[o] > before[o] * (1 + 1e-9)) {
              std::cout << "more " << s.slotPlaces[i].path << ", larger " << paths[o] << ": " << before[o] << ", "
                        << after.slots[o] << "\n";
              CHECK(!"more of a resource makes it worse");
            }
          }
      }
    }
  }
  CHECK(compared > 100);
}

} // namespace

TEST(moreOfAResourceIsNeverSlower) {
  neverLonger("roofline", {"on.memory.bandwidth", "peak.fp8"}, {"time", "compute_time", "memory_time"});
  neverLonger("queue", {"servers"},
              {"utilisation", "waiting", "wait.mean", "wait.p50", "wait.p99", "sojourn.mean", "sojourn.p50",
               "sojourn.p95", "sojourn.p99", "in_system"});
  neverLonger("ingest", {"on.read", "link.per_direction", "cache.bandwidth"}, {"utilisation", "stall"});
  neverLonger("transform", {"cores"}, {"time", "step", "slowdown", "stall"});
  neverLonger("compress", {"on.memory.bandwidth", "peak.bf16"}, {"time_before", "time_after"});
  neverLonger("privacy", {"epsilon"}, {"noise"});
  neverLonger("scaling_law", {"work"}, {"least_loss"});
}
