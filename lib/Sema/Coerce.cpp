//===- Coerce.cpp - values at boundaries ----------------------------------===//
//
// Dimensions are declared at boundaries and inferred between them. Here a value
// meets the declaration: type, counting words, domain, flow.
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/DenseSet.h"
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

//===-- Counting words -----------------------------------------------------===//

/// Words that a literal spells, wherever it reaches the boundary unchanged in kind: through
/// sums, choices, lists, names and members known here. A product or a quotient is not
/// followed: what a number without a word counts is its writer's matter.
llvm::ArrayRef<CountPower> Checker::countsOf(const Node *n) {
  llvm::SmallVector<const Node *, 8> open{n};
  llvm::DenseSet<const Node *> seen;
  while (!open.empty()) {
    n = open.pop_back_val();
    if (!n || !seen.insert(n).second)
      continue;
    if (auto at = counts.find(n); at != counts.end())
      return at->second;
    llvm::ArrayRef<const Node *> kids = n->kids;
    switch (n->op) {
    case NodeOp::Ref:
      if (n->decl->kind == DeclKind::Let)
        open.push_back(n->decl->value);
      break;
    case NodeOp::CallDef: // `def f(c: CostRate) = c`
      if (const Node *body = n->decl->value; body && body->op == NodeOp::Local && body->number < kids.size())
        open.push_back(kids[size_t(body->number)]);
      break;
    case NodeOp::Field:
      open.push_back(staticField(kids[0], n->text));
      break;
    case NodeOp::If:
    case NodeOp::Index:
      open.append({kids[n->op == NodeOp::If ? 2 : 0], kids[n->op == NodeOp::If ? 1 : 0]});
      break;
    case NodeOp::Reduce: // of the elements themselves
      if (n->text != "count" && kids[1]->op == NodeOp::Local && kids[1]->number == n->number)
        open.push_back(kids[0]);
      else if (n->text != "count")
        open.push_back(kids[1]);
      break;
    case NodeOp::Builtin:
      if (n->text != "min" && n->text != "max" && n->text != "abs")
        break;
      [[fallthrough]];
    case NodeOp::Default:
    case NodeOp::Add:
    case NodeOp::Sub:
    case NodeOp::Neg:
    case NodeOp::Nominal:
    case NodeOp::List:
      open.append(kids.rbegin(), kids.rend());
      break;
    default:
      break;
    }
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
  if (have.empty() || !at.field || (at.field->languageOnly && at.field->unit.empty()))
    return true; // a user's schema declares a dimension, which has no word to miss
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
    bool one = n->op == NodeOp::Number || n->op == NodeOp::Ref || n->op == NodeOp::Field || n->op == NodeOp::CallDef;
    if (c.exponent == -1 && many && one) // of a sum or a choice only a part may count
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
