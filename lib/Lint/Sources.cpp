//===- Sources.cpp - R8: a document, not its publisher --------------------===//
//
// That one id has one record is a rule of names already (E0202).
//
//===----------------------------------------------------------------------===//

#include "Basic/Text.h"
#include "Lint/Rules.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mls::lint_rules {

/// Kinds that are evidence of a figure: a document with a page, a table, a run.
static constexpr StringLiteral evidence[] = {"datasheet", "paper", "measurement", "price_list"};
/// Kinds that are about certain entries, and publish certain kinds of quantity.
static constexpr StringLiteral specific[] = {"datasheet", "price_list"};

/// `https://www.nvidia.com/` and its like: a host without a path.
static bool isLandingPage(StringRef url) {
  StringRef rest = url.contains("://") ? url.split("://").second : url;
  return rest.split('/').second.trim("/").empty() && !rest.contains('?');
}

void checkSources(ArrayRef<const Decl *> decls, DiagnosticEngine &diags) {
  for (const Decl *decl : decls) {
    if (decl->kind != DeclKind::Source || !decl->source)
      continue;
    const Source &source = *decl->source;
    if (is_contained(evidence, source.kind) && !source.url.empty() && isLandingPage(source.url))
      diags.report(diag::landing_page, decl->nameRange, source.url, source.kind)
          .help("give the address of the document itself");
    if (!is_contained(specific, source.kind))
      continue;
    for (auto [list, field] : {std::pair(source.subjects, "subjects"), std::pair(source.publishes, "publishes")})
      if (list.empty())
        diags.report(diag::incomplete_source, decl->nameRange, source.id, source.kind, field)
            .help(StringRef(field) == "subjects"
                      ? "list the entries it is about: `subjects: [hardware.nvidia.H200_SXM]`"
                      : "list what it can support at all: `publishes: [compute, bandwidth]`");
  }
}

} // namespace mls::lint_rules
