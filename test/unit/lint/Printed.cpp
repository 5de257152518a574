// Figures as documents print them, and the transforms between a value and its printed form.

#include "../units/UnitList.h"

#include "Lint/Printed.h"

using namespace mls;
using namespace mls::lint_rules;

namespace {

const UnitTable &units() {
  static test::UnitList list;
  return list.table;
}

/// Base-unit numbers of the readings that have this unit's dimension.
std::vector<double> read(llvm::StringRef quote, llvm::StringRef unit) {
  std::vector<double> out;
  for (const PrintedFigure &f : readFigures(quote, units()))
    if (unit.empty() ? !f.unit : f.unit && f.unit->dim == units().parse(unit)->dim)
      out.push_back(f.base(f.value, false));
  return out;
}

using Values = std::vector<double>;

} // namespace

TEST(quotesOfDataSheets) {
  CHECK(read("1,979 teraFLOPS", "FLOP/s") == Values{1979e12});
  CHECK(read("1,979 TFLOPS", "FLOP/s") == Values{1979e12});
  CHECK(read("459 TFLOPs", "FLOP/s") == Values{459e12});
  CHECK(read("3.35TB/s", "B/s") == Values{3.35e12 * 8});
  CHECK(read("95GB, 2765 GBps", "B/s") == Values{2765e9 * 8});
  CHECK(read("95GB, 2765 GBps", "B") == Values{95e9 * 8});
  CHECK(read("4800 Gbps", "bit/s") == Values{4800e9});
  CHECK(read("nearly 2X to 141 gigabytes (GB)", "B") == Values{141e9 * 8});
  CHECK(read("Up to 700W", "W") == Values{700});
  CHECK(read("18x 4th Gen NVLink, 900GB/s", "B/s") == Values{900e9 * 8});
  CHECK(read("NDR 400Gb/s", "bit/s") == Values{400e9});
  CHECK(read("HBM2e", "B").empty());
}

TEST(pricesAndGrids) {
  CHECK(read("$2.49/hr", "USD/h") == Values{2.49 / 3600});
  CHECK(read("$2.49 per GPU per hour", "USD/h") == Values{2.49 / 3600});
  CHECK(read("$63.296", "") == Values{63.296});
  CHECK(read("$2.49/hr", "").empty());
  CHECK(read("$98.32 per instance per hour", "USD/h") == Values{98.32 / 3600});
  CHECK(read("373 gCO2/kWh", "gCO2e/kWh").size() == 1);
}

TEST(countsOfModels) {
  CHECK(read("\"hidden_size\": 8192", "") == Values{8192});
  CHECK(read("70.6 billion parameters", "param") == Values{70.6e9});
  CHECK(read("8.5B", "") == Values{8.5e9});
  CHECK(read("8B", "B") == Values{64});
  CHECK(read("128K tokens", "tok") == Values{128e3});
  CHECK(read("15.3%", "%") == Values{0.153});
}

TEST(commas) {
  CHECK(read("kernel_size=(10,4), strides=(2,2)", "") == (Values{10, 4, 2, 2}));
  CHECK(read("1,440 GB total", "B") == Values{1440e9 * 8});
  CHECK(read("16,384", "") == Values{16384});
  CHECK(read("Conv2d(3, 64)", "") == (Values{3, 64}));
}

TEST(printedDigits) {
  auto f = readFigures("3.35TB/s", units());
  CHECK_EQ(f.size(), 1u);
  CHECK_NEAR(f[0].halfDigit, 0.005, 1e-12);
  CHECK_EQ(f[0].text.str(), std::string("3.35TB/s"));
  CHECK_NEAR(readFigures("1,979 TFLOPS", units())[0].halfDigit, 0.5, 1e-12);
}

TEST(binaryPrefixes) {
  PrintedFigure f = readFigures("95GB", units())[0];
  CHECK_NEAR(f.base(95, true), 95.0 * 1024 * 1024 * 1024 * 8, 1e-12);
  CHECK_NEAR(f.base(95, false), 95e9 * 8, 1e-12);
}

TEST(transforms) {
  CHECK_EQ(readTransform("")->factor, 1.0);
  CHECK_EQ(readTransform("sparse(2)")->factor, 2.0);
  CHECK_EQ(readTransform("[sparse(2), per_node(8)]")->factor, 16.0);
  CHECK_EQ(readTransform("both_directions")->factor, 2.0);
  CHECK_EQ(readTransform("per_gpu(8)")->factor, 0.125);
  CHECK_EQ(readTransform("macs(2)")->factor, 0.5);
  CHECK(readTransform("binary")->binary);
  CHECK(!readTransform("sprase(2)"));
  CHECK(!readTransform("sparse"));
  CHECK(!readTransform("over(0)"));
  CHECK_EQ(readTransform("[binary, doubled(2)]").error().step, std::string("doubled(2)"));
}

MLS_TEST_MAIN()
