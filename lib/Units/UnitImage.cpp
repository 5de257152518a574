//===- UnitImage.cpp - units as C++ text ----------------------------------===//

#include "Units/UnitImage.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>

namespace mls {

static std::string quoted(llvm::StringRef text) {
  std::string result = "\"";
  for (char c : text) // octal escapes end after three digits, hexadecimal ones do not
    if (c == '"' || c == '\\' || c < ' ')
      result += fmt::format("\\{:03o}", (unsigned char)c);
    else
      result += c;
  return result + "\"";
}

/// C++ has no literals of 128 bits.
static std::string constantText(Rational::Int x) {
  uint64_t low = uint64_t(x);
  int64_t high = int64_t(x >> 64);
  return fmt::format("(__int128({}) << 64 | {}u)", high, low);
}

static std::string constantText(const Factor &factor) {
  std::string value = fmt::format("{:a}", factor.value());
  auto exact = factor.exact();
  if (!exact)
    return fmt::format("Factor::inexact({})", value);
  return fmt::format("Factor(*Rational::make({}, {}), {})", constantText(exact->num()), constantText(exact->den()), value);
}

std::string constantText(Dim dim) {
  std::string result = "Dim::fromTwelfths({";
  for (unsigned i = 0; i != Dim::bases; ++i)
    result += fmt::format("{}{}", i ? ", " : "", dim.twelfths(i));
  return result + "})";
}

void writeUnits(llvm::raw_ostream &out, llvm::StringRef name, llvm::ArrayRef<const UnitDef *> units,
                llvm::function_ref<std::string(const UnitDef &)> origin) {
  llvm::SmallVector<const UnitDef *> sorted(units.begin(), units.end());
  llvm::sort(sorted, [](const UnitDef *a, const UnitDef *b) { return a->name < b->name; });
  for (const UnitDef *unit : sorted) {
    if (unit->counts.empty())
      continue;
    out << "constexpr CountPower " << name << "_" << unit->name << "[] = {";
    for (const CountPower &c : unit->counts)
      out << "{" << quoted(c.word) << ", " << c.exponent << "}, ";
    out << "};\n";
  }
  out << "constexpr UnitDef " << name << "[] = {\n";
  for (const UnitDef *unit : sorted) {
    std::string counts = unit->counts.empty() ? "{}" : (name + "_" + unit->name).str();
    out << "    {" << quoted(unit->name) << ", " << constantText(unit->dim) << ", " << constantText(unit->factor)
        << ", PrefixSet::fromBits(" << unit->prefixes.bits() << "), " << (unit->counting ? "true" : "false") << ", "
        << counts << ", " << quoted(unit->definition) << ", " << quoted(unit->doc) << ", "
        << (origin ? origin(*unit) : "nullptr") << "},\n";
  }
  out << "};\n";
}

} // namespace mls
