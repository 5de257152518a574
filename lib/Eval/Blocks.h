//===- Blocks.h - the answers of query blocks -------------------*- C++ -*-===//
//
// One driver a form (Sweep.h, Optimize.h, Solve.h, …) makes a BlockAnswer: what the
// report shows, and the value that other expressions see under the query's name
// (`rank.best.price`, `t.tpot`, `need.bandwidth`). A block is evaluated once, when it is
// first asked for.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Sweep.h"
#include "Results/Results.h"

namespace mls {

/// All that a driver needs.
struct BlockContext {
  const Checked &checked;
  llvm::ArrayRef<const Solver *> solvers;
  DiagnosticEngine &diags;
  const RunControl &control;
  BlockResults results; ///< of other blocks
};

class BlockAnswer {
public:
  virtual ~BlockAnswer() = default;
  /// Its result as a value of the asker's plan; Error: there is none, and that was reported.
  virtual Value value(Lowering &asker) = 0;
  /// Adds its lines and tables.
  virtual void report(Results &results) = 0;
  /// Calls `use` with the inputs behind it (indices into session.plan().inputs).
  using Evidence = llvm::function_ref<void(Session &session, llvm::ArrayRef<uint32_t> inputs)>;
  virtual void evidence(Evidence use) = 0;
};

/// Null: the block has no answer, and the reason was reported.
std::unique_ptr<BlockAnswer> answerSweep(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerSolve(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerSensitivity(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerUncertainty(const BlockContext &context, const BlockQuery &block);
std::unique_ptr<BlockAnswer> answerOptimize(const BlockContext &context, const BlockQuery &block);

class Blocks {
public:
  Blocks(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, DiagnosticEngine &diags, RunControl control);

  /// The block that this declaration is; null: it is none.
  const BlockQuery *find(const Decl *decl) const;
  /// Calls `use` for its expressions; some may be null.
  static void uses(const BlockQuery &block, llvm::function_ref<void(const Node *)> use);
  /// Its answer, evaluated now unless it has been; null: reported.
  BlockAnswer *answer(const Decl *decl);
  /// For SessionSetup::block.
  Value value(Lowering &asker, const Decl *decl);

private:
  struct Entry {
    std::unique_ptr<BlockAnswer> answer;
    bool running = false, done = false;
  };
  RunControl control;
  BlockContext context;
  llvm::DenseMap<const Decl *, Entry> entries;
};

} // namespace mls
