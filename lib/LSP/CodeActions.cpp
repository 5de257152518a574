//===- CodeActions.cpp - fix-its as quick fixes ---------------------------===//

#include "LSP/Features.h"
#include "LSP/Protocol.h"

using namespace llvm;

namespace mls::lsp {

static std::string titleOf(const Checked &checked, const Fixit &f) {
  if (!f.title.empty())
    return f.title;
  if (f.text.empty())
    return fmt::format("remove `{}`", checked.sources.text(f.range).trim());
  return fmt::format("replace with `{}`", StringRef(f.text).trim());
}

json::Array codeActions(const Checked &checked, StringRef uri, uint32_t begin, uint32_t end) {
  json::Array out;
  for (const Diagnostic *d : checked.diags.sorted()) {
    if (d->range.file != checked.file || d->range.begin > end || d->range.end < begin)
      continue;
    for (const Fixit &f : d->fixits) {
      if (f.range.file != checked.file)
        continue;
      json::Object edit{{"range", toRange(checked.sources, f.range)}, {"newText", f.text}};
      json::Object changes{{uri, json::Array{std::move(edit)}}};
      out.push_back(json::Object{{"title", json::fixUTF8(titleOf(checked, f))},
                                 {"kind", "quickfix"},
                                 {"edit", json::Object{{"changes", std::move(changes)}}}});
    }
  }
  return out;
}

} // namespace mls::lsp
