//===- Definition.cpp - where a name is declared --------------------------===//

#include "LSP/Cursor.h"
#include "LSP/Features.h"
#include "LSP/Protocol.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mls::lsp {

json::Value definition(const Checked &checked, uint32_t offset) {
  const Decl *decl = declarationAt(checked, offset);
  // A compiled registry entry has a text to quote, but no file to open.
  if (!decl || !decl->nameRange.valid() || !is_contained(checked.files, decl->nameRange.file))
    return nullptr;
  return json::Object{{"uri", toUri(checked.sources.name(decl->nameRange.file))},
                      {"range", toRange(checked.sources, decl->nameRange)}};
}

} // namespace mls::lsp
