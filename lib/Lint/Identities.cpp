//===- Identities.cpp - R5: figures of one product agree ------------------===//
//
// Two figures that were each read correctly may still be of two products: what follows
// from the others of an entry must follow. A figure with a declared range is held to
// that range, which is how an exception is declared.
//
//===----------------------------------------------------------------------===//

#include "Lint/Rules.h"
#include "Units/Display.h"

#include <cmath>

using namespace llvm;

namespace mls::lint_rules {

/// Data sheets print three digits.
static constexpr double rounding = 0.01;

namespace {

class Identities {
public:
  Identities(const Checked &checked, const Decl &decl, DiagnosticEngine &diags)
      : checked(checked), decl(decl), figures(figuresOf(decl)), diags(diags) {}

  void check() {
    for (const auto &[path, node] : figures) {
      StringRef name = path;
      if (name.consume_front("peak_sparse.")) // two of four weights are zero
        demand(path, *node, 2, {"peak." + name.str()});
      if (name.consume_back("bandwidth"))
        demand(path, *node, 1, {name.str() + "bus_width", name.str() + "pin_rate"});
    }
  }

private:
  /// `figure` is `factor` times the product of the others, where the entry gives them all.
  void demand(const std::string &path, const Node &figure, double factor, ArrayRef<std::string> others) {
    double expected = factor;
    std::string formula = factor == 1 ? "" : fmt::format("{} * ", factor);
    SmallVector<const Node *, 2> parts;
    for (const std::string &other : others) {
      auto at = figures.find(other);
      if (at == figures.end())
        return;
      expected *= at->second->number;
      formula += (parts.empty() ? "" : " * ") + other;
      parts.push_back(at->second);
    }
    const Origin *origin = figure.origin;
    bool holds = origin && origin->hasRange() ? origin->lo <= expected && expected <= origin->hi
                                              : std::fabs(expected / figure.number - 1) <= rounding;
    if (holds)
      return;
    auto shown = [&](const Node &n, double value) {
      return display(value, n.type.dim, checked.units, n.text);
    };
    auto d = diags.report(diag::broken_identity, figure.range, decl.path.str() + "." + path, shown(figure, figure.number),
                          formula, shown(figure, expected));
    for (const Node *part : parts)
      d.label(part->range, shown(*part, part->number));
    d.help("one of them is of another product; an exception is declared by a range: `± 10%`");
  }

  const Checked &checked;
  const Decl &decl;
  Figures figures;
  DiagnosticEngine &diags;
};

} // namespace

void checkIdentities(const Checked &checked, const Decl &decl, DiagnosticEngine &diags) {
  Identities(checked, decl, diags).check();
}

} // namespace mls::lint_rules
