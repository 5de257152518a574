//===- Subject.cpp - R1: the source is about this very entry --------------===//
//
// The founding mistake of this field's tables: the 3.35 TB/s of an H100 SXM under a
// link to the data sheet of the PCIe card, which has 2 TB/s.
//
//===----------------------------------------------------------------------===//

#include "Basic/Text.h"
#include "Lint/Rules.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mls::lint_rules {

/// A subject is an entry or a folder of entries.
static bool covers(StringRef subject, StringRef path) {
  return path == subject || (path.starts_with(subject) && path.substr(subject.size()).starts_with("."));
}

void checkSubject(const Figure &figure, const Claim &claim, DiagnosticEngine &diags) {
  const Source &source = *claim.source;
  StringRef entry = figure.decl.path;
  if (source.subjects.empty() || any_of(source.subjects, [&](StringRef s) { return covers(s, entry); }))
    return;
  diags.report(diag::wrong_subject, sourceName(figure, claim), source.id, quotedList(source.subjects, "and", 3), entry)
      .label(figure.value.range, "of " + entry.str())
      .help(fmt::format("find the figure in a source about `{}`, or write `estimate \"reason\"`", entry));
}

} // namespace mls::lint_rules
