//===- Printed.cpp - figures as documents print them ----------------------===//

#include "Lint/Printed.h"

#include "Basic/Text.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace llvm;

namespace mls::lint_rules {

double PrintedFigure::base(double number, bool binary) const {
  double result = unit ? unit->toBase(number) : number;
  if (binary && unit && !unit->parts.empty()) {
    unsigned step = std::min(unsigned(unit->parts[0].prefix), unsigned(Prefix::E));
    for (Prefix p : {Prefix::k, Prefix::M, Prefix::G, Prefix::T, Prefix::P, Prefix::E})
      if (step >= unsigned(p) && unit->parts[0].prefix != Prefix::B)
        result *= 1.024;
  }
  return result;
}

namespace {

/// Words for prefixes, and for scales of a bare number.
struct Scale {
  StringLiteral word, prefix;
  double factor;
};
constexpr Scale scales[] = {
    {"kilo", "k", 1e3}, {"mega", "M", 1e6},    {"giga", "G", 1e9},   {"tera", "T", 1e12},  {"peta", "P", 1e15},
    {"exa", "E", 1e18}, {"thousand", "", 1e3}, {"million", "", 1e6}, {"billion", "", 1e9}, {"trillion", "", 1e12},
};

/// The unit expressions that a printed word may stand for, as the language spells them.
SmallVector<std::string, 4> meanings(StringRef word, const UnitTable &units) {
  std::string spelled = word.str();
  for (const Scale &scale : scales)
    if (!scale.prefix.empty() && word.starts_with_insensitive(scale.word))
      spelled = scale.prefix.str() + word.substr(scale.word.size()).str();
  if (StringRef(spelled).ends_with("CO2") || StringRef(spelled).ends_with("CO2eq"))
    spelled = StringRef(spelled).split("CO2").first.str() + "CO2e";
  // On paper a small b is a bit.
  if (spelled == "b" || (spelled.size() == 2 && spelled[1] == 'b'))
    spelled += "it";
  auto unit = units.parse(spelled);
  if (unit)
    return {spelled};
  return SmallVector<std::string, 4>(unit.error().suggestions.begin(), unit.error().suggestions.end());
}

class Reader {
public:
  Reader(StringRef quote, const UnitTable &units) : quote(quote), units(units) {}

  SmallVector<PrintedFigure, 4> run() {
    for (size_t at = 0; (at = quote.find_first_of("0123456789", at)) != StringRef::npos;) {
      // `HBM2e`, `H200`: a digit within a word is no figure.
      bool inWord = at > 0 && (isAlnum(quote[at - 1]) || quote[at - 1] == '_');
      size_t end = at;
      while (end < quote.size() && (isDigit(quote[end]) || isSeparator(end)))
        ++end;
      if (inWord)
        at = end;
      else
        at = figure(at, end);
    }
    return std::move(out);
  }

private:
  /// A decimal point, or the comma of thousands; that of `(10,4)` is neither.
  bool isSeparator(size_t i) const {
    auto digit = [&](size_t k) { return k < quote.size() && isDigit(quote[k]); };
    return (quote[i] == '.' && digit(i + 1)) ||
           (quote[i] == ',' && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4));
  }

  /// Reads the figure whose number is [begin, end); the place after it.
  size_t figure(size_t begin, size_t end) {
    std::string digits;
    for (char c : quote.slice(begin, end))
      if (c != ',')
        digits += c;
    PrintedFigure f;
    if (StringRef(digits).getAsDouble(f.value))
      return end;
    size_t point = digits.find('.');
    f.halfDigit = 0.5 * std::pow(10.0, point == std::string::npos ? 0 : -double(digits.size() - point - 1));
    at = end;

    bool dollars = begin > 0 && quote[begin - 1] == '$';
    PrintedFigure bare = f; // what the number may mean without a unit
    SmallVector<std::string, 4> spellings = {"USD"};
    if (!dollars) {
      scale(f, bare);
      spellings = meanings(word(), units);
    }
    size_t used = spellings.empty() ? end : at;
    // Further words behind `/` or `per`; one that is no unit (`per instance`) is passed over.
    bool quotient = false;
    while (!spellings.empty() && slash()) {
      SmallVector<std::string, 4> below = meanings(word(), units);
      used = at;
      quotient = true;
      if (!below.empty())
        for (std::string &s : spellings)
          s += "/" + below.front();
    }
    StringRef text = quote.slice(begin - dollars, std::max(used, end));
    for (const std::string &s : spellings)
      if (auto unit = units.parse(s)) {
        f.unit = *unit;
        f.text = text;
        out.push_back(f);
      }
    // `$63.3` of a table whose head says "per hour"; the count `8B`.
    if (spellings.empty() || (dollars && !quotient) || bare.value != f.value) {
      bare.text = text;
      out.push_back(bare);
    }
    return std::max(used, end);
  }

