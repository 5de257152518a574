//===- Diagnostics.cpp - what the compiler says ---------------------------===//

#include "Basic/Diagnostics.h"

#include "Basic/Printable.h"

#include <algorithm>

using namespace llvm;

namespace mls {

using enum Severity; // the table spells `Error`, `Warning`, `Note`

static constexpr DiagInfo table[] = {
#define DIAG(Name, Code, Level, Text) {#Name, Code, Level, Text},
#include "Basic/Diagnostics.def"
#undef DIAG
};

const DiagInfo &info(diag::Id id) { return table[id]; }

std::optional<diag::Id> findDiagnostic(StringRef code) {
  for (unsigned id = 0; id != diag::count; ++id)
    if (code.equals_insensitive(table[id].code))
      return diag::Id(id);
  return std::nullopt;
}

DiagBuilder DiagnosticEngine::add(diag::Id id, Range range, std::string message) {
  Severity severity = info(id).severity;
  if (promote && severity == Warning)
    severity = Error;
  Diagnostic made{id, severity, range, printable(message), {}, {}, {}, {}};

  // A place is told once what is wrong with it; but a call may lack several figures.
  bool byPlace = range.valid() && id != diag::missing_value;
  bool repeated = std::any_of(list.begin(), list.end(), [&](const Diagnostic &d) {
    return d.id == id && d.range == range && (byPlace || d.message == made.message);
  });
  if (repeated)
    return DiagBuilder(sink.emplace(std::move(made)));

  // The limit holds for each severity, so that warnings never crowd out errors.
  unsigned &seen = severity == Error ? errorCount : severity == Warning ? warningCount : noteCount;
  if (++seen > limit) {
    ++droppedCount;
    return DiagBuilder(sink.emplace(std::move(made)));
  }
  return DiagBuilder(list.emplace_back(std::move(made)));
}

std::vector<const Diagnostic *> DiagnosticEngine::sorted() const {
  std::vector<const Diagnostic *> out;
  for (const Diagnostic &d : list)
    out.push_back(&d);
  std::stable_sort(out.begin(), out.end(), [](const Diagnostic *a, const Diagnostic *b) {
    return std::pair(a->range.file, a->range.begin) < std::pair(b->range.file, b->range.begin);
  });
  return out;
}

} // namespace mls
