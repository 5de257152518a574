//===- Prefix.cpp - prefixes of units -------------------------------------===//

#include "Units/Prefix.h"

namespace mls {

static constexpr Rational powerOf(int base, int exponent) { return *pow(Rational(base), exponent); }

static constexpr PrefixInfo table[numPrefixes] = {
    {"", "", Rational(1)},
    {"p", "p", powerOf(10, -12)},
    {"n", "n", powerOf(10, -9)},
    {"u", "µ", powerOf(10, -6)},
    {"m", "m", powerOf(10, -3)},
    {"k", "k", powerOf(10, 3)},
    {"M", "M", powerOf(10, 6)},
    {"B", "B", powerOf(10, 9)},
    {"G", "G", powerOf(10, 9)},
    {"T", "T", powerOf(10, 12)},
    {"P", "P", powerOf(10, 15)},
    {"E", "E", powerOf(10, 18)},
    {"Z", "Z", powerOf(10, 21)},
    {"Y", "Y", powerOf(10, 24)},
    {"Ki", "Ki", powerOf(2, 10)},
    {"Mi", "Mi", powerOf(2, 20)},
    {"Gi", "Gi", powerOf(2, 30)},
    {"Ti", "Ti", powerOf(2, 40)},
    {"Pi", "Pi", powerOf(2, 50)},
    {"Ei", "Ei", powerOf(2, 60)},
};

const PrefixInfo &info(Prefix prefix) { return table[unsigned(prefix)]; }

std::optional<Prefix> prefixNamed(llvm::StringRef word) {
  for (unsigned i = 1; i != numPrefixes; ++i)
    if (table[i].word == word || table[i].symbol == word)
      return Prefix(i);
  return std::nullopt;
}

llvm::SmallVector<PrefixSplit, 3> splitPrefix(llvm::StringRef name) {
  llvm::SmallVector<PrefixSplit, 3> result;
  auto tryAs = [&](Prefix prefix, llvm::StringRef text) {
    llvm::StringRef rest = name;
    if (rest.consume_front(text) && !rest.empty())
      result.push_back({prefix, rest});
  };
  for (unsigned i = 1; i != numPrefixes; ++i)
    tryAs(Prefix(i), table[i].word);
  tryAs(Prefix::u, table[unsigned(Prefix::u)].symbol);
  tryAs(Prefix::u, "\u03bc"); // the Greek letter that many keyboards give
  return result;
}

} // namespace mls
