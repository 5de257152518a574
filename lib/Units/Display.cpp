//===- Display.cpp - how a base-unit number is shown ----------------------===//

#include "Units/Display.h"

#include "Units/Ladders.h"
#include "Units/Product.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mls {

//===-- Numbers ------------------------------------------------------------===//

static constexpr int significantDigits = 4;
static constexpr double exactLimit = 1e15; // below, a double holds every whole number

static std::string withoutTrailingZeros(std::string text) {
  if (text.find('.') == std::string::npos)
    return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.')
    text.pop_back();
  return text;
}

std::string formatNumber(double value) {
  if (!std::isfinite(value))
    return std::isnan(value) ? "undetermined" : value > 0 ? "inf" : "-inf";
  if (value == std::trunc(value) && std::fabs(value) < exactLimit)
    return fmt::format("{}", int64_t(value));
  std::string scientific = fmt::format("{:.{}e}", value, significantDigits - 1);
  size_t e = scientific.find('e');
  int exponent = std::atoi(scientific.c_str() + e + 1);
  if (exponent < -4 || exponent >= 15)
    return withoutTrailingZeros(scientific.substr(0, e)) + fmt::format("e{}", exponent);
  double rounded = std::strtod(scientific.c_str(), nullptr);
  return withoutTrailingZeros(fmt::format("{:.{}f}", rounded, std::max(0, significantDigits - 1 - exponent)));
}

/// What formatNumber shows, so that 999.96 already counts as 1000 on a ladder.
static double asShown(double value) {
  return std::strtod(fmt::format("{:.{}e}", value, significantDigits - 1).c_str(), nullptr);
}

static std::string withUnit(std::string number, const Unit &unit) {
  if (unit.spelling.empty() || unit.spelling == "%")
    return number + unit.spelling;
  return number + " " + unit.spelling;
}

/// In the smallest unit of a ladder, what no instrument tells from zero (10^-24 ps is far below the Planck time). A
/// pure number may be as small as it likes.
static constexpr double leastShown = 1e-24;

static bool isVanishing(double value, const Unit &unit) {
  return value > 0 && value < leastShown && llvm::any_of(ladders(), [&](const Ladder &ladder) {
           return ladder.dim == unit.dim && ladder.rungs.front().unit == unit.spelling;
         });
}

std::string format(double base, const Unit &unit) {
  double value = unit.fromBase(base);
  return withUnit(isVanishing(value, unit) ? "< " + formatNumber(leastShown) : formatNumber(value), unit);
}

std::string formatRange(double low, double high, const Unit &unit) {
  return withUnit(formatNumber(unit.fromBase(low)) + " .. " + formatNumber(unit.fromBase(high)), unit);
}

//===-- Choice of the unit -------------------------------------------------===//

static constexpr unsigned dataLane = unsigned(Base::Data);

UnitFamily familyOf(const Unit &unit) {
  for (const UnitPart &part : unit.parts)
    if (part.def->dim.twelfths(dataLane) != 0) // `bit` and `bps` have the factor 1, `B` has 8
      return {part.def->factor.exact() == Rational(1), isBinary(part.prefix), true};
  return {};
}

static const Ladder *findLadder(Dim dim, UnitFamily family) {
  LadderFamily wanted = family.bits ? (family.binary ? LadderFamily::BinaryBits : LadderFamily::Bits)
                                    : (family.binary ? LadderFamily::BinaryBytes : LadderFamily::Bytes);
  for (const Ladder &ladder : ladders())
    if (ladder.dim == dim && (ladder.family == LadderFamily::Any || ladder.family == wanted))
      return &ladder;
  return nullptr;
}

/// The highest rung that the value reaches; zero takes the unit of factor one, or the first.
static std::optional<Unit> climb(const Ladder &ladder, double base, const UnitTable &units) {
  std::optional<Unit> best;
  for (const Rung &rung : ladder.rungs) {
    auto unit = units.parse(rung.unit);
    if (!unit)
      continue;
    double value = asShown(std::fabs(unit->fromBase(base)));
    bool reached = base == 0 ? unit->factor.exact() == Rational(1) : value >= rung.from;
    if (best && !reached)
      continue;
    best = *unit;
  }
  return best;
}

