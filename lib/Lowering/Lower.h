//===- Lower.h - from the checked program to the plan -----------*- C++ -*-===//
//
// A lazy evaluator over record instances (Value.h) that leaves numbers symbolic.
// What nobody wants is never lowered; what two want is lowered once. An error is
// reported at its root and travels as Value::Error, so that it fails only the shows
// and asserts that need it.
//
// Absence travels too: arithmetic on an absent optional is absent, for the same
// reason, so that `default` and `has` see it through any expression; it becomes a
// Missing node where a number must stand.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Diagnostics.h"
#include "Lowering/Value.h"
#include "Sema/Block.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/StringSaver.h"

#include <deque>
#include <functional>
#include <optional>

namespace mls {

class Lowering;

/// All that Lowering asks of a checked program.
struct ProgramView {
  const SourceManager *sources = nullptr;
  llvm::ArrayRef<Override> overrides;
  /// The compiled default of a field; null: none.
  std::function<const Node *(const Schema *, const Field &)> defaultOf;
  /// The result of a query block; Error: none, and that was reported.
  std::function<Value(Lowering &, const Decl *)> block;
  /// Every registry entry of a schema, for `zoo(Schema)`.
  std::function<std::vector<const Decl *>(const Schema *)> zoo;
};

/// Where a value stands: what its literal is called as an input, and whose it is.
struct Place {
  const char *path = ""; ///< empty: inside an expression
  const Field *field = nullptr;
  const Schema *schema = nullptr; ///< of the record that has the field
  OriginKind kind = OriginKind::Unsourced;
  bool argument = false; ///< of a call
  bool fromRegistry = false;
  bool asked = false;    ///< in a condition or in what a call is given: the question, not a figure
  llvm::StringRef doc = {}; ///< of a declaration

  /// For the operands of an expression that stands here.
  Place inner() const { return {"", nullptr, nullptr, kind, false, fromRegistry, asked || argument, {}}; }
  /// For what a comparison compares.
  Place criterion() const {
    Place p = inner();
    p.asked = true;
    return p;
  }
};

/// A file's overrides apply in one world; `nominal(e)` is evaluated in the other.
struct World {
  struct Memo {
    Value value;
    bool done = false;
  };
  bool overridden = true;
  llvm::DenseMap<const Decl *, Memo> decls;
};

class Lowering {
public:
  Lowering(ProgramView program, DiagnosticEngine &diags);

  /// The value of an expression that asks: a condition, a goal, the end of an axis. Its
  /// numbers are the question. `variables`: those of a query block.
  Value lower(const Node *node, const ValueEnv *variables = nullptr);
  /// The same of one that is shown: its numbers are figures, as those of a `let`.
  Value lowerShown(const Node *node, const ValueEnv *variables = nullptr);
  Value lower(const Decl *decl);
  /// `value.name`; Absent where the record has it not.
  Value member(const Value &value, llvm::StringRef name);
  /// The node of a number; Missing for Absent; noPlan for Error and for what is no number.
  PlanId number(const Value &value);
  /// False: neither its schema nor its entries know this name.
  bool hasMember(const Instance &instance, llvm::StringRef name) const;
  /// Names a record's fields, or a map's keys, that have or may have a value.
  llvm::SmallVector<llvm::StringRef, 16> memberNames(const Instance &instance) const;

  static Value ofNode(PlanId node, Value::Kind kind = Value::Number);

  // Blocks.cpp: query blocks, whose expressions have variables of their own.

  /// One more variable called `name`: what the block varies, or its `let`.
  const ValueEnv *bindVaried(const ValueEnv *variables, unsigned slot, llvm::StringRef name, const Node *value);
  const ValueEnv *bindLet(const ValueEnv *variables, unsigned slot, llvm::StringRef name, const Node *value);
  /// The input that a literal became; noPlan: nobody wanted it.
  PlanId inputOf(const Node *literal) const;
  /// The same; what a block varies is its question, no evidence.
  PlanId askedOf(const Node *literal);
  /// A number from outside the plan: a result of a block.
  Value external(const PlanInput &input, Value::Kind kind = Value::Number);
  /// A record whose members are known: a row of a block's result, or the result itself.
  Value recordOf(const Schema *schema, llvm::StringRef path, Range range,
                 llvm::ArrayRef<std::pair<llvm::StringRef, Value>> members);
  Value listOf(llvm::ArrayRef<Value> items);
  Value tableOf(const TableColumns &columns); ///< which must outlive this
  /// A row of it as a record.
  Value element(const Value &list, size_t row);
  /// What is not there: `path` has no `name`.
  Value nothing(const char *path, llvm::StringRef schema, llvm::StringRef name, Range range);

  /// Which absent figure a solver means by `on.accelerator.tdp`.
  std::optional<uint32_t> missingIn(const PlanCall &call, llvm::StringRef path);

  const Plan &plan() const { return thePlan; }

