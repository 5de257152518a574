//===- Diagnostics.cpp - what is wrong, for the editor --------------------===//

#include "LSP/Features.h"
#include "LSP/Protocol.h"

using namespace llvm;

namespace mls::lsp {

/// The message with all that the text form prints below the snippet: an editor
/// shows nothing else.
static std::string fullMessage(const Diagnostic &d) {
  std::string text = d.message;
  if (!d.label.empty())
    text += "\n" + d.label;
  for (const Remark &r : d.remarks)
    if (!r.range.valid())
      text += "\n" + r.kind + ": " + r.text;
  return text;
}

static json::Value related(const Checked &checked, Range range, StringRef text) {
  json::Object location{{"uri", toUri(checked.sources.name(range.file))}, {"range", toRange(checked.sources, range)}};
  return json::Object{{"location", std::move(location)}, {"message", json::fixUTF8(text)}};
}

json::Array diagnosticsOf(const Checked &checked, FileId file) {
  json::Array out;
  for (const Diagnostic *d : checked.diags.sorted()) {
    if (d->range.file != file)
      continue;
    json::Array places;
    for (const Label &l : d->labels)
      if (l.range.valid())
        places.push_back(related(checked, l.range, l.text));
    for (const Remark &r : d->remarks)
      if (r.range.valid())
        places.push_back(related(checked, r.range, r.text));
    json::Object item{{"range", toRange(checked.sources, d->range)},
                      {"severity", d->severity == Severity::Error     ? 1
                                   : d->severity == Severity::Warning ? 2
                                                                      : 3},
                      {"code", info(d->id).code},
                      {"source", "mlsc"},
                      {"message", json::fixUTF8(fullMessage(*d))}};
    if (!places.empty())
      item["relatedInformation"] = std::move(places);
    out.push_back(std::move(item));
  }
  return out;
}

} // namespace mls::lsp