/// `B/(tok*s)`: base units, for a dimension that has no ladder.
static Unit fromBases(Dim dim, const UnitTable &units, UnitFamily family) {
  llvm::SmallVector<std::string, 4> above, below;
  for (unsigned i = 0; i != Dim::bases; ++i) {
    if (dim.twelfths(i) == 0)
      continue;
    const UnitDef *def = i == dataLane && !family.bits ? units.find("B") : units.baseUnit(i);
    std::string name = def ? def->name.str() : units.dimensions().baseName(i).str();
    bool inverse = dim.twelfths(i) < 0;
    Rational exponent = inverse ? -dim.exponent(i) : dim.exponent(i);
    if (exponent != Rational(1))
      name += exponent.isInteger() ? "^" + exponent.str() : "^(" + exponent.str() + ")";
    (inverse ? below : above).push_back(name);
  }
  std::string text = llvm::join(above, "*");
  if (above.empty()) { // no unit starts with `/`
    for (std::string &name : below) {
      size_t caret = name.find('^');
      if (caret == std::string::npos)
        name += "^-1";
      else
        name.insert(caret + (name[caret + 1] == '(' ? 2 : 1), "-");
    }
    text = llvm::join(below, "*");
  } else if (!below.empty()) {
    text += below.size() == 1 ? "/" + below.front() : "/(" + llvm::join(below, "*") + ")";
  }
  if (auto unit = units.parse(text))
    return *unit;
  Unit bare;
  bare.dim = dim;
  bare.spelling = text;
  return bare;
}

static constexpr double leastRead = 0.01, mostRead = 1e5;

static bool readable(double value) {
  value = std::fabs(value);
  return !(value > 0) || (value >= leastRead && value < mostRead) || std::isinf(value);
}

Unit displayUnit(double base, Dim dim, const UnitTable &units, llvm::StringRef declared, UnitFamily family) {
  if (!declared.empty())
    if (auto unit = units.parse(declared); unit && unit->dim == dim) {
      if (readable(unit->fromBase(base)) || !unit->counts.empty() || dim.isNumber())
        return *unit;
      family = familyOf(*unit).joined(family);
    }
  if (dim.isNumber())
    return Unit();
  if (const Ladder *ladder = findLadder(dim, family))
    if (auto unit = climb(*ladder, base, units))
      return *unit;
  return fromBases(dim, units, family);
}

/// Powers of units that are counted in the same: all of one dimension, each counting word.
static bool sameKind(const UnitDef *a, const UnitDef *b) {
  return a->counting || b->counting ? a == b : a->dim == b->dim;
}

std::optional<Unit> productUnit(double base, llvm::StringRef product, const UnitTable &units, UnitFamily family) {
  auto powers = parseProduct(product, /*spaces=*/false);
  if (!powers)
    return std::nullopt;
  auto parsed = [&](llvm::StringRef text) {
    auto unit = units.parse(text);
    return unit ? std::optional(*unit) : std::nullopt;
  };
  llvm::SmallVector<std::pair<const UnitDef *, NamePower>, 4> left;
  for (const NamePower &p : *powers) {
    auto found = units.lookup(p.name);
    if (!found)
      return std::nullopt;
    auto same = llvm::find_if(left, [&](auto &l) { return sameKind(l.first, found->def); });
    if (same == left.end()) {
      left.push_back({found->def, p});
    } else if (auto sum = add(same->second.exponent, p.exponent)) {
      if (same->second.exponent.num() * sum->num() < 0) // the greater power tells the unit
        same->second.name = p.name;
      same->second.exponent = *sum;
    } else {
      return std::nullopt;
    }
  }
  llvm::SmallVector<NamePower, 4> words, others;
  std::optional<Dim> above = Dim(), below = Dim();
  for (const auto &[def, p] : left) {
    if (p.exponent.num() == 0)
      continue;
    (def->counting ? words : others).push_back(p);
    std::optional<Dim> &side = p.exponent.num() > 0 ? above : below;
    if (auto power = pow(def->dim, p.exponent); power && side)
      side = mul(*side, *power);
    else
      side = std::nullopt;
  }
  if (words.empty())
    return std::nullopt;
  // `MWh/kW` is a time: what stands on both sides of the line hides in the number.
  if (above && below && (above->baseMask() & below->baseMask()) != 0)
    if (auto dim = mul(*above, *below))
      if (const Ladder *ladder = findLadder(*dim, family))
        if (auto unit = climb(*ladder, base, units))
          if (auto rungs = parseProduct(unit->spelling, /*spaces=*/false)) {
            (*rungs).append(words);
            return parsed(print(*rungs));
          }
  if (left.size() == powers->size())
    return parsed(product);
  llvm::SmallVector<NamePower, 4> rest;
  for (const auto &[def, p] : left)
    rest.push_back(p);
  return parsed(print(rest));
}

/// Decimal places by which a number lies outside what is readable.
static double placesOff(double value) {
  return readable(value) ? 0 : std::max(std::log10(leastRead / std::fabs(value)), std::log10(std::fabs(value) / mostRead));
}

Unit columnUnit(llvm::ArrayRef<Unit> candidates, llvm::ArrayRef<double> bases) {
  const Unit *best = nullptr;
  double least = 0;
  for (const Unit &unit : candidates) {
    double off = 0;
    for (double base : bases)
      off += placesOff(unit.fromBase(base));
    if (!best || off < least)
      best = &unit, least = off;
  }
  return *best;
}

std::string display(double base, Dim dim, const UnitTable &units, llvm::StringRef declared, UnitFamily family) {
  return format(base, displayUnit(base, dim, units, declared, family));
}

} // namespace mls
