//===- Comparison.cpp - how two evaluations differ, in text and JSON --------------===//

#include "Report/Comparison.h"
#include "Report/Style.h"
#include "llvm/Support/JSON.h"

#include <cmath>
#include <fmt/format.h>

using namespace mls;

/// `+12.3%`, `-0.05%`.
static std::string percent(double share) { return std::isfinite(share) ? fmt::format("{:+.3g}%", 100 * share) : ""; }

static std::string shown(const ResultValue &v) { return v.display.empty() ? "(see `mlsc run`)" : v.display; }

namespace {

class ComparisonText {
public:
  ComparisonText(const Comparison &c, const TextStyle &style, llvm::raw_ostream &out) : c(c), style(style), out(out) {}

  void print() {
    out << ink(c.before, Accent::Bold) << ink("  against  ", Accent::Dim) << ink(c.after, Accent::Bold) << '\n';
    for (const ResultChange &r : c.results)
      nameWidth = std::max(nameWidth, columns(r.name));
    if (!c.results.empty())
      out << '\n';
    for (const ResultChange &r : c.results)
      line(r);
    if (!c.asserts.empty())
      out << '\n';
    for (const AssertChange &a : c.asserts)
      out << "  " << word(a.before) << " -> " << word(a.after) << "  " << a.text << '\n';
    out << '\n' << ink(fmt::format("{} the same", c.same), Accent::Dim) << '\n';
  }

private:
  std::string ink(llvm::StringRef text, Accent colour) const { return paint(text, colour, style.colour); }
  std::string word(llvm::StringRef outcome) const {
    return ink(outcome.empty() ? "absent" : outcome, outcome == "pass" ? Accent::Good : Accent::Bad);
  }

  void line(const ResultChange &r) {
    out << "  " << r.name << fill(r.name, nameWidth) << "  ";
    if (r.kind != ResultChange::Changed) {
      out << (r.kind == ResultChange::Added ? "only the second has it: " : "only the first has it: ")
          << shown(r.kind == ResultChange::Added ? r.after : r.before) << '\n';
      return;
    }
    out << shown(r.before) << " -> " << ink(shown(r.after), Accent::Bold);
    if (std::string by = percent(r.change); !by.empty())
      out << "  " << by;
    out << '\n';
    causes(r);
  }

  void causes(const ResultChange &r) {
    double sum = 0;
    for (const Cause &cause : r.causes) {
      const ChangedInput &in = c.inputs[cause.input];
      sum += cause.effect;
      out << ink(fmt::format("      {:>8}  {}: {} -> {}", percent(cause.effect), in.path, in.before, in.after), Accent::Dim)
          << '\n';
    }
    constexpr double noticed = 5e-4; // of the first value: below it nothing is printed
    if (std::isfinite(r.together) && std::fabs(r.together - sum) > noticed && r.causes.size() > 1)
      out << ink(fmt::format("      {:>8}  all of these at once", percent(r.together)), Accent::Dim) << '\n';
    if (std::isfinite(r.rest()) && std::fabs(r.rest()) > noticed)
      out << ink(fmt::format("      {:>8}  other formulas or structure", percent(r.rest())), Accent::Dim) << '\n';
  }

  const Comparison &c;
  const TextStyle &style;
  llvm::raw_ostream &out;
  unsigned nameWidth = 0;
};

} // namespace

void mls::reportComparison(const Comparison &comparison, const TextStyle &style, llvm::raw_ostream &out) {
  ComparisonText(comparison, style, out).print();
}

void mls::reportComparisonJson(const Comparison &c, llvm::raw_ostream &out) {
  llvm::json::OStream json(out, 2);
  auto number = [&](llvm::StringRef key, double x) {
    json.attributeBegin(key);
    std::isfinite(x) ? json.rawValue(fmt::format("{}", x)) : json.value(nullptr);
    json.attributeEnd();
  };
  auto text = [&](llvm::StringRef key, llvm::StringRef x) { json.attribute(key, llvm::json::fixUTF8(x)); };
  auto value = [&](llvm::StringRef key, const ResultValue &v) {
    json.attributeObject(key, [&] {
      number("value", v.number), text("unit", v.unit), text("dimension", v.dimension), text("display", v.display);
    });
  };
  json.object([&] {
    json.attribute("schema", "mls.diff/1");
    text("before", c.before), text("after", c.after);
    json.attributeArray("inputs", [&] {
      for (const ChangedInput &in : c.inputs)
        json.object([&] { text("path", in.path), text("before", in.before), text("after", in.after); });
    });
    json.attributeArray("results", [&] {
      for (const ResultChange &r : c.results)
        json.object([&] {
          text("name", r.name);
          if (r.kind != ResultChange::Added)
            value("before", r.before);
          if (r.kind != ResultChange::Removed)
            value("after", r.after);
          number("change", r.change), number("together", r.together), number("rest", r.rest());
          json.attributeArray("causes", [&] {
            for (const Cause &cause : r.causes)
              json.object([&] { text("path", c.inputs[cause.input].path), number("effect", cause.effect); });
          });
        });
    });
    json.attributeArray("asserts", [&] {
      for (const AssertChange &a : c.asserts)
        json.object([&] { text("assert", a.text), text("before", a.before), text("after", a.after); });
    });
    json.attribute("same", c.same);
  });
  out << '\n';
}
