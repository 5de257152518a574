//===- Refused.cpp - spellings that mislead -------------------------------===//

#include "UnitList.h"

#include <random>

using namespace mls;
using namespace mls::test;

/// Kind of the error, with its suggestions: `refused: kB KiB`.
static std::string verdict(llvm::StringRef text) {
  auto unit = units().parse(text);
  if (unit)
    return "accepted";
  const UnitError &error = unit.error();
  const char *kinds[] = {"syntax", "unknown", "prefix", "refused", "exponent"};
  std::string result = kinds[error.kind];
  for (const std::string &s : error.suggestions)
    result += (&s == &error.suggestions.front() ? ": " : " ") + s;
  return result;
}

static std::string reason(llvm::StringRef text) { return units().parse(text).error().reason; }

TEST(bitsAndBytes) {
  CHECK_EQ(verdict("Gbps"), std::string("accepted"));
  CHECK_EQ(verdict("Bps"), std::string("refused: B/s"));
  CHECK_EQ(verdict("GBps"), std::string("refused: GB/s"));
  CHECK_EQ(verdict("MiBps"), std::string("refused: MiB/s"));
  CHECK_EQ(verdict("KB"), std::string("refused: kB KiB"));
  CHECK_EQ(verdict("KBps"), std::string("refused: kB/s KiB/s"));
  CHECK_EQ(verdict("gb"), std::string("refused: GB Gbit"));
  CHECK_EQ(verdict("Gb"), std::string("refused: GB Gbit"));
  CHECK_EQ(verdict("mb"), std::string("refused: MB Mbit"));
  CHECK_EQ(verdict("Gb/s"), std::string("refused: GB Gbit"));
  CHECK_EQ(verdict("bytes"), std::string("refused: B"));
}

TEST(prefixesThatDoNotExist) {
  CHECK_EQ(verdict("mB").substr(0, 6), std::string("prefix"));
  CHECK_EQ(verdict("kh").substr(0, 6), std::string("prefix"));
  CHECK_EQ(verdict("mUSD").substr(0, 6), std::string("prefix"));
  CHECK_EQ(reason("kh"), std::string("`h` takes no prefix"));
  CHECK_EQ(reason("mUSD"), std::string("`USD` takes the prefixes `k`, `M` and `B`"));
  CHECK_EQ(verdict("dB"), std::string("refused"));
}

TEST(operationsAndRates) {
  CHECK_EQ(verdict("FLOPs"), std::string("refused: FLOP FLOP/s"));
  CHECK_EQ(verdict("TFLOPS"), std::string("refused: TFLOP/s"));
  CHECK_EQ(verdict("TFLOPs"), std::string("refused: TFLOP TFLOP/s"));
  CHECK_EQ(verdict("TOPS"), std::string("refused: TOP/s"));
  CHECK_EQ(verdict("qps"), std::string("refused: req/s"));
}

TEST(heatMoneyCarbon) {
  CHECK_EQ(verdict("C"), std::string("refused"));
  CHECK_EQ(verdict("°C"), std::string("refused"));
  CHECK_EQ(verdict("F"), std::string("refused"));
  CHECK_EQ(verdict("EUR"), std::string("refused"));
  CHECK_EQ(verdict("gCO2"), std::string("refused: gCO2e"));
  CHECK_EQ(verdict("ktCO2"), std::string("refused: ktCO2e"));
  CHECK_EQ(verdict("hours"), std::string("refused: h"));
  CHECK_EQ(verdict("month"), std::string("refused"));
}

TEST(didYouMean) {
  CHECK_EQ(verdict("kwh"), std::string("unknown: kWh"));
  CHECK_EQ(verdict("ghz"), std::string("unknown: GHz"));
  CHECK_EQ(verdict("Gbpss"), std::string("unknown: Gbps"));
  CHECK_EQ(verdict("TFLOPP"), std::string("unknown: TFLOP"));
  CHECK_EQ(verdict("zzzzzz"), std::string("unknown"));
  auto error = units().parse("USD/kwh").error();
  CHECK_EQ(error.offset, size_t(4));
  CHECK_EQ(error.length, size_t(3));
}

TEST(everyFixIsAUnit) {
  for (llvm::StringRef spelling : refusedSpellings()) {
    auto refused = refusal(spelling);
    CHECK(refused && !refused->reason.empty());
    for (const std::string &suggestion : refused->suggestions)
      if (!units().parse(suggestion))
        CHECK_EQ(suggestion, std::string("a unit"));
  }
}

TEST(noRefusalHidesAUnit) {
  for (llvm::StringRef spelling : refusedSpellings())
    if (units().lookup(spelling))
      CHECK_EQ(spelling.str(), std::string("not a unit"));
}

// Whatever is typed, an error points into the text.
TEST(errorsPointIntoTheText) {
  std::mt19937_64 engine(3);
  const std::string alphabet = "GBsbitmkhW/*^()-12 _%\xc2\xb5KFLOP.";
  for (int i = 0; i != 20000; ++i) {
    std::string text;
    for (size_t n = engine() % 12; n != 0; --n)
      text += alphabet[engine() % alphabet.size()];
    auto unit = units().parse(text);
    if (unit)
      continue;
    const UnitError &error = unit.error();
    CHECK(error.offset + error.length <= text.size());
    CHECK(error.name == text.substr(error.offset, error.length));
  }
}
