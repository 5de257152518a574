//===- Figures.cpp - the numbers of an entry by path ----------------------===//

#include "Lint/Rules.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace mls::lint_rules {

static void collect(const Node *node, const std::string &path, Figures &to) {
  // What is given here replaces what was inherited there.
  auto below = to.lower_bound(path);
  while (node->op != NodeOp::With && !path.empty() && below != to.end() && StringRef(below->first).starts_with(path)) {
    StringRef rest = StringRef(below->first).substr(path.size());
    below = rest.empty() || rest[0] == '.' ? to.erase(below) : std::next(below);
  }
  switch (node->op) {
  case NodeOp::Number: to[path] = node; return;
  case NodeOp::Ref: // `hardware X = Y`; a part has an entry of its own
    if (path.empty() && node->decl->value)
      collect(node->decl->value, path, to);
    return;
  case NodeOp::With: collect(node->kids[0], path, to); break;
  case NodeOp::Record:
  case NodeOp::Map: break;
  default: return; // computed, and so agrees by itself
  }
  for (const Entry &entry : node->entries)
    if (entry.value)
      collect(entry.value, (path.empty() ? "" : path + ".") + llvm::join(entry.path, "."), to);
}

Figures figuresOf(const Decl &decl) {
  Figures figures;
  if (decl.value)
    collect(decl.value, "", figures);
  return figures;
}

} // namespace mls::lint_rules
