//===- ClusterReport.cpp - `cluster_report`: a run on a fleet, whole ------===//
//
// Nothing of its own: the solvers it is made of, one after the other, each fed with
// what the one before found.
//
//===----------------------------------------------------------------------===//

#include "Solvers/ClusterReport.h"
#include "Solvers/Solver.h"
#include "Solvers/Train.h"

namespace mls {
namespace {

template <class S> ClusterReportOut<S> clusterReport(const ClusterReportIn<S> &in) {
  const Cluster<S> &on = in.on;
  Tokens<S> tokens = in.workload.tokens;
  ClusterReportOut<S> o;
  o.train = trainResult<S>(in);
  Ratio<S> readers = require(lessEqual(in.readers, o.train.replicas), "no more replicas can read than there are", in.readers);
  o.checkpoint = checkpoint<S>({in.workload, on, in.checkpoints, in.asynchronous, in.interval, in.restart, readers});
  o.goodput = require(less(Ratio<S>(0), o.checkpoint.goodput), "failures leave no time for work", o.checkpoint.goodput);
  o.run_time = o.train.run_time / o.goodput;
  o.throughput = tokens / o.run_time;
  o.mfu = o.train.mfu * o.goodput;
  o.failures = o.run_time / o.checkpoint.mtbf;
  o.causes = causesOf(failureRates<S>(on.pools));

  o.usage = {o.run_time, o.train.usage.power}; // machines draw power while they repeat what was lost
  o.footprint = footprint<S>({o.usage, on, {}});
  o.tco = tco<S>({o.usage, on, {}, in.maintenance});
  o.energy = o.footprint.energy, o.carbon = o.footprint.carbon, o.water = o.footprint.water;
  o.cost = o.tco.total;
  o.cost_per_token = o.cost / tokens;
  o.carbon_per_token = o.carbon / tokens;
  return o;
}

constexpr llvm::StringRef headline[] = {"run_time", "throughput", "mfu", "goodput", "failures", "train.memory.used", "energy", "carbon", "water", "cost", "cost_per_token"};
constexpr llvm::StringRef notModelled[] = {"what `train`, `checkpoint`, `footprint` and `tco` leave out", "evaluation, ablations and runs that are given up",
                                           "nodes held in reserve for those that fail"};

} // namespace

MLS_DEFINE_SOLVER(ClusterReport, clusterReport, ClusterReportIn, ClusterReportOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
