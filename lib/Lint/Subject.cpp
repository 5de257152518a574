//===- Subject.cpp - R1: the source is about this very entry --------------===//
//
// The founding mistake of this field's tables: the 3.35 TB/s of an H100 SXM under a
// link to the data sheet of the PCIe card, which has 2 TB/s.
//
//===----------------------------------------------------------------------===//

#include "Basic/Text.h"
#include "Lint/Rules.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace mls::lint_rules {

/// A subject is an entry or a folder of entries.
static bool covers(StringRef subject, StringRef path) {
  return path == subject || (path.starts_with(subject) && path.substr(subject.size()).starts_with("."));
}

/// The path that an entry has by the folders around its file, to the root of the disk. Whoever lints one file of a
/// registry, or a part of it, leaves the upper folders unsaid.
static std::string placeOf(const Figure &figure) {
  SmallString<128> file(figure.checked.sources.name(figure.decl.nameRange.file));
  sys::fs::make_absolute(file);
  sys::path::remove_dots(file, /*remove_dot_dot=*/true);
  StringRef folders = sys::path::parent_path(file);
  std::string place;
  for (StringRef folder : make_range(sys::path::begin(folders), sys::path::end(folders)))
    if (folder != sys::path::get_separator())
      place += (folder + ".").str();
  return place + figure.decl.name.str();
}

static bool isAbout(const Source &source, const Figure &figure) {
  if (any_of(source.subjects, [&](StringRef s) { return covers(s, figure.decl.path); }))
    return true;
  std::string place = "." + placeOf(figure) + ".";
  return any_of(source.subjects, [&](StringRef s) { return StringRef(place).contains(("." + s + ".").str()); });
}

void checkSubject(const Figure &figure, const Claim &claim, DiagnosticEngine &diags) {
  const Source &source = *claim.source;
  StringRef entry = figure.decl.path;
  if (source.subjects.empty() || isAbout(source, figure))
    return;
  diags.report(diag::wrong_subject, sourceName(figure, claim), source.id, quotedList(source.subjects, "and", 3), entry)
      .label(figure.value.range, "of " + entry.str())
      .help(fmt::format("find the figure in a source about `{}`, or write `estimate \"reason\"`", entry));
}

} // namespace mls::lint_rules
