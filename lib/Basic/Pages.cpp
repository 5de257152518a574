//===- Pages.cpp - the page of each diagnostic ----------------------------===//

#include "Basic/Pages.h"

namespace mls {

namespace {
struct Page {
  const char *code;
  const char *text;
};
} // namespace

static constexpr Page pages[] = {
#include "Basic/Pages.inc"
    {"", ""}, // never an empty array
};

llvm::StringRef page(llvm::StringRef code) {
  for (const Page &p : pages)
    if (code.equals_insensitive(p.code))
      return p.text;
  return {};
}

} // namespace mls
