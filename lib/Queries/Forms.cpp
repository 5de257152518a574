//===- Forms.cpp - every form of query ------------------------------------===//

#include "Queries/Forms.h"
#include "Queries/Stale.h"

namespace mls {

/// A form, once what it uses of other blocks was seen to stay true.
template <auto Answer>
static std::unique_ptr<BlockAnswer> ask(const BlockContext &context, const BlockQuery &block) {
  return answersStay(context, block) ? Answer(context, block) : nullptr;
}

llvm::ArrayRef<QueryForm> queryForms() {
  static constexpr QueryForm forms[] = {
      {"sweep", ask<answerSweep>},
      {"optimize", ask<answerOptimize>},
      {"solve", ask<answerSolve>},
      {"sensitivity", ask<answerSensitivity>},
      {"uncertainty", ask<answerUncertainty>},
  };
  return forms;
}

} // namespace mls
