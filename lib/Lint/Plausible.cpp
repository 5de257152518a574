//===- Plausible.cpp - R10: an entry is like its siblings -----------------===//
//
// Bits for bytes, a figure of a board for that of a chip: mistakes that no quote shows
// are off by a factor. The band of a class is that around its median, an entry's class
// its folder.
//
//===----------------------------------------------------------------------===//

#include "Lint/Rules.h"
#include "Units/Display.h"
#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace llvm;

namespace mls::lint_rules {

/// A byte is eight bits; generations of one maker differ by less.
static constexpr double band = 6;
/// Of fewer, the odd one out is not known.
static constexpr size_t leastSiblings = 4;

namespace {

/// One figure over another: bytes per FLOP, energy per FLOP.
struct Ratio {
  StringLiteral over, under, unit;
};
constexpr Ratio ratios[] = {{"memory.bandwidth", "peak.bf16", "B/FLOP"},
                            {"tdp", "peak.bf16", "pJ/FLOP"}};

struct Member {
  const Decl *decl;
  const Node *over, *under;
  double value() const { return over->number / under->number; }
};

} // namespace

static void checkBand(const Checked &checked, const Ratio &ratio, ArrayRef<Member> members, DiagnosticEngine &diags) {
  if (members.size() < leastSiblings)
    return;
  SmallVector<double, 16> values;
  for (const Member &m : members)
    values.push_back(m.value());
  auto middle = values.begin() + values.size() / 2;
  std::nth_element(values.begin(), middle, values.end());
  auto unit = checked.units.parse(ratio.unit);
  for (const Member &m : members) {
    double times = m.value() / *middle;
    if (times <= band && times >= 1 / band)
      continue;
    auto shown = [&](double x) { return unit ? format(x, *unit) : formatNumber(x); };
    diags.report(diag::implausible, m.over->range, m.decl->path, shown(m.value()), shown(*middle))
        .label(m.under->range, fmt::format("`{}`", ratio.under))
        .at(fmt::format("`{}`", ratio.over));
  }
}

void checkPlausible(const Checked &checked, DiagnosticEngine &diags) {
  std::map<StringRef, SmallVector<std::pair<const Decl *, Figures>, 8>> folders;
  for (const Decl *decl : checked.decls)
    if (decl->type.kind == Type::Record && decl->type.schema && decl->type.schema->name == "Accelerator")
      folders[decl->path.drop_back(decl->name.size())].push_back({decl, figuresOf(*decl)});
  for (const auto &[folder, entries] : folders)
    for (const Ratio &ratio : ratios) {
      SmallVector<Member, 8> members;
      for (const auto &[decl, figures] : entries) {
        auto over = figures.find(ratio.over.str()), under = figures.find(ratio.under.str());
        if (over != figures.end() && under != figures.end())
          members.push_back({decl, over->second, under->second});
      }
      checkBand(checked, ratio, members, diags);
    }
}

} // namespace mls::lint_rules
