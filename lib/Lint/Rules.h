//===- Rules.h - what a rule sees -------------------------------*- C++ -*-===//
#pragma once

#include "Lint/Lint.h"

#include <map>

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

// A rule over all claims of a figure.
void checkAgreement(const Figure &figure, DiagnosticEngine &diags); // R7

/// The numbers that an entry gives or inherits, by path (`memory.bandwidth`).
using Figures = std::map<std::string, const Node *>;
Figures figuresOf(const Decl &decl);

// Rules over the figures of an entry, and of entries side by side.
void checkIdentities(const Checked &checked, const Decl &decl, DiagnosticEngine &diags); // R5
void checkPlausible(const Checked &checked, DiagnosticEngine &diags);                    // R10

// Rules over the sources of a program.
void checkSources(llvm::ArrayRef<const Decl *> decls, DiagnosticEngine &diags); // R8
/// `registry`: the date of the registry, `2026.11`.
void checkAge(llvm::ArrayRef<const Decl *> decls, llvm::StringRef registry, DiagnosticEngine &diags); // R9

} // namespace mls::lint_rules
