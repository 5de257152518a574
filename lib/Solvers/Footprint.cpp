//===- Footprint.cpp - `footprint`: energy, carbon and water --------------===//

#include "Solvers/Footprint.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {
constexpr llvm::StringRef headline[] = {"energy", "carbon", "operational", "embodied"};
constexpr llvm::StringRef notModelled[] = {"grids that change by the hour", "power lines and transformers outside the facility", "water of power plants and of making chips",
                                           "carbon of buildings, switches and storage", "certificates and contracts for electricity"};
} // namespace

MLS_DEFINE_SOLVER(Footprint, footprint, FootprintIn, FootprintOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
