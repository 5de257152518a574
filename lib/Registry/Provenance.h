//===- Provenance.h - sources, claims, origins ------------------*- C++ -*-===//
//
// A number is never stored bare. A *source* is a document; a *claim* is one figure
// read in it, as printed; an *origin* says what stands behind a value. All plain
// data: they live in a snapshot's arena or in the compiled registry image.
// The lint rules R1 to R10 over them are in lib/Lint.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <limits>

namespace mls {

/// `source rfq { kind: quote  title: "…"  accessed: 2026-10-02 }`
struct Source {
  llvm::StringRef id;
  llvm::StringRef kind; ///< datasheet, paper, standard, documentation, code, measurement, quote, reference, price_list
  llvm::StringRef publisher, title, url, accessed, sha256;
  bool changes = true;                        ///< the document can change under its URL
  llvm::ArrayRef<llvm::StringRef> subjects;   ///< exact entries it is about
  llvm::ArrayRef<llvm::StringRef> publishes;  ///< kinds of quantity it can support
  Range range;
};

/// `from SOURCE "locator" { quote: "1,979 teraFLOPS"  printed: sparse(2) }`
struct Claim {
  struct Qualifier {
    llvm::StringRef name, value;
  };
  const Source *source = nullptr;
  llvm::StringRef locator;
  llvm::StringRef quote;   ///< as printed; empty: cited, not read
  llvm::StringRef printed; ///< transform from the field's basis to the printed figure, `sparse(2)`
  llvm::ArrayRef<Qualifier> qualifiers;
  Range range;
};

enum class OriginKind : uint8_t {
  Unsourced,  ///< a literal of a user's file without `from`
  Claimed,    ///< `from` a source
  Estimate,   ///< `estimate "reason"`
  Convention, ///< by definition (a unit, 365 days a year)
  Derived,    ///< computed from other values
  Default,    ///< the schema's default, not given by the user
  Override    ///< `--set`
};

/// What stands behind one value, and how far it may be off.
struct Origin {
  OriginKind kind = OriginKind::Unsourced;
  const Claim *claim = nullptr;
  const Claim *second = nullptr; ///< an independent confirmation (grade A)
  llvm::StringRef reason;        ///< of an estimate
  double lo = -std::numeric_limits<double>::infinity(); ///< declared range, base units; infinite: none
  double hi = std::numeric_limits<double>::infinity();
  bool identity = false; ///< an R5 identity confirms it
  Range range;

  bool hasRange() const { return hi < std::numeric_limits<double>::infinity(); }
};

/// Trust, computed and never typed: A confirmed twice, B quote matches, C cited
/// but unread, D estimate or convention without a source, U unsourced user number.
enum class Grade : uint8_t { A, B, C, D, U };

/// True where both records are of one document, which confirms nothing twice.
bool sameDocument(const Source &a, const Source &b);
Grade gradeOf(const Origin &origin);
char letter(Grade grade);

} // namespace mls
