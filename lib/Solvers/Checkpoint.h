//===- Checkpoint.h - writing and reading the state of training -*- C++ -*-===//
//
// Eisenman et al.: "Check-N-Run", NSDI 2022 (why the write does not have to stop the
// job: a copy in host memory does).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "Operators/Parameters.h"
#include "Physics/DataPath.h"
#include "Records/Training.h"
#include "Solvers/Reliability.h"

namespace mls {

enum class Store { shared, local };
MLS_ENUM(Store, "shared", "local");

template <class S> struct CheckpointIn {
  Training<S> workload;
  Cluster<S> on;
  Store to;
  bool asynchronous;
  Opt<Time<S>> interval;
  Time<S> restart;
  Ratio<S> readers;

  MLS_RECORD("checkpoint", "checkpoints of a training run: size, time, interval, and what they save", "eisenman_2022") {
    return std::tuple{in("workload", &CheckpointIn::workload, "what is trained"),
                      in("on", &CheckpointIn::on, "where; every node writes an equal part"),
                      in("to", &CheckpointIn::to, "the shared file system, or the drives of each node", orElse("shared")),
                      in("asynchronous", &CheckpointIn::asynchronous, "work goes on as soon as the state is copied to host memory", orElse("false")),
                      in("interval", &CheckpointIn::interval, "work between two checkpoints; absent: Daly's, or the time of a write if that is longer", positive, unit("min")),
                      in("restart", &CheckpointIn::restart, "from a failure until the checkpoint is read", nonNegative, unit("min"), orElse("constants.restart")),
                      in("readers", &CheckpointIn::readers, "replicas that read the weights from storage after a failure; the others get them from these", whole(1), orElse("1"))};
  }
};

template <class S> struct CheckpointOut {
  Data<S> size, read_size;
  Time<S> write_time, stall, read_time, restart, optimal_interval, interval;
  Ratio<S> overhead;
  Time<S> mtbf;
  Ratio<S> goodput;
  Lost<S> lost;
  Ratio<S> copies;

  MLS_RECORD("checkpoint.result", "one checkpoint, and a run that is interrupted by failures", "daly_2006") {
    return std::tuple{out("size", &CheckpointOut::size, "weights, master weights and moments of all parameters", unit("TB")),
                      out("read_size", &CheckpointOut::read_size, "read after a failure: the weights by every reader, the rest once", unit("TB")),
                      out("write_time", &CheckpointOut::write_time, "until a checkpoint is complete", unit("s")),
                      out("stall", &CheckpointOut::stall, "for which the job stands still at each checkpoint", unit("s")),
                      out("read_time", &CheckpointOut::read_time, "to read it after a failure, all nodes at once", unit("s")),
                      out("restart", &CheckpointOut::restart, "from a failure until work goes on, read_time included", unit("min")),
                      out("optimal_interval", &CheckpointOut::optimal_interval, "Daly's: the interval of least loss", unit("min")),
                      out("interval", &CheckpointOut::interval, "the interval in effect", unit("min")),
                      out("overhead", &CheckpointOut::overhead, "share of the time without failures that is stall", unit("%")),
                      out("mtbf", &CheckpointOut::mtbf, "mean time between failures of the whole cluster", unit("h")),
                      out("goodput", &CheckpointOut::goodput, "useful work over wall-clock time", unit("%")),
                      out("lost", &CheckpointOut::lost, "where the rest of the time goes"),
                      out("copies", &CheckpointOut::copies, "capacity of the storage over the size of a checkpoint")};
  }
};

/// What every node has to move, and over what.
template <class S> class CheckpointPaths {
public:
  CheckpointPaths(const CheckpointIn<S> &in) : in(in), nodes(nodesOf<S>(in.on.pools)) {}

  Time<S> write(Data<S> size) const {
    return slowest([&](const Node<S> &n) {
      return in.to == Store::local ? Time<S>(size / nodes / n.storage->write) : checkpointStorm(size, nodes, n.storage_link->per_direction, in.on.storage->write);
    });
  }
  Time<S> read(Data<S> size) const {
    return slowest([&](const Node<S> &n) {
      return in.to == Store::local ? Time<S>(size / nodes / n.storage->read) : checkpointStorm(size, nodes, n.storage_link->per_direction, in.on.storage->read);
    });
  }
  /// To the memory of the hosts, from every accelerator at once.
  Time<S> copy(Data<S> size) const {
    return slowest([&](const Node<S> &n) { return Time<S>(size / nodes / (n.count * n.accelerator.host_link->per_direction)); });
  }
  Data<S> capacity() const {
    if (in.to == Store::shared)
      return *in.on.storage->capacity;
    Data<S> least = *in.on.pools.front().node.storage->capacity;
    for (const Pool<S> &pool : in.on.pools)
      least = min(least, *pool.node.storage->capacity);
    return nodes * least;
  }

private:
  const CheckpointIn<S> &in;
  Ratio<S> nodes;

  template <class F> Time<S> slowest(F time) const {
    Time<S> longest;
    for (const Pool<S> &pool : in.on.pools)
      longest = max(longest, time(pool.node));
    return longest;
  }
};

template <class S> CheckpointOut<S> checkpoint(const CheckpointIn<S> &in) {
  const TrainingFormats<S> &formats = in.workload.formats;
  Ratio<S> all = parameters(in.workload.model).total();
  Data<S> weight = elementSize("bits_per_weight", formats.weights);
  Data<S> optimizer = elementSize("bits_per_master_weight", formats.optimizer) + optimizerMoments<S>(in.workload.optimizer) * elementSize("bits_per_moment", formats.moments);

  CheckpointOut<S> o;
  o.size = all * (weight + optimizer);
  o.read_size = all * (in.readers * weight + optimizer);
  CheckpointPaths<S> paths(in);
  o.write_time = paths.write(o.size);
  o.read_time = paths.read(o.read_size);
  o.stall = in.asynchronous ? paths.copy(o.size) : o.write_time;
  o.restart = in.restart + o.read_time;

  o.mtbf = 1 / failureRates<S>(in.on.pools).total();
  o.optimal_interval = dalyInterval(o.stall, o.mtbf);
  Time<S> chosen = in.interval.given() ? *in.interval : max(o.optimal_interval, o.write_time);
  chosen = require(lessEqual(o.write_time, chosen + o.stall), "a checkpoint is not written when the next one begins", chosen);
  // What is computed while a checkpoint is being written is lost with it, and done again after the restart.
  Time<S> unsaved = in.asynchronous ? o.restart + o.write_time : o.restart;
  Interruptions<S> run = interruptions(chosen, o.stall, unsaved, o.mtbf);
  o.interval = run.interval, o.goodput = run.goodput, o.lost = run.lost;
  if (in.asynchronous) {
    o.lost.restart = anyFailure(o.restart / o.mtbf);
    o.lost.rework += (1 - o.lost.restart) * anyFailure(o.write_time / o.mtbf);
  }
  o.overhead = o.stall / (o.interval + o.stall);
  o.copies = paths.capacity() / o.size;
  return o;
}

} // namespace mls
