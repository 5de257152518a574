//===- Session.h - one program under evaluation -----------------*- C++ -*-===//
//
// Lowering and recording over one checked file, and the questions that run and
// explain ask of a value: is it sound, how is it shown, what does it rest on.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Eval/Recorder.h"
#include "Lowering/Lower.h"
#include "Results/Results.h"
#include "Sema/Check.h"
#include "Tape/Explain.h"
#include "Units/Display.h"

namespace mls {

/// How a session differs from the file: inputs set besides those of `--set`, and where
/// the results of query blocks come from.
struct SessionSetup {
  std::vector<Override> overrides;
  std::function<Value(Lowering &, const Decl *)> block;
};

class Session {
public:
  Session(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, DiagnosticEngine &diags,
          SessionSetup setup = {});

  const Checked &checked;
  DiagnosticEngine &diags;
  std::vector<Override> overrides; ///< of the file, then of the setup
  Lowering lowering;
  Recorder recorder;

  const Plan &plan() const { return lowering.plan(); }

  /// The value that `path` names (`slo.tpot`, `H200_SXM.memory.bandwidth`, `rank.rows[1].price`);
  /// nullopt: nothing.
  std::optional<Value> resolve(llvm::StringRef path);

  // Problems.cpp
  /// True when the node has a finite value inside every domain on its way. Else what
  /// is wrong was reported, at its cause; `use` is where the value is wanted.
  bool sound(PlanId id, Range use);
  /// The result of a call, of any depth, that is this node; null: none.
  const Field *resultAt(uint32_t call, const Schema &schema, NodeId id, uint32_t base = 0);

  // Present.cpp
  /// A value to show. `unit` is that of `as`, or empty.
  ResultValue present(const Value &v, llvm::StringRef unit, Range use, unsigned nesting = 0);
  /// One number in its best unit.
  std::string show(PlanId id, llvm::StringRef unit = {});
  std::string showNode(NodeId id);
  std::string showInputOf(const PlanInput &in) const;
  /// A node as the kind of value it is.
  Value valueOf(PlanId id) const;
  Unit unitOf(PlanId id, llvm::StringRef unit);

  // Trust.cpp
  /// The inputs behind a node, in order: indices into plan().inputs. Good until the next such question.
  llvm::ArrayRef<uint32_t> evidence(PlanId id);
  std::vector<uint32_t> evidence(const Value &v);
  ResultTrust trust(llvm::ArrayRef<uint32_t> inputs) const;
  /// `A` to `D`, `U`; `-` for a choice.
  char grade(const PlanInput &in) const;
  /// The lowest grade in the evidence of a node.
  char gradeAt(NodeId id);
  /// Units of a rate that someone claims (`EUR`), in which the input is written.
  llvm::ArrayRef<const UnitDef *> claimedUnits(const PlanInput &in) const;
  static std::string originText(const PlanInput &in);

private:
  std::optional<Value> below(Value v, llvm::StringRef path);
  const Tape::Guard *undetermined(uint32_t call);
  std::vector<PlanId> planCone(PlanId id);
  void reportArithmetic(PlanId id);
  bool takesFrom(const PlanCall &call, uint32_t from);
  void reportInCall(uint32_t call, NodeId wanted, llvm::StringRef result, Range use);
  void reportCheck(const PlanCheck &check);
  UnitFamily family(PlanId id);
  void noteOperands(DiagBuilder &d, const Formula &formula);

  struct UnitInfo {
    UnitFamily family;
    bool counts = false; ///< spells counting words
    llvm::SmallVector<const UnitDef *, 1> claimed;
  };
  const UnitInfo &unitInfo(llvm::StringRef unit) const;

  mutable llvm::StringMap<UnitInfo> unitInfos;
  struct {
    std::optional<NodeId> of;
    std::vector<uint32_t> inputs;
  } lastEvidence;
  std::string grades; ///< by NodeId: those that were asked for, and all before them
  llvm::DenseMap<PlanId, bool> soundness;
  PlanId scanned = 0;     ///< nodes of the plan looked at
  bool notFinite = false; ///< one of them is not finite
};

} // namespace mls
