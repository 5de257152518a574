//===- DimSystem.h - equations between dimensions ---------------*- C++ -*-===//
//
// Dimensions under multiplication, with rational exponents, are a vector space: what an
// expression demands of unknown dimensions is a linear equation, and a system of them
// is solved by elimination (Kennedy, "Programming Languages and Dimensions", 1996, §4,
// where exponents are whole and the group is free abelian).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "Units/Dim.h"
#include "llvm/ADT/BitVector.h"

namespace mls {

/// A dimension in terms of unknowns: known · x0^powers[0] · x1^powers[1] · …
struct DimForm {
  Dim known;
  llvm::SmallVector<Rational, 4> powers;

  bool isKnown() const;
};

class DimSystem {
public:
  explicit DimSystem(unsigned unknowns) : solved(unknowns), open(unknowns) {}

  unsigned unknowns() const { return unsigned(solved.size()); }
  DimForm constant(Dim d) const { return {d, llvm::SmallVector<Rational, 4>(unknowns())}; }
  DimForm unknown(unsigned i) const;
  // nullopt: an exponent does not fit.
  std::optional<DimForm> mul(const DimForm &a, const DimForm &b) const { return combine(a, b, 1); }
  std::optional<DimForm> div(const DimForm &a, const DimForm &b) const { return combine(a, b, -1); }
  std::optional<DimForm> pow(const DimForm &a, Rational exponent) const;

  /// Demands that both are one dimension, because of what stands at `place`. A demand
  /// that contradicts earlier ones is left out: the check of the body reports it.
  void equate(const DimForm &a, const DimForm &b, Range place);
  /// Something that is not an equation here is demanded of `a`.
  void leaveOpen(const DimForm &a);

  /// In terms of the unknowns that no equation decides.
  std::optional<DimForm> resolve(const DimForm &a) const;
  /// One of the unknowns in `a` has an open demand.
  bool isOpen(const DimForm &a) const;
  /// What decided unknown i; invalid: nothing.
  Range decidedBy(unsigned i) const { return solved[i] ? solved[i]->place : Range(); }

private:
  std::optional<DimForm> combine(const DimForm &a, const DimForm &b, Rational exponent) const;

  struct Solution {
    DimForm value; ///< free of solved unknowns
    Range place;
  };
  llvm::SmallVector<std::optional<Solution>, 4> solved;
  llvm::BitVector open;
};

} // namespace mls
