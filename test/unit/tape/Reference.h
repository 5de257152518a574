//===- Reference.h - a second opinion on a tape -----------------*- C++ -*-===//
//
// A tape evaluated in `long double` by code that shares nothing with the hooks of
// Units/Scalar.h. Differences of it judge the reverse sweep.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Tape.h"

#include <cmath>
#include <cstring>
#include <vector>

namespace mls::test {

using Real = long double;

inline Real referenceOp(const Tape &tape, const TapeNode &n, Real a, Real b, Real c) {
  bool undefined = std::isnan(a) || std::isnan(b);
  Real nan = std::numeric_limits<Real>::quiet_NaN();
  auto truth = [&](bool p) { return undefined ? nan : Real(p); };
  switch (n.op) {
  case Op::Neg:
    return -a;
  case Op::Sqrt:
    return std::sqrt(a);
  case Op::Exp:
    return std::exp(a);
  case Op::Log:
    return std::log(a);
  case Op::Log2:
    return std::log2(a);
  case Op::Ceil:
    return std::ceil(a);
  case Op::Floor:
    return std::floor(a);
  case Op::Abs:
    return std::fabs(a);
  case Op::CeilLog2: {
    if (!(a > 0))
      return nan;
    Real k = -16000;
    while (std::ldexp(Real(1), int(k)) < a)
      k += 1;
    return k;
  }
  case Op::Not:
    return truth(a == 0);
  case Op::Add:
    return a + b;
  case Op::Sub:
    return a - b;
  case Op::Mul:
    return a * b;
  case Op::Div:
    return a / b;
  case Op::Pow:
    return std::pow(a, b);
  case Op::Max:
    return undefined ? nan : a > b ? a : b;
  case Op::Min:
    return undefined ? nan : a < b ? a : b;
  case Op::Less:
    return truth(a < b);
  case Op::LessEqual:
    return truth(a <= b);
  case Op::Equal:
    return truth(a == b);
  case Op::And:
    return truth(a != 0 && b != 0);
  case Op::Or:
    return truth(a != 0 || b != 0);
  case Op::Require:
    return a == 1 ? b : nan;
  case Op::Select:
    return std::isnan(a) ? nan : a != 0 ? b : c;
  case Op::Extern:
    return tape.externs()[n.index]->value(double(a), double(b), double(c));
  default:
    return nan;
  }
}

/// Values of all nodes; inputs in order of Tape::inputs.
inline std::vector<Real> reference(const Tape &tape, const std::vector<Real> &inputs) {
  std::vector<Real> v;
  auto at = [&](NodeId id) { return id == noNode ? Real(0) : v[id]; };
  for (const TapeNode &n : tape.nodes())
    v.push_back(n.op == Op::Input ? inputs[n.index]
                : n.isLeaf()      ? Real(n.value)
                                  : referenceOp(tape, n, at(n.a), at(n.b), at(n.c)));
  return v;
}

/// The slope at a point from differences over a step and half of it.
struct Difference {
  Real slope = 0, scale = 0;
  Real error = 0;        ///< of the differences themselves: what they disagree by
  bool isSmooth = false; ///< no kink, jump or overflow within the step
};
/// `size`: of the input; the values beside the point, at it and half a step away.
inline Difference difference(Real size, Real h, Real down, Real halfDown, Real here, Real halfUp, Real up,
                             Real precision = 1e-10) {
  Real coarse = (up - down) / (2 * h), fine = (halfUp - halfDown) / h;
  Real bend = (up - 2 * here + down) / h, halfBend = (halfUp - 2 * here + halfDown) / (h / 2);
  Difference d;
  d.slope = (4 * fine - coarse) / 3; // Richardson's extrapolation
  d.scale = std::fabs(fine) + std::fabs(here) / size;
  d.error = 2 * std::fabs(fine - coarse);
  Real kink = std::fabs(bend - 2 * halfBend); // the slope of a smooth function bends with the step
  d.isSmooth = std::isfinite(d.slope) && d.error + kink <= 10 * precision * d.scale;
  return d;
}
inline Difference difference(const Tape &tape, const std::vector<double> &inputs, unsigned input, NodeId output) {
  std::vector<Real> at(inputs.begin(), inputs.end());
  Real x = at[input], size = x == 0 ? Real(1) : std::fabs(x), h = size * Real(1e-6);
  auto value = [&](Real step) {
    at[input] = x + step;
    return reference(tape, at)[output];
  };
  return difference(size, h, value(-h), value(-h / 2), value(0), value(h / 2), value(h));
}

/// Bit for bit the same, any NaN equal to any.
inline bool sameBits(double a, double b) { return (a != a && b != b) || std::memcmp(&a, &b, sizeof a) == 0; }

} // namespace mls::test
