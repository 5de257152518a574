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

//===-- Counting words -----------------------------------------------------===//

/// Words that a literal spells; they are lost in arithmetic, where they are numbers.
llvm::ArrayRef<CountPower> Checker::countsOf(const Node *n) const {
  for (unsigned steps = 0; n && steps != 100000; ++steps) {
    if (auto at = counts.find(n); at != counts.end())
      return at->second;
    if (n->op == NodeOp::If || n->op == NodeOp::Default)
      n = n->kids[n->op == NodeOp::If ? 1 : 0];
    else if (n->op == NodeOp::Ref && n->decl->kind == DeclKind::Let)
      n = n->decl->value;
    else
      break;
  }
  return {};
}

static int powerOf(llvm::ArrayRef<CountPower> words, llvm::StringRef word) {
  for (const CountPower &c : words)
    if (c.word == word)
      return c.exponent;
  return 0;
}

/// The same figure in the field's own unit, where only the counting word differs.
static std::string withoutCounts(const Checker &c, const Node *n, const Boundary &at) {
  auto have = c.out.units.parse(n->text);
  if (n->op != NodeOp::Number || !have)
    return {};
  llvm::StringRef digits = c.text(n->range).split(' ').first;
  if (at.field->unit.empty())
    return have->factor.exact() == Rational(1) ? digits.str() : std::string();
  auto want = c.out.units.parse(at.field->unit);
  return want && want->factor.value() == have->factor.value() ? fmt::format("{} {}", digits, at.field->unit)
                                                              : std::string();
}

bool Checker::checkCounts(const Node *n, const Boundary &at) {
  llvm::ArrayRef<CountPower> have = countsOf(n);
  if (have.empty() || !at.field)
    return true;
  llvm::SmallVector<CountPower, 2> want;
  if (!at.field->unit.empty())
    if (auto u = out.units.parse(at.field->unit))
      want = u->counts;
  if (llvm::equal(have, want))
    return true;
  auto d = diags.report(diag::counting_word, n->range, text(n->range), at.what,
                        at.field->unit.empty() ? "a plain number" : fmt::format("`{}`", at.field->unit));
  if (at.place.valid())
    d.label(at.place, at.field->unit.empty() ? "a number" : at.field->unit.str());
  d.at(fmt::format("counts `{}`", mls::print(have)));
  for (const CountPower &c : have) {
    if (powerOf(want, c.word) == c.exponent)
      continue;
    // Per one of something that the record has several of: multiply by how many.
    const Field *many = nullptr;
    for (const Schema *s = at.owner; s && !many; s = s->base)
      for (const Field &f : s->fields)
        if (auto u = out.units.parse(f.unit.empty() ? "%" : f.unit); u && powerOf(u->counts, c.word) == 1)
          many = &f;
    if (!many && at.owner)
      many = at.owner->find("count");
    if (c.exponent == -1 && many)
      d.help(fmt::format("for all of them write `{} * {}`", many->name, text(n->range)))
          .fixit(n->range, fmt::format("{} * {}", many->name, text(n->range)));
    else if (std::string instead = withoutCounts(*this, n, at); !instead.empty())
      d.help(fmt::format("write `{}`", instead)).fixit(n->range, instead);
    else
      d.help(fmt::format("the figure wanted here is not {} `{}`", c.exponent < 0 ? "per" : "in", c.word));
    break;
  }
  return false;
}

} // namespace mls
