//===- BaseUnit.cpp - what a base-unit number is counted in ----------------===//

#include "Units/BaseUnit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"

using namespace mls;

namespace {

/// A name that stands for a product of bases.
struct Compound {
  llvm::StringLiteral unit, dimension;
  Dim dim;
};

constexpr Dim span = Base::Time, speed = Dim(Base::Length) / span, energy = Dim(Base::Mass) * speed * speed;
constexpr Compound compounds[] = {{"J", "Energy", energy}, {"W", "Power", energy / span}};

unsigned factors(Dim d) { return llvm::popcount(d.baseMask()); }

std::string factor(llvm::StringRef name, Rational exponent) {
  if (exponent == Rational(1))
    return name.str();
  return name.str() + (exponent.isInteger() ? "^" + exponent.str() : "^(" + exponent.str() + ")");
}

/// A quotient of names, with the compound that leaves the fewest bases over.
template <class Name> std::string quotient(Dim d, bool ofUnits, Name baseName) {
  llvm::SmallVector<std::string, 4> above, below;
  const Compound *best = nullptr;
  Dim rest = d;
  bool under = d.twelfths(unsigned(Base::Mass)) < 0;
  if (d.twelfths(unsigned(Base::Mass)) != 0)
    for (const Compound &c : compounds)
      if (auto left = under ? mul(d, c.dim) : div(d, c.dim); left && factors(*left) < factors(rest))
        best = &c, rest = *left;
  if (best)
    (under ? below : above).push_back((ofUnits ? best->unit : best->dimension).str());
  for (unsigned i = 0; i != Dim::bases; ++i)
    if (rest.twelfths(i) > 0)
      above.push_back(factor(baseName(i), rest.exponent(i)));
    else if (rest.twelfths(i) < 0)
      below.push_back(factor(baseName(i), -rest.exponent(i)));
  std::string text = llvm::join(above, "*");
  if (below.empty())
    return text;
  return (text.empty() ? "1" : text) + (below.size() == 1 ? "/" + below.front() : "/(" + llvm::join(below, "*") + ")");
}

} // namespace

std::string mls::baseUnit(Dim d, const UnitTable &units) {
  return quotient(d, true, [&](unsigned base) {
    const UnitDef *unit = units.baseUnit(base);
    return unit ? unit->name : units.dimensions().baseName(base);
  });
}

std::string mls::printShort(Dim d, const DimNames &names) {
  return d.isNumber() ? "Number" : quotient(d, false, [&](unsigned base) { return names.baseName(base); });
}
