//===- Reliability.cpp - `reliability`: failures of a job's machines ------===//

#include "Solvers/Reliability.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {
constexpr llvm::StringRef headline[] = {"mtbf", "failures", "no_failure", "optimal_interval", "interval", "goodput"};
constexpr llvm::StringRef notModelled[] = {"failures that come together (a rack, a switch, a power feed)", "early failures and wear: the rate is constant",
                                           "nodes that are slow but do not fail", "waiting for a free node after a failure"};
} // namespace

MLS_DEFINE_SOLVER(Reliability, reliability, ReliabilityIn, ReliabilityOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
