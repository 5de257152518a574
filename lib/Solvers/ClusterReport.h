//===- ClusterReport.h - arguments and results of `cluster_report` -*- C++ -*-===//
#pragma once

#include "Solvers/Checkpoint.h"
#include "Solvers/Footprint.h"
#include "Solvers/Tco.h"
#include "Solvers/TrainRecords.h"

namespace mls {

/// All that `train` takes, and what the other parts of the report ask.
template <class S> struct ClusterReportIn : TrainIn<S> {
  Store checkpoints;
  bool asynchronous;
  Opt<Time<S>> interval;
  Time<S> restart;
  Ratio<S> readers;
  Frequency<S> maintenance;

  MLS_RECORD("cluster_report", "a training run on a cluster: time, memory, failures, energy, carbon, water and cost", "narayanan_2021") {
    using T = ClusterReportIn;
    return std::tuple_cat(TrainIn<S>::rows(),
                          std::tuple{in("checkpoints", &T::checkpoints, "written to the shared file system, or to the drives of each node", orElse("shared")),
                                     in("asynchronous", &T::asynchronous, "work goes on as soon as a checkpoint is copied to host memory", orElse("false")),
                                     in("interval", &T::interval, "work between two checkpoints; absent: Daly's, or the time of a write if that is longer", positive, unit("min")),
                                     in("restart", &T::restart, "from a failure until the checkpoint is read", nonNegative, unit("min"), orElse("constants.restart")),
                                     in("readers", &T::readers, "replicas that read the weights from storage after a failure; the others get them from these", whole(1), orElse("dp")),
                                     in("maintenance", &T::maintenance, "upkeep of owned machines in a year over their price", nonNegative, unit("year^-1"), orElse("constants.maintenance"))});
  }
};

template <class S> struct ClusterReportOut {
  Time<S> run_time;
  TokenRate<S> throughput;
  Ratio<S> mfu, goodput, failures;
  Usage<S> usage;
  Energy<S> energy;
  Carbon<S> carbon;
  Volume<S> water;
  Money<S> cost;
  MoneyPerToken<S> cost_per_token;
  CarbonPerToken<S> carbon_per_token;
  TrainOut<S> train;
  CheckpointOut<S> checkpoint;
  FailureCauses<S> causes;
  FootprintOut<S> footprint;
  TcoOut<S> tco;

  MLS_RECORD("cluster_report.result", "one training run with its failures, until all tokens are seen", "narayanan_2021") {
    using T = ClusterReportOut;
    return std::tuple{out("run_time", &T::run_time, "from the first step to the last, failures and checkpoints included", unit("day")),
                      out("throughput", &T::throughput, "tokens over run_time", unit("tok/s")),
                      out("mfu", &T::mfu, "model FLOPs over peak FLOPs of all accelerators in run_time: train.mfu * goodput", unit("%")),
                      out("goodput", &T::goodput, "time of the run without failures and checkpoints over run_time", unit("%")),
                      out("failures", &T::failures, "failures to expect in run_time"),
                      out("usage", &T::usage, "what the run takes of the machines"),
                      out("energy", &T::energy, "at the meter of the facility", unit("GWh")),
                      out("carbon", &T::carbon, "operational and embodied", unit("tCO2e")),
                      out("water", &T::water, "evaporated on the site", unit("m^3")),
                      out("cost", &T::cost, "rent, or capital with electricity and upkeep", unit("MUSD")),
                      out("cost_per_token", &T::cost_per_token, "cost over the tokens of the run", unit("USD/Mtok")),
                      out("carbon_per_token", &T::carbon_per_token, "carbon over the tokens of the run", unit("gCO2e/Mtok")),
                      out("train", &T::train, "the run without failures"),
                      out("checkpoint", &T::checkpoint, "its checkpoints, and what failures cost"),
                      out("causes", &T::causes, "what fails"),
                      out("footprint", &T::footprint, "energy, carbon and water in parts"),
                      out("tco", &T::tco, "money in parts")};
  }
};

} // namespace mls
