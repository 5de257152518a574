//===- Literals.cpp - numbers and their units -----------------------------===//

#include "Sema/Checker.h"

namespace mls {

/// 10^a · 2^b, exactly: the glued letters of `70B` and `8Ki`.
static Factor scale(int ten, int two) {
  return Factor(*pow(Rational(10), ten)) * Factor(*pow(Rational(2), two));
}

Node *Checker::literal(const ast::NumberExpr &e, const Env &env) {
  auto number = parseNumber(e.digits);
  if (!number) {
    if (number.error() == NumberError::Malformed)
      diags.report(diag::number_range, e.digitsRange, text(e.digitsRange), "not a number");
    else
      diags.report(diag::number_range, e.digitsRange, text(e.digitsRange),
                   number.error() == NumberError::TooLarge ? "too large" : "too small")
          .note("the largest number is 1.797e308, the smallest above zero 2.225e-308");
    return error(e.range);
  }
  Factor value = *number * scale(e.scale10, e.scale2);
  if (!(value.value() < std::numeric_limits<double>::infinity())) {
    diags.report(diag::number_range, e.digitsRange, text(e.digitsRange), "too large")
        .note("the largest number is 1.797e308, the smallest above zero 2.225e-308");
    return error(e.range);
  }
  Node *n = make(NodeOp::Number, e.range, this->number());
  if (e.percent) {
    n->number = (value * Factor(*Rational::make(1, 100))).value();
    n->text = "%";
  } else if (e.unit) {
    auto u = unit(e.unit, &env);
    if (!u)
      return error(e.range);
    n->number = (value * u->factor).value();
    n->type = quantity(u->dim);
    n->text = e.unit.text;
    if (!u->counts.empty()) {
      llvm::SmallVector<CountPower, 2> kept(u->counts);
      counts[n] = Counts{keep(llvm::ArrayRef<CountPower>(kept))};
    }
    if (!(n->number < std::numeric_limits<double>::infinity())) {
      diags.report(diag::number_range, e.range, text(e.range), "too large")
          .note("the largest number in base units is 1.797e308");
      return error(e.range);
    }
  } else {
    n->number = value.value();
  }
  Origin *o = make<Origin>();
  o->range = e.range;
  n->origin = o;
  return n;
}

/// True when a path of this name would resolve: `n` in `80 GB/n`.
static bool isVariable(Checker &c, llvm::StringRef name, const Env &env) {
  for (const Scope *s = env.scope; s; s = s->outer) {
    if (!s->record && s->name == name)
      return true;
    for (const Schema *r = s->record; r; r = r->base)
      if (r->find(name))
        return true;
  }
  return c.find(*env.module, name) != nullptr;
}

std::optional<Unit> Checker::unit(const ast::UnitText &written, const Env *env) {
  auto parsed = out.units.parse(written.text);
  if (parsed)
    return *parsed;
  const UnitError &e = parsed.error();
  Range place = written.range;
  if (written.range.end - written.range.begin == written.text.size() && e.length) {
    place.begin += e.offset; // exact unless the source spells a µ
    place.end = place.begin + e.length;
  }
  auto suggest = [&](DiagBuilder d) {
    if (e.suggestions.empty())
      return;
    d.help(fmt::format("did you mean {}?", quotedList(e.suggestions))).fixit(place, e.suggestions.front());
  };
  if (e.kind == UnitError::Unknown && env && isVariable(*this, e.name, *env)) {
    llvm::StringRef before = text(Range{place.file, place.begin - 1, place.begin});
    auto d = diags.report(diag::variable_in_unit, place, e.name);
    if (before == "/" || before == "*") {
      std::string apart =
          fmt::format("{} {} {}", text(Range{place.file, written.range.begin, place.begin - 1}), before, e.name);
      d.help(fmt::format("blanks make it a {}: `{}`", before == "/" ? "division" : "multiplication", apart))
          .fixit(Range{place.file, written.range.begin, place.end}, apart);
    }
    else
      d.help(fmt::format("multiply: `{} * 1 …`", e.name));
    return std::nullopt;
  }
  switch (e.kind) {
  case UnitError::Unknown: suggest(diags.report(diag::unknown_unit, place, e.name)); break;
  case UnitError::NoSuchPrefix: suggest(diags.report(diag::no_such_prefix, place, e.name, e.reason)); break;
  case UnitError::Refused: {
    auto d = diags.report(diag::refused_unit, place, e.name, e.reason);
    suggest(d);
    break;
  }
  case UnitError::Syntax:
  case UnitError::BadExponent:
    diags.report(diag::bad_unit, place, written.text, e.reason.empty() ? "it is no product of units" : e.reason);
    break;
  }
  return std::nullopt;
}

} // namespace mls
