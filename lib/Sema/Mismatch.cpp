//===- Mismatch.cpp - the words of type errors ----------------------------===//
//
// A message shows what both sides contribute, by what they differ, and the one
// factor that is missing. Where that is a Token the reader has most likely mixed
// two of its three meanings, which the help names.
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

#include <bit>

namespace mls {

std::string article(llvm::StringRef name) {
  bool vowel = !name.empty() && llvm::StringRef("AEIOUaeiou").contains(name.front()) && !name.starts_with("Us");
  return fmt::format("{} `{}`", vowel ? "an" : "a", name);
}

/// `Time`, `Bandwidth`; empty when a dimension has no name of its own.
static std::string simpleName(Dim d, const DimNames &names) {
  for (const DimAlias &a : dimAliases())
    if (a.dim == d)
      return a.name.str();
  for (unsigned i = 0; i != Dim::bases; ++i)
    if (d.baseMask() == 1u << i && d.twelfths(i) == Dim::denominator)
      return names.baseName(i).str();
  return {};
}

static bool isBase(Dim d) {
  for (unsigned i = 0; i != Dim::builtinBases; ++i)
    if (d == Dim(Base(i)))
      return true;
  return false;
}

void Checker::explainDifference(DiagBuilder &d, Dim wanted, Dim found, llvm::StringRef side) {
  auto factor = div(found, wanted), missing = div(wanted, found);
  std::string row = printProduct(found, out.dims());
  if (factor && !factor->isNumber() && !found.isNumber() && !wanted.isNumber())
    row += fmt::format("      differs by {}", printProduct(*factor, out.dims()));
  d.remark(side.split(' ').first.str(), row);
  if (!missing || !factor)
    return;
  if (Dim token = Base::Token; found.isNumber() || wanted.isNumber()) {
    if (found == token)
      d.help("`count(…)` makes a number of tokens a pure number");
    return;
  } else if (*missing == token || *factor == token) {
    d.help("a `Token` is missing: multiply by a time per token (`slo.tpot`), by a size per token (`2 B/tok`), "
           "or make a number of tokens a pure number with `count(…)`");
    return;
  }
  // A base dimension says more than a compound one: a `Time` rather than a `Frequency`.
  std::string multiply = simpleName(*missing, out.dims()), divide = simpleName(*factor, out.dims());
  if (!multiply.empty() &&
      (divide.empty() || std::popcount(missing->baseMask()) <= std::popcount(factor->baseMask())) && !isBase(*factor))
    d.help(fmt::format("multiply the {} by {}", side, article(multiply)));
  else if (!divide.empty())
    d.help(fmt::format("divide the {} by {}", side, article(divide)));
}

std::string Checker::baseUnitOf(Dim d) const {
  for (unsigned i = 0; i != Dim::bases; ++i)
    if (d.baseMask() == 1u << i && d.twelfths(i) == Dim::denominator)
      if (const UnitDef *u = out.units.baseUnit(i))
        return d == Dim(Base::Data) ? "B" : u->name.str();
  for (const UnitDef &u : out.units.builtin()) // `W` of a Power
    if (u.dim == d && u.factor.exact() == Rational(1) && !u.counting && !d.isNumber())
      return u.name.str();
  return {};
}

/// A unit to suggest for a bare number: the field's own, else a simple one.
static std::string unitFor(const Checker &c, Dim d, const Boundary &at) {
  return at.field && !at.field->unit.empty() ? at.field->unit.str() : c.baseUnitOf(d);
}

static bool isBareLiteral(const Node *n) { return n->op == NodeOp::Number && n->text.empty(); }

/// `30B` where data was meant.
static void billionForBytes(DiagBuilder &d, Range place, llvm::StringRef written) {
  llvm::StringRef digits = written.drop_back();
  d.help(fmt::format("write `{} B` for bytes, `{} GB` for gigabytes", digits, digits)).fixit(place, fmt::format("{} B", digits));
}

void Checker::cannotCombine(diag::Id id, llvm::StringRef verb, Range place, const Node *left, const Node *right) {
  bool quantities = left->type.kind == Type::Quantity && right->type.kind == Type::Quantity;
  auto shown = [&](const Type &t) { return t.kind == Type::Enum ? std::string("word") : print(t); };
  std::string a = shown(left->type), b = shown(right->type);
  DiagBuilder d = id == diag::cannot_add ? diags.report(diag::cannot_add, place, verb, a, b)
                                         : diags.report(id, place, a, b);
  d.label(left->range, a);
  if (place == right->range)
    d.at(b);
  else
    d.label(right->range, b);
  for (const Node *n : {left, right})
    if (n->type.kind == Type::Enum)
      d.help(fmt::format("`{}` is {}", text(n->range), quotedList(n->type.names)));
  if (!quantities)
    return;
  d.remark("left", printProduct(left->type.dim, out.dims()));
  explainDifference(d, left->type.dim, right->type.dim, "right side");
  for (auto [n, other] : {std::pair(left, right), std::pair(right, left)})
    if (isBareLiteral(n) && !other->type.dim.isNumber()) {
      if (other->type.dim == Dim(Base::Data) && text(n->range).ends_with("B")) {
        billionForBytes(d, n->range, text(n->range));
        continue;
      }
      std::string unit = other->op == NodeOp::Number ? other->text.str() : baseUnitOf(other->type.dim);
      if (!unit.empty())
        d.help(fmt::format("a bare number has no unit; write `{} {}`", text(n->range), unit))
            .fixit(n->range, fmt::format("{} {}", text(n->range), unit));
    }
  Dim mass = Base::Mass, carbon = Base::Carbon, l = left->type.dim, r = right->type.dim;
  if ((l == mass && r == carbon) || (l == carbon && r == mass))
    d.note("carbon is counted as CO2 equivalent, a dimension of its own: it adds up with no mass");
}

/// `Pod.accelerator` where an Accelerator is wanted and a Node is given.
static const Field *memberOf(const Schema *have, const Schema *want) {
  for (const Schema *s = have; s; s = s->base)
    for (const Field &f : s->fields)
      if (f.kind == FieldKind::Record && f.sub && f.sub->is(want))
        return &f;
  return nullptr;
}

void Checker::wrongType(const Node *value, const Type &want, const Boundary &at) {
  const Type &have = value->type;
  Range place = value->range.valid() ? value->range : at.place;
  if (want.kind != Type::Quantity || have.kind != Type::Quantity) {
    auto d = diags.report(diag::wrong_type, place, at.what, describe(want), describe(have));
    if (at.place.valid() && !(at.place == place))
      d.label(at.place, print(want));
    d.at(print(have));
    if (want.kind == Type::Record && want.schema && have.schema)
      if (const Field *f = memberOf(have.schema, want.schema))
        d.help(fmt::format("write `{}.{}`", text(place), f->name))
            .fixit(place, fmt::format("{}.{}", text(place), f->name));
    return;
  }
  llvm::StringRef written = text(place);
  if (isBareLiteral(value) && want.dim == Dim(Base::Data) && written.ends_with("B")) {
    auto d = diags.report(diag::billion_for_bytes, place, written, written.drop_back());
    billionForBytes(d.at("a pure number"), place, written);
    return;
  }
  auto d = diags.report(diag::wrong_dimension, place, at.what, print(want.dim), print(have.dim));
  if (at.place.valid() && !(at.place == place))
    d.label(at.place, print(want.dim));
  d.at(print(have.dim));
  d.remark("wanted", printProduct(want.dim, out.dims()));
  if (isBareLiteral(value)) {
    d.remark("found", printProduct(have.dim, out.dims()));
    if (std::string unit = unitFor(*this, want.dim, at); !unit.empty())
      d.help(fmt::format("a bare number has no unit; write `{} {}`", written, unit))
          .fixit(place, fmt::format("{} {}", written, unit));
    return;
  }
  explainDifference(d, want.dim, have.dim, "found value");
}

} // namespace mls
