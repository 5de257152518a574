//===- Lint.h - provenance rules over a checked program ---------*- C++ -*-===//
//
// A link proves nothing: a wrong figure with a real URL looks just like a right
// one. So every figure is compared with what its claim says of it:
//
//   R1 subject     the source is about this very entry
//   R2 quote       number and unit in the quote equal the value, within its digits
//   R3 coverage    the source publishes this kind of quantity
//   R4 qualifiers  what the kind of quantity needs is said (dense, one way, year)
//   R5 identities  what follows from other figures of the entry does follow
//   R7 agreement   a second source is another document
//   R8 identity    one id, one record; a document, not a landing page
//   R9 age         a document that can change was read within 180 days
//   R10 plausible  the entry is like its siblings
//
// R6, parameters counted from the geometry, needs the physics that this library does not
// see: Driver/Geometry.h.
//
// That a figure has a claim at all is Sema's to demand (E0701).
//
// A rule is one function in a file of its name over a Figure or a Source (Rules.h).
// The registry is linted when the compiler is built, and an error fails the build.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Sema/Check.h"

namespace mls {

/// Lints the declarations of a file or of a registry folder (`checked.decls`).
/// Ranges are of `checked.sources`.
void lint(const Checked &checked, DiagnosticEngine &diags);

} // namespace mls
