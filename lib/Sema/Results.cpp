//===- Results.cpp - results of queries as arguments ----------------------===//
//
// `footprint(run)`: where a record is wanted, a query's results stand for their only
// member of that schema (`run.usage`), and an argument that the solver marks as
// inherited and the call leaves out is that of the query (`run.on`).
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

static Node *memberOf(Checker &c, const Node *query, const Field &f, Type type) {
  Node *n = c.make(NodeOp::Field, query->range, type, {query});
  n->text = f.name;
  c.fieldOf[n] = &f;
  n->flow = c.memberFlow(n);
  return n;
}

Node *Checker::resultFor(const Node *results, const Type &want) {
  const Schema *schema = results->type.schema;
  if (results->type.kind != Type::Record || want.kind != Type::Record || !schema ||
      llvm::none_of(out.catalog->solvers, [&](const Signature *s) { return s->out == schema; }))
    return nullptr;
  const Field *only = nullptr;
  for (const Field &f : schema->fields)
    if (f.kind == FieldKind::Record && accepts(want, fieldType(f)) && std::exchange(only, &f))
      return nullptr;
  return only ? memberOf(*this, results, *only, fieldType(*only)) : nullptr;
}

/// The query that a value is a result of, or null.
static const Node *queryOf(Checker &c, const Node *value) {
  while (value->op == NodeOp::Field && !c.solverOf(value))
    value = value->kids[0];
  return c.solverOf(value) ? value : nullptr;
}

void Checker::inherit(llvm::SmallVectorImpl<Entry> &given, const Signature &s, const Env &env) {
  auto entry = [&](llvm::StringRef name) {
    return llvm::find_if(given, [&](const Entry &e) { return e.path.front() == name; });
  };
  auto first = entry(s.in->fields.front().name);
  if (first == given.end())
    return;
  auto add = [&](const Field &f, const Node *value) {
    llvm::StringRef key = f.name;
    given.push_back({keep(llvm::ArrayRef<llvm::StringRef>(key)), value, {}});
  };
  bool failed = first->value->type.isError(); // what it would have brought along is not missed too
  const Node *query = queryOf(*this, first->value);
  const Schema *arguments = query ? solverOf(query)->in : nullptr;
  for (const Field &f : s.in->fields) {
    if (!f.inherited || entry(f.name) != given.end())
      continue;
    if (failed)
      add(f, error({}));
    const Field *same = arguments ? arguments->find(f.name) : nullptr;
    if (!same)
      continue;
    const Node *known = staticField(query, f.name);
    if (!known && (same->optional || same->kind == FieldKind::OneOf))
      continue; // it has none either
    Type type = known ? known->type : fieldType(*same);
    if (!accepts(fieldType(f), type))
      continue;
    Boundary at;
    at.what = fmt::format("`{}` of `{}`", f.name, s.name);
    at.field = &f;
    at.owner = s.in;
    add(f, coerce(memberOf(*this, query, *same, type), env, fieldType(f), at));
  }
}

} // namespace mls
