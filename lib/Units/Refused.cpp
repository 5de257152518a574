//===- Refused.cpp - spellings of units that mislead ----------------------===//
//
// What people write elsewhere, and what it must be here. A row is consulted only
// where no unit has the name, so a declaration (`unit EUR = …`) wins.
//
//===----------------------------------------------------------------------===//

#include "Units/UnitTable.h"

#include "llvm/ADT/StringExtras.h"

namespace mls {

namespace {
struct Row {
  llvm::StringLiteral spelling;
  llvm::StringLiteral instead; ///< alternatives separated by blanks; each takes the prefix found
  llvm::StringLiteral reason;
  bool prefixed = false; ///< with any prefix before it
};
} // namespace

static constexpr llvm::StringLiteral bytesAndBits = "`B` is a byte and `bit` a bit",
                                     rateIsQuotient = "a rate is a quotient",
                                     countOrRate = "`FLOP` counts operations, `FLOP/s` is a rate",
                                     symbol = "units are written by their symbol",
                                     carbon = "carbon is counted as CO2 equivalent, apart from mass",
                                     kelvin = "temperatures are in kelvin: 25 °C is 298.15 K",
                                     money = "money is in US dollars; another currency is a declaration with a dated "
                                             "source: `unit EUR = 1.08 USD from ecb`",
                                     months = "months differ in length; write days, or `730 h`",
                             ratio = "a logarithmic unit is no number to calculate with; write the ratio";

static constexpr Row rows[] = {
    {"Bps", "B/s", rateIsQuotient, true},
    {"b", "B bit", bytesAndBits, true},
    {"byte", "B", symbol, true},
    {"bytes", "B", symbol, true},
    {"bits", "bit", symbol, true},
    {"FLOPs", "FLOP FLOP/s", countOrRate, true},
    {"FLOPS", "FLOP/s", countOrRate, true},
    {"Flops", "FLOP/s FLOP", countOrRate, true},
    {"flops", "FLOP/s FLOP", countOrRate, true},
    {"flop", "FLOP", symbol, true},
    {"OPS", "OP/s", rateIsQuotient, true},
    {"OPs", "OP OP/s", "`OP` counts operations, `OP/s` is a rate", true},
    {"MACs", "MAC MAC/s", "`MAC` counts multiply-accumulates, `MAC/s` is a rate", true},
    {"MACS", "MAC/s", rateIsQuotient, true},
    {"tps", "tok/s", rateIsQuotient, true},
    {"qps", "req/s", rateIsQuotient},
    {"QPS", "req/s", rateIsQuotient},
    {"rps", "req/s", rateIsQuotient},
    {"token", "tok", symbol, true},
    {"tokens", "tok", symbol, true},
    {"toks", "tok", symbol, true},
    {"sec", "s", symbol, true},
    {"secs", "s", symbol},
    {"second", "s", symbol},
    {"seconds", "s", symbol},
    {"minute", "min", symbol},
    {"minutes", "min", symbol},
    {"mins", "min", symbol},
    {"hr", "h", symbol},
    {"hrs", "h", symbol},
    {"hour", "h", symbol},
    {"hours", "h", symbol},
    {"d", "day", symbol},
    {"days", "day", symbol},
    {"wk", "week", symbol},
    {"weeks", "week", symbol},
    {"yr", "year", symbol},
    {"years", "year", symbol},
    {"month", "", months},
    {"months", "", months},
    {"watt", "W", symbol},
    {"watts", "W", symbol},
    {"joule", "J", symbol},
    {"joules", "J", symbol},
    {"volt", "V", symbol},
    {"amp", "A", symbol},
    {"amps", "A", symbol},
    {"meter", "m", symbol},
    {"meters", "m", symbol},
    {"gram", "g", symbol},
    {"grams", "g", symbol},
    {"kilo", "kg", symbol},
    {"ton", "t", "`t` is the tonne of 1000 kg"},
    {"tonne", "t", symbol},
    {"tonnes", "t", symbol},
    {"l", "L", symbol, true},
    {"litre", "L", symbol},
    {"liter", "L", symbol},
    {"gallon", "", "1 US gallon is 3.785411784 L"},
    {"gpu", "GPU", symbol},
    {"gpus", "GPU", symbol},
    {"GPUs", "GPU", symbol},
    {"nodes", "node", symbol},
    {"request", "req", symbol},
    {"requests", "req", symbol},
    {"reqs", "req", symbol},
    {"params", "param", symbol, true},
    {"parameters", "param", symbol},
    {"samples", "sample", symbol, true},
    {"images", "image", symbol},
    {"gCO2", "gCO2e", carbon, true},
    {"tCO2", "tCO2e", carbon, true},
    {"gCO2eq", "gCO2e", carbon, true},
    {"tCO2eq", "tCO2e", carbon, true},
    {"gCO2_eq", "gCO2e", carbon, true},
    {"C", "", kelvin},
    {"degC", "", kelvin},
    {"°C", "", kelvin},
    {"F", "", kelvin},
    {"degF", "", kelvin},
    {"°F", "", kelvin},
    {"celsius", "", kelvin},
    {"dB", "", ratio},
    {"dBm", "", ratio},
    {"percent", "%", symbol},
    {"pct", "%", symbol},
    {"dollar", "USD", symbol},
    {"dollars", "USD", symbol},
    {"usd", "USD", symbol},
    {"cent", "", "a cent is 0.01 USD"},
    {"EUR", "", money},
    {"GBP", "", money},
    {"CHF", "", money},
    {"JPY", "", money},
    {"CNY", "", money},
    {"RMB", "", money},
    {"INR", "", money},
    {"KRW", "", money},
    {"CAD", "", money},
    {"SEK", "", money},
};

std::vector<llvm::StringRef> refusedSpellings() {
  std::vector<llvm::StringRef> result;
  for (const Row &row : rows)
    result.push_back(row.spelling);
  return result;
}

static Refusal refuse(const Row &row, llvm::StringRef prefix) {
  Refusal result{row.reason.str(), {}};
  for (llvm::StringRef rest = row.instead; !rest.empty();) {
    auto [word, tail] = rest.split(' ');
    result.suggestions.push_back((prefix + word).str());
    rest = tail;
  }
  return result;
}

/// `KB`, `KW`, `KiBps`: kelvin is no prefix. Data may have meant the binary one.
static std::optional<Refusal> capitalKilo(llvm::StringRef name) {
  if (!name.consume_front("K") || name.empty() || name.front() == 'i')
    return std::nullopt;
  llvm::StringRef unit = name;
  bool data = unit == "B" || unit == "b" || unit == "bit" || unit == "Bps";
  if (!data && unit != "W" && unit != "Wh" && unit != "g" && unit != "m" && unit != "Hz" && unit != "bps" && unit != "tok")
    return std::nullopt;
  unit = unit == "b" ? "bit" : unit == "Bps" ? "B/s" : unit;
  Refusal result{"`K` is kelvin; the prefix is `k` for 1000", {("k" + unit).str()}};
  if (data) {
    result.reason += " and `Ki` for 1024";
    result.suggestions.push_back(("Ki" + unit).str());
  }
  return result;
}

std::optional<Refusal> refusal(llvm::StringRef name) {
  for (const Row &row : rows)
    if (row.spelling == name)
      return refuse(row, "");
  if (auto kilo = capitalKilo(name))
    return kilo;
  // `gb`, `mb` in small letters: a prefix nobody writes so.
  if (name.size() == 2 && name[1] == 'b' && llvm::StringRef("kmgtp").contains(name[0])) {
    std::string prefix(1, name[0] == 'k' ? 'k' : llvm::toUpper(name[0]));
    return Refusal{bytesAndBits.str(), {prefix + "B", prefix + "bit"}};
  }
  for (const PrefixSplit &split : splitPrefix(name))
    for (const Row &row : rows)
      if (row.prefixed && row.spelling == split.rest)
        return refuse(row, info(split.prefix).word);
  return std::nullopt;
}

} // namespace mls
