//===- Blocks.h - the answers of query blocks -------------------*- C++ -*-===//
//
// One driver a form (lib/Queries) makes a BlockAnswer: what the report shows, and the
// value that other expressions see under the query's name (`rank.best.price`, `t.tpot`,
// `need.bandwidth`). A block is evaluated once, when it is first asked for.
//
// Eval knows no form: who calls it hands them in, as it does the solvers.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Session.h"
#include "Sema/Block.h"
#include "llvm/ADT/DenseSet.h"

namespace mls {

/// How a run goes about its tables.
struct RunControl {
  unsigned threads = 1;
  unsigned shard = 1, shards = 1; ///< the part of the points of each sweep: 1 of 1
  bool joinable = false;          ///< parts are written with what it takes to join them (TableJoin)
  bool derivable = false;         ///< BlockAnswer::derive will be asked
  /// Called now and then with the points done; false: stop here.
  std::function<bool(uint64_t done, uint64_t total)> progress;
};

/// The results of other blocks, for a block that asks for them.
using BlockResults = std::function<Value(Lowering &, const Decl *)>;

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
  /// Each shard reports a part of it; false: the first shard reports all.
  virtual bool isDivided() const { return false; }
  /// What one of its results was found from: `use` gets each value, in the session at the
  /// inputs that the block chose, and what it is called there. Returns how it was found;
  /// `formula`: as what the file asks for it, if that is an expression.
  struct Derivation {
    std::string how, formula;
    bool isExample = false; ///< the steps are those of one among many values
  };
  using Step = llvm::function_ref<void(Session &session, const Value &value, llvm::StringRef name)>;
  virtual Derivation derive(const QueryCell &result, Step use) = 0;
  /// Calls `use` with the inputs behind it (indices into session.plan().inputs).
  using Evidence = llvm::function_ref<void(Session &session, llvm::ArrayRef<uint32_t> inputs)>;
  virtual void evidence(Evidence use) = 0;
};

/// A form of query: `sweep`, `optimize`.
struct QueryForm {
  llvm::StringRef name;
  /// Null: the block has no answer, and the reason was reported.
  std::unique_ptr<BlockAnswer> (*answer)(const BlockContext &context, const BlockQuery &block);
};

/// What a program is evaluated with.
struct Engine {
  llvm::ArrayRef<const Solver *> solvers;
  llvm::ArrayRef<QueryForm> forms; ///< empty: no query runs
};

class Blocks {
public:
  Blocks(const Checked &checked, const Engine &engine, DiagnosticEngine &diags, RunControl control = {});

  /// The block that this declaration is; null: it is none.
  const BlockQuery *find(const Decl *decl) const { return find(context.checked, decl); }
  static const BlockQuery *find(const Checked &checked, const Decl *decl);
  /// Calls `use` for its expressions; some may be null.
  static void uses(const BlockQuery &block, llvm::function_ref<void(const Node *)> use);
  /// The declarations that expressions reach, through any number of others.
  static llvm::DenseSet<const Decl *> reach(const Checked &checked, llvm::ArrayRef<const Node *> from);
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
  llvm::ArrayRef<QueryForm> forms;
  BlockContext context;
  llvm::DenseMap<const Decl *, Entry> entries;
};

} // namespace mls
