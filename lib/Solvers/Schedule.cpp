//===- Schedule.cpp - `schedule`: jobs that share a cluster ---------------===//

#include "Physics/Queueing.h"
#include "Solvers/Pools.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

template <class S> struct ScheduleIn {
  Cluster<S> on;
  Ratio<S> nodes;
  Time<S> duration;
  Frequency<S> arrivals;
  Ratio<S> variation;

  MLS_RECORD("schedule", "jobs of one size that queue for the nodes of a cluster", "kleinrock_1975") {
    return std::tuple{in("on", &ScheduleIn::on, "the cluster they share"),
                      in("nodes", &ScheduleIn::nodes, "nodes that one job takes for itself", whole(1)),
                      in("duration", &ScheduleIn::duration, "mean time that a job runs", positive, unit("h")),
                      in("arrivals", &ScheduleIn::arrivals, "jobs that are submitted, at random times", positive, unit("day^-1")),
                      in("variation", &ScheduleIn::variation, "standard deviation of the durations over their mean; 0: all alike, 1: exponential", nonNegative, orElse("1"))};
  }
};

template <class S> struct ScheduleOut {
  Ratio<S> slots, load, wait_probability;
  Time<S> wait, wait_p50, wait_p99, turnaround;
  Ratio<S> waiting, running;
  Frequency<S> capacity;

  MLS_RECORD("schedule.result", "the queue in steady state, first come, first served", "kleinrock_1975") {
    return std::tuple{out("slots", &ScheduleOut::slots, "jobs that run at a time"),
                      out("load", &ScheduleOut::load, "arrivals over capacity", unit("%")),
                      out("wait_probability", &ScheduleOut::wait_probability, "share of the jobs that find no free slot", unit("%")),
                      out("wait", &ScheduleOut::wait, "mean time from submission to start", unit("h")),
                      out("wait_p50", &ScheduleOut::wait_p50, "wait that half of the jobs do not exceed", unit("h")),
                      out("wait_p99", &ScheduleOut::wait_p99, "wait that 99 in 100 jobs do not exceed", unit("h")),
                      out("turnaround", &ScheduleOut::turnaround, "mean time from submission to end", unit("h")),
                      out("waiting", &ScheduleOut::waiting, "jobs in the queue, on average: arrivals * wait"),
                      out("running", &ScheduleOut::running, "jobs that run, on average: arrivals * duration"),
                      out("capacity", &ScheduleOut::capacity, "arrivals at which the queue would grow without end", unit("day^-1"))};
  }
};

template <class S> ScheduleOut<S> schedule(const ScheduleIn<S> &in) {
  ScheduleOut<S> o;
  Ratio<S> slots = floor(nodesOf(in.on.pools) / in.nodes);
  slots = require(lessEqual(1, slots), "a job needs more nodes than the cluster has", slots);
  o.slots = require(lessEqual(slots, Ratio<S>(mostServers)), "more than a million jobs would run at once", slots);
  o.capacity = o.slots / in.duration;
  o.running = offeredLoad(in.arrivals, in.duration);
  o.load = o.running / o.slots;
  Ratio<S> offered =
      require(less(o.load, 1), "more jobs arrive than the cluster can run: the queue grows without end", o.running);
  o.wait_probability = erlangC(offered, o.slots);
  Time<S> wait =
      let("wait_of_those_that_wait", variability<S>(1, in.variation) * busyWait(offered, o.slots, in.duration));
  o.wait = o.wait_probability * wait;
  o.wait_p50 = waitQuantile<S>(0.5, o.wait_probability, wait);
  o.wait_p99 = waitQuantile<S>(0.99, o.wait_probability, wait);
  o.turnaround = o.wait + in.duration;
  o.waiting = in.arrivals * o.wait;
  return o;
}

constexpr llvm::StringRef headline[] = {"slots", "load", "wait", "wait_p99", "turnaround", "waiting"};
constexpr llvm::StringRef notModelled[] = {"jobs of different sizes, backfilling and priorities", "nodes that lie too far apart for one job", "nodes under repair",
                                           "arrivals that follow the working day"};

} // namespace

MLS_DEFINE_SOLVER(Schedule, schedule, ScheduleIn, ScheduleOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
