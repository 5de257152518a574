//===- Catalog.cpp - records and solvers of this compiler ------------------===//

#include "Records/Catalog.h"
#include "Driver/Command.h"
#include "Solvers/Solver.h"
#include "llvm/ADT/SmallVector.h"

using namespace mls;

const Catalog &mls::builtinCatalog() {
  static const Catalog catalog = [] {
    static llvm::SmallVector<const Signature *, 8> signatures;
    for (const Solver *solver : solvers())
      signatures.push_back(&solver->signature);
    return Catalog{.schemas = recordSchemas(), .solvers = signatures};
  }();
  return catalog;
}