  /// Value of a node, for structure that hangs on a number. It reports why there is
  /// none. Without it only numbers that need no solver decide.
  std::function<std::optional<double>(PlanId)> decide;

  /// Places where a bare number stood for a record (`efficiency: 0.5`).
  struct BareUse {
    const char *path;
    const Field *member;
    Range range;
  };
  llvm::ArrayRef<BareUse> bareUses() const { return bare; }

private:
  // Instances.cpp
  Value declValue(const Decl *decl);
  void prepare(const Decl *decl);
  Instance *makeInstance(const Schema *schema, const char *path, Range range);
  Instance *derive(Instance *base, const Layer &layer, const char *path);
  Value applyDeep(const Value &base, llvm::ArrayRef<const Layer *> deep, const Field *field, const char *path);
  const ValueEnv *scopeOf(Instance *instance, const Layer *layer);
  // Fields.cpp
  Value field(Instance *instance, llvm::StringRef name);
  Value computeField(Instance *instance, llvm::StringRef name);
  Value givenOrDefault(Instance *instance, const Field *field, llvm::StringRef name, const Entry *entry, const Layer *layer,
                       const char *path);
  Value absent(Instance *instance, const Field *field, llvm::StringRef name);
  Value coerce(const Value &v, const Node *node, const ValueEnv *env, const Field *field, const Place &place);
  Value reportCycle(const void *owner, llvm::StringRef name, Range range);
  // Expressions.cpp
  Value evaluate(const Node *node, const ValueEnv *env, const Place &place);
  const ValueEnv *bind(const ValueEnv *variables, unsigned slot, const Place &place, const Node *value);
  Value evaluateCases(const Node *node, const ValueEnv *env, const Place &place);
  Value literal(const Node *node, double value, const Place &place);
  Value spine(const Node *node, const ValueEnv *env, const Place &place);
  Value binary(const Node *node, const Value &a, const Value &b);
  Value equal(const Node *node, const Value &a, const Value &b);
  Value within(const Node *node, const ValueEnv *env, const Place &place);
  Value conditional(const Node *node, const ValueEnv *env, const Place &place);
  Value select(PlanId condition, const Value &a, const Value &b, Range range);
  Value builtin(const Node *node, const ValueEnv *env, const Place &place);
  // Reduce.cpp
  Value reduce(const Node *node, const ValueEnv *env, const Place &place);
  Value index(const Node *node, const ValueEnv *env, const Place &place);
  Value fold(const Node *node, llvm::StringRef op, llvm::ArrayRef<Value> items);
  std::optional<llvm::SmallVector<Value, 16>> elements(const Value &list);
  // Calls.cpp
  Value call(const Node *node, const ValueEnv *env, const Place &place);
  bool ensureCall(Instance *query);
  Value resultOf(Instance *record, const Field &field);
  bool bindRecord(PlanCall &call, const Schema *schema, Instance *record, const std::string &path);
  bool bindValue(PlanCall &call, const Field &field, FieldKind kind, const Value &v, const std::string &path);
  bool bindAlternative(PlanCall &call, const Field &field, const Value &v, const std::string &path);
  // Blocks.cpp
  Value cell(const TableColumns &table, size_t column, size_t row);
  bool tooLong(const Value &list, Range range);
  Value columnOf(const Value &table, llvm::StringRef name);
  std::optional<Value> foldColumn(const Node *node, llvm::StringRef op, const Value &list);
  // Nodes.cpp
  PlanId emit(PlanOp op, Dim dim, Range range, PlanId a, PlanId b = noPlan, PlanId c = noPlan);
  PlanId constant(double value, Dim dim, Range range);
  std::optional<double> known(PlanId node) const;
  std::optional<double> decided(const Value &v, Range range);
  const char *save(const llvm::Twine &text);
  Value nameStep(Value v, const char *name, const Origin *origin = nullptr);

  ProgramView program;
  DiagnosticEngine &diags;
  Plan thePlan;
  llvm::BumpPtrAllocator arena;
  llvm::StringSaver strings{arena};
  World given, nominal;
  World *world = &given;
  llvm::DenseMap<const Node *, PlanId> literals; ///< a literal reached twice is one input
  llvm::SmallVector<std::pair<const void *, llvm::StringRef>, 32> running; ///< fields and declarations under way
  std::vector<BareUse> bare;
  std::deque<Instance> instances;
  unsigned depth = 0;
  uint64_t steps = 0;
  bool exhausted = false, tooDeep = false; ///< reported
};

/// E0801, at the place that needs it.
void reportMissing(DiagnosticEngine &diags, const Plan &plan, uint32_t missing, Range use);
/// Finds a field in a schema or in what it extends.
const Field *findField(const Schema *schema, llvm::StringRef name);
/// Slots of a result record (quantities, flags, choices, nested records).
uint32_t slotCount(const Schema &schema);
/// Slots before the result `name` of a record; all of them when it has none.
uint32_t slotOf(const Schema &schema, llvm::StringRef name);

} // namespace mls
