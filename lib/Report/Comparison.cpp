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
    for (const TableChange &t : c.tables)
      table(t);
    for (auto [names, which] : {std::pair(&c.tablesBefore, "first"), std::pair(&c.tablesAfter, "second")})
      for (const std::string &name : *names)
        out << '\n' << "  " << name << fmt::format("  only the {} has this table\n", which);
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

  //===-- Tables --------------------------------------------------------------===//

  void table(const TableChange &t) {
    out << '\n' << "  " << ink(t.name, Accent::Bold) << fmt::format("  {} -> {} rows", t.rowsBefore, t.rowsAfter);
    if (t.notCompared.empty())
      out << fmt::format(": {} changed, {} only in the second, {} only in the first, {} the same", t.changed, t.added,
                         t.removed, t.same);
    out << '\n';
    if (!t.notCompared.empty())
      note("not compared", t.notCompared);
    if (!t.bestBefore.empty())
      note("best", t.bestBefore + " -> " + t.bestAfter);
    list("column only in the first", t.removedColumns, t.removedColumns.size());
    list("column only in the second", t.addedColumns, t.addedColumns.size());
    list("row only in the first", t.removedRows, t.removed);
    list("row only in the second", t.addedRows, t.added);
    unsigned width = nameWidth;
    nameWidth = 0;
    for (const ResultChange &r : t.figures)
      nameWidth = std::max(nameWidth, columns(r.name));
    for (const ResultChange &r : t.figures)
      line(r, "    ");
    nameWidth = width;
    if (t.changedFigures > t.figures.size())
      note("and", fmt::format("{} more figures, none of which changed more", t.changedFigures - t.figures.size()));
  }

  void note(llvm::StringRef name, llvm::StringRef text) {
    out << "    " << ink(name, Accent::Dim) << "  " << text << '\n';
  }
  void list(llvm::StringRef title, const std::vector<std::string> &names, size_t all) {
    for (const std::string &name : names)
      note(title, name);
    if (all > names.size())
      note(title, fmt::format("and {} more", all - names.size()));
  }

  //===-- Results -------------------------------------------------------------===//

  void line(const ResultChange &r, llvm::StringRef indent = "  ") {
    out << indent << r.name << fill(r.name, nameWidth) << "  ";
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
      out << ink(fmt::format("      {:>8}  {}: {} -> {}", percent(cause.effect), in.path, in.before, in.after),
                 Accent::Dim)
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
    auto change = [&](const ResultChange &r) {
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
    };
    auto texts = [&](llvm::StringRef key, const std::vector<std::string> &all) {
      json.attributeArray(key, [&] {
        for (const std::string &x : all)
          json.value(llvm::json::fixUTF8(x));
      });
    };
    json.attributeArray("results", [&] {
      for (const ResultChange &r : c.results)
        change(r);
    });
    json.attributeArray("tables", [&] {
      for (const TableChange &t : c.tables)
        json.object([&] {
          text("name", t.name);
          json.attributeObject("rows", [&] {
            for (auto [key, count] :
                 {std::pair("before", t.rowsBefore), std::pair("after", t.rowsAfter), std::pair("same", t.same),
                  std::pair("changed", t.changed), std::pair("added", t.added), std::pair("removed", t.removed)})
              json.attribute(key, int64_t(count));
          });
          texts("added_rows", t.addedRows), texts("removed_rows", t.removedRows);
          texts("added_columns", t.addedColumns), texts("removed_columns", t.removedColumns);
          if (!t.bestBefore.empty())
            json.attributeObject("best", [&] { text("before", t.bestBefore), text("after", t.bestAfter); });
          if (!t.notCompared.empty())
            text("not_compared", t.notCompared);
          json.attribute("changed_figures", int64_t(t.changedFigures));
          json.attributeArray("figures", [&] {
            for (const ResultChange &r : t.figures)
              change(r);
          });
        });
    });
    texts("tables_only_before", c.tablesBefore), texts("tables_only_after", c.tablesAfter);
    json.attributeArray("asserts", [&] {
      for (const AssertChange &a : c.asserts)
        json.object([&] { text("assert", a.text), text("before", a.before), text("after", a.after); });
    });
    json.attribute("same", c.same);
  });
  out << '\n';
}
