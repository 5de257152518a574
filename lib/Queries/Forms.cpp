//===- Forms.cpp - every form of query ------------------------------------===//

#include "Queries/Forms.h"

namespace mls {

llvm::ArrayRef<QueryForm> queryForms() {
  static constexpr QueryForm forms[] = {
      {"sweep", answerSweep},
      {"optimize", answerOptimize},
      {"solve", answerSolve},
      {"sensitivity", answerSensitivity},
      {"uncertainty", answerUncertainty},
  };
  return forms;
}

} // namespace mls
