//===- Train.cpp - `train`: a training run on a cluster -------------------===//

#include "Solvers/Train.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

constexpr llvm::StringRef headline[] = {"step_time", "mfu",      "hfu",       "throughput", "memory.used",
                                        "fits",      "run_time", "gpu_hours", "energy",     "bound"};
constexpr llvm::StringRef notModelled[] = {
    "failures, checkpoints and the time to restart (cluster_report composes them)",
    "loading of data",
    "softmax and loss over the vocabulary",
    "messages that share a link with others at the same time",
    "stages whose layers differ in kind (an average layer stands for all)",
    "congestion and routes of the network beyond oversubscription",
    "messages of adapters (lora_rank)",
    "power as a function of load"};

} // namespace

MLS_DEFINE_SOLVER(Train, trainResult, TrainIn, TrainOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
