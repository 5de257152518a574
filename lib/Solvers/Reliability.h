//===- Reliability.h - how often a job is interrupted -----------*- C++ -*-===//
#pragma once

#include "Solvers/Pools.h"

namespace mls {

template <class S> struct ReliabilityIn {
  Machines<S> on;
  Time<S> time, checkpoint, restart;
  Opt<Time<S>> interval;

  MLS_RECORD("reliability", "failures of the machines of one job, and what checkpoints save of its work", "daly_2006") {
    return std::tuple{in("on", &ReliabilityIn::on, "what the job runs on: any failure stops it"),
                      in("time", &ReliabilityIn::time, "wall-clock time of the job", positive, unit("day")),
                      in("checkpoint", &ReliabilityIn::checkpoint, "time for which the job stands still to write a checkpoint", positive, unit("s")),
                      in("restart", &ReliabilityIn::restart, "from a failure until work goes on from the last checkpoint", nonNegative, unit("min"), orElse("constants.restart")),
                      in("interval", &ReliabilityIn::interval, "work between two checkpoints; absent: Daly's", positive, unit("min"))};
  }
};

template <class S> struct FailureCauses {
  Ratio<S> accelerators, ports, hosts, software, power_supplies;

  MLS_RECORD("reliability.causes", "shares of all failures", "dubey_2024") {
    return std::tuple{out("accelerators", &FailureCauses::accelerators, "accelerators and their memory", unit("%")),
                      out("ports", &FailureCauses::ports, "network cards, cables, switches", unit("%")),
                      out("hosts", &FailureCauses::hosts, "the rest of the nodes", unit("%")),
                      out("software", &FailureCauses::software, "what runs on the nodes", unit("%")),
                      out("power_supplies", &FailureCauses::power_supplies, "power supplies that are counted one by one", unit("%"))};
  }
};

template <class S> struct Lost {
  Ratio<S> checkpoint, restart, rework;

  MLS_RECORD("reliability.lost", "shares of the wall-clock time that are no progress; with goodput: 1", "daly_2006") {
    return std::tuple{out("checkpoint", &Lost::checkpoint, "writing checkpoints", unit("%")),
                      out("restart", &Lost::restart, "down after a failure", unit("%")),
                      out("rework", &Lost::rework, "work since the last checkpoint, done again", unit("%"))};
  }
};

template <class S> struct ReliabilityOut {
  Time<S> mtbf;
  Ratio<S> failures, no_failure;
  Time<S> young_interval, optimal_interval, interval;
  Ratio<S> goodput;
  Time<S> progress;
  Lost<S> lost;
  FailureCauses<S> causes;

  MLS_RECORD("reliability.result", "one job that restarts from its last checkpoint after each failure", "daly_2006") {
    return std::tuple{out("mtbf", &ReliabilityOut::mtbf, "mean time between failures of everything the job runs on", unit("h")),
                      out("failures", &ReliabilityOut::failures, "failures to expect in the time"),
                      out("no_failure", &ReliabilityOut::no_failure, "probability that none occurs in the time", unit("%")),
                      out("young_interval", &ReliabilityOut::young_interval, "sqrt(2 checkpoint mtbf), the first order", unit("min")),
                      out("optimal_interval", &ReliabilityOut::optimal_interval, "Daly's: the interval of least loss", unit("min")),
                      out("interval", &ReliabilityOut::interval, "the interval in effect", unit("min")),
                      out("goodput", &ReliabilityOut::goodput, "useful work over wall-clock time", unit("%")),
                      out("progress", &ReliabilityOut::progress, "useful work done in the time", unit("day")),
                      out("lost", &ReliabilityOut::lost, "where the rest of the time goes"),
                      out("causes", &ReliabilityOut::causes, "what fails")};
  }
};

template <class S> FailureCauses<S> causesOf(const FailureRates<S> &rates) {
  Frequency<S> all = rates.total();
  return {rates.accelerators / all, rates.ports / all, rates.hosts / all, rates.software / all, rates.powerSupplies / all};
}

/// Of a job whose machines fail every `mtbf`: interval, goodput and what is lost.
template <class S> struct Interruptions {
  Time<S> interval;
  Ratio<S> goodput;
  Lost<S> lost;
};
template <class S> Interruptions<S> interruptions(Time<S> interval, Time<S> checkpoint, Time<S> restart, Time<S> mtbf) {
  TimeShares<S> of = timeShares(interval, checkpoint, restart, mtbf);
  return {interval, let("goodput", of.useful), {of.checkpoint, of.restart, of.rework}};
}

template <class S> ReliabilityOut<S> reliability(const ReliabilityIn<S> &in) {
  FailureRates<S> rates = failureRates(poolsOf(in.on));
  Frequency<S> rate = let("failure_rate", rates.total());
  ReliabilityOut<S> o;
  o.mtbf = 1 / rate;
  o.failures = in.time * rate;
  o.no_failure = noFailure(o.mtbf, in.time);
  o.young_interval = youngInterval(in.checkpoint, o.mtbf);
  o.optimal_interval = dalyInterval(in.checkpoint, o.mtbf);
  Interruptions<S> run = interruptions(in.interval.given() ? *in.interval : o.optimal_interval, in.checkpoint, in.restart, o.mtbf);
  o.interval = run.interval, o.goodput = run.goodput, o.lost = run.lost;
  o.progress = o.goodput * in.time;
  o.causes = causesOf(rates);
  return o;
}

} // namespace mls
