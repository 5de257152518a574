//===- Dim.h - dimensions at run time ---------------------------*- C++ -*-===//
//
// A dimension is a product of powers of base dimensions. It is a value: sixteen
// exponents, each a multiple of 1/12 in one byte, compared as one 128-bit number.
// Nothing is interned. Ten bases are built in; six more belong to `dimension X`
// declarations, whose names a snapshot keeps in its DimNames.
//
// Typed.h has the same dimensions at compile time, and dimOf as the bridge.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Expected.h"
#include "Units/Rational.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <array>
#include <bit>
#include <optional>
#include <string>

namespace mls {

/// Money in US dollars; Compute in FLOP; Carbon in CO2 equivalent, apart from Mass.
enum class Base : uint8_t { Time, Length, Mass, Current, Temperature, Data, Compute, Money, Carbon, Token };

class Dim {
public:
  static constexpr unsigned builtinBases = 10, bases = 16, userBases = bases - builtinBases;
  static constexpr int denominator = 12; ///< exponents are multiples of 1/12, up to 127/12

  constexpr Dim() = default; ///< a pure number
  constexpr Dim(Base b) { lanes[unsigned(b)] = denominator; }
  /// The i-th dimension that the user declared (DimNames::add).
  static constexpr Dim user(unsigned i) {
    Dim d;
    d.lanes[builtinBases + i] = denominator;
    return d;
  }
  /// Exponents in twelfths, for compiled tables and for the bridge.
  static constexpr Dim fromTwelfths(const std::array<int8_t, bases> &exponents) {
    Dim d;
    d.lanes = exponents;
    return d;
  }

  constexpr bool isNumber() const { return *this == Dim(); }
  /// Exponent of base i, in twelfths.
  constexpr int twelfths(unsigned i) const { return lanes[i]; }
  Rational exponent(unsigned i) const { return *Rational::make(lanes[i], denominator); }
  /// Bit i set: base i takes part.
  constexpr unsigned baseMask() const {
    unsigned mask = 0;
    for (unsigned i = 0; i != bases; ++i)
      mask |= unsigned(lanes[i] != 0) << i;
    return mask;
  }

  friend constexpr bool operator==(Dim a, Dim b) { return a.bits() == b.bits(); }
  constexpr unsigned __int128 bits() const { return std::bit_cast<unsigned __int128>(lanes); }

private:
  std::array<int8_t, bases> lanes{};
};

// nullopt: an exponent leaves the range or falls between twelfths.
constexpr std::optional<Dim> mul(Dim a, Dim b);
constexpr std::optional<Dim> div(Dim a, Dim b);
constexpr std::optional<Dim> pow(Dim d, Rational exponent);
constexpr std::optional<Dim> root(Dim d, int n);
// For dimensions known to fit (tables, physics). Overflow in a constant does not compile.
constexpr Dim operator*(Dim a, Dim b) { return mul(a, b).value(); }
constexpr Dim operator/(Dim a, Dim b) { return div(a, b).value(); }

/// Names of the dimensions that a snapshot declares. The text belongs to the snapshot.
class DimNames {
public:
  /// Declares a base dimension; nullopt when all six are taken. A name declared
  /// twice gives the same dimension.
  std::optional<Dim> add(llvm::StringRef name);
  llvm::ArrayRef<llvm::StringRef> user() const { return names; }
  /// `Time`, or a declared name; empty for a lane nobody declared.
  llvm::StringRef baseName(unsigned base) const;
  /// A base (`Data`), an alias (`Bandwidth`) or a declared name.
  std::optional<Dim> lookup(llvm::StringRef name) const;
  /// Every name that lookup knows, for did-you-mean and completion.
  llvm::SmallVector<llvm::StringRef, 64> all() const;

private:
  llvm::SmallVector<llvm::StringRef, Dim::userBases> names;
};

/// A dimension with a name of its own. The first row of a dimension is the one
/// printed: `Bandwidth` for Data/Time.
struct DimAlias {
  llvm::StringLiteral name;
  Dim dim;
};
llvm::ArrayRef<DimAlias> dimAliases();

/// `Bandwidth`; without an alias as printProduct. A pure number is `Number`.
std::string print(Dim d, const DimNames &names = {});
/// `Data · Time^-1`, for the aligned table of a message.
std::string printProduct(Dim d, const DimNames &names = {});
/// `Data/Time`, `Money/(Token*Time)`, `Data^(1/2)`: as an annotation spells it (JSON).
std::string printQuotient(Dim d, const DimNames &names = {});

struct DimError {
  enum Kind : uint8_t { Syntax, UnknownName, Overflow } kind;
  size_t offset, length; ///< of the place within the text
};
/// Reads an annotation: `Time/Token`, `Data`, `D^2`, `1/Time`. `generic`
/// is asked first: a type parameter hides a dimension.
Expected<Dim, DimError> parseDim(llvm::StringRef text, const DimNames &names,
                                 llvm::function_ref<std::optional<Dim>(llvm::StringRef)> generic = nullptr);

//===----------------------------------------------------------------------===//

namespace detail {
/// The dimension with exponents f(0), f(1), … in twelfths, if each fits.
template <class F> constexpr std::optional<Dim> dimOfTwelfths(F f) {
  std::array<int8_t, Dim::bases> lanes{};
  for (unsigned i = 0; i != Dim::bases; ++i) {
    std::optional<Rational> x = f(i);
    if (!x || !x->isInteger() || x->num() < -127 || x->num() > 127)
      return std::nullopt;
    lanes[i] = int8_t(x->num());
  }
  return Dim::fromTwelfths(lanes);
}
} // namespace detail

constexpr std::optional<Dim> mul(Dim a, Dim b) {
  return detail::dimOfTwelfths([&](unsigned i) { return Rational(a.twelfths(i) + b.twelfths(i)); });
}
constexpr std::optional<Dim> div(Dim a, Dim b) {
  return detail::dimOfTwelfths([&](unsigned i) { return Rational(a.twelfths(i) - b.twelfths(i)); });
}
constexpr std::optional<Dim> pow(Dim d, Rational exponent) {
  return detail::dimOfTwelfths([&](unsigned i) { return mul(Rational(d.twelfths(i)), exponent); });
}
constexpr std::optional<Dim> root(Dim d, int n) {
  auto exponent = Rational::make(1, n);
  return exponent ? pow(d, *exponent) : std::nullopt;
}

} // namespace mls
