//===- Schema.h - what a record is, at run time -----------------*- C++ -*-===//
//
// A Schema describes a record: of demand (Transformer, Serving), of supply
// (Accelerator, Node, Site), the arguments of a solver or its results. It is made
// from a C++ type (Record.h) or from a `schema` declaration, and is all that Sema,
// the language server and `mlsc doc` know of a solver.
//
// A record travels to a solver as two streams, written and read field by field in
// schema order (bind in Record.h):
//
//   slots  numbers (double, or Trace): Quantity, Flag, Choice
//   tags   structure (int64): what picks code or bounds a loop
//
//   Quantity           1 slot                     Integer, Bool, Enum   1 tag
//   optional field     tag 0 or 1, then the payload if 1
//   Record             its fields                 List    tag n, then n elements
//   Map                for each key in order: tag 0 or 1, then the value if 1; with free
//                      names: tag n, then n values
//   OneOf              tag of the alternative, then that record
//   languageOnly       nothing: exists for the user and for lint, never reaches C++
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Dim.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"

#include <limits>
#include <string>

namespace mls {

struct Schema;

/// Set of admissible values, in base units.
struct Domain {
  double lo = -std::numeric_limits<double>::infinity();
  double hi = std::numeric_limits<double>::infinity();
  bool openLo = false; ///< lo itself is excluded
  bool openHi = false;
  bool integer = false; ///< whole numbers only (`tp`, `layers`)

  constexpr bool contains(double x) const {
    constexpr double exact = 9007199254740992; // 2^53, from which every double is whole
    bool whole = x >= exact || x <= -exact || x == double((long long)x);
    return (openLo ? x > lo : x >= lo) && (openHi ? x < hi : x <= hi) && (!integer || whole);
  }
  /// Says nothing.
  constexpr bool isAny() const { return lo == -hi && hi == std::numeric_limits<double>::infinity() && !integer; }
};

/// `above 0 and at most 1`, `a whole number of at least 1`; `finite` for any number.
/// `number` prints a bound.
std::string describe(const Domain &domain, llvm::function_ref<std::string(double)> number);

enum class FieldKind : uint8_t {
  Quantity, ///< number with a dimension; one slot
  Flag,     ///< yes or no computed from numbers (results only); one slot, 0 or 1
  Choice,   ///< one of `names` computed from numbers (results only); one slot, its index
  Integer,  ///< whole number that is structure; one tag
  Bool,     ///< yes or no that is structure; one tag
  Enum,     ///< one of `names`; one tag, its index
  Record,   ///< `sub`
  List,     ///< of `element` (Quantity, Record or OneOf)
  Map,      ///< of `element` by the words in `names`, or by any when there are none
  OneOf,    ///< one of `alternatives`, picked by the schema of the value given
  Text      ///< words for people; always languageOnly
};

/// One row of a record. Plain data; text is static.
struct Field {
  llvm::StringRef name;
  llvm::StringRef doc;
  FieldKind kind = FieldKind::Quantity;
  FieldKind element = FieldKind::Quantity; ///< of a List or Map
  Dim dim;                                 ///< of a Quantity, or of the elements
  llvm::StringRef unit;                    ///< unit shown; spells the counting words wanted here (`USD/h`, `tok/s`, `GPU`)
  Domain domain;
  bool optional = false;
  bool languageOnly = false;
  /// Of an argument that was not given: it is taken from the call whose result stands
  /// first among the arguments (`footprint(run)` knows the `on` of `run`).
  bool inherited = false;
  /// `.mls` expression over the siblings, late bound; empty: none. A registry
  /// path such as `constants.host_step` is an expression like any other.
  llvm::StringRef defaultValue;
  /// Fields of one record that share a non-empty group are *one-of*: exactly one
  /// is given and the others follow from it by their defaults.
  llvm::StringRef group;
  /// Of a result that some resource sets: the choice beside it that says which one.
  /// The factor to the runner-up and the runner-up are the two fields after that.
  llvm::StringRef boundBy;
  /// Of a yes or no: the results beside it, separated by blanks, that say how far off
  /// a no is and what would turn it.
  llvm::StringRef because;
  const Schema *sub = nullptr;
  llvm::ArrayRef<llvm::StringRef> names;
  llvm::ArrayRef<const Schema *> alternatives;

  /// Nothing stands in for it when it is not given.
  constexpr bool isRequired() const { return !optional && !inherited && defaultValue.empty() && group.empty() && kind != FieldKind::Text; }
};

/// Which side of the wall a record stands on (language.md, principle 4).
enum class Side : uint8_t { Neutral, Demand, Supply };

struct Schema {
  llvm::StringRef name; ///< `Node`; results are `serve.result`
  llvm::StringRef doc;
  llvm::StringRef citation; ///< id of a registry source; may be empty
  Side side = Side::Neutral;
  llvm::StringRef keyword; ///< declaration word: `hardware`, `model`, `workload`, `site`, `format`; empty: anonymous only
  llvm::ArrayRef<Field> fields;
  /// A bare value of this member's kind is accepted where the record is wanted
  /// (`efficiency: 0.5` means `{ compute: 0.5 }`); empty: none.
  llvm::StringRef bare;
  const Schema *base = nullptr; ///< `schema X: Node`

  const Field *find(llvm::StringRef name) const {
    for (const Field &f : fields)
      if (f.name == name)
        return &f;
    return nullptr;
  }
  /// True for this schema and those that extend it.
  bool is(const Schema *other) const { return this == other || (base && base->is(other)); }
};

/// A solver, or a function, as the checker sees it. The leading `positional` inputs may
/// be given without a name, in order.
struct Signature {
  llvm::StringRef name;
  llvm::StringRef doc;
  llvm::StringRef citation;
  const Schema *in = nullptr;
  const Schema *out = nullptr;
  unsigned positional = 1;
  llvm::ArrayRef<llvm::StringRef> headline;    ///< results printed when a query is shown whole
  llvm::ArrayRef<llvm::StringRef> notModelled; ///< effects this solver leaves out, printed with its results
  /// A call stands for its only result: `ring_all_reduce(…)` is a Time, and a
  /// declaration of a file may have its name.
  bool isFunction = false;
};

/// `serve(workload, on: …, batch: …)`: what a call cannot do without.
std::string callForm(const Signature &s);

/// Everything there is to name: handed to Sema by the Driver, so that Sema's own
/// tests need no physics.
struct Catalog {
  llvm::ArrayRef<const Schema *> schemas;
  llvm::ArrayRef<const Signature *> solvers; ///< and functions

  const Schema *schema(llvm::StringRef name) const {
    for (const Schema *s : schemas)
      if (s->name == name)
        return s;
    return nullptr;
  }
  const Signature *solver(llvm::StringRef name) const {
    for (const Signature *s : solvers)
      if (s->name == name)
        return s;
    return nullptr;
  }
};

} // namespace mls
