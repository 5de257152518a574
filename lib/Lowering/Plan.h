//===- Plan.h - one file as a flat graph of numbers -------------*- C++ -*-===//
//
// What Lowering makes of a checked program: every number that someone wants, as a
// node over earlier nodes. Records, formats, lists, optionals and enum words are
// decided here and are gone; what is left is arithmetic and opaque solver calls,
// with the path, the range and the origin of every input. Eval records the plan onto
// one tape, where the calls become transparent.
//
// A leaf has a path (`Pod.accelerator.memory.bandwidth`): `with`, `--set` and the
// axes of later queries replace one leaf, and whatever was built from it follows.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "Registry/Provenance.h"
#include "Schema/Schema.h"
#include "Units/Dim.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace mls {

/// Index into Plan::nodes; operands come first.
using PlanId = uint32_t;
inline constexpr PlanId noPlan = ~0u;

enum class PlanOp : uint8_t {
  Input,    ///< inputs[index]
  Constant, ///< value: a number of a formula
  Result,   ///< slot `slot` of calls[index]
  Missing,  ///< an absent figure that arithmetic needs: missing[index]
  Neg, Not, Add, Sub, Mul, Div, Pow,
  Less, LessEqual, Equal, And, Or,
  Select, ///< a ? b : c
  Sqrt, Exp, Log, Log2, Ceil, Floor, Round, Abs, Min, Max
};
llvm::StringRef name(PlanOp op);

struct PlanNode {
  PlanOp op = PlanOp::Constant;
  Dim dim;
  PlanId a = noPlan, b = noPlan, c = noPlan;
  uint32_t index = 0; ///< of an Input, Result or Missing
  uint32_t slot = 0;  ///< of a Result
  const Field *field = nullptr; ///< of a Result
  double value = 0;   ///< of a Constant
  const char *name = nullptr; ///< a `let` or a computed field, for explain
  const Origin *origin = nullptr; ///< of a computed value with a clause of its own
  llvm::StringRef unit;       ///< that a reader of the operands would expect; may be empty
  Range range;        ///< where the user wrote it
};

/// Whose business a number is. Figures are evidence and carry a grade; choices are
/// the question that the file asks (a workload, a layout, a count).
enum class InputRole : uint8_t { Figure, Choice };

struct Decl;

/// Where a number stands among the results of a query block.
struct QueryCell {
  const Decl *query = nullptr; ///< null: it is none of them
  uint32_t column = 0;         ///< of its table, or which of its members
  static constexpr uint32_t noRow = ~0u;
  uint32_t row = noRow; ///< noRow: of all rows, or there are none
};

/// A number that can be replaced by its path.
struct PlanInput {
  const char *path = "";        ///< `H200_SXM.memory.bandwidth`, `slo.tp`
  bool literal = false;         ///< stands inside an expression; `path` is its text
  double value = 0;             ///< base units
  Dim dim;
  llvm::StringRef unit;         ///< as written, else the schema's
  const Origin *origin = nullptr;
  OriginKind kind = OriginKind::Unsourced;
  InputRole role = InputRole::Figure;
  bool mapEntry = false;        ///< one of a map, which needs the map's name too: `peak.fp8`
  const Field *field = nullptr; ///< what it is, where a schema says so
  llvm::StringRef doc;          ///< of its field or declaration
  Range range;
  bool fromRegistry = false;
  char grade = 0; ///< of the result of a query, which has its own; 0: by its origin
  QueryCell cell;
};

/// An optional without a value.
struct PlanMissing {
  const char *path = "";   ///< of the record that lacks it: `Pod`
  llvm::StringRef schema;  ///< `Node`
  llvm::StringRef name;    ///< `rent`
  llvm::StringRef unit;    ///< that the field is shown in
  const Field *field = nullptr;
  Range range;             ///< of the record
  std::optional<uint32_t> origin; ///< of an argument: its default, absent too (`nic` of a node for `port`)
};

struct Instance;

/// One solver call: its inputs as the two streams of Schema.h.
struct PlanCall {
  const Signature *solver = nullptr;
  const char *name = ""; ///< `slo`; empty: anonymous
  std::vector<PlanId> slots;
  std::vector<const char *> slotPaths; ///< `on.accelerator.tdp`, beside slots
  std::vector<int64_t> tags;
  Instance *arguments = nullptr; ///< the record they were read from
  Range range;
};

/// The value of a node must lie in the domain of the field that it was given to.
struct PlanCheck {
  PlanId node = noPlan;
  Domain domain;
  const char *path = ""; ///< `slo.tp`
  Range range;           ///< of the value
};

/// A number that decided structure (which record an `if` gave, how many layers a
/// list repeats): the plan is valid while it keeps its value.
struct PlanGuard {
  PlanId node = noPlan;
  double value = 0;
  Range range;
};

struct Plan {
  std::vector<PlanNode> nodes;
  std::vector<PlanInput> inputs;
  std::vector<PlanCall> calls;
  std::vector<PlanMissing> missing;
  std::vector<PlanCheck> checks;
  std::vector<PlanGuard> guards;

  PlanId add(const PlanNode &n) {
    nodes.push_back(n);
    return PlanId(nodes.size() - 1);
  }
  /// What one would give for `m` to be there.
  const PlanMissing &toGive(const PlanMissing &m) const { return m.origin ? toGive(missing[*m.origin]) : m; }
};

/// `mlsc emit --plan`: one line a node, `%7: Time = div %3, %5   ; slo.tpot  job.mls:12:8`.
void dump(const Plan &plan, const SourceManager &sources, llvm::raw_ostream &os);

} // namespace mls
