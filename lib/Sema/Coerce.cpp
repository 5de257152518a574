//===- Coerce.cpp - values at boundaries ----------------------------------===//
//
// Dimensions are declared at boundaries and inferred between them. Here a value
// meets the declaration: type, counting words, domain, flow.
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

bool Checker::accepts(const Type &want, const Type &have) const {
  if (want.kind == Type::Text && have.kind == Type::Date)
    return true;
  if (want.kind != have.kind)
    return false;
  switch (want.kind) {
  case Type::Error: return false;
  case Type::Quantity:
  case Type::Interval: return want.dim == have.dim;
  case Type::Bool:
  case Type::Text:
  case Type::Date: return true;
  case Type::Enum: return want.names == have.names;
  case Type::Table: return want.schema == have.schema;
  case Type::List:
    return !want.element || !have.element || have.element->isError() || accepts(*want.element, *have.element);
  case Type::Map: return want.element && have.element && accepts(*want.element, *have.element);
  case Type::Record: break;
  }
  auto fits = [&](const Schema *s) {
    return want.schema ? s->is(want.schema)
                       : llvm::any_of(want.alternatives, [&](const Schema *w) { return s->is(w); });
  };
  return have.schema ? fits(have.schema) : llvm::any_of(have.alternatives, fits);
}

Node *Checker::exprFor(const ast::Expr *e, const Env &env, const Type &want, const Boundary &at) {
  return coerce(expr(e, env, &want), env, want, at);
}

Node *Checker::coerce(Node *n, const Env &env, const Type &want, const Boundary &at) {
  if (n->type.isError() || want.isError())
    return n;
  if (!accepts(want, n->type)) {
    // `efficiency: 0.5` sets the record's bare member; `kernel: 3` is a list of one.
    if (want.kind == Type::Record && want.schema && !want.schema->bare.empty())
      if (const Field *f = want.schema->find(want.schema->bare); f && accepts(fieldType(*f), n->type)) {
        Boundary inner = at;
        inner.field = f;
        inner.what = fmt::format("`{}` of {}", f->name, at.what);
        Node *value = coerce(n, env, fieldType(*f), inner);
        Node *wrapped = make(NodeOp::Record, n->range, want);
        llvm::StringRef name = f->name;
        Entry entry{keep(llvm::ArrayRef<llvm::StringRef>(name)), value, n->range};
        wrapped->entries = keep(llvm::ArrayRef<Entry>(entry));
        wrapped->text = "bare";
        wrapped->flow = value->flow;
        return wrapped;
      }
    if (want.kind == Type::List && want.element && accepts(*want.element, n->type)) {
      Node *value = coerce(n, env, *want.element, at);
      return make(NodeOp::List, n->range, want, {value});
    }
    if (Node *member = resultFor(n, want))
      return coerce(member, env, want, at);
    wrongType(n, want, at);
    return error(n->range);
  }
  if (n->type.kind == Type::List && n->kids.empty() && n->op == NodeOp::List)
    n->type = want; // `[]` is a list of anything
  if (n->type.kind == Type::Quantity) {
    if (!checkCounts(n, at))
      return error(n->range);
    checkDomain(n, at);
  }
  if (!checkFlow(n, env, at))
    return error(n->range);
  return n;
}

} // namespace mls
