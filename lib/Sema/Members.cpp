//===- Members.cpp - what stands behind a dot -----------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

const Node *Checker::staticRecord(const Node *n) {
  for (unsigned steps = 0; n && steps != 100000; ++steps) {
    switch (n->op) {
    case NodeOp::Record:
    case NodeOp::Map:
    case NodeOp::With:
    case NodeOp::Call: return n;
    case NodeOp::Ref: n = n->decl->value; break;
    case NodeOp::Field: n = staticField(n->kids[0], n->text); break;
    case NodeOp::Nominal: n = n->kids[0]; break;
    default: return nullptr;
    }
  }
  return nullptr;
}

const Node *Checker::staticField(const Node *record, llvm::StringRef name) {
  for (const Node *r = staticRecord(record); r; r = r->op == NodeOp::With ? staticRecord(r->kids[0]) : nullptr)
    for (const Entry &e : llvm::reverse(r->entries))
      if (e.path.size() == 1 && e.path.front() == name)
        return e.value;
  return nullptr;
}

const Signature *Checker::solverOf(const Node *query) {
  const Node *n = staticRecord(query);
  return n && n->op == NodeOp::Call ? n->solver : nullptr;
}

llvm::SmallVector<const Schema *, 4> Checker::schemasOf(const Type &type, const Node *value) {
  llvm::SmallVector<const Schema *, 4> schemas;
  if (type.schema)
    schemas.push_back(type.schema);
  if (const Signature *s = value ? solverOf(value) : nullptr; s && s->out == type.schema)
    schemas.push_back(s->in);
  if (schemas.empty())
    if (const Node *known = value ? staticRecord(value) : nullptr; known && known->type.schema)
      schemas.push_back(known->type.schema);
  if (schemas.empty())
    schemas.assign(type.alternatives.begin(), type.alternatives.end());
  return schemas;
}

static Node *column(Checker &c, Node *table, const Field &f, Range range) {
  Node *n = c.make(NodeOp::Field, range, c.listOf(c.fieldType(f)), {table});
  n->text = f.name;
  return n;
}

Node *Checker::member(Node *base, const ast::Name &name, const Env &env) {
  if (base->type.isError() || !name)
    return error(base->range.to(name.range));
  Range range = base->range.to(name.range);
  const Type &type = base->type;
  if (type.kind == Type::Map && type.element) {
    llvm::SmallVector<llvm::StringRef> keys(type.names.begin(), type.names.end());
    const Node *known = staticRecord(base);
    if (keys.empty() && known && known->op == NodeOp::Map)
      for (const Entry &e : known->entries)
        keys.push_back(e.path.front());
    if (!keys.empty() && !llvm::is_contained(keys, name.text)) {
      auto d = diags.report(diag::unknown_key, name.range, name.text, text(base->range), quotedList(keys, "and"));
      if (llvm::StringRef near = nearest(name.text, keys); !near.empty())
        d.help(fmt::format("did you mean `{}`?", near)).fixit(name.range, near.str());
      return error(range);
    }
    Node *n = make(NodeOp::Field, range, *type.element, {base});
    n->text = name.text;
    return n;
  }
  if (type.kind != Type::Record && type.kind != Type::Table) {
    auto d = diags.report(diag::no_fields, name.range, describe(type), name.text);
    d.label(base->range, print(type));
    if (type.kind == Type::List)
      d.help(fmt::format("take it of each element: `sum(x.{} for x in {})`", name.text, text(base->range)));
    return error(range);
  }
  auto schemas = schemasOf(type, base);
  const Field *f = nullptr;
  for (const Schema *top : schemas)
    for (const Schema *s = top; s && !f; s = s->base)
      f = s->find(name.text);
  if (!f) {
    if (schemas.empty())
      return error(range);
    unknownField(name, schemas);
    return error(range);
  }
  if (type.kind == Type::Table)
    return column(*this, base, *f, range);
  const Node *known = staticField(base, name.text);
  Node *n = make(NodeOp::Field, range, fieldType(*f), {base});
  n->text = f->name;
  fieldOf[n] = f;
  if (n->type.kind == Type::Record && !n->type.schema && known && known->type.kind == Type::Record)
    n->type = known->type;
  n->flow = memberFlow(n);
  return n;
}

} // namespace mls
