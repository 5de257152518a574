//===- Dim.cpp - names, text and parsing of dimensions --------------------===//

#include "Units/Dim.h"

#include "llvm/ADT/StringExtras.h"

namespace mls {

static constexpr llvm::StringLiteral baseNames[Dim::builtinBases] = {
    "Time", "Length", "Mass", "Current", "Temperature", "Data", "Compute", "Money", "Carbon", "Token"};

static constexpr Dim number, time = Base::Time, length = Base::Length, mass = Base::Mass, current = Base::Current,
                             data = Base::Data, compute = Base::Compute, money = Base::Money, carbon = Base::Carbon,
                             token = Base::Token;
static constexpr Dim area = length * length, volume = area * length, energy = mass * area / (time * time),
                     power = energy / time;

// The first name of a dimension is the one printed.
static constexpr DimAlias aliases[] = {
    {"Number", number},
    {"Ratio", number},
    {"Count", number},
    {"Frequency", number / time},
    {"Bandwidth", data / time},
    {"ComputeRate", compute / time},
    {"TokenRate", token / time},
    {"CostRate", money / time},
    {"CarbonRate", carbon / time},
    {"Intensity", compute / data},
    {"Area", area},
    {"Volume", volume},
    {"Energy", energy},
    {"Power", power},
    {"PowerDensity", power / area},
    {"Voltage", power / current},
    {"Charge", current * time},
    {"EnergyPrice", money / energy},
    {"CarbonIntensity", carbon / energy},
    {"CarbonPrice", money / carbon},
    {"WaterIntensity", volume / energy},
};

llvm::ArrayRef<DimAlias> dimAliases() { return aliases; }

std::optional<Dim> DimNames::add(llvm::StringRef name) {
  for (unsigned i = 0; i != names.size(); ++i)
    if (names[i] == name)
      return Dim::user(i);
  if (names.size() == Dim::userBases)
    return std::nullopt;
  names.push_back(name);
  return Dim::user(unsigned(names.size() - 1));
}

llvm::StringRef DimNames::baseName(unsigned base) const {
  if (base < Dim::builtinBases)
    return baseNames[base];
  unsigned i = base - Dim::builtinBases;
  return i < names.size() ? names[i] : llvm::StringRef();
}

std::optional<Dim> DimNames::lookup(llvm::StringRef name) const {
  for (unsigned i = 0; i != Dim::builtinBases; ++i)
    if (baseNames[i] == name)
      return Dim(Base(i));
  for (unsigned i = 0; i != names.size(); ++i)
    if (names[i] == name)
      return Dim::user(i);
  for (const DimAlias &alias : aliases)
    if (alias.name == name)
      return alias.dim;
  return std::nullopt;
}

llvm::SmallVector<llvm::StringRef, 64> DimNames::all() const {
  llvm::SmallVector<llvm::StringRef, 64> result(std::begin(baseNames), std::end(baseNames));
  result.append(names.begin(), names.end());
  for (const DimAlias &alias : aliases)
    result.push_back(alias.name);
  return result;
}

//===-- Text ---------------------------------------------------------------===//

static std::string factorText(const DimNames &names, unsigned base, Rational exponent) {
  std::string text = names.baseName(base).str();
  if (text.empty())
    text = "?" + std::to_string(base);
  if (exponent == Rational(1))
    return text;
  return text + (exponent.isInteger() ? "^" + exponent.str() : "^(" + exponent.str() + ")");
}

std::string print(Dim d, const DimNames &names) {
  for (const DimAlias &alias : aliases)
    if (alias.dim == d)
      return alias.name.str();
  return printProduct(d, names);
}

std::string printProduct(Dim d, const DimNames &names) {
  llvm::SmallVector<std::string, 4> factors;
  for (bool negative : {false, true}) // `Data · Time^-1`: numerators first
    for (unsigned i = 0; i != Dim::bases; ++i)
      if (d.twelfths(i) != 0 && (d.twelfths(i) < 0) == negative)
        factors.push_back(factorText(names, i, d.exponent(i)));
  return factors.empty() ? "Number" : llvm::join(factors, " · ");
}

std::string printQuotient(Dim d, const DimNames &names) {
  llvm::SmallVector<std::string, 4> above, below;
  for (unsigned i = 0; i != Dim::bases; ++i)
    if (d.twelfths(i) > 0)
      above.push_back(factorText(names, i, d.exponent(i)));
    else if (d.twelfths(i) < 0)
      below.push_back(factorText(names, i, -d.exponent(i)));
  if (below.empty())
    return above.empty() ? "Number" : llvm::join(above, "*");
  std::string numerator = above.empty() ? "1" : llvm::join(above, "*");
  return numerator + (below.size() == 1 ? "/" + below.front() : "/(" + llvm::join(below, "*") + ")");
}

} // namespace mls
