//===- Quote.cpp - R2: the quote says what the value says -----------------===//
//
// Number and unit are read out of the quote and compared with the value, taken to
// the basis of the document by `printed:`, within the digits that it prints. This
// catches TB for Tb and TiB for TB, a sparse figure taken for a dense one, and one
// chip's share taken for a node's. Without a quote the claim is cited, not read.
//
//===----------------------------------------------------------------------===//

#include "Lint/Printed.h"
#include "Lint/Rules.h"
#include "Units/Display.h"

#include <cmath>

using namespace llvm;

namespace mls::lint_rules {

/// The figures of the quote that can be compared: those of the value's dimension, else
/// those without a unit, which then is the value's own.
static SmallVector<PrintedFigure, 4> comparable(ArrayRef<PrintedFigure> figures, const Node &value,
                                                const UnitTable &units) {
  Dim dim = value.type.dim;
  SmallVector<PrintedFigure, 4> out;
  for (const PrintedFigure &f : figures)
    if (f.unit && f.unit->dim == dim && !dim.isNumber())
      out.push_back(f);
  if (!out.empty())
    return out;
  auto own = units.parse(value.text);
  for (const PrintedFigure &f : figures)
    if (!f.unit || (dim.isNumber() && f.unit->dim == dim)) {
      out.push_back(f);
      if (!f.unit && own)
        out.back().unit = *own;
    }
  return out;
}

void checkQuote(const Figure &figure, const Claim &claim, DiagnosticEngine &diags) {
  const Node &value = figure.value;
  auto transform = readTransform(claim.printed);
  if (!transform) {
    diags.report(diag::bad_transform, partOf(figure, claim, claim.printed), transform.error().step)
        .help("one of `sparse(k)`, `both_directions`, `per_gpu(n)`, `per_node(n)`, `macs(2)`, `binary`, `times(k)`, "
              "`over(k)`");
    return;
  }
  if (claim.quote.empty() || value.op != NodeOp::Number)
    return;
  const UnitTable &units = figure.checked.units;
  auto candidates = comparable(readFigures(claim.quote, units), value, units);
  if (candidates.empty()) {
    std::string what = value.type.dim.isNumber() ? "number" : "`" + print(value.type.dim, figure.checked.dims()) + "`";
    diags.report(diag::no_figure, partOf(figure, claim, claim.quote), what).label(value.range, figure.path);
    return;
  }
  // The first one counts; an element of a list may be any of them: `(10,4)`.
  if (!StringRef(figure.path).ends_with("]"))
    candidates.truncate(1);
  double wanted = value.number * transform->factor;
  for (const PrintedFigure &printed : candidates) {
    double said = printed.base(printed.value, transform->binary);
    double allowed = printed.base(printed.halfDigit, transform->binary) + 1e-9 * std::fabs(said);
    if (std::fabs(wanted - said) <= allowed)
      return;
  }
  const PrintedFigure &printed = candidates.front();
  auto shown = [&](double base) { return printed.unit ? format(base, *printed.unit) : formatNumber(base); };
  auto d = diags.report(
      diag::quote_mismatch, partOf(figure, claim, printed.text), "`" + printed.text.str() + "`",
      "`" + shown(transform->binary ? wanted / printed.base(1, true) * printed.base(1, false) : wanted) + "`");
  d.label(value.range, figure.path);
  d.remark("value", figure.shown(value.number));
  if (!claim.printed.empty())
    d.remark("printed", claim.printed.str());
  if (double ratio = printed.base(printed.value, transform->binary) / wanted; std::isfinite(ratio) && ratio > 0)
    d.remark("ratio", formatNumber(ratio));
}

} // namespace mls::lint_rules
