//===- TypedFunctions.h - functions of quantities ---------------*- C++ -*-===//
//
// Part of Typed.h. Each forwards to the hook of its scalar (Scalar.h) and states
// the dimensions. Where two quantities of one dimension meet, either may be a
// typed constant; where a ratio is wanted, so may a number.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

#include <utility>

namespace mls {

// Steps, conditions, branches.

/// Names a step for `explain`; free for `double`. `name` is a literal.
template <class U, class S> constexpr Q<U, S> let(const char *name, const Q<U, S> &x) {
  return Q<U, S>(letS(name, x.raw(), dimOf<U>));
}

/// Steps named in the life of a Scope belong to one repeated part:
///   Scope layer("layer", traffic);
template <class U, class S> class [[nodiscard]] Scope {
public:
  Scope(const char *name, const Q<U, S> &any) : any(any.raw()) { enterScopeS(name, this->any); }
  ~Scope() { leaveScopeS(any); }
  Scope(const Scope &) = delete;

private:
  S any;
};

/// The outcome of a condition, for a real `if`. Prefer `select`: a tape is valid
/// only while its guards keep their outcome.
template <class S> bool guard(const Flag<S> &p) { return guardS(p.raw()); }

/// `x` where `p` holds; else nothing may depend on it: an error of evaluation with
/// this reason (lower case, no full stop), if and only if someone wants the result.
///   time = require(less(load, 1), "the queue is unstable", load / (1 - load) * service)
template <class U, class S, class T> auto require(const Flag<S> &p, const char *reason, const Q<U, T> &x) {
  return Q<U, Join<S, T>>(requireS(p.raw(), reason, Join<S, T>(x.raw())));
}

#define MLS_COMPARE(Name, Hook)                                                                                        \
  template <class U, class S, class T> Flag<Join<S, T>> Name(const Q<U, S> &a, const Q<U, T> &b) {                     \
    using J = Join<S, T>;                                                                                              \
    return Flag<J>(Hook(J(a.raw()), J(b.raw())));                                                                      \
  }                                                                                                                    \
  template <class S, Number N> Flag<S> Name(const Ratio<S> &a, N b) { return Name(a, Ratio<S>(b)); }                   \
  template <class S, Number N> Flag<S> Name(N a, const Ratio<S> &b) { return Name(Ratio<S>(a), b); }
MLS_COMPARE(less, lessS)           ///< a < b
MLS_COMPARE(lessEqual, lessEqualS) ///< a <= b
MLS_COMPARE(equal, equalS)         ///< a == b, exactly: for counts
#undef MLS_COMPARE

/// Where the choice is this enumerator.
template <class E, class S> Flag<S> is(const Choice<E, S> &c, E e) { return Flag<S>(equalS(c.raw(), S(double(int(e))))); }

/// `x` where `p` holds, else `y`. Both are evaluated.
template <class U, class P, class S, class T> auto select(const Flag<P> &p, const Q<U, S> &x, const Q<U, T> &y) {
  using J = Join<P, Join<S, T>>;
  return Q<U, J>(selectS(J(p.raw()), J(x.raw()), J(y.raw())));
}
template <class P, class S, Number N> Ratio<Join<P, S>> select(const Flag<P> &p, const Ratio<S> &x, N y) { return select(p, x, Ratio<S>(y)); }
template <class P, class S, Number N> Ratio<Join<P, S>> select(const Flag<P> &p, N x, const Ratio<S> &y) { return select(p, Ratio<S>(x), y); }
template <class P, Number M, Number N> Ratio<P> select(const Flag<P> &p, M x, N y) { return select(p, Ratio<P>(x), Ratio<P>(y)); }

// The larger, the smaller; of two or more.
#define MLS_EXTREME(Name, Hook)                                                                                        \
  template <class U, class S, class T> auto Name(const Q<U, S> &a, const Q<U, T> &b) {                                 \
    using J = Join<S, T>;                                                                                              \
    return Q<U, J>(Hook(J(a.raw()), J(b.raw())));                                                                      \
  }                                                                                                                    \
  template <class S, Number N> Ratio<S> Name(const Ratio<S> &a, N b) { return Name(a, Ratio<S>(b)); }                  \
  template <class S, Number N> Ratio<S> Name(N a, const Ratio<S> &b) { return Name(Ratio<S>(a), b); }                  \
  template <class A, class B, class C, class... More>                                                                  \
  auto Name(const A &a, const B &b, const C &c, const More &...more) { return Name(Name(a, b), c, more...); }
MLS_EXTREME(max, maxS)
MLS_EXTREME(min, minS)
#undef MLS_EXTREME

namespace detail {
template <class E, class S, class U> Choice<E, S> argmax(const S &index, const Q<U, S> &) { return Choice<E, S>(index); }
template <class E, class S, class U, class T, class... More>
Choice<E, S> argmax(const S &index, const Q<U, S> &best, E e, const Q<U, T> &x, const More &...more) {
  S larger = lessS(best.raw(), S(x.raw()));
  return argmax<E, S>(selectS(larger, S(double(int(e))), index), max(best, Q<U, S>(x)), more...);
}
} // namespace detail

/// The enumerator of the largest: argmax(Bound::Compute, a, Bound::Memory, b, …).
/// The first wins a tie.
template <class E, class U, class S, class... More>
Choice<E, S> argmax(E e, const Q<U, S> &x, const More &...more) requires std::is_enum_v<E> {
  return detail::argmax<E, S>(S(double(int(e))), x, more...);
}

// Powers and roots.
template <class U, class S> auto sq(const Q<U, S> &x) { return x * x; }
template <long N, long D = 1, class U, class S> auto power(const Q<U, S> &x) { ///< x^(N/D), a constant exponent
  return Q<dim::Power<U, N, D>, S>(powS(x.raw(), S(double(N) / double(D))));
}
template <class U, class S> auto sqrt(const Q<U, S> &x) { return Q<dim::Power<U, 1, 2>, S>(sqrtS(x.raw())); }
template <class S, class T> auto pow(const Ratio<S> &x, const Ratio<T> &y) {
  using J = Join<S, T>;
  return Ratio<J>(powS(J(x.raw()), J(y.raw())));
}
template <class S, Number N> Ratio<S> pow(const Ratio<S> &x, N y) { return pow(x, Ratio<S>(y)); }
template <class S, Number N> Ratio<S> pow(N x, const Ratio<S> &y) { return pow(Ratio<S>(x), y); }

// Pure numbers only.
template <class S> Ratio<S> exp(const Ratio<S> &x) { return Ratio<S>(expS(x.raw())); }
template <class S> Ratio<S> log(const Ratio<S> &x) { return Ratio<S>(logS(x.raw())); }
template <class S> Ratio<S> log2(const Ratio<S> &x) { return Ratio<S>(log2S(x.raw())); }
template <class S> Ratio<S> ceil(const Ratio<S> &x) { return Ratio<S>(ceilS(x.raw())); }
template <class S> Ratio<S> floor(const Ratio<S> &x) { return Ratio<S>(floorS(x.raw())); }
/// Rounds of a tree over x leaves, exact at powers of two.
template <class S> Ratio<S> ceilLog2(const Ratio<S> &x) { return Ratio<S>(ceilLog2S(x.raw())); }
template <class U, class S> Q<U, S> abs(const Q<U, S> &x) { return Q<U, S>(absS(x.raw())); }
/// An iteration over pure numbers, one node of a tape (Extern, Scalar.h).
template <class S, class... T> Ratio<S> iterate(const Extern &f, const Ratio<S> &a, const Ratio<T> &...more) {
  return Ratio<S>(externS(f, a.raw(), S(more.raw())...));
}
/// A flag as a number, 1 or 0.
template <class S> Ratio<S> number(const Flag<S> &p) { return Ratio<S>(p.raw()); }

} // namespace mls
