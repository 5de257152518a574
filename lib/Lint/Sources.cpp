//===- Sources.cpp - R8, R9: a document, lately read ----------------------===//
//
// That one id has one record is a rule of names already (E0202).
//
//===----------------------------------------------------------------------===//

#include "Basic/Text.h"
#include "Lint/Rules.h"
#include "llvm/ADT/STLExtras.h"

#include <chrono>

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

//===-- Age ----------------------------------------------------------------===//

/// `2026-11-24`, or `2026.11`: the first of the month.
static std::optional<std::chrono::sys_days> dayOf(StringRef date) {
  SmallVector<StringRef, 3> parts;
  date.split(parts, date.contains('-') ? '-' : '.');
  int numbers[] = {0, 0, 1};
  if (parts.size() < 2 || parts.size() > 3)
    return std::nullopt;
  for (auto [part, to] : zip(parts, numbers))
    if (part.getAsInteger(10, to))
      return std::nullopt;
  using namespace std::chrono;
  return sys_days{year{numbers[0]} / numbers[1] / numbers[2]};
}

void checkAge(ArrayRef<const Decl *> decls, StringRef registry, DiagnosticEngine &diags) {
  constexpr int most = 180;
  auto today = dayOf(registry);
  for (const Decl *decl : decls) {
    const Source *source = decl->kind == DeclKind::Source ? decl->source : nullptr;
    auto read = source ? dayOf(source->accessed) : std::nullopt;
    if (!today || !read)
      continue;
    auto age = (*today - *read).count();
    if (age < -most) // a file may be newer than the registry it is checked with, but not by much
      diags.report(diag::source_ahead, decl->nameRange, source->id, -age, registry)
          .help("write the day on which it was read");
    else if (age > most && source->changes && !source->url.empty())
      diags.report(diag::source_expired, decl->nameRange, source->id, age, registry)
          .help("read it again; a document that never changes says `changes: false`");
  }
}

} // namespace mls::lint_rules
