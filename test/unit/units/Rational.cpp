//===- Rational.cpp - laws of exact numbers -------------------------------===//

#include "Units/Rational.h"

#include "Check.h"

#include <cstdlib>
#include <random>
#include <string>

using namespace mls;

MLS_TEST_MAIN()

namespace {
// Values, where the library gives optionals.
Rational fraction(int64_t num, int64_t den) { return *Rational::make(num, den); }
Rational power(Rational a, int n) { return *pow(a, n); }
Rational operator+(Rational a, Rational b) { return *add(a, b); }
Rational operator*(Rational a, Rational b) { return *mul(a, b); }
Rational operator/(Rational a, Rational b) { return *div(a, b); }

struct Random {
  std::mt19937_64 engine{7};
  int64_t whole(int64_t limit) { return std::uniform_int_distribution<int64_t>(-limit, limit)(engine); }
  Rational rational() { return fraction(whole(1'000'000), 1 + std::abs(whole(1'000'000))); }
};
} // namespace

TEST(fieldLaws) {
  Random random;
  for (int i = 0; i != 2000; ++i) {
    Rational a = random.rational(), b = random.rational(), c = random.rational();
    CHECK_EQ(a + b, b + a);
    CHECK_EQ(a * b, b * a);
    CHECK_EQ(a * b * c, a * (b * c));
    CHECK_EQ(a * (b + c), a * b + a * c);
    CHECK_EQ(a + -a, Rational(0));
    if (!a.isZero()) {
      CHECK_EQ(a / a, Rational(1));
      CHECK_EQ(b / a * a, b);
    }
  }
}

TEST(lowestTerms) {
  CHECK_EQ(fraction(6, -4), fraction(-3, 2));
  CHECK_EQ(fraction(6, -4).str(), std::string("-3/2"));
  CHECK(!Rational::make(1, 0));
  CHECK(!div(Rational(1), Rational(0)));
}

TEST(overflowIsSeen) {
  Rational big = power(10, 38);
  CHECK_EQ(big.str(), "1" + std::string(38, '0'));
  CHECK(!mul(big, Rational(10)));
  CHECK(!pow(Rational(10), 39));
  CHECK(!add(big, big * fraction(8, 10)));
  CHECK_EQ(big * power(10, -38), Rational(1)); // crossed out before it overflows
  CHECK(!pow(Rational(0), -1));
  CHECK_EQ(power(-2, -3), fraction(-1, 8));
}

// strtod of the C library is the judge of correct rounding.
TEST(nearestDouble) {
  Random random;
  for (int i = 0; i != 20000; ++i) {
    int64_t digits = random.whole(INT64_MAX);
    int places = int(std::abs(random.whole(18)));
    std::string text = std::to_string(digits) + "e-" + std::to_string(places);
    CHECK_EQ((Rational(digits) * power(10, -places)).toDouble(), std::strtod(text.c_str(), nullptr));
  }
  CHECK_EQ(fraction(1, 3).toDouble(), 1.0 / 3.0);
  CHECK_EQ(Rational((int64_t(1) << 53) + 1).toDouble(), 9007199254740992.0);  // a tie goes to even
  CHECK_EQ(Rational((int64_t(1) << 53) + 3).toDouble(), 9007199254740996.0);
  CHECK_EQ(power(2, 126).toDouble(), 0x1p126);
  CHECK_EQ(power(2, -126).toDouble(), 0x1p-126);
}

static double number(const char *text) {
  auto factor = parseNumber(text);
  return factor ? factor->value() : -1;
}
static bool isExactly(const char *text, Rational expected) {
  auto factor = parseNumber(text);
  return factor && factor->exact() == expected;
}

TEST(literals) {
  CHECK(isExactly("0", Rational(0)));
  CHECK(isExactly("3.35", fraction(67, 20)));
  CHECK(isExactly("1.56e13", Rational(15'600'000'000'000)));
  CHECK(isExactly("1_000", Rational(1000)));
  CHECK(isExactly("1E-3", fraction(1, 1000)));
  CHECK(isExactly("0.000", Rational(0)));
  CHECK_EQ(number("6.02214076e23"), 6.02214076e23);
  CHECK_EQ(number("1e300"), 1e300);   // beyond 128 bits: still the nearest double
  CHECK_EQ(number("5e-324"), 5e-324);
  CHECK_EQ(number("3.14159265358979323846264338327950288419716939937510"), 3.14159265358979323846);
}

TEST(countScales) {
  CHECK(isExactly("70B", Rational(70'000'000'000)));
  CHECK(isExactly("1.8T", Rational(1'800'000'000'000)));
  CHECK(isExactly("8K", Rational(8000)));
  CHECK(isExactly("8Ki", Rational(8192)));
  CHECK(isExactly("16Mi", Rational(16'777'216)));
}

TEST(refusedLiterals) {
  for (const char *text : {"", ".", "1.", ".5", "1e", "1e+", "_1", "1_", "1__0", "1_.5", "0x10", "8X", "1.2.3", "- 1", "1 2"}) {
    auto factor = parseNumber(text);
    CHECK(!factor && factor.error() == NumberError::Malformed);
  }
  for (const char *text : {"1e400", "1e308T", "1e99999999999999999999", "2e308"}) {
    auto factor = parseNumber(text);
    CHECK(!factor && factor.error() == NumberError::TooLarge);
  }
  for (const char *text : {"1e-400", "1e-99999999999999999999"}) {
    auto factor = parseNumber(text);
    CHECK(!factor && factor.error() == NumberError::TooSmall);
  }
  std::string long_(1'000'000, '9');
  CHECK(!parseNumber(long_));
}
