//===- Kernels.h - one operation over a strip -------------------*- C++ -*-===//
//
// Loops of 64 points, cloned for AVX2 and chosen at load time. No clone may contract
// to FMA: every instruction set gives the same bits.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Op.h"

namespace mls {

/// Points of one strip.
inline constexpr unsigned stripSize = 64;

/// d[i] = op(a[i], b[i], c[i]). A scalar is passed as a pointer to it. `d` is none of
/// the operands.
using Kernel = void (*)(double *d, const double *a, const double *b, const double *c);

/// True when every value of the strip is a number.
bool allFinite(const double *column);
/// True when every value of the strip is 1: what a comparison gives where it holds.
bool allTrue(const double *column);

/// True when every value of the strip is in [lo, hi].
bool allWithin(const double *column, double lo, double hi);
/// The strip lo + (first + i) * step.
void fillLinear(double *column, double lo, double step, double first);

/// The kernel for these operands. With three operands all are columns.
Kernel kernelFor(Op op, bool aIsColumn, bool bIsColumn);

} // namespace mls
