//===- Formatting.cpp - mlsc fmt for the editor ---------------------------===//

#include "LSP/Features.h"
#include "LSP/Protocol.h"
#include "Syntax/Format.h"

using namespace llvm;

namespace mls::lsp {

json::Array formatting(const Checked &checked) {
  StringRef before = checked.sources.text(checked.file);
  std::string formatted = format(before);
  StringRef after = formatted;
  if (before == after)
    return {};
  // One edit of the lines that differ, so that marks and cursors elsewhere stay.
  size_t common =
      std::mismatch(before.begin(), before.begin() + std::min(before.size(), after.size()), after.begin()).first -
      before.begin();
  size_t begin = before.take_front(common).rfind('\n') + 1;
  size_t tail = 0, limit = std::min(before.size(), after.size()) - begin;
  while (tail < limit && before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  StringRef kept = before.take_back(tail);
  tail -= std::min(kept.find('\n'), kept.size());
  Range range{checked.file, uint32_t(begin), uint32_t(before.size() - tail)};
  return json::Array{json::Object{{"range", toRange(checked.sources, range)},
                                  {"newText", after.slice(begin, after.size() - tail).str()}}};
}

} // namespace mls::lsp
