//===- Origins.cpp - where figures come from ------------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

#include <cmath>

namespace mls {

//===-- Sources ------------------------------------------------------------===//

static constexpr llvm::StringLiteral sourceFields[] = {"kind", "publisher", "title", "url", "accessed",
                                                        "sha256", "changes", "subjects", "publishes"};
static constexpr llvm::StringLiteral sourceKinds[] = {"datasheet",   "paper", "standard",  "documentation", "code",
                                                      "measurement", "quote", "reference", "price_list"};

/// A word, path, text or date as written.
static llvm::StringRef wordOf(const Checker &c, const ast::Expr *e) {
  if (auto *s = llvm::dyn_cast<ast::StringExpr>(e))
    return s->value;
  return c.out.sources.text(e->range);
}

void Checker::checkSource(Pending &p) {
  auto *decl = llvm::cast<ast::RecordDecl>(p.syntax);
  auto *body = llvm::dyn_cast<ast::RecordExpr>(decl->value);
  Source *s = make<Source>();
  s->id = p.decl->name;
  s->range = p.decl->range;
  p.decl->source = s;
  if (!body)
    return;
  std::map<std::string, Range, std::less<>> seen;
  bool unknown = false;
  for (const ast::Field *f : body->fields) {
    llvm::StringRef name = f->path.first();
    if (name.empty())
      continue;
    if (auto [at, fresh] = seen.try_emplace(name.str(), f->path.range); !fresh) {
      diags.report(diag::given_twice, f->path.range, name).label(at->second, "first here");
      continue;
    }
    if (f->value->kind == ast::Expr::Kind::Error)
      continue; // reported, and given all the same
    auto words = [&] {
      llvm::SmallVector<llvm::StringRef> list;
      if (auto *l = llvm::dyn_cast<ast::ListExpr>(f->value))
        for (const ast::Expr *e : l->elements)
          list.push_back(wordOf(*this, e));
      else
        list.push_back(wordOf(*this, f->value));
      return keep(llvm::ArrayRef<llvm::StringRef>(list));
    };
    llvm::StringRef word = wordOf(*this, f->value);
    if (name == "kind") {
      s->kind = word;
      if (!llvm::is_contained(sourceKinds, word)) {
        llvm::SmallVector<llvm::StringRef> known(std::begin(sourceKinds), std::end(sourceKinds));
        auto d = diags.report(diag::unknown_choice, f->value->range, word, quotedList(known));
        if (llvm::StringRef near = nearest(word, known); !near.empty())
          d.help(fmt::format("did you mean `{}`?", near)).fixit(f->value->range, near.str());
      }
    } else if (name == "publisher") {
      s->publisher = word;
    } else if (name == "title") {
      s->title = word;
    } else if (name == "url") {
      s->url = word;
    } else if (name == "accessed") {
      s->accessed = word;
      if (f->value->kind != ast::Expr::Kind::Date)
        diags.report(diag::wrong_type, f->value->range, "`accessed` of a source", "a date", "no date")
            .at("no date")
            .help("write it as `2026-10-02`");
    } else if (name == "sha256") {
      s->sha256 = word;
    } else if (name == "changes") {
      s->changes = word != "false";
    } else if (name == "subjects") {
      s->subjects = words();
    } else if (name == "publishes") {
      s->publishes = words();
    } else {
      llvm::SmallVector<llvm::StringRef> known(std::begin(sourceFields), std::end(sourceFields));
      unknown = true;
      auto d = diags.report(diag::unknown_field, f->path.range, "source", name);
      if (llvm::StringRef near = nearest(name, known); !near.empty())
        d.help(fmt::format("did you mean `{}`?", near)).fixit(f->path.range, near.str());
      else
        d.help(fmt::format("its fields are {}", quotedList(known, "and")));
    }
  }
  std::vector<llvm::StringRef> missing;
  std::string example;
  constexpr std::pair<llvm::StringLiteral, llvm::StringLiteral> needed[] = {
      {"kind", "datasheet"}, {"title", "\"…\""}, {"accessed", "2026-10-02"}};
  for (auto [name, value] : needed)
    if (!seen.count(name.str())) {
      missing.push_back(name);
      example += fmt::format("{}{}: {}", example.empty() ? "" : "  ", name.str(), value.str());
    }
  if (!missing.empty() && !unknown)
    diags.report(diag::missing_fields, p.decl->nameRange, "source", quotedList(missing, "and"))
        .help(fmt::format("add `{}`", example));
}

//===-- Claims and origins -------------------------------------------------===//

const Claim *Checker::claim(const ast::FromClause &f, const Env &env) {
  const Source *source = findSource(f.source, *env.module);
  if (!source)
    return nullptr;
  Claim *c = make<Claim>();
  c->source = source;
  c->range = f.range;
  if (f.locator)
    c->locator = f.locator->value;
  llvm::SmallVector<Claim::Qualifier, 4> qualifiers;
  if (f.details)
    for (const ast::Field *field : f.details->fields) {
      llvm::StringRef name = field->path.first(), word = wordOf(*this, field->value);
      if (name == "quote")
        c->quote = word;
      else if (name == "printed")
        c->printed = word;
      else if (!name.empty())
        qualifiers.push_back({name, word});
    }
  c->qualifiers = keep(llvm::ArrayRef<Claim::Qualifier>(qualifiers));
  return c;
}

/// The bounds that `± 10%`, `± 2 W` or `range lo .. hi` declares.
static void declareRange(Checker &c, const ast::Origin &o, Node *value, const Env &env, Origin &into) {
  auto x = c.fold(value);
  auto constant = [&](const ast::Expr *e, bool relative) -> std::optional<double> {
    Node *n = c.expr(e, env, &value->type);
    if (n->type.isError())
      return std::nullopt;
    Boundary bound; // what a figure may be is information too
    bound.path = env.owner;
    bound.place = value->range;
    if (!c.checkFlow(n, env, bound))
      return std::nullopt;
    value->flow = value->flow | n->flow; // of a `let`, for what is made from it
    if (relative && n->type.kind == Type::Quantity && n->type.dim.isNumber() &&
        (n->text == "%" || !value->type.dim.isNumber()))
      return c.fold(n) ? std::optional(*c.fold(n) * std::fabs(*x)) : std::nullopt;
    if (!c.accepts(value->type, n->type)) {
      c.wrongType(n, value->type, {"the declared range", nullptr, {}, nullptr, e->range});
      return std::nullopt;
    }
    auto folded = c.fold(n);
    if (!folded)
      c.diags.report(diag::range_not_constant, e->range);
    return folded;
  };
  if (!x) {
    c.diags.report(diag::range_not_constant, o.tolerance ? o.tolerance->range : o.low->range);
    return;
  }
  std::optional<double> lo, hi;
  if (o.tolerance) {
    if (auto t = constant(o.tolerance, /*relative=*/true)) {
      lo = *x - std::fabs(*t);
      hi = *x + std::fabs(*t);
    }
  } else {
    lo = constant(o.low, false);
    hi = constant(o.high, false);
  }
  if (!lo || !hi)
    return;
  if (*x < *lo || *x > *hi) {
    auto d = c.diags.report(diag::range_excludes, o.low ? o.low->range.to(o.high->range) : o.range);
    d.label(value->range, "the value");
    if (*lo > *hi)
      d.note("the first bound is the larger");
    return;
  }
  into.lo = *lo;
  into.hi = *hi;
}

const Origin *Checker::origin(const ast::Origin &o, Node *value, const Env &env) {
  Origin *origin = make<Origin>();
  origin->range = o.range;
  if (!o.from.empty()) {
    origin->kind = OriginKind::Claimed;
    origin->claim = claim(*o.from[0], env);
    if (o.from.size() > 1)
      origin->second = claim(*o.from[1], env);
  } else if (o.reason) {
    origin->kind = o.convention ? OriginKind::Convention : OriginKind::Estimate;
  } else if (value->op != NodeOp::Number) {
    origin->kind = OriginKind::Derived;
  }
  if (o.reason)
    origin->reason = o.reason->value;
  if (o.tolerance || o.low)
    declareRange(*this, o, value, env, *origin);
  return origin;
}

/// Numbers inside a value that carry no origin of their own take that of the whole.
static void spread(const Node *n, const Origin *origin) {
  if (n->op == NodeOp::Number && (!n->origin || n->origin->kind == OriginKind::Unsourced))
    const_cast<Node *>(n)->origin = origin;
  if (n->op == NodeOp::Neg || n->op == NodeOp::List || n->op == NodeOp::As)
    for (const Node *kid : n->kids)
      spread(kid, origin);
  if (n->op == NodeOp::Record || n->op == NodeOp::Map || n->op == NodeOp::With)
    for (const Entry &e : n->entries)
      spread(e.value, origin);
}

static bool isLiteral(const Node *n) {
  return n->op == NodeOp::Number ||
         ((n->op == NodeOp::Neg || n->op == NodeOp::As) && n->kids[0]->op == NodeOp::Number) ||
         (n->op == NodeOp::List && llvm::any_of(n->kids, isLiteral));
}

void Checker::attachOrigin(Node *value, const ast::Origin &o, const Env &env, bool figure, Range place) {
  if (value->type.isError())
    return;
  if (o.range.valid()) {
    const Origin *made = origin(o, value, env);
    value->origin = made;
    spread(value, made);
    if (made->kind != OriginKind::Unsourced && made->kind != OriginKind::Derived)
      return;
  }
  // A figure of a registry must have a source (lib/Lint), one of a user's only when asked for.
  if (figure && isLiteral(value) && (env.module->registry || options.strict))
    diags.report(diag::unsourced_number, value->range, text(value->range)).label(place, "").help(
        "say where it comes from: `from SOURCE \"locator\"`, or `estimate \"reason\"`, or `convention \"reason\"`");
  else if (figure)
    requireSources(value, *env.module);
}

void Checker::requireSources(const Node *value, const Module &module) {
  if (!options.strict || module.registry)
    return;
  llvm::SmallVector<const Node *, 16> left = {value}; // a sum of 100,000 terms is as deep
  while (!left.empty()) {
    const Node *n = left.pop_back_val();
    switch (n->op) {
    case NodeOp::Number:
      if (!n->type.isError() && !n->type.dim.isNumber() && !isUnitAlone(*n, text(n->range)) &&
          (!n->origin || n->origin->kind == OriginKind::Unsourced))
        diags.report(diag::unsourced_number, n->range, text(n->range))
            .help(fmt::format("give it a name with a source: `let figure = {}  from SOURCE \"locator\"`, or "
                              "`estimate \"reason\"`, or `convention \"reason\"`",
                              text(n->range)));
      break;
    case NodeOp::Less: case NodeOp::LessEqual: case NodeOp::Greater: case NodeOp::GreaterEqual:
    case NodeOp::Equal: case NodeOp::NotEqual: case NodeOp::Within: // criteria
    case NodeOp::Call: case NodeOp::CallDef:                        // what is asked
    case NodeOp::Record: case NodeOp::Map: case NodeOp::With:       // each field on its own
      break;
    default:
      left.append(n->kids.rbegin(), n->kids.rend());
    }
  }
}

} // namespace mls
