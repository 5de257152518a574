//===- Display.cpp - what a reader sees -----------------------------------===//

#include "Units/Display.h"
#include "Units/BaseUnit.h"
#include "Units/Ladders.h"

#include "UnitList.h"

using namespace mls;
using namespace mls::test;

/// `value text` shown without being asked.
static std::string shown(double value, llvm::StringRef text, llvm::StringRef declared = {}) {
  auto unit = units().parse(text);
  return unit ? display(unit->toBase(value), unit->dim, units(), declared, familyOf(*unit)) : "no unit";
}
static std::string as(double value, llvm::StringRef text, llvm::StringRef wanted) {
  return format(units().parse(text)->toBase(value), *units().parse(wanted));
}

TEST(numbers) {
  CHECK_EQ(formatNumber(0), std::string("0"));
  CHECK_EQ(formatNumber(-0.0), std::string("0"));
  CHECK_EQ(formatNumber(12.3), std::string("12.3"));
  CHECK_EQ(formatNumber(12.3456), std::string("12.35"));
  CHECK_EQ(formatNumber(16384), std::string("16384"));
  CHECK_EQ(formatNumber(70553706496), std::string("70553706496"));
  CHECK_EQ(formatNumber(24537.25), std::string("24540"));
  CHECK_EQ(formatNumber(0.0004275), std::string("0.0004275"));
  CHECK_EQ(formatNumber(0.00001234), std::string("1.234e-5"));
  CHECK_EQ(formatNumber(3.8e25), std::string("3.8e25"));
  CHECK_EQ(formatNumber(-1.0 / 3), std::string("-0.3333"));
  CHECK_EQ(formatNumber(999.96), std::string("1000"));
  CHECK_EQ(formatNumber(INFINITY), std::string("inf"));
}

TEST(asAsked) {
  CHECK_EQ(as(400, "Gbps", "GB/s"), std::string("50 GB/s"));
  CHECK_EQ(as(0.0123, "s/tok", "ms/tok"), std::string("12.3 ms/tok"));
  CHECK_EQ(as(0.421, "GPU", "%"), std::string("42.1%"));
  CHECK_EQ(as(327680, "B/tok", "B/tok"), std::string("327680 B/tok"));
  CHECK_EQ(as(5, "req/s", "Hz"), std::string("5 Hz"));
  CHECK_EQ(formatRange(0.0119, 0.0131, *units().parse("ms")), std::string("11.9 .. 13.1 ms"));
  CHECK_EQ(formatRange(0.1, 0.2, *units().parse("%")), std::string("10 .. 20%"));
}

TEST(bitsStayBits) {
  CHECK_EQ(shown(400, "Gbps"), std::string("400 Gbps"));
  CHECK_EQ(shown(0.4, "Tbps"), std::string("400 Gbps"));
  CHECK_EQ(shown(3.35, "TB/s"), std::string("3.35 TB/s"));
  CHECK_EQ(shown(0.05, "TB/s"), std::string("50 GB/s"));
  CHECK_EQ(shown(2048, "GiB"), std::string("2 TiB"));
  CHECK_EQ(shown(141, "GB"), std::string("141 GB"));
  CHECK_EQ(shown(8e9, "bit"), std::string("8 Gbit"));
  UnitFamily bits = familyOf(*units().parse("Gbps")), bytes = familyOf(*units().parse("GB")), none = familyOf(*units().parse("s"));
  CHECK(bits.bits && !bytes.bits && !none.known);
  CHECK(none.joined(bits).bits && !bytes.joined(bits).bits);
}

TEST(laddersOfTime) {
  CHECK_EQ(shown(0, "s"), std::string("0 s"));
  CHECK_EQ(shown(4.7, "us"), std::string("4.7 µs"));
  CHECK_EQ(shown(0.0123, "s"), std::string("12.3 ms"));
  CHECK_EQ(shown(999.96, "ms"), std::string("1 s"));
  CHECK_EQ(shown(90, "s"), std::string("90 s"));
  CHECK_EQ(shown(90, "min"), std::string("90 min"));
  CHECK_EQ(shown(36, "h"), std::string("36 h"));
  CHECK_EQ(shown(54.2, "day"), std::string("54.2 day"));
  CHECK_EQ(shown(-0.0123, "s"), std::string("-12.3 ms"));
}

TEST(vanishing) { // nothing measures it; what is small in one unit may count in another
  CHECK_EQ(format(1.23e-286, *units().parse("ps")), std::string("< 1e-24 ps"));
  CHECK_EQ(format(2e-36, *units().parse("ps")), std::string("2e-24 ps"));
  CHECK_EQ(format(0, *units().parse("ps")), std::string("0 ps"));
  CHECK_EQ(format(1e-30, *units().parse("h")), std::string("2.778e-34 h"));
  CHECK_EQ(format(1.23e-286, Unit()), std::string("1.23e-286"));
}

