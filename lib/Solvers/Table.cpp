//===- Table.cpp - the solvers that CMake found ---------------------------===//

#include "Solvers/Solver.h"

namespace mls {

#define MLS_SOLVER(File) extern const Solver solver##File;
#include "Solvers/Solvers.def"
#undef MLS_SOLVER

/// The leading null keeps the table an array while there is no solver.
static constinit const Solver *const table[] = {
    nullptr,
#define MLS_SOLVER(File) &solver##File,
#include "Solvers/Solvers.def"
};

llvm::ArrayRef<const Solver *> solvers() { return llvm::ArrayRef(table).drop_front(); }

const Solver *findSolver(llvm::StringRef name) {
  for (const Solver *s : solvers())
    if (s->signature.name == name)
      return s;
  return nullptr;
}

} // namespace mls
