//===- Answer.h - what solve, sensitivity and uncertainty give --*- C++ -*-===//
//
// Lines to print or a small table, and the same as members (`need.bandwidth`,
// `band.p95`) or rows that other expressions of the file use.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Blocks.h"
#include "Queries/Replay.h"

namespace mls {

struct AnswerMember {
  std::string name, path; ///< `bandwidth`, `need.bandwidth`
  PlanInput input;        ///< the number, in base units, as which it enters a plan
  std::string text;       ///< of a text
  Value::Kind kind = Value::Number;
  Value of;                    ///< what it is in `session`; Error: it is no value of the file
  Session *session = nullptr;
  std::string label = {};      ///< of such a value, as written: `slo.tpot`
  std::string how = {};        ///< `at the solution`
};

class Answer final : public BlockAnswer {
public:
  explicit Answer(const BlockQuery &block) : block(block) {}

  std::vector<ShownResult> lines;
  std::vector<AnswerMember> members;
  std::optional<TableResult> table; ///< instead of lines
  TableColumns columns;             ///< the same for those who use it

  /// The session in which it was found, and the inputs behind it there.
  Session *session = nullptr;
  std::vector<uint32_t> behind;
  /// How it was found, and from which values there.
  std::string how;
  std::vector<std::pair<std::string, Value>> steps;
  /// What all of this refers to.
  std::shared_ptr<void> owner;

  Value value(Lowering &asker) override;
  void report(Results &results) override;
  void evidence(Evidence use) override { use(*session, behind); }
  Derivation derive(const QueryCell &result, Step use) override;

private:
  /// A number of the answer is as sound as the weakest figure behind it.
  void ground(PlanInput &input, size_t column) const;

  const BlockQuery &block;
};

/// Runs a driver, an object with `std::unique_ptr<Answer> run()`, and keeps it as owner.
template <class Driver> std::unique_ptr<BlockAnswer> answerWith(const BlockContext &context, const BlockQuery &block) {
  auto driver = std::make_shared<Driver>(context, block);
  std::unique_ptr<Answer> answer = driver->run();
  if (answer)
    answer->owner = std::move(driver);
  return answer;
}

/// A line with one number that no plan has.
ShownResult numberLine(const Checked &checked, std::string name, double number, Dim dim, llvm::StringRef unit,
                       Range range);
/// The member that a value of a session becomes; empty name: it cannot be one.
AnswerMember memberOf(Session &session, llvm::StringRef name, std::string path, const Value &value);
/// The number that an expression without variables has at the file's own inputs; nullopt:
/// it has none, and that was reported.
std::optional<double> numberOf(Session &session, const Node *node);
/// True when a wanted expression has a value; else says at `of` why not.
bool hasValue(Configuration &at, unsigned wanted, const BlockColumn &of, DiagnosticEngine &diags);

} // namespace mls
