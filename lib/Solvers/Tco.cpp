//===- Tco.cpp - `tco`: total cost of machines in use ---------------------===//

#include "Solvers/Tco.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {
constexpr llvm::StringRef headline[] = {"total", "rent", "capital", "electricity", "maintenance", "rate"};
constexpr llvm::StringRef notModelled[] = {"buildings, power distribution and cooling as capital", "network and storage unless the price of a node holds their part", "staff, software, transfers of data",
                                           "interest, discounts, what is left of a machine's value", "time in which owned machines stand idle"};
} // namespace

MLS_DEFINE_SOLVER(Tco, tco, TcoIn, TcoOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
