//===- Product.cpp - the grammar of units and dimensions ------------------===//

#include "Units/Product.h"

#include "Units/Dim.h"
#include "llvm/ADT/StringExtras.h"

namespace mls {

namespace {
using Powers = llvm::SmallVector<NamePower, 4>;

class Reader {
public:
  Reader(llvm::StringRef text, bool spaces) : text(text), spaces(spaces) {}

  Expected<Powers, ProductError> read() {
    if (product(0) && peek() != 0)
      fail("a product of names was expected", 1);
    if (error)
      return *error;
    return std::move(powers);
  }

private:
  static constexpr unsigned maxDepth = 64; // brackets; beyond is no unit but an attack on the stack

  char peek() {
    while (spaces && at < text.size() && text[at] == ' ')
      ++at;
    return at < text.size() ? text[at] : 0;
  }
  bool take(char c) {
    if (peek() != c)
      return false;
    ++at;
    return true;
  }
  bool fail(const char *reason, size_t length = 1) {
    if (!error)
      error = {std::min(at, text.size()), std::min(length, text.size() - std::min(at, text.size())), reason};
    return false;
  }
  static bool isNameByte(char c) { return llvm::isAlnum(c) || c == '_' || (unsigned char)c >= 0x80; }

  /// Appends what it reads; returns false after an error.
  bool product(unsigned depth) {
    if (!power(depth, false))
      return false;
    for (;;) {
      bool divide = peek() == '/';
      if (!divide && peek() != '*')
        return true;
      ++at;
      if (!power(depth, divide))
        return false;
    }
  }

  bool power(unsigned depth, bool inverse) {
    size_t first = powers.size();
    if (!atom(depth))
      return false;
    std::optional<Rational> by = Rational(inverse ? -1 : 1);
    if (take('^')) {
      auto e = exponent();
      if (!e)
        return false;
      by = mul(*by, *e);
    }
    for (size_t i = first; i != powers.size(); ++i) {
      auto e = by ? mul(powers[i].exponent, *by) : std::nullopt;
      if (!e)
        return fail("the exponent is out of range");
      powers[i].exponent = *e;
    }
    return true;
  }

  bool atom(unsigned depth) {
    if (take('(')) {
      if (depth == maxDepth)
        return fail("the brackets are nested too deeply");
      return product(depth + 1) && (take(')') || fail("a `)` is missing"));
    }
    size_t begin = (peek(), at);
    while (at < text.size() && isNameByte(text[at]))
      ++at;
    llvm::StringRef name = text.slice(begin, at);
    if (name == "1")
      return true;
    if (name.empty() || llvm::isDigit(name.front())) {
      at = begin;
      return fail(name.empty() ? "a name is missing" : "a number cannot stand in a unit", std::max<size_t>(name.size(), 1));
    }
    powers.push_back({name, begin, Rational(1)});
    return true;
  }

  std::optional<int64_t> integer() {
    bool negative = take('-');
    size_t begin = (peek(), at);
    while (at < text.size() && llvm::isDigit(text[at]))
      ++at;
    int64_t value = 0;
    if (text.slice(begin, at).getAsInteger(10, value) || value > 1'000) {
      at = begin;
      fail("a whole exponent or a fraction in brackets was expected: `m^2`, `m^(1/2)`");
      return std::nullopt;
    }
    return negative ? -value : value;
  }

  std::optional<Rational> exponent() {
    bool bracket = take('(');
    auto num = integer();
    auto den = num && bracket && take('/') ? integer() : std::optional<int64_t>(1);
    if (!num || !den)
      return std::nullopt;
    if (bracket && !take(')')) {
      fail("a `)` is missing");
      return std::nullopt;
    }
    auto value = Rational::make(*num, *den);
    if (!value)
      fail("an exponent cannot be divided by zero");
    return value;
  }

  llvm::StringRef text;
  bool spaces;
  size_t at = 0;
  Powers powers;
  std::optional<ProductError> error;
};
} // namespace

Expected<Powers, ProductError> parseProduct(llvm::StringRef text, bool spaces) { return Reader(text, spaces).read(); }

Expected<Dim, DimError> parseDim(llvm::StringRef text, const DimNames &names,
                                 llvm::function_ref<std::optional<Dim>(llvm::StringRef)> generic) {
  auto product = parseProduct(text, /*spaces=*/true);
  if (!product)
    return DimError{DimError::Syntax, product.error().offset, product.error().length};
  Dim result;
  for (const NamePower &p : *product) {
    std::optional<Dim> d = generic ? generic(p.name) : std::nullopt; // a type parameter hides a dimension
    if (!d)
      d = names.lookup(p.name);
    if (!d)
      return DimError{DimError::UnknownName, p.offset, p.name.size()};
    auto power = pow(*d, p.exponent);
    auto next = power ? mul(result, *power) : std::nullopt;
    if (!next)
      return DimError{DimError::Overflow, p.offset, p.name.size()};
    result = *next;
  }
  return result;
}

std::string print(llvm::ArrayRef<NamePower> powers) {
  std::string above, below;
  for (const NamePower &p : powers) {
    if (p.exponent.num() == 0)
      continue;
    bool inverse = p.exponent.num() < 0;
    Rational e = inverse ? -p.exponent : p.exponent;
    std::string power = p.name.str();
    if (e != Rational(1))
      power += e.isInteger() ? "^" + e.str() : "^(" + e.str() + ")";
    (inverse ? below : above) += (inverse ? "/" : above.empty() ? "" : "*") + power;
  }
  return above.empty() && !below.empty() ? "1" + below : above + below;
}

} // namespace mls
