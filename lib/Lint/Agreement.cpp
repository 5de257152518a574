//===- Agreement.cpp - R7: a second source is another one -----------------===//
//
// Two claims on a figure agree, since each is held to its quote (R2), and together they
// make the highest grade; but a document that is cited twice confirms nothing.
//
//===----------------------------------------------------------------------===//

#include "Lint/Rules.h"

using namespace llvm;

namespace mls::lint_rules {

void checkAgreement(const Figure &figure, DiagnosticEngine &diags) {
  const Claim *first = figure.value.origin->claim, *second = figure.value.origin->second;
  if (!first || !second || !first->source || !second->source)
    return;
  if (!sameDocument(*first->source, *second->source))
    return;
  diags.report(diag::same_evidence, sourceName(figure, *second), figure.path, second->source->id)
      .label(sourceName(figure, *first), "cited here already")
      .help("keep the claim that says more, or cite another document");
}

} // namespace mls::lint_rules
