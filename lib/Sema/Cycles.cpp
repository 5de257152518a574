//===- Cycles.cpp - fields that depend on themselves ----------------------===//
//
// Fields are equations over their siblings; a cycle has no solution. Plain fields of
// one record are examined here. A cycle that runs through several records, or arises
// by `with`, shows when the program is evaluated (E0806).
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

namespace mls {

/// Siblings that an expression reads; `depth` records were entered on the way.
static void siblings(const Node *n, unsigned depth, llvm::SmallVectorImpl<const Node *> &to) {
  if (n->op == NodeOp::Self && n->number == depth)
    to.push_back(n);
  bool enters = n->op == NodeOp::Record || n->op == NodeOp::With;
  for (const Node *kid : n->kids)
    siblings(kid, depth, to);
  for (const Entry &e : n->entries)
    siblings(e.value, depth + enters, to);
}

static void checkRecord(Checker &c, const Node *record, const std::string &owner) {
  if (!record->type.schema)
    return;
  enum Colour : uint8_t { White, Grey, Black };
  llvm::StringMap<Colour> colours;
  llvm::SmallVector<llvm::StringRef> path;
  auto valueOf = [&](llvm::StringRef name) -> const Node * {
    for (const Entry &e : record->entries)
      if (e.path.size() == 1 && e.path.front() == name)
        return e.value;
    for (const Schema *s = record->type.schema; s; s = s->base)
      if (const Field *f = s->find(name))
        return f->group.empty() ? c.defaultOf(s, *f) : nullptr;
    return nullptr;
  };
  auto visit = [&](auto &self, llvm::StringRef name, Range place) -> bool {
    Colour &colour = colours[name];
    if (colour == Black)
      return true;
    if (colour == Grey) {
      std::string links = name.str();
      const Decl *hidden = nullptr; // `count: count` was meant to read it
      for (size_t i = path.size(); i-- != 0;) {
        links = path[i].str() + " ← " + links;
        if (const Decl *d = c.out.lookup(path[i]); d && d->nameRange.file == place.file)
          hidden = d;
        if (path[i] == name)
          break;
      }
      auto d = c.diags.report(diag::cyclic_field, place, fmt::format("{}.{}", owner, name));
      d.note(links);
      if (hidden)
        d.label(hidden->nameRange, "hidden here by the field")
            .help(fmt::format("within its record `{0}` is the field itself: rename the other, as in `{0}: my_{0}`",
                              hidden->name));
      else
        d.help("give one of them a value");
      return false;
    }
    colour = Grey;
    path.push_back(name);
    bool ok = true;
    const Node *value = valueOf(name);
    if (value && value->type.kind != Type::Record && value->type.kind != Type::Map) {
      llvm::SmallVector<const Node *, 4> reads;
      siblings(value, 0, reads);
      for (const Node *r : reads)
        ok = ok && self(self, r->text, place);
    }
    path.pop_back();
    colours[name] = Black;
    return ok;
  };
  for (const Entry &e : record->entries) {
    if (e.path.size() == 1 && !visit(visit, e.path.front(), e.pathRange))
      return;
    if (e.value->op == NodeOp::Record)
      checkRecord(c, e.value, owner + "." + e.path.front().str());
  }
}

void Checker::checkFieldCycles(const Decl &d) {
  if (d.value->op == NodeOp::Record)
    checkRecord(*this, d.value, d.name.str());
}

} // namespace mls
