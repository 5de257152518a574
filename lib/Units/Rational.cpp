//===- Rational.cpp - exact numbers of the language -----------------------===//

#include "Units/Rational.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

#include <cmath>
#include <cstdlib>

namespace mls {

double Rational::toDouble() const {
  using UInt = unsigned __int128;
  if (n == 0)
    return 0;
  UInt magnitude = n < 0 ? UInt(-n) : UInt(n), divisor = UInt(d);
  // Long division to 64 significant bits with the rest folded into the last one
  // (round to odd): the conversion to 53 bits is then the only rounding.
  UInt quotient = magnitude / divisor, rest = magnitude % divisor;
  int exponent = 0;
  bool sticky = false;
  for (; quotient >> 64; quotient >>= 1, ++exponent)
    sticky |= quotient & 1;
  for (; !(quotient >> 63); --exponent) {
    rest <<= 1;
    quotient = quotient << 1 | (rest >= divisor);
    if (rest >= divisor)
      rest -= divisor;
  }
  double result = std::ldexp(double(uint64_t(quotient) | uint64_t(sticky || rest != 0)), exponent);
  return n < 0 ? -result : result;
}

static std::string digits(Rational::Int x) {
  std::string text;
  bool negative = x < 0;
  do {
    text.insert(text.begin(), char('0' + (negative ? -int(x % 10) : int(x % 10))));
    x /= 10;
  } while (x != 0);
  return negative ? "-" + text : text;
}

std::string Rational::str() const { return d == 1 ? digits(n) : digits(n) + "/" + digits(d); }

Factor operator*(const Factor &a, const Factor &b) {
  auto x = a.exact(), y = b.exact();
  auto product = x && y ? mul(*x, *y) : std::nullopt;
  return product ? Factor(*product) : Factor::inexact(a.value() * b.value());
}

Factor operator/(const Factor &a, const Factor &b) {
  auto x = a.exact(), y = b.exact();
  auto quotient = x && y ? div(*x, *y) : std::nullopt;
  return quotient ? Factor(*quotient) : Factor::inexact(a.value() / b.value());
}

Factor Factor::pow(Rational exponent) const {
  if (exponent == Rational(1))
    return *this;
  auto x = exact();
  if (x && exponent.isInteger() && exponent.num() > -128 && exponent.num() < 128)
    if (auto power = mls::pow(*x, int(exponent.num())))
      return *power;
  return inexact(std::pow(approximate, exponent.toDouble()));
}

/// Both parts of a fraction that are themselves doubles.
static std::optional<std::pair<double, double>> parts(const Factor &f) {
  constexpr Rational::Int limit = Rational::Int(1) << 53;
  auto x = f.exact();
  if (!x || x->num() > limit || x->num() < -limit || x->den() > limit)
    return std::nullopt;
  return std::pair(double(x->num()), double(x->den()));
}

double Factor::multiply(double x) const {
  if (auto f = parts(*this); f && f->second != 1)
    return f->first == 1 ? x / f->second : x * f->first / f->second;
  return x * approximate;
}

double Factor::divide(double x) const {
  if (auto f = parts(*this); f && f->second != 1)
    return f->first == 1 ? x * f->second : x * f->second / f->first;
  return x / approximate;
}

std::optional<Rational> countScale(llvm::StringRef letters) {
  return llvm::StringSwitch<std::optional<Rational>>(letters)
      .Cases("K", "k", Rational(1'000))
      .Case("M", Rational(1'000'000))
      .Cases("B", "G", Rational(1'000'000'000))
      .Case("T", Rational(1'000'000'000'000))
      .Case("P", Rational(1'000'000'000'000'000))
      .Case("Ki", Rational(int64_t(1) << 10))
      .Case("Mi", Rational(int64_t(1) << 20))
      .Case("Gi", Rational(int64_t(1) << 30))
      .Case("Ti", Rational(int64_t(1) << 40))
      .Default(std::nullopt);
}

namespace {
/// A decimal taken apart: digits * 10^exponent, with the letters after it.
struct Decimal {
  std::string digits;
  bool nonZero = false;
  int exponent = 0;
  llvm::StringRef letters;
};
} // namespace

/// Digits with `_` between two of them; false when there is none.
static bool takeDigits(llvm::StringRef &text, std::string &digits) {
  size_t before = digits.size();
  while (!text.empty()) {
    bool gap = text.front() == '_' && digits.size() > before && text.size() > 1 && llvm::isDigit(text[1]);
    if (!gap && !llvm::isDigit(text.front()))
      break;
    if (!gap)
      digits += text.front();
    text = text.drop_front();
  }
  return digits.size() > before;
}

static std::optional<Decimal> takeApart(llvm::StringRef text) {
  Decimal number;
  if (!takeDigits(text, number.digits))
    return std::nullopt;
  if (text.consume_front(".")) {
    size_t whole = number.digits.size();
    if (!takeDigits(text, number.digits))
      return std::nullopt;
    number.exponent = -int(number.digits.size() - whole);
  }
  if (llvm::StringRef after = text; after.consume_front_insensitive("e")) {
    bool negative = after.consume_front("-");
    if (!negative)
      after.consume_front("+");
    std::string exponent;
    if (!takeDigits(after, exponent))
      return std::nullopt;
    int value = 0;
    if (llvm::StringRef(exponent).getAsInteger(10, value) || value > 100'000)
      value = 100'000; // beyond any double, and far from overflow in what follows
    number.exponent += negative ? -value : value;
    text = after;
  }
  number.nonZero = llvm::StringRef(number.digits).find_first_not_of('0') != llvm::StringRef::npos;
  number.letters = text;
  return number;
}

static std::optional<Rational> exactly(const Decimal &number) {
  Rational::Int mantissa = 0;
  for (char c : number.digits)
    if (__builtin_mul_overflow(mantissa, 10, &mantissa) || __builtin_add_overflow(mantissa, c - '0', &mantissa))
      return std::nullopt;
  auto whole = Rational::make(mantissa, 1);
  auto scale = number.exponent >= -40 && number.exponent <= 40 ? pow(Rational(10), number.exponent) : std::nullopt;
  return whole && scale ? mul(*whole, *scale) : std::nullopt;
}

Expected<Factor, NumberError> parseNumber(llvm::StringRef text) {
  auto number = takeApart(text);
  auto scale = number && !number->letters.empty() ? countScale(number->letters) : Rational(1);
  if (!number || !scale)
    return NumberError::Malformed;
  if (!number->nonZero)
    return Factor(Rational(0));
  Factor value;
  if (auto exact = exactly(*number)) {
    value = *exact;
  } else {
    std::string decimal = number->digits + "e" + std::to_string(number->exponent);
    double nearest = std::strtod(decimal.c_str(), nullptr); // correctly rounded
    value = nearest == 0 ? Factor(Rational(0)) : Factor::inexact(nearest);
  }
  value = value * Factor(*scale);
  if (std::isinf(value.value()))
    return NumberError::TooLarge;
  if (value.value() == 0)
    return NumberError::TooSmall;
  return value;
}

} // namespace mls
