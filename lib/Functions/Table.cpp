//===- Table.cpp - the tables of functions that CMake found ---------------===//

#include "Functions/Function.h"

namespace mls {

#define MLS_FUNCTIONS(File) extern const llvm::ArrayRef<Solver> functions##File;
#include "Functions/Functions.def"
#undef MLS_FUNCTIONS

llvm::ArrayRef<llvm::ArrayRef<Solver>> functionTables() {
  static const llvm::ArrayRef<Solver> tables[] = {
#define MLS_FUNCTIONS(File) functions##File,
#include "Functions/Functions.def"
#undef MLS_FUNCTIONS
  };
  return tables;
}

} // namespace mls
