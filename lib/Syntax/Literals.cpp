//===- Literals.cpp - numbers, units, strings, dates; types -----------------===//

#include "Syntax/Builder.h"

#include "antlr4-runtime.h"

#include "llvm/Support/ConvertUTF.h"

using namespace mls::ast;

namespace mls::syntax {

Expr *Builder::number(const antlr4::Token *t) {
  llvm::StringRef all = spelling(t);
  auto *e = arena.make<NumberExpr>();
  e->range = e->digitsRange = range(t);
  e->suffix = all.take_back(all.size() - all.find_last_of("0123456789") - 1);
  e->digits = all.drop_back(e->suffix.size());
  if (e->digits.contains('_')) {
    std::string plain = e->digits.str();
    llvm::erase(plain, '_');
    e->digits = arena.copy(plain);
  }
  if (e->suffix.ends_with("i")) {
    e->scale2 = 10 * (1 + llvm::StringRef("KMGTP").find(e->suffix[0]));
  } else if (!e->suffix.empty()) {
    char c = e->suffix[0];
    e->scale10 = c == 'k' ? 3 : c == 'B' ? 9 : 3 * (1 + llvm::StringRef("KMGTP").find(c));
  }
  return e;
}

/// Other spellings inside a unit; all but `µ` have been reported.
static constexpr std::pair<llvm::StringRef, llvm::StringRef> unitSpellings[] = {
    {"µ", "u"}, {"μ", "u"}, {"·", "*"}, {"×", "*"}, {"⋅", "*"}, {"÷", "/"}, {"**", "^"}, {"−", "-"}, {"–", "-"},
};

UnitText Builder::unitText(const antlr4::Token *t) {
  llvm::StringRef written = spelling(t);
  std::string plain;
  for (llvm::StringRef rest = written; !rest.empty();) {
    auto *other = llvm::find_if(unitSpellings, [&](auto &s) { return rest.starts_with(s.first); });
    bool same = other == std::end(unitSpellings);
    plain += same ? rest.take_front() : other->second;
    rest = rest.drop_front(same ? 1 : other->first.size());
  }
  if (written.count('(') > written.count(')'))
    plain += ')'; // its absence has been reported
  return {plain == written ? written : arena.copy(plain), range(t)};
}

void Builder::unit(Expr *number, const antlr4::Token *t) {
  auto *e = llvm::cast<NumberExpr>(number);
  e->unit = unitText(t);
  e->range = e->digitsRange.to(e->unit.range);
}

void Builder::percent(Expr *number, const antlr4::Token *t) {
  auto *e = llvm::cast<NumberExpr>(number);
  e->percent = true;
  e->range = e->digitsRange.to(range(t));
}

Expr *Builder::boolean(const antlr4::Token *t) {
  auto *e = arena.make<BoolExpr>();
  e->range = range(t);
  e->value = spelling(t) == "true";
  return e;
}

Expr *Builder::date(const antlr4::Token *t) {
  auto *e = arena.make<DateExpr>();
  e->range = range(t);
  e->text = spelling(t);
  unsigned year = 0, month = 0, day = 0;
  e->text.substr(0, 4).getAsInteger(10, year);
  e->text.substr(5, 2).getAsInteger(10, month);
  e->text.substr(8, 2).getAsInteger(10, day);
  constexpr uint8_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  unsigned last = month < 1 || month > 12 ? 28 : lengths[month - 1] + unsigned(leap && month == 2);
  if (month < 1 || month > 12 || day < 1 || day > last) {
    diags.report(diag::bad_date, e->range, e->text).help("a date is year-month-day, as in `2026-10-02`");
    month = std::clamp(month, 1u, 12u);
    day = std::clamp(day, 1u, last);
  }
  e->year = year;
  e->month = month;
  e->day = day;
  return e;
}

/// Resolves the escapes of a string; a text without any is not copied.
StringExpr *Builder::string(const antlr4::Token *t) {
  auto *e = arena.make<StringExpr>();
  e->range = range(t);
  llvm::StringRef body = spelling(t).drop_front();
  if (!body.empty() && body.back() == spelling(t).front())
    body = body.drop_back(); // an unterminated one lacks it
  e->value = body;
  if (!body.contains('\\'))
    return e;
  std::string out;
  uint32_t base = e->range.begin + 1;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\' || i + 1 == body.size()) {
      out += body[i];
      continue;
    }
    size_t start = i;
    switch (body[++i]) {
    case 'n': out += '\n'; continue;
    case 't': out += '\t'; continue;
    case 'r': out += '\r'; continue;
    case '"': case '\\': out += body[i]; continue;
    case 'u': {
      auto digits = body.substr(i + 1).starts_with("{") ? body.substr(i + 2).take_until([](char c) { return c == '}'; })
                                                        : llvm::StringRef();
      uint32_t code = 0;
      char utf8[4], *end = utf8;
      if (!digits.getAsInteger(16, code) && code && llvm::ConvertCodePointToUTF8(code, end)) {
        out.append(utf8, end);
        i += digits.size() + 2;
        continue;
      }
      break;
    }
    default: break;
    }
    Range place{file, uint32_t(base + start), uint32_t(base + i + characterBytes(body.substr(i)))};
    diags.report(diag::bad_escape, place, body.substr(start, place.end - place.begin))
        .help("known: `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r`, `\\u{20AC}`");
  }
  e->value = arena.copy(out);
  return e;
}

// --- Types --------------------------------------------------------------------

TypeExpr *Builder::one(const antlr4::Token *t) {
  auto *e = arena.make<TypeExpr>();
  e->range = range(t);
  if (spelling(t) == "1")
    e->kind = TypeExpr::Kind::One;
  else
    diags.report(diag::expected, e->range, "a dimension or a schema", "").at(fmt::format("found `{}`", spelling(t)));
  return e;
}

TypeName *Builder::typeName(Path p) {
  auto *e = arena.make<TypeName>();
  e->range = p.range;
  e->name = p;
  return e;
}

void Builder::arguments(TypeName *t, const List<TypeExpr *> &args, const antlr4::Token *close) {
  t->arguments = copy(args);
  t->range = t->range.to(range(close));
}

TypeExpr *Builder::product(TypeExpr *l, const antlr4::Token *op, TypeExpr *r) {
  if (++typeFactors > Expr::maxDepth) {
    if (!tooDeep)
      diags.report(diag::expression_too_long, l->range.to(r->range), Expr::maxDepth);
    tooDeep = true;
    return l;
  }
  auto *e = arena.make<TypeProduct>();
  e->divide = spelling(op) == "/";
  e->left = l;
  e->right = r;
  e->opRange = range(op);
  e->range = l->range.to(r->range);
  return e;
}

TypeExpr *Builder::power(TypeExpr *base, int numerator, int denominator, const antlr4::Token *last) {
  auto *e = arena.make<TypePower>();
  e->base = base;
  e->numerator = numerator;
  e->denominator = denominator;
  e->range = base->range.to(range(last));
  return e;
}

TypeExpr *Builder::optional(TypeExpr *t, const antlr4::Token *question) {
  auto *e = arena.make<TypeOptional>();
  e->base = t;
  e->range = t->range.to(range(question));
  return e;
}

int Builder::integer(const antlr4::Token *t, const antlr4::Token *minus) {
  int n = 0;
  if (spelling(t).getAsInteger(10, n) || n < 1 || n > 99) {
    diags.report(diag::bad_exponent, range(t), spelling(t)).help("`D^2`, `D^-1`, `D^(1/2)`");
    return 1;
  }
  return minus ? -n : n;
}

} // namespace mls::syntax
