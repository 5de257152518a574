//===- UnitTable.h - the units a program can write --------------*- C++ -*-===//
//
// registry/units/ is the one list of units. Compiled into the binary it is a sorted
// table of plain data; a snapshot lays its own `unit` and `dimension` declarations
// over it without copying. Nothing runs at start-up.
//
// A unit expression has no blanks: products, quotients and powers of prefixed
// names, `W/(m*K)`, `m^-1`, `USD/GPU/h`; `%` alone is 1/100. Prefixes are a property
// of each unit, so `mB` does not exist.
//
// A *counting word* (`GPU`, `req`) is a unit of the dimension `Count`: a pure number
// in algebra, but a literal that spells one must meet a boundary that spells it too
// (language.md §3). Unit keeps the words with their exponents for that check.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Dim.h"
#include "Units/Prefix.h"
#include "llvm/ADT/SmallVector.h"

#include <deque>

namespace mls {

struct Origin; // of lib/Registry, opaque here

/// GPU^-1.
struct CountPower {
  llvm::StringRef word;
  int exponent = 1;
  friend bool operator==(const CountPower &, const CountPower &) = default;
};

/// One `unit` declaration. Plain data; text is static or belongs to a snapshot.
struct UnitDef {
  llvm::StringRef name;
  Dim dim;
  Factor factor;                      ///< in base units of `dim`
  PrefixSet prefixes;
  bool counting = false;              ///< declared of dimension `Count`
  llvm::ArrayRef<CountPower> counts;  ///< counting words in its definition
  llvm::StringRef definition;         ///< `3600 s`, or the dimension of a base unit
  llvm::StringRef doc;
  const Origin *origin = nullptr;     ///< what stands behind the factor
};

/// A prefixed name within a unit expression.
struct UnitPart {
  const UnitDef *def;
  Prefix prefix;
  Rational exponent;
};

/// A unit expression, resolved.
struct Unit {
  Factor factor; ///< base units in one of it
  Dim dim;
  llvm::SmallVector<CountPower, 2> counts; ///< by word, no zero exponents
  llvm::SmallVector<UnitPart, 3> parts;    ///< as written, for origins and families
  std::string spelling;

  /// Exact where the factor is: 400 Gbps → 50 GB/s.
  double fromBase(double base) const { return factor.divide(base); }
  double toBase(double value) const { return factor.multiply(value); }
};

/// Why a text is no unit, with what the diagnostic needs. Offsets are within the text.
struct UnitError {
  enum Kind : uint8_t {
    Syntax,        ///< not a unit expression at all
    Unknown,       ///< no such unit
    NoSuchPrefix,  ///< the unit exists, but does not take this prefix: `mB`
    Refused,       ///< a spelling that misleads: `KB`, `Bps`, `FLOPs`, `EUR` without a rate
    BadExponent,   ///< a fraction of a counting word, or beyond the range of a dimension
  } kind;
  size_t offset = 0, length = 0;
  std::string name;                             ///< text of that place
  std::string reason;                           ///< why, in the words of a message; may be empty
  llvm::SmallVector<std::string, 3> suggestions; ///< fix-its for that place, best first
};

/// `unit NAME = NUMBER UNIT prefixes …`; borrows the counts of `of` until it is added.
UnitDef makeUnit(llvm::StringRef name, const Factor &number, const Unit &of, PrefixSet prefixes);

/// What stands in the way of a declaration.
struct UnitClash {
  std::string spelling; ///< of the new unit, prefix included
  const UnitDef *with;  ///< which means it already
};

class UnitTable {
public:
  /// Over a table sorted by name, in which no two prefixed names are spelled alike.
  explicit UnitTable(llvm::ArrayRef<UnitDef> base = {}, DimNames dims = {}) : base(base), dims(std::move(dims)) {}

  Expected<Unit, UnitError> parse(llvm::StringRef text) const;

  /// The unit that this prefixed name means, `{B, Ki}` for `KiB`.
  struct Found {
    const UnitDef *def;
    Prefix prefix;
  };
  std::optional<Found> lookup(llvm::StringRef prefixedName) const;
  /// By its bare name.
  const UnitDef *find(llvm::StringRef name) const;
  /// The unit that a base dimension is counted in: `s`, `bit`, `img`; null when none is declared.
  const UnitDef *baseUnit(unsigned base) const;

  /// A declaration of this snapshot, or what it clashes with.
  std::optional<UnitClash> add(UnitDef unit); ///< copies the counts; text stays the caller's

  const DimNames &dimensions() const { return dims; }
  DimNames &dimensions() { return dims; }

  llvm::ArrayRef<UnitDef> builtin() const { return base; }
  const std::deque<UnitDef> &declared() const { return own; }
  /// Every spelling with every prefix, for did-you-mean and completion.
  std::vector<std::string> spellings() const;
  /// Up to three units that `name` may have been meant as, best first.
  llvm::SmallVector<std::string, 3> suggest(llvm::StringRef name) const;

private:
  llvm::ArrayRef<UnitDef> base;
  std::deque<UnitDef> own; // stable addresses
  std::deque<llvm::SmallVector<CountPower, 2>> counts; // of `own`
  DimNames dims;
};

/// A well-known spelling that this language refuses, and why (Refused.cpp).
struct Refusal {
  std::string reason;
  llvm::SmallVector<std::string, 3> suggestions;
};
std::optional<Refusal> refusal(llvm::StringRef name);
/// The rows of that table, prefixes aside.
std::vector<llvm::StringRef> refusedSpellings();

/// `USD/GPU/h` for messages about counting words: `GPU^-1`, or `no counting word`.
std::string print(llvm::ArrayRef<CountPower> counts);

} // namespace mls
