//===- Dim.cpp - laws and text of dimensions ------------------------------===//

#include "Units/Dim.h"

#include "Check.h"

#include <random>

using namespace mls;

namespace {
constexpr Dim duration = Base::Time, data = Base::Data, compute = Base::Compute, mass = Base::Mass, length = Base::Length;

struct Random {
  std::mt19937_64 engine{11};
  Dim dim(int limit = 20) {
    std::array<int8_t, Dim::bases> twelfths{};
    for (int8_t &lane : twelfths)
      lane = int8_t(std::uniform_int_distribution<int>(-limit, limit)(engine));
    return Dim::fromTwelfths(twelfths);
  }
};
} // namespace

static_assert(sizeof(Dim) == 16);
static_assert(data / duration == *div(data, duration));
static_assert(*root(data * data, 2) == data);

TEST(groupLaws) {
  Random random;
  for (int i = 0; i != 2000; ++i) {
    Dim a = random.dim(), b = random.dim(), c = random.dim();
    CHECK(a * b == b * a);
    CHECK((a * b) * c == a * (b * c));
    CHECK(a / a == Dim());
    CHECK(a * Dim() == a);
    CHECK(a / b * b == a);
    CHECK((a == b) == (a.bits() == b.bits()));
    CHECK(*pow(a, Rational(2)) == a * a);
    CHECK(*pow(a, Rational(-1)) == Dim() / a);
    CHECK(*pow(a * b, Rational(3)) == *pow(a, Rational(3)) * *pow(b, Rational(3)));
  }
}

TEST(rootsUndoPowers) {
  Random random;
  for (int i = 0; i != 500; ++i) {
    Dim a = random.dim();
    for (int n : {2, 3, 4, 5})
      CHECK(*root(*pow(a, Rational(n)), n) == a);
  }
  CHECK(root(data, 12).has_value());
  CHECK(!root(data, 5)); // a fifth is no multiple of a twelfth
  CHECK(!root(data, 0));
}

TEST(exponentsOverflow) {
  Dim tenth = *pow(data, Rational(10));
  CHECK(!mul(tenth, data));
  CHECK(!pow(data, Rational(11)));
  CHECK(!div(Dim() / tenth, data));
  CHECK(mul(tenth, *root(data, 2)).has_value()); // 126 of 127 twelfths
}

TEST(sixUserDimensions) {
  DimNames names;
  for (const char *name : {"Image", "Frame", "Step", "Wafer", "Litre", "Seat"})
    CHECK(names.add(name).has_value());
  CHECK(!names.add("Seventh"));
  CHECK(names.add("Image") == Dim::user(0));
  CHECK(names.lookup("Seat") == Dim::user(5));
  CHECK(!(Dim::user(0) == Dim::user(1)));
  CHECK_EQ(printQuotient(Dim::user(0) / duration, names), std::string("Image/Time"));
}

TEST(printing) {
  CHECK_EQ(print(Dim()), std::string("Number"));
  CHECK_EQ(print(data), std::string("Data"));
  CHECK_EQ(print(data / duration), std::string("Bandwidth"));
  CHECK_EQ(print(compute / duration), std::string("ComputeRate"));
  CHECK_EQ(print(mass * length * length / (duration * duration * duration)), std::string("Power"));
  CHECK_EQ(print(mass * length * length / (duration * duration)), std::string("Energy"));
  CHECK_EQ(print(Dim() / duration), std::string("Frequency"));
  CHECK_EQ(print(Dim(Base::Carbon) * duration * duration / (mass * length * length)), std::string("CarbonIntensity"));
  CHECK_EQ(printProduct(data / duration), std::string("Data · Time^-1"));
  CHECK_EQ(printProduct(Dim() / duration), std::string("Time^-1"));
  CHECK_EQ(printQuotient(duration / Base::Token), std::string("Time/Token"));
  CHECK_EQ(printQuotient(Dim() / duration), std::string("1/Time"));
  CHECK_EQ(printQuotient(Dim(Base::Money) / Base::Token / duration), std::string("Money/(Time*Token)"));
  CHECK_EQ(printQuotient(*root(data, 2)), std::string("Data^(1/2)"));
  CHECK_EQ(printProduct(Dim() / *root(data, 2)), std::string("Data^(-1/2)"));
}

TEST(printQuotientReadsBack) {
  Random random;
  DimNames names;
  for (const char *name : {"U1", "U2", "U3", "U4", "U5", "U6"})
    names.add(name);
  for (int i = 0; i != 1000; ++i) {
    Dim d = random.dim(30);
    auto back = parseDim(printQuotient(d, names), names);
    CHECK(back && *back == d);
    auto product = parseDim(print(d), names);
    CHECK(!product || *product == d);
  }
}

TEST(aliasesAreUniqueNames) {
  DimNames names;
  for (const DimAlias &alias : dimAliases()) {
    CHECK(names.lookup(alias.name) == alias.dim);
    auto parsed = parseDim(print(alias.dim), names);
    CHECK(parsed && *parsed == alias.dim);
  }
}

TEST(annotations) {
  DimNames names;
  auto generic = [](llvm::StringRef name) { return name == "D" ? std::optional<Dim>(Base::Data) : std::nullopt; };
  auto is = [&](const char *text, Dim expected) {
    auto d = parseDim(text, names, generic);
    return d && *d == expected;
  };
  CHECK(is("Time/Token", duration / Base::Token));
  CHECK(is("D^2", data * data));
  CHECK(is("D^(1/2) * D^(1/2)", data));
  CHECK(is("1 / Time", Dim() / duration));
  CHECK(is("Energy/Token", mass * length * length / (duration * duration) / Base::Token));
  CHECK(is("Ratio", Dim()));
  CHECK(is("Data/Time/Data", Dim() / duration));

  auto unknown = parseDim("Data/Tiem", names);
  CHECK(!unknown && unknown.error().kind == DimError::UnknownName && unknown.error().offset == 5 && unknown.error().length == 4);
  auto syntax = parseDim("Data/", names);
  CHECK(!syntax && syntax.error().kind == DimError::Syntax && syntax.error().offset == 5);
  auto overflow = parseDim("Data^11", names);
  CHECK(!overflow && overflow.error().kind == DimError::Overflow);
  for (const char *text : {"", "^2", "(Data", "Data)", "Data^", "Data^(1/0)", "Data Time", "2", "Data^x", "Data**Time"})
    CHECK(!parseDim(text, names));
  CHECK(!parseDim(std::string(100000, '(') + "Data", names));
}
