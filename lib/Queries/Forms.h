//===- Forms.h - every form of query ----------------------------*- C++ -*-===//
#pragma once

#include "Eval/Blocks.h"

namespace mls {

std::unique_ptr<BlockAnswer> answerSweep(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerSolve(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerSensitivity(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerUncertainty(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerOptimize(const BlockContext &context, const BlockQuery &block);

/// For Engine::forms.
llvm::ArrayRef<QueryForm> queryForms();

} // namespace mls
