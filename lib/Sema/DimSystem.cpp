//===- DimSystem.cpp - equations between dimensions -----------------------===//

#include "Sema/DimSystem.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

bool DimForm::isKnown() const {
  return llvm::all_of(powers, [](Rational p) { return p.isZero(); });
}

DimForm DimSystem::unknown(unsigned i) const {
  DimForm form = constant({});
  form.powers[i] = 1;
  return form;
}

/// a · b^exponent.
std::optional<DimForm> DimSystem::combine(const DimForm &a, const DimForm &b, Rational exponent) const {
  auto raised = mls::pow(b.known, exponent);
  auto known = raised ? mls::mul(a.known, *raised) : std::nullopt;
  if (!known)
    return std::nullopt;
  DimForm result = constant(*known);
  for (auto [x, y, to] : llvm::zip_equal(a.powers, b.powers, result.powers)) {
    auto scaled = mls::mul(y, exponent);
    auto sum = scaled ? add(x, *scaled) : std::nullopt;
    if (!sum)
      return std::nullopt;
    to = *sum;
  }
  return result;
}

std::optional<DimForm> DimSystem::pow(const DimForm &a, Rational exponent) const {
  return combine(constant({}), a, exponent);
}

std::optional<DimForm> DimSystem::resolve(const DimForm &a) const {
  std::optional<DimForm> result = a;
  for (unsigned i = 0; result && i != unknowns(); ++i)
    if (Rational power = result->powers[i]; solved[i] && !power.isZero()) {
      result->powers[i] = 0;
      result = combine(*result, solved[i]->value, power);
    }
  return result;
}

void DimSystem::equate(const DimForm &a, const DimForm &b, Range place) {
  auto quotient = div(a, b);
  auto zero = quotient ? resolve(*quotient) : std::nullopt;
  auto pivot = zero ? llvm::find_if(zero->powers, [](Rational p) { return !p.isZero(); }) : nullptr;
  if (!zero || pivot == zero->powers.end())
    return;
  // known · x^p · rest = 1, so x = (known · rest)^(-1/p).
  unsigned i = unsigned(pivot - zero->powers.begin());
  auto inverse = mls::div(Rational(-1), *pivot);
  *pivot = 0;
  auto value = inverse ? pow(*zero, *inverse) : std::nullopt;
  if (!value)
    return;
  for (auto &other : solved)
    if (other && !other->value.powers[i].isZero()) {
      Rational power = std::exchange(other->value.powers[i], 0);
      if (auto replaced = combine(other->value, *value, power))
        other = Solution{*replaced, place};
      else
        other.reset();
    }
  solved[i] = Solution{*value, place};
}

void DimSystem::leaveOpen(const DimForm &a) {
  for (auto [i, power] : llvm::enumerate(a.powers))
    if (!power.isZero())
      open.set(unsigned(i));
}

bool DimSystem::isOpen(const DimForm &a) const {
  auto form = resolve(a);
  if (!form)
    return true;
  for (unsigned i : open.set_bits()) {
    auto demanded = resolve(unknown(i));
    for (unsigned k = 0; k != unknowns(); ++k)
      if (!form->powers[k].isZero() && (!demanded || !demanded->powers[k].isZero()))
        return true;
  }
  return false;
}

} // namespace mls
