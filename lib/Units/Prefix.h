//===- Prefix.h - prefixes of units -----------------------------*- C++ -*-===//
//
// Decimal prefixes of the SI, binary ones of IEC 80000-13, and `B`, the billion of
// finance (`BUSD`, `Btok`), where giga would surprise.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Rational.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <initializer_list>
#include <optional>

namespace mls {

enum class Prefix : uint8_t { None, p, n, u, m, k, M, B, G, T, P, E, Z, Y, Ki, Mi, Gi, Ti, Pi, Ei };
inline constexpr unsigned numPrefixes = unsigned(Prefix::Ei) + 1;

struct PrefixInfo {
  llvm::StringLiteral word;   ///< in a `prefixes` list: `u`, `Ki`
  llvm::StringLiteral symbol; ///< as printed: `µ`
  Rational factor;
};
const PrefixInfo &info(Prefix prefix);

inline bool isBinary(Prefix p) { return p >= Prefix::Ki; }
/// By its word in a `prefixes` list.
std::optional<Prefix> prefixNamed(llvm::StringRef word);
/// The prefixes that a name may begin with, and what then remains. `u` and both code
/// points of µ (the micro sign and the Greek letter) are one prefix.
struct PrefixSplit {
  Prefix prefix;
  llvm::StringRef rest;
};
llvm::SmallVector<PrefixSplit, 3> splitPrefix(llvm::StringRef name);

/// A set of prefixes; None is always a member.
class PrefixSet {
public:
  constexpr PrefixSet() = default;
  constexpr PrefixSet(std::initializer_list<Prefix> list) {
    for (Prefix p : list)
      insert(p);
  }
  static constexpr PrefixSet fromBits(uint32_t bits) { PrefixSet s; s.mask = bits | 1; return s; }

  constexpr void insert(Prefix p) { mask |= 1u << unsigned(p); }
  constexpr bool contains(Prefix p) const { return mask >> unsigned(p) & 1; }
  constexpr uint32_t bits() const { return mask; }
  friend constexpr bool operator==(PrefixSet, PrefixSet) = default;

private:
  uint32_t mask = 1;
};

} // namespace mls
