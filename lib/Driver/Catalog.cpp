//===- Catalog.cpp - records, solvers and functions of this compiler -------===//

#include "Records/Catalog.h"
#include "Driver/Command.h"
#include "Functions/Function.h"
#include "Queries/Forms.h"

using namespace mls;

llvm::ArrayRef<const Solver *> mls::callables() {
  static const std::vector<const Solver *> all = [] {
    std::vector<const Solver *> all(solvers().begin(), solvers().end());
    for (llvm::ArrayRef<Solver> table : functionTables())
      for (const Solver &function : table)
        all.push_back(&function);
    return all;
  }();
  return all;
}

Engine mls::engine() { return {callables(), queryForms()}; }

const Solver *mls::findCallable(llvm::StringRef name) {
  for (const Solver *callable : callables())
    if (callable->signature.name == name)
      return callable;
  return nullptr;
}

const Catalog &mls::builtinCatalog() {
  static const Catalog catalog = [] {
    static std::vector<const Signature *> signatures;
    for (const Solver *callable : callables())
      signatures.push_back(&callable->signature);
    return Catalog{.schemas = recordSchemas(), .solvers = signatures};
  }();
  return catalog;
}
