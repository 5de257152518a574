//===- Units.cpp - every unit with every prefix ---------------------------===//

#include "UnitList.h"
#include "Units/UnitImage.h"

using namespace mls;
using namespace mls::test;

/// Every prefixed unit of the list.
template <class F> static void eachUnit(F f) {
  for (const UnitDef &unit : units().declared())
    for (unsigned i = 0; i != numPrefixes; ++i)
      if (unit.prefixes.contains(Prefix(i)))
        f(unit, Prefix(i));
}

TEST(theListIsWellFormed) {
  UnitList list;
  for (const std::string &problem : list.problems)
    std::cout << problem << "\n";
  CHECK(list.problems.empty());
  CHECK(list.table.declared().size() > 40);
}

TEST(everyBaseDimensionHasItsUnit) {
  const char *expected[] = {"s", "m", "kg", "A", "K", "bit", "FLOP", "USD", "kgCO2e", "tok"};
  for (unsigned i = 0; i != Dim::builtinBases; ++i) {
    const UnitDef *unit = units().baseUnit(i);
    CHECK(unit && unit->name == expected[i]);
  }
}

TEST(everySpellingMeansOneUnit) {
  std::vector<std::string> all = units().spellings();
  llvm::sort(all);
  for (size_t i = 1; i < all.size(); ++i)
    if (all[i] == all[i - 1])
      CHECK_EQ(all[i], std::string("a spelling of its own"));
}

TEST(everyPrefixedUnitReadsBack) {
  eachUnit([](const UnitDef &unit, Prefix prefix) {
    for (llvm::StringRef text : {llvm::StringRef(info(prefix).word), llvm::StringRef(info(prefix).symbol)}) {
      std::string spelling = (text + unit.name).str();
      auto parsed = units().parse(spelling);
      CHECK(parsed);
      if (!parsed)
        return;
      CHECK_EQ(parsed->spelling, spelling);
      CHECK(parsed->dim == unit.dim);
      CHECK(parsed->parts.size() == 1 && parsed->parts[0].def == &unit && parsed->parts[0].prefix == prefix);
      CHECK(parsed->factor.exact() == mul(info(prefix).factor, *unit.factor.exact())); // exact, all of them
    }
  });
}

TEST(absentPrefixesAreRefused) {
  for (const UnitDef &unit : units().declared())
    for (unsigned i = 1; i != numPrefixes; ++i) {
      std::string spelling = (info(Prefix(i)).word + unit.name).str();
      if (!unit.prefixes.contains(Prefix(i)) && !units().find(spelling)) {
        auto found = units().lookup(spelling); // `Mi` + `n` may be another unit, never this one
        CHECK(!found || found->def != &unit);
      }
    }
}

TEST(unitsMultiplyAndDivide) {
  eachUnit([](const UnitDef &unit, Prefix prefix) {
    std::string u = (info(prefix).word + unit.name).str();
    auto square = units().parse(u + "^2"), product = units().parse(u + "*" + u), one = units().parse(u + "/" + u),
         inverse = units().parse(u + "^-1"), perSecond = units().parse(u + "/s");
    CHECK(square && product && square->dim == product->dim && square->factor.value() == product->factor.value());
    CHECK(one && one->dim.isNumber() && one->factor.value() == 1 && one->counts.empty());
    CHECK(inverse && inverse->dim == Dim() / unit.dim);
    CHECK(perSecond && perSecond->dim == unit.dim / Base::Time);
  });
}

// Independent figures, from the definitions.
TEST(factors) {
  CHECK_EQ(factorOf("B"), 8.0);
  CHECK_EQ(factorOf("GB"), 8e9);
  CHECK_EQ(factorOf("GiB"), 8589934592.0);
  CHECK_EQ(factorOf("Gbps"), 1e9);
  CHECK_EQ(factorOf("TB/s"), 8e12);
  CHECK_EQ(factorOf("kWh"), 3.6e6);
  CHECK_EQ(factorOf("MWh"), 3.6e9);
  CHECK_EQ(factorOf("year"), 31536000.0);
  CHECK_EQ(factorOf("MAC"), 2.0);
  CHECK_EQ(factorOf("TFLOP/s"), 1e12);
  CHECK_EQ(factorOf("YFLOP"), 1e24);
  CHECK_EQ(factorOf("ms"), 0.001);
  CHECK_EQ(factorOf("µs"), 1e-6);
  CHECK_EQ(factorOf("us"), 1e-6);
  CHECK_EQ(factorOf("\u03bcs"), 1e-6);
  CHECK_EQ(factorOf("USD/Mtok"), 1e-6);
  CHECK_EQ(factorOf("gCO2e/kWh"), 1e-3 / 3.6e6);
  CHECK_EQ(factorOf("L/kWh"), 1e-3 / 3.6e6);
  CHECK_EQ(factorOf("W/mm^2"), 1e6);
  CHECK_EQ(factorOf("m^(1/2)"), 1.0);
  CHECK_EQ(factorOf("mm^(1/2)"), std::sqrt(0.001));
  CHECK_EQ(factorOf("%"), 0.01);
  CHECK_EQ(factorOf("mAh"), 3.6);
}

TEST(conversionsAreExact) {
  auto gbps = *units().parse("Gbps"), gigabytes = *units().parse("GB/s"), ms = *units().parse("ms"), gib = *units().parse("GiB");
  CHECK_EQ(gigabytes.fromBase(gbps.toBase(400)), 50.0);
  CHECK_EQ(gib.fromBase(gib.toBase(80)), 80.0);
  for (int i = 1; i != 1000; ++i)
    CHECK_EQ(ms.fromBase(ms.toBase(i / 8.0)), i / 8.0);
}

