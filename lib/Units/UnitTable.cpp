//===- UnitTable.cpp - look-up and reading of units -----------------------===//

#include "Units/UnitTable.h"

#include "Basic/Text.h"
#include "Units/Product.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <cmath>

namespace mls {

/// `%` is no identifier, so it cannot be declared in registry/units.
static const UnitDef &percent() {
  static constexpr UnitDef unit{"%", Dim(), Factor(*Rational::make(1, 100), 0.01), PrefixSet(), false, {}, "1/100", "Percent."};
  return unit;
}

//===-- Look-up ------------------------------------------------------------===//

const UnitDef *UnitTable::find(llvm::StringRef name) const {
  for (const UnitDef &unit : own)
    if (unit.name == name)
      return &unit;
  auto at = llvm::partition_point(base, [&](const UnitDef &unit) { return unit.name < name; });
  return at != base.end() && at->name == name ? &*at : nullptr;
}

std::optional<UnitTable::Found> UnitTable::lookup(llvm::StringRef name) const {
  if (const UnitDef *unit = find(name))
    return Found{unit, Prefix::None};
  for (const PrefixSplit &split : splitPrefix(name))
    if (const UnitDef *unit = find(split.rest); unit && unit->prefixes.contains(split.prefix))
      return Found{unit, split.prefix};
  return std::nullopt;
}

const UnitDef *UnitTable::baseUnit(unsigned lane) const {
  Dim wanted = lane < Dim::builtinBases ? Dim(Base(lane)) : Dim::user(lane - Dim::builtinBases);
  auto isBase = [&](const UnitDef &unit) { return unit.dim == wanted && unit.factor.exact() == Rational(1); };
  if (auto at = llvm::find_if(base, isBase); at != base.end())
    return &*at;
  auto at = llvm::find_if(own, isBase);
  return at != own.end() ? &*at : nullptr;
}

//===-- Declarations -------------------------------------------------------===//

template <class F> static void eachSpelling(const UnitDef &unit, F f) {
  for (unsigned i = 0; i != numPrefixes; ++i)
    if (unit.prefixes.contains(Prefix(i)))
      f(info(Prefix(i)).word.str() + unit.name.str());
}

UnitDef makeUnit(llvm::StringRef name, const Factor &number, const Unit &of, PrefixSet prefixes) {
  UnitDef unit;
  unit.name = name;
  unit.dim = of.dim;
  unit.factor = number * of.factor;
  unit.prefixes = prefixes;
  unit.counts = of.counts;
  return unit;
}

std::optional<UnitClash> UnitTable::add(UnitDef unit) {
  std::optional<UnitClash> clash;
  auto check = [&](std::string spelling, const UnitDef *with) {
    if (!clash && with)
      clash = UnitClash{std::move(spelling), with};
  };
  eachSpelling(unit, [&](std::string spelling) {
    auto found = lookup(spelling);
    check(std::move(spelling), found ? found->def : nullptr);
  });
  if (clash)
    return clash;
  counts.emplace_back(unit.counts.begin(), unit.counts.end());
  unit.counts = counts.back();
  own.push_back(unit);
  return std::nullopt;
}

//===-- Unit expressions ---------------------------------------------------===//

static bool spellsCounts(const UnitDef &def) { return def.counting || !def.counts.empty(); }

/// Multiplies `unit` by one prefixed name to a power; false when the result leaves its range.
static bool multiply(Unit &unit, const UnitTable::Found &found, Rational exponent) {
  const UnitDef &def = *found.def;
  auto power = pow(def.dim, exponent);
  auto dim = power ? mul(unit.dim, *power) : std::nullopt;
  if (!dim || (spellsCounts(def) && (!exponent.isInteger() || exponent.num() > 127 || exponent.num() < -127)))
    return false;
  unit.dim = *dim;
  Factor one = found.prefix == Prefix::None ? def.factor : Factor(info(found.prefix).factor) * def.factor;
  unit.factor = unit.factor * one.pow(exponent);
  unit.parts.push_back({&def, found.prefix, exponent});

  auto count = [&](llvm::StringRef word, int by) {
    auto at = llvm::lower_bound(unit.counts, word, [](const CountPower &c, llvm::StringRef w) { return c.word < w; });
    if (at == unit.counts.end() || at->word != word)
      at = unit.counts.insert(at, {word, 0});
    at->exponent += by;
    if (at->exponent == 0)
      unit.counts.erase(at);
  };
  if (def.counting)
    count(def.name, int(exponent.num()));
  for (const CountPower &c : def.counts)
    count(c.word, c.exponent * int(exponent.num()));
  return std::isnormal(unit.factor.value());
}

static UnitError unknown(const UnitTable &table, const NamePower &p) {
  UnitError error{UnitError::Unknown, p.offset, p.name.size(), p.name.str(), "", {}};
  if (auto refused = refusal(p.name)) {
    error.kind = UnitError::Refused;
    error.reason = std::move(refused->reason);
    error.suggestions = std::move(refused->suggestions);
    return error;
  }
  error.suggestions = table.suggest(p.name);
  for (const PrefixSplit &split : splitPrefix(p.name))
    if (const UnitDef *unit = table.find(split.rest)) {
      error.kind = UnitError::NoSuchPrefix;
      std::vector<std::string> takes;
      for (unsigned i = 1; i != numPrefixes; ++i)
        if (unit->prefixes.contains(Prefix(i)))
          takes.push_back(info(Prefix(i)).word.str());
      error.reason = fmt::format("`{}` takes {}", unit->name,
                                 takes.empty() ? "no prefix" : "the prefixes " + quotedList(takes, "and", numPrefixes));
      break;
    }
  return error;
}

Expected<Unit, UnitError> UnitTable::parse(llvm::StringRef text) const {
  Unit unit;
  unit.spelling = text.str();
  if (text == "%") {
    multiply(unit, {&percent(), Prefix::None}, Rational(1));
    return unit;
  }
  auto product = parseProduct(text, /*spaces=*/false);
  if (!product) {
    const ProductError &e = product.error();
    return UnitError{UnitError::Syntax, e.offset, e.length, text.substr(e.offset, e.length).str(), e.reason, {}};
  }
  for (const NamePower &p : *product) {
    auto found = lookup(p.name);
    if (!found)
      return unknown(*this, p);
    if (!multiply(unit, *found, p.exponent))
      return UnitError{UnitError::BadExponent, p.offset, p.name.size(), p.name.str(),
                       spellsCounts(*found->def) ? "a counting word takes a small whole exponent" : "the exponent is out of range", {}};
  }
  return unit;
}

//===-- Suggestions --------------------------------------------------------===//

std::vector<std::string> UnitTable::spellings() const {
  std::vector<std::string> result;
  auto list = [&](std::string spelling) { result.push_back(std::move(spelling)); };
  for (const UnitDef &unit : base)
    eachSpelling(unit, list);
  for (const UnitDef &unit : own)
    eachSpelling(unit, list);
  return result;
}

llvm::SmallVector<std::string, 3> UnitTable::suggest(llvm::StringRef name) const {
  llvm::SmallVector<std::string, 3> result;
  std::vector<std::string> all = spellings();
  for (const std::string &spelling : all) // `gb`, `Kwh`: only the case differs
    if (name.equals_insensitive(spelling) && result.size() < 3)
      result.push_back(spelling);
  if (result.empty())
    if (llvm::StringRef near = nearest(name, all); !near.empty())
      result.push_back(near.str());
  return result;
}

std::string print(llvm::ArrayRef<CountPower> counts) {
  if (counts.empty())
    return "no counting word";
  std::vector<std::string> words;
  for (const CountPower &c : counts)
    words.push_back(c.exponent == 1 ? c.word.str() : fmt::format("{}^{}", c.word, c.exponent));
  return llvm::join(words, "*");
}

} // namespace mls
