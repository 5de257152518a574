//===- Scalar.h - what an equation may do to its scalar ---------*- C++ -*-===//
//
// Equations are templates over a scalar S. These hooks are all they may do to it
// beyond + - * / and unary minus: `double` computes, `Trace` (lib/Tape) overloads
// each one and records. They are found by argument-dependent lookup; authors of
// physics use the typed functions of Typed.h (max, less, let, …) instead.
//
// A kernel of the tape calls the very function below, so that tape and `double`
// agree bit for bit by construction.
//
// Truth is a number: 1 true, 0 false, NaN undetermined (it depends on a value that
// is missing or failed a `require`). NaN travels through every operation here, max
// and select included; an undetermined result that someone wants is evaluated again
// with Trace, and the first bad node names its reason.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace mls {

class Dim;

inline constexpr double undetermined = std::numeric_limits<double>::quiet_NaN();

// The larger and the smaller; unlike `std::fmax`, NaN when either is NaN.
constexpr double maxS(double a, double b) { return (a < b) | (b != b) ? b : a; }
constexpr double minS(double a, double b) { return (b < a) | (b != b) ? b : a; }

// Comparison: a truth.
constexpr double truthS(bool holds, double a, double b) { return (a != a) | (b != b) ? undetermined : double(holds); }
constexpr double lessS(double a, double b) { return truthS(a < b, a, b); }
constexpr double lessEqualS(double a, double b) { return truthS(a <= b, a, b); }
constexpr double equalS(double a, double b) { return truthS(a == b, a, b); }

// Logic over truths; strict: what is undetermined stays so.
constexpr double andS(double p, double q) { return p * q; }
constexpr double orS(double p, double q) { return maxS(p, q); }
constexpr double notS(double p) { return 1 - p; }

/// `x` where `p` holds, else `y`. Both are evaluated; only the one taken counts.
constexpr double selectS(double p, double x, double y) { return p != p ? p : p != 0 ? x : y; }

/// `x` where `p` holds, else NaN; Trace keeps the reason.
constexpr double requireS(double p, const char * /*reason*/, double x) { return selectS(p, x, undetermined); }

/// A real branch. The tape is valid while its guards keep their outcome.
constexpr bool guardS(double p) { return p == 1; }

/// The identity; Trace names the step, whose dimension `explain` shows.
constexpr double letS(const char * /*name*/, double x, const Dim & /*dim*/) { return x; }

/// Steps named between these two belong to one repeated part, such as a layer; `x`
/// is any value of the equation (it leads Trace to its tape).
constexpr void enterScopeS(const char * /*name*/, double /*x*/) {}
constexpr void leaveScopeS(double /*x*/) {}

// libm through this one place: a static binary pins its release.
inline double sqrtS(double x) { return std::sqrt(x); }
inline double expS(double x) { return std::exp(x); }
inline double logS(double x) { return std::log(x); }
inline double log2S(double x) { return std::log2(x); }
inline double powS(double x, double y) { return std::pow(x, y); }
inline double ceilS(double x) { return std::ceil(x); }
inline double floorS(double x) { return std::floor(x); }
inline double absS(double x) { return std::fabs(x); }

/// Rounds of a tree over x leaves: the least k with 2^k >= x, exactly (ceil(log2(x))
/// is one too many at 2^29). NaN unless x > 0.
inline double ceilLog2S(double x) {
  if (!(x > 0) || std::isinf(x))
    return x > 0 ? x : undetermined;
  int exponent;
  double mantissa = std::frexp(x, &exponent); // in [1/2, 1)
  return mantissa == 0.5 ? exponent - 1 : exponent;
}

/// How a function goes with one of its arguments while the others stay, wherever it has a
/// value: never down, never up, or sometimes this and sometimes that.
enum class Trend : uint8_t { Mixed, Rising, Falling };

/// A function that is not worth tracing, such as an iteration: one node of the tape,
/// with its derivative to argument i. Up to three arguments. It has a value over a box of
/// arguments where it has one at the corners to which the trends point.
struct Extern {
  const char *name;
  double (*value)(double a, double b, double c);
  double (*derivative)(unsigned i, double a, double b, double c);
  Trend trends[3] = {};
};
inline double externS(const Extern &f, double a, double b = 0, double c = 0) { return f.value(a, b, c); }

} // namespace mls