  /// `70 billion`, `128K tokens`, `8B`: words and letters of a count. In the last case
  /// the letter may as well be a unit, and only the bare number is scaled.
  void scale(PrintedFigure &f, PrintedFigure &bare) {
    size_t before = at;
    StringRef w = word();
    for (const Scale &s : scales)
      if (w.equals_insensitive(s.word) && s.prefix.empty()) {
        apply(f, s.factor);
        apply(bare, s.factor);
        return;
      }
    bool glued = before < quote.size() && quote[before] != ' ' && w.size() == 1;
    size_t letter = glued ? StringRef("KMBT").find(w[0]) : StringRef::npos;
    if (letter != StringRef::npos) {
      apply(bare, std::pow(1e3, double(letter + 1)));
      bool unitBehind = at < quote.size() && quote[at] == ' ' && !meaningsBehind().empty();
      if (unitBehind) {
        f = bare;
        return;
      }
    }
    at = before;
  }

  static void apply(PrintedFigure &f, double factor) {
    f.value *= factor;
    f.halfDigit *= factor;
  }

  SmallVector<std::string, 4> meaningsBehind() {
    size_t before = at;
    SmallVector<std::string, 4> found = meanings(word(), units);
    at = before;
    return found;
  }

  /// The word at `at`, after one blank or hyphen.
  StringRef word() {
    if (at + 1 < quote.size() && (quote[at] == ' ' || quote[at] == '-') &&
        (isAlpha(quote[at + 1]) || quote[at + 1] == '%'))
      ++at;
    size_t begin = at;
    if (at < quote.size() && quote[at] == '%')
      ++at;
    else
      while (at < quote.size() &&
             (isAlpha(quote[at]) || (at > begin && isDigit(quote[at])) || uint8_t(quote[at]) >= 0x80))
        ++at;
    return quote.slice(begin, at);
  }

  bool slash() {
    StringRef rest = quote.substr(at);
    for (StringRef sign : {" per ", " / ", "/"})
      if (rest.starts_with(sign)) {
        at += sign.size();
        return true;
      }
    return false;
  }

  StringRef quote;
  const UnitTable &units;
  size_t at = 0;
  SmallVector<PrintedFigure, 4> out;
};

} // namespace

SmallVector<PrintedFigure, 4> readFigures(StringRef quote, const UnitTable &units) {
  return Reader(quote, units).run();
}

Expected<Transform, TransformError> readTransform(StringRef printed) {
  Transform result;
  printed = printed.trim();
  if (printed.consume_front("["))
    printed = printed.drop_back(printed.ends_with("]")).trim();
  SmallVector<StringRef, 2> steps;
  printed.split(steps, ',', -1, /*KeepEmpty=*/false);
  for (StringRef step : steps) {
    step = step.trim();
    auto [name, argument] = step.split('(');
    double k = 2;
    bool given = argument.consume_back(")");
    if (given && argument.trim().getAsDouble(k))
      return TransformError{step.str()};
    name = name.trim();
    if (name == "binary" && !given)
      result.binary = true;
    else if (name == "both_directions" || name == "bidirectional")
      result.factor *= k;
    else if (given && is_contained({"sparse", "per_node", "times"}, name))
      result.factor *= k;
    else if (given && k != 0 && is_contained({"per_gpu", "macs", "over"}, name))
      result.factor /= k;
    else
      return TransformError{step.str()};
  }
  return result;
}

} // namespace mls::lint_rules
