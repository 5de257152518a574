#include "TestSolver.h"

namespace mls {
namespace {
constexpr llvm::StringRef headline[] = {"time", "bound"};
}
using test::toy, test::ToyIn, test::ToyOut;
MLS_DEFINE_SOLVER(Toy, toy, ToyIn, ToyOut, .positional = 2, .headline = headline)

constinit const Solver &test::toySolver = solverToy;
} // namespace mls
