//===- Checkpoint.cpp - `checkpoint`: the state of training, saved --------===//

#include "Solvers/Checkpoint.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {
constexpr llvm::StringRef headline[] = {"size", "write_time", "stall", "interval", "overhead", "goodput"};
constexpr llvm::StringRef notModelled[] = {"traffic of training on the same ports", "metadata and many small files",
                                           "drives lost with their node", "steps, of which an interval is a whole number",
                                           "checkpoints that store only what changed"};
} // namespace

MLS_DEFINE_SOLVER(Checkpoint, checkpoint, CheckpointIn, CheckpointOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
