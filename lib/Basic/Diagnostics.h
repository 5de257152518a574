//===- Diagnostics.h - what the compiler says -------------------*- C++ -*-===//
//
// A diagnostic is data: a code of the table in Diagnostics.def, a range, labels
// on both operands, notes, help and fix-its. Text, JSON, SARIF and the language
// server are renderings of it (Render.h). Codes by area:
//
//   E01xx syntax      E02xx names, imports   E03xx dimensions and units
//   E04xx records, types, domains            E05xx demand and supply
//   E06xx queries     E07xx provenance       E08xx evaluation
//   E09xx driver, input and output           (W…: the same areas, warnings)
//
// Usage:
//   diags.report(diag::cannot_add, opRange, left, right)
//       .label(lhs, left).label(rhs, right)
//       .note("left", "Data").help("multiply the right side by a `Time`");
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "Basic/Text.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mls {

enum class Severity : uint8_t { Note, Warning, Error };

/// One enumerator a diagnostic, named as in Diagnostics.def.
namespace diag {
enum Id : uint16_t {
#define DIAG(Name, Code, Level, Text) Name,
#include "Basic/Diagnostics.def"
#undef DIAG
  count
};
} // namespace diag

/// A row of Diagnostics.def.
struct DiagInfo {
  const char *name; ///< `cannot_add`
  const char *code; ///< `E0301`; stable for ever, never reused
  Severity severity;
  const char *text; ///< fmt pattern: lower case, no full stop, code in backticks
};
const DiagInfo &info(diag::Id id);
/// The diagnostic with this code, for `mlsc explain E0301`.
std::optional<diag::Id> findDiagnostic(llvm::StringRef code);

/// Text under a secondary range: what this operand contributes.
struct Label {
  Range range;
  std::string text;
};

/// A line `= kind: text` below the snippet, or with a range a snippet of its own.
struct Remark {
  std::string kind; ///< "note", "help", "left", "right", …
  std::string text;
  Range range; ///< optional place
};

/// Replaces `range` (may be empty: an insertion) by `text`.
struct Fixit {
  Range range;
  std::string text;
  std::string title; ///< shown by editors; empty: "replace with `text`"
};

struct Diagnostic {
  diag::Id id;
  Severity severity;
  Range range;
  std::string message;
  std::string label; ///< text beside the primary caret; may be empty
  std::vector<Label> labels;
  std::vector<Remark> remarks;
  std::vector<Fixit> fixits;
};

/// Fluent access to the diagnostic just reported.
class DiagBuilder {
public:
  explicit DiagBuilder(Diagnostic &d) : d(&d) {}
  DiagBuilder &at(std::string text) {
    d->label = std::move(text);
    return *this;
  }
  DiagBuilder &label(Range r, std::string text) {
    d->labels.push_back({r, std::move(text)});
    return *this;
  }
  DiagBuilder &remark(std::string kind, std::string text, Range r = {}) {
    d->remarks.push_back({std::move(kind), std::move(text), r});
    return *this;
  }
  DiagBuilder &note(std::string text, Range r = {}) { return remark("note", std::move(text), r); }
  DiagBuilder &help(std::string text, Range r = {}) { return remark("help", std::move(text), r); }
  DiagBuilder &fixit(Range r, std::string text, std::string title = {}) {
    d->fixits.push_back({r, std::move(text), std::move(title)});
    return *this;
  }

private:
  Diagnostic *d;
};

/// Collects diagnostics in the order of their report. At most `limit` of each severity
/// are kept (the rest is counted). An identical code at an identical range reports once.
class DiagnosticEngine {
public:
  template <class... Args> DiagBuilder report(diag::Id id, Range range, const Args &...args) {
    return add(id, range, fmt::vformat(info(id).text, fmt::make_format_args(args...)));
  }

  const std::deque<Diagnostic> &all() const { return list; }
  unsigned errors() const { return errorCount; }
  unsigned warnings() const { return warningCount; }
  unsigned dropped() const { return droppedCount; }
  bool hasErrors() const { return errorCount != 0; }
  /// Warnings count as errors from here on (`--strict`, `-Werror`).
  void setWarningsAsErrors(bool on) { promote = on; }
  void setLimit(unsigned n) { limit = n; }
  /// Diagnostics ordered by file and position; reports at one place keep their order.
  std::vector<const Diagnostic *> sorted() const;

private:
  DiagBuilder add(diag::Id id, Range range, std::string message);

  std::deque<Diagnostic> list;
  std::optional<Diagnostic> sink; ///< receives what is dropped
  unsigned errorCount = 0, warningCount = 0, noteCount = 0, droppedCount = 0, limit = 200;
  bool promote = false;
};

} // namespace mls
