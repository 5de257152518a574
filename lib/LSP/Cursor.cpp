//===- Cursor.cpp - what stands at a place of the text --------------------===//

#include "LSP/Cursor.h"

#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace mls::lsp {

static bool isWord(char c) { return isAlnum(c) || c == '_'; }

Range wordAt(StringRef text, FileId file, uint32_t offset) {
  uint32_t begin = std::min<size_t>(offset, text.size()), end = begin;
  while (begin > 0 && isWord(text[begin - 1]))
    --begin;
  while (end < text.size() && isWord(text[end]))
    ++end;
  return {file, begin, end};
}

const Field *findField(const Schema *schema, StringRef name) {
  for (; schema; schema = schema->base)
    if (const Field *f = schema->find(name))
      return f;
  return nullptr;
}

const Schema *schemaOf(const Field &field) {
  return field.kind == FieldKind::Record || field.element == FieldKind::Record ? field.sub : nullptr;
}

namespace {

/// Walks from a declaration down to the innermost expression at an offset.
class Walk {
public:
  Walk(const Checked &checked, uint32_t offset, Cursor &cursor) : checked(checked), offset(offset), c(cursor) {}

  void down(const Node *node, const std::string &path) {
    if (!node || !holds(node->range))
      return;
    c.node = node;
    const Schema *schema = node->op == NodeOp::Call ? (node->solver ? node->solver->in : nullptr) : node->type.schema;
    if (node->op == NodeOp::Record || node->op == NodeOp::With || node->op == NodeOp::Call) {
      c.record = node;
      c.schema = schema;
    }
    if (node->op == NodeOp::Self && node->number < records.size())
      c.owner = records[records.size() - 1 - size_t(node->number)];
    bool scope = node->op == NodeOp::Record || node->op == NodeOp::With;
    if (scope)
      records.push_back(schema);
    for (const Entry &entry : node->entries) {
      if (!entry.pathRange.valid())
        continue; // inherited: nobody wrote it
      std::string below = path.empty() ? "" : path + "." + join(entry.path, ".");
      if (holds(entry.pathRange))
        key(entry, schema, path);
      else
        down(entry.value, below);
    }
    for (const Node *kid : node->kids)
      down(kid, "");
    if (scope)
      records.pop_back();
  }

private:
  bool holds(Range r) const { return r.file == checked.file && r.begin <= offset && offset <= r.end; }

  /// A key may be dotted; the part under the cursor counts.
  void key(const Entry &entry, const Schema *schema, const std::string &path) {
    std::string here = path;
    uint32_t end = entry.pathRange.begin;
    for (StringRef part : entry.path) {
      const Field *field = schema ? findField(schema, part) : nullptr;
      if (!here.empty())
        here += "." + part.str();
      end += part.size();
      if (offset <= end || &part == &entry.path.back()) {
        c.key = true;
        c.field = field;
        c.owner = schema;
        c.value = &part == &entry.path.back() ? entry.value : nullptr;
        c.path = here;
        return;
      }
      ++end; // the dot
      schema = field ? schemaOf(*field) : nullptr;
    }
  }

  const Checked &checked;
  uint32_t offset;
  Cursor &c;
  SmallVector<const Schema *, 4> records; ///< that a Self can refer to, outermost first
};

/// `slo.tpot` of a chain of fields over a name; empty for anything else.
std::string pathOf(const Node *node) {
  if (node->op == NodeOp::Ref && node->decl)
    return node->decl->name.str();
  if (node->op != NodeOp::Field || node->kids.empty())
    return "";
  std::string base = pathOf(node->kids[0]);
  return base.empty() ? "" : base + "." + node->text.str();
}

} // namespace

const Decl *declarationAt(const Checked &checked, uint32_t offset) {
  for (const ast::Decl *decl : checked.ast->decls)
    if (auto *use = dyn_cast<ast::UseDecl>(decl); use && use->range.begin <= offset && offset <= use->range.end)
      for (const ast::UseItem &item : use->items) {
        Range last = item.path ? item.path.parts.back().range : Range();
        if (last.begin <= offset && offset <= last.end)
          return checked.lookup(item.path.str());
      }
  return checked.declAt(checked.file, offset);
}

Cursor cursorAt(const Checked &checked, uint32_t offset) {
  Cursor c;
  StringRef text = checked.sources.text(checked.file);
  c.wordRange = wordAt(text, checked.file, offset);
  c.word = checked.sources.text(c.wordRange);

  Walk walk(checked, offset, c);
  for (const Decl *decl : checked.decls) {
    if (decl->range.file != checked.file || offset < decl->range.begin || offset > decl->range.end)
      continue;
    c.inside = decl;
    walk.down(decl->value, decl->name.str());
  }
  for (const Statement &statement : checked.statements)
    walk.down(statement.value, "");

  if (c.key || !c.node)
    return c;
  if (c.node->op == NodeOp::Field && !c.node->kids.empty())
    c.owner = c.node->kids[0]->type.schema;
  if (c.node->op == NodeOp::Field || c.node->op == NodeOp::Self)
    c.field = findField(c.owner, c.node->text);
  c.path = pathOf(c.node);
  return c;
}

} // namespace mls::lsp
