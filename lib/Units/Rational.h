//===- Rational.h - exact numbers of the language ---------------*- C++ -*-===//
//
// Unit factors and literals are exact rationals as long as they fit into 128 bits,
// so that `400 Gbps as GB/s` is 50 and not 49.99…. Arithmetic that would overflow
// gives nullopt, and its user goes on with the nearest double (Factor).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Expected.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <numeric>
#include <optional>
#include <string>

namespace mls {

/// num / den in lowest terms, den > 0.
class Rational {
public:
  using Int = __int128;

  constexpr Rational(int64_t n = 0) : n(n) {}
  /// nullopt when den is zero or the reduced fraction does not fit.
  static constexpr std::optional<Rational> make(Int num, Int den);

  constexpr Int num() const { return n; }
  constexpr Int den() const { return d; }
  constexpr bool isInteger() const { return d == 1; }
  constexpr bool isZero() const { return n == 0; }
  constexpr bool isNegative() const { return n < 0; }
  constexpr Rational operator-() const { return Rational(-n, d); }
  friend constexpr bool operator==(Rational, Rational) = default;

  /// Nearest double, ties to even: correctly rounded.
  double toDouble() const;
  /// `3`, `-1/2`.
  std::string str() const;

private:
  constexpr Rational(Int n, Int d) : n(n), d(d) {}

  Int n = 0, d = 1;
};

constexpr std::optional<Rational> mul(Rational a, Rational b);
constexpr std::optional<Rational> div(Rational a, Rational b);
constexpr std::optional<Rational> add(Rational a, Rational b);
/// a^n by repeated squaring; 0^-1 is nullopt.
constexpr std::optional<Rational> pow(Rational a, int n);

/// A scale: exact where it fits, always with its nearest double.
class Factor {
public:
  constexpr Factor() : Factor(Rational(1), 1.0) {}
  /*implicit*/ Factor(Rational exact) : Factor(exact, exact.toDouble()) {}
  /// For tables: `value` must be exact.toDouble().
  constexpr Factor(Rational exact, double value) : rational(exact), approximate(value) {}
  /// A factor known only approximately.
  static constexpr Factor inexact(double value) { return Factor(Rational(0), value); }

  constexpr std::optional<Rational> exact() const { return rational.isZero() && approximate != 0 ? std::nullopt : std::optional(rational); }
  constexpr double value() const { return approximate; }

  friend Factor operator*(const Factor &a, const Factor &b);
  friend Factor operator/(const Factor &a, const Factor &b);
  Factor pow(Rational exponent) const;

  /// x * factor and x / factor, with one rounding where the factor allows it
  /// (dividing by a thousandth multiplies by a thousand).
  double multiply(double x) const;
  double divide(double x) const;

private:
  Rational rational; ///< zero beside a non-zero double: not exact
  double approximate;
};

/// Why a piece of text is no number.
enum class NumberError : uint8_t {
  Malformed, ///< not `3`, `3.35`, `1.56e13`, `1_000`, each with an optional scale `8Ki`
  TooLarge,  ///< `1e400`: beyond every double
  TooSmall   ///< `1e-400`: not zero, yet below every double
};

/// The value of glued letters after a number: K M B T P (decimal; `k` and `G` too),
/// Ki Mi Gi Ti (binary).
std::optional<Rational> countScale(llvm::StringRef letters);

/// Reads a decimal literal without sign: digits, one `.`, `_` between digits, an
/// exponent, a count scale. Exact where it fits, else correctly rounded.
Expected<Factor, NumberError> parseNumber(llvm::StringRef text);

//===----------------------------------------------------------------------===//

namespace detail {
constexpr Rational::Int gcd(Rational::Int a, Rational::Int b) {
  for (a = a < 0 ? -a : a; b != 0;) {
    Rational::Int r = a % b;
    a = b;
    b = r < 0 ? -r : r;
  }
  return a;
}
} // namespace detail

constexpr std::optional<Rational> Rational::make(Int num, Int den) {
  constexpr Int lowest = Int(1) << 127;
  if (den == 0 || num == lowest || den == lowest)
    return std::nullopt;
  Int g = detail::gcd(num, den);
  if (den < 0)
    g = -g;
  return Rational(num / g, den / g);
}

constexpr std::optional<Rational> mul(Rational a, Rational b) {
  // Cross-reduced first: what overflows here does not fit in lowest terms either.
  Rational::Int g = detail::gcd(a.num(), b.den()), h = detail::gcd(b.num(), a.den()), n = 0, d = 0;
  if (__builtin_mul_overflow(a.num() / g, b.num() / h, &n) || __builtin_mul_overflow(a.den() / h, b.den() / g, &d))
    return std::nullopt;
  return Rational::make(n, d);
}

constexpr std::optional<Rational> div(Rational a, Rational b) {
  auto inverse = Rational::make(b.den(), b.num());
  return inverse ? mul(a, *inverse) : std::nullopt;
}

constexpr std::optional<Rational> add(Rational a, Rational b) {
  Rational::Int g = detail::gcd(a.den(), b.den()), x = 0, y = 0, n = 0, d = 0;
  if (__builtin_mul_overflow(a.num(), b.den() / g, &x) || __builtin_mul_overflow(b.num(), a.den() / g, &y) ||
      __builtin_add_overflow(x, y, &n) || __builtin_mul_overflow(a.den(), b.den() / g, &d))
    return std::nullopt;
  return Rational::make(n, d);
}

constexpr std::optional<Rational> pow(Rational a, int n) {
  if (n < 0) {
    auto inverse = Rational::make(a.den(), a.num());
    return inverse && n > -4096 ? pow(*inverse, -n) : std::nullopt;
  }
  std::optional<Rational> result = Rational(1), square = a;
  for (; n != 0 && result; n >>= 1) {
    if (n & 1)
      result = square ? mul(*result, *square) : std::nullopt;
    if (n > 1 && square)
      square = mul(*square, *square);
  }
  return result;
}

} // namespace mls