TEST(bracketsAndOrder) {
  CHECK_EQ(mls::print(units().parse("W/(m*K)")->dim), mls::print(units().parse("W/m/K")->dim));
  CHECK(units().parse("B/s/tok")->dim == units().parse("B/(s*tok)")->dim);
  CHECK(units().parse("B/(s/tok)")->dim == units().parse("B*tok/s")->dim);
  CHECK(units().parse("(J)")->dim == units().parse("W*s")->dim);
  CHECK(units().parse("V*A")->dim == units().parse("W")->dim);
}

TEST(countingWords) {
  auto rent = *units().parse("USD/GPU/h");
  CHECK(rent.counts.size() == 1 && rent.counts[0] == (CountPower{"GPU", -1}));
  CHECK(rent.dim == units().parse("USD/h")->dim);
  CHECK(units().parse("kreq/s")->counts == units().parse("req/s")->counts);
  CHECK_EQ(units().parse("kreq/s")->factor.value(), 1000.0);
  CHECK(units().parse("tok/s")->counts.empty());
  CHECK(units().parse("GPU/GPU")->counts.empty());
  CHECK_EQ(mls::print(units().parse("req/GPU/s")->counts), std::string("GPU^-1*req"));
  CHECK_EQ(mls::print(units().parse("USD/h")->counts), std::string("no counting word"));
  auto root = units().parse("GPU^(1/2)");
  CHECK(!root && root.error().kind == UnitError::BadExponent);
}

TEST(malformedUnits) {
  for (const char *text : {"", "/s", "GB/", "GB//s", "GB s", "GB/(s", "GB)", "s^", "s^(1/0)", "s^x", "s^1.5", "2", "GB/2", "s**2", "GB·s", "s^9999"}) {
    auto unit = units().parse(text);
    CHECK(!unit);
  }
  auto divided = units().parse("GB/8");
  CHECK(!divided && divided.error().kind == UnitError::Syntax && divided.error().offset == 3 && divided.error().length == 1);
  CHECK(!units().parse("s^100") && units().parse("s^100").error().kind == UnitError::BadExponent);
  CHECK(!units().parse("kreq^127"));
  CHECK(!units().parse(std::string(100000, '(')));
}

TEST(declarationsOverTheTable) {
  UnitList list;
  UnitTable &table = list.table;
  auto image = table.dimensions().add("Image");
  UnitDef img;
  img.name = "img";
  img.dim = *image;
  img.prefixes = {Prefix::k, Prefix::M};
  CHECK(!table.add(img));
  CHECK_EQ(mls::print(table.parse("kimg/s")->dim, table.dimensions()), std::string("Image · Time^-1"));
  CHECK(table.baseUnit(Dim::builtinBases)->name == "img");

  CHECK(!table.add(makeUnit("EUR", *parseNumber("1.08"), *table.parse("USD"), {})));
  CHECK_EQ(table.parse("EUR")->factor.value(), 1.08);
  CHECK(!table.add(makeUnit("pod", *parseNumber("8"), *table.parse("GPU"), {})));
  CHECK(table.parse("pod^-1")->counts == table.parse("GPU^-1")->counts);

  auto again = table.add(makeUnit("EUR", *parseNumber("1.1"), *table.parse("USD"), {}));
  CHECK(again && again->spelling == "EUR" && again->with->name == "EUR");
  auto hidden = table.add(makeUnit("B", *parseNumber("9"), *table.parse("bit"), {}));
  CHECK(hidden && hidden->with->name == "B");
  auto prefixed = table.add(makeUnit("ms", *parseNumber("9"), *table.parse("bit"), {}));
  CHECK(prefixed && prefixed->with->name == "s");
  UnitDef in; // `min` is taken: m + in
  in.name = "in";
  in.dim = Base::Length;
  in.prefixes = {Prefix::m};
  auto minute = table.add(in);
  CHECK(minute && minute->spelling == "min" && minute->with->name == "min");
}

TEST(asCompiledTable) {
  std::string text;
  llvm::raw_string_ostream out(text);
  UnitDef b = *units().find("B"), pod = makeUnit("pod", *parseNumber("8"), *units().parse("GPU"), {});
  b.definition = "8 \"bit\"";
  b.doc = "";
  CountPower gpu{"GPU", 1};
  pod.counts = gpu;
  writeUnits(out, "registryUnits", {&pod, &b});
  CHECK_EQ(text, std::string(R"(constexpr CountPower registryUnits_pod[] = {{"GPU", 1}, };
constexpr UnitDef registryUnits[] = {
    {"B", Dim::fromTwelfths({0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), Factor(*Rational::make((__int128(0) << 64 | 8u), (__int128(0) << 64 | 1u)), 0x1p+3), PrefixSet::fromBits(1036129), false, {}, "8 \042bit\042", "", nullptr},
    {"pod", Dim::fromTwelfths({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), Factor(*Rational::make((__int128(0) << 64 | 8u), (__int128(0) << 64 | 1u)), 0x1p+3), PrefixSet::fromBits(1), false, registryUnits_pod, "", "", nullptr},
};
)"));
}

TEST(sortedTableFindsAll) {
  std::vector<UnitDef> sorted(units().declared().begin(), units().declared().end());
  llvm::sort(sorted, [](const UnitDef &a, const UnitDef &b) { return a.name < b.name; });
  UnitTable table(sorted);
  for (const std::string &spelling : units().spellings()) {
    auto a = table.lookup(spelling), b = units().lookup(spelling);
    CHECK(a && b && a->def->name == b->def->name && a->prefix == b->prefix);
  }
  CHECK(!table.lookup("nonsense"));
  CHECK(table.baseUnit(unsigned(Base::Data))->name == "bit");
}
