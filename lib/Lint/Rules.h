//===- Rules.h - what a rule sees -------------------------------*- C++ -*-===//
#pragma once

#include "Lint/Lint.h"

namespace mls::lint_rules {

/// One figure of one entry that has a claim.
struct Figure {
  const Checked &checked;
  const Decl &decl;    ///< the entry around it
  const Schema *owner; ///< schema of the record with the field; null: a plain value
  const Field *field;  ///< null: a plain value
  std::string path;    ///< `hardware.nvidia.H200_SXM.memory.bandwidth`
  const Node &value;   ///< a Number, or an expression (then R2 does not apply)

  std::string shown(double base) const; ///< in the unit it is written in
};

// Places within a claim, as narrow as the text allows.
Range sourceName(const Figure &figure, const Claim &claim);
/// `part`: a text of the claim, such as its quote.
Range partOf(const Figure &figure, const Claim &claim, llvm::StringRef part);

// Rules over a claim of a figure.
void checkSubject(const Figure &figure, const Claim &claim, DiagnosticEngine &diags);    // R1
void checkQuote(const Figure &figure, const Claim &claim, DiagnosticEngine &diags);      // R2
void checkCoverage(const Figure &figure, const Claim &claim, DiagnosticEngine &diags);   // R3
void checkQualifiers(const Figure &figure, const Claim &claim, DiagnosticEngine &diags); // R4

// Rules over the sources of a program.
void checkSources(llvm::ArrayRef<const Decl *> decls, DiagnosticEngine &diags); // R8

} // namespace mls::lint_rules