TEST(laddersOfTheRest) {
  CHECK_EQ(shown(24537.25, "tok/s"), std::string("24540 tok/s"));
  CHECK_EQ(shown(5000, "s^-1"), std::string("5000 s^-1")); // never kHz
  CHECK_EQ(shown(5, "kHz"), std::string("5000 s^-1"));
  CHECK_EQ(shown(16384, "tok"), std::string("16384 tok"));
  CHECK_EQ(shown(15.6e12, "tok"), std::string("15.6 Ttok"));
  CHECK_EQ(shown(0.6e-6, "USD/tok"), std::string("0.6 USD/Mtok"));
  CHECK_EQ(shown(31.2, "USD/h"), std::string("31.2 USD/h"));
  CHECK_EQ(shown(12.3, "USD"), std::string("12.3 USD"));
  CHECK_EQ(shown(1.5e8, "USD"), std::string("150 MUSD"));
  CHECK_EQ(shown(0.08, "USD/kWh"), std::string("0.08 USD/kWh"));
  CHECK_EQ(shown(350, "gCO2e/kWh"), std::string("350 gCO2e/kWh"));
  CHECK_EQ(shown(1234567, "kgCO2e"), std::string("1.235 ktCO2e"));
  CHECK_EQ(shown(989, "TFLOP/s"), std::string("989 TFLOP/s"));
  CHECK_EQ(shown(2, "TMAC/s"), std::string("4 TFLOP/s"));
  CHECK_EQ(shown(3.8e25, "FLOP"), std::string("38 YFLOP"));
  CHECK_EQ(shown(10200, "W"), std::string("10.2 kW"));
  CHECK_EQ(shown(25e9, "Wh"), std::string("25 GWh"));
  CHECK_EQ(shown(295, "FLOP/B"), std::string("295 FLOP/B"));
  CHECK_EQ(shown(327680, "B/tok"), std::string("327.7 kB/tok"));
  CHECK_EQ(shown(1.8, "L/kWh"), std::string("1.8 L/kWh"));
}

TEST(schemaUnits) {
  CHECK_EQ(shown(0.0123, "s", "ms"), std::string("12.3 ms"));
  CHECK_EQ(shown(12.3, "s", "ms"), std::string("12300 ms"));
  CHECK_EQ(shown(2, "h", "ms"), std::string("2 h"));          // too far from milliseconds
  CHECK_EQ(shown(327680, "B", "GB"), std::string("327.7 kB"));
  CHECK_EQ(shown(0, "s", "ms"), std::string("0 ms"));
  CHECK_EQ(shown(1e7, "req/s", "req/s"), std::string("10000000 req/s")); // counting words stay
  CHECK_EQ(shown(5, "s", "GB"), std::string("5 s"));          // of another dimension: ignored
}

TEST(withoutLadder) {
  CHECK_EQ(shown(3, "B*s"), std::string("3 s*B"));
  CHECK_EQ(shown(3, "tok/s/W"), shown(3, "tok/J"));
  CHECK_EQ(shown(3, "USD^-1*s^-1"), std::string("3 s^-1*USD^-1"));
  CHECK_EQ(shown(2, "USD^(-1/2)"), std::string("2 USD^(-1/2)"));
}

TEST(everyRungIsAUnitOfItsLadder) {
  for (const Ladder &ladder : ladders()) {
    double below = 0;
    for (const Rung &rung : ladder.rungs) {
      auto unit = units().parse(rung.unit);
      CHECK(unit && unit->dim == ladder.dim && unit->counts.empty());
      double from = unit ? unit->factor.value() * rung.from : 0;
      CHECK(from > below);
      below = from;
    }
  }
}

// What is displayed, read again, is the number to four digits; and its unit is one
// that the language reads.
TEST(displayReadsBack) {
  for (const UnitDef &def : units().declared())
    for (double value : {1.0, 3.456, 78.9, 1234.0, 0.5, 9.999e5}) {
      double base = value * def.factor.value();
      Unit unit = displayUnit(base, def.dim, units());
      std::string text = formatNumber(unit.fromBase(base));
      CHECK_NEAR(unit.toBase(std::strtod(text.c_str(), nullptr)), base, 0.0006);
      CHECK(def.dim.isNumber() || units().parse(unit.spelling));
    }
}

TEST(base_units) {
  auto of = [](llvm::StringRef text) {
    Dim d = units().parse(text)->dim;
    return baseUnit(d, units()) + " " + printShort(d, units().dimensions());
  };
  CHECK_EQ(of("ms/tok"), "s/tok Time/Token");
  CHECK_EQ(of("TB/s"), "bit/s Data/Time");
  CHECK_EQ(of("MWh"), "J Energy");
  CHECK_EQ(of("kW"), "W Power");
  CHECK_EQ(of("mJ/tok"), "J/tok Energy/Token");
  CHECK_EQ(of("W/K"), "W/K Power/Temperature");
  CHECK_EQ(of("USD/Mtok"), "USD/tok Money/Token");
  CHECK_EQ(of("kHz"), "1/s 1/Time");
  CHECK_EQ(of("gCO2e/kWh"), "kgCO2e/J Carbon/Energy");
  CHECK_EQ(baseUnit(Dim(), units()), "");
}
