//===- Typed.h - quantities of physics, checked by the C++ compiler -*- C++ -*-===//
//
// Q<U, S>: a scalar S (`double` or `Trace`) of dimension U, in base units. An
// ill-typed sum does not compile. Dimension algebra is that of Boost.Units, of
// which this is the only includer; its `quantity` is not used, because its
// comparisons are bool (a Trace could branch in silence), it lacks
// `double * quantity<T>` and it turns pure numbers into T silently.
//
// Numbers (arithmetic types) mix freely with Ratio; everything else needs a typed
// constant: `2 * macs * flopPerMac`, `tokens / oneToken`.
//
// A comparison is a Flag, never bool: it feeds `select`, or `if (guard(flag))`.
// `raw()` belongs to Units, Tape and Schema; a test greps for it elsewhere.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Dim.h"
#include "Units/Scalar.h"

#include <boost/units/base_dimension.hpp>
#include <boost/units/dimension.hpp>
#include <boost/units/static_rational.hpp>

#include <concepts>
#include <type_traits>

namespace mls {

//===-- Dimensions as types ------------------------------------------------===//

namespace dim {
namespace bu = boost::units;

template <Base B> struct BaseDimension : bu::base_dimension<BaseDimension<B>, 1000 + long(B)> {};
template <Base B> using Of = typename BaseDimension<B>::dimension_type;

using None = bu::dimensionless_type;
template <class A, class B> using Product = typename boost::mpl::times<A, B>::type;
template <class A, class B> using Quotient = typename boost::mpl::divides<A, B>::type;
template <class U, long N, long D = 1> using Power = typename bu::static_power<U, bu::static_rational<N, D>>::type;

/// The run-time dimension of a type.
template <class U> struct Bridge;
template <> struct Bridge<None> { static constexpr Dim value{}; };
template <Base B, class E, class Rest> struct Bridge<bu::list<bu::dim<BaseDimension<B>, E>, Rest>> {
  static_assert(Dim::denominator % E::Denominator == 0, "exponents are multiples of 1/12");
  static constexpr Dim value = Bridge<Rest>::value * *pow(Dim(B), *Rational::make(E::Numerator, E::Denominator));
};
} // namespace dim

template <class U> inline constexpr Dim dimOf = dim::Bridge<U>::value;

//===-- The quantity -------------------------------------------------------===//

template <class T>
concept Number = std::is_arithmetic_v<T>;

template <class U, class S> class Q {
public:
  using Unit = U;
  using Scalar = S;
  static constexpr bool isNumber = std::same_as<U, dim::None>;

  constexpr Q() : value(0.0) {}
  explicit constexpr Q(S raw) : value(raw) {}
  /// Numbers are ratios.
  template <Number N>
    requires isNumber
  constexpr Q(N number) : value(double(number)) {}
  /// A constant meets the scalar of the equation.
  template <std::same_as<double> D>
    requires(!std::same_as<S, D>)
  constexpr Q(const Q<U, D> &constant) : value(constant.raw()) {}

  static constexpr Dim dim() { return dimOf<U>; }
  constexpr S raw() const { return value; }

  Q operator-() const { return Q(-value); }
  Q &operator+=(const Q &b) { return *this = Q(value + b.value); }
  Q &operator-=(const Q &b) { return *this = Q(value - b.value); }

private:
  S value;
};

/// Scalar of a result: that of the equation, which a double constant joins.
template <class S, class T> using Join = std::conditional_t<std::same_as<S, double>, T, S>;
template <class S> using Ratio = Q<dim::None, S>;

template <class U, class S, class T> constexpr auto operator+(const Q<U, S> &a, const Q<U, T> &b) { return Q<U, Join<S, T>>(a.raw() + b.raw()); }
template <class U, class S, class T> constexpr auto operator-(const Q<U, S> &a, const Q<U, T> &b) { return Q<U, Join<S, T>>(a.raw() - b.raw()); }
template <class U, class S, class V, class T> constexpr auto operator*(const Q<U, S> &a, const Q<V, T> &b) {
  return Q<dim::Product<U, V>, Join<S, T>>(a.raw() * b.raw());
}
template <class U, class S, class V, class T> constexpr auto operator/(const Q<U, S> &a, const Q<V, T> &b) {
  return Q<dim::Quotient<U, V>, Join<S, T>>(a.raw() / b.raw());
}
// With plain numbers, which are ratios.
template <class S, Number N> constexpr auto operator+(const Ratio<S> &a, N b) { return Ratio<S>(a.raw() + double(b)); }
template <class S, Number N> constexpr auto operator+(N a, const Ratio<S> &b) { return Ratio<S>(double(a) + b.raw()); }
template <class S, Number N> constexpr auto operator-(const Ratio<S> &a, N b) { return Ratio<S>(a.raw() - double(b)); }
template <class S, Number N> constexpr auto operator-(N a, const Ratio<S> &b) { return Ratio<S>(double(a) - b.raw()); }
template <class U, class S, Number N> constexpr auto operator*(const Q<U, S> &a, N b) { return Q<U, S>(a.raw() * double(b)); }
template <class U, class S, Number N> constexpr auto operator*(N a, const Q<U, S> &b) { return Q<U, S>(double(a) * b.raw()); }
template <class U, class S, Number N> constexpr auto operator/(const Q<U, S> &a, N b) { return Q<U, S>(a.raw() / double(b)); }
template <class U, class S, Number N> constexpr auto operator/(N a, const Q<U, S> &b) {
  return Q<dim::Quotient<dim::None, U>, S>(double(a) / b.raw());
}

//===-- Conditions ---------------------------------------------------------===//

/// A yes or no that depends on numbers: 1, 0 or undetermined. Not convertible to bool.
template <class S> class Flag {
public:
  using Scalar = S;
  constexpr Flag() : truth(0.0) {}
  constexpr Flag(std::same_as<bool> auto known) : truth(known ? 1.0 : 0.0) {}
  explicit constexpr Flag(S truth) : truth(truth) {}
  constexpr S raw() const { return truth; }

  friend Flag operator&&(const Flag &p, const Flag &q) { return Flag(andS(p.truth, q.truth)); }
  friend Flag operator||(const Flag &p, const Flag &q) { return Flag(orS(p.truth, q.truth)); }
  friend Flag operator!(const Flag &p) { return Flag(notS(p.truth)); }

private:
  S truth;
};

/// One of the enumerators of E that depends on numbers: its value as a number.
template <class E, class S> class Choice {
public:
  using Enum = E;
  using Scalar = S;
  constexpr Choice() : index(0.0) {}
  constexpr Choice(E known) : index(double(int(known))) {}
  explicit constexpr Choice(S index) : index(index) {}
  constexpr S raw() const { return index; }

private:
  S index;
};

} // namespace mls

#include "Units/TypedFunctions.h"
#include "Units/TypedNames.h"
