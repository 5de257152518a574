//===- Counts.cpp - counting words ----------------------------------------===//
//
// `GPU`, `node` and `req` are pure numbers in arithmetic, but `3.90 USD/GPU/h` is no price
// of a node. What a literal spells is followed to the boundary that it reaches: whole
// through names, members, sums, choices and lists; through products and quotients only
// what it is *per*, until that is multiplied by as many. A bare number counts whatever
// its writer means, so that `8 * 3.90 USD/GPU/h` may be the price of eight.
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

static int powerOf(llvm::ArrayRef<CountPower> words, llvm::StringRef word) {
  for (const CountPower &c : words)
    if (c.word == word)
      return c.exponent;
  return 0;
}

/// Words of a product (`sign` 1) or quotient (-1). It is per no more than its literals
/// are: dividing by `8 GPU` is dividing by eight.
static llvm::SmallVector<CountPower, 2> multiply(llvm::ArrayRef<CountPower> a, llvm::ArrayRef<CountPower> b, int sign) {
  llvm::SmallVector<CountPower, 2> product;
  auto add = [&](llvm::StringRef word, int left, int right) {
    int least = std::min(0, sign > 0 ? std::min(left, right) : left);
    if (int exponent = std::max(left + sign * right, least))
      product.push_back({word, exponent});
  };
  for (const CountPower &of : a)
    add(of.word, of.exponent, powerOf(b, of.word));
  for (const CountPower &of : b)
    if (powerOf(a, of.word) == 0)
      add(of.word, 0, of.exponent);
  return product;
}

bool Counts::fit(llvm::ArrayRef<CountPower> want) const {
  return product ? llvm::all_of(words, [&](const CountPower &c) {
    return c.exponent > 0 || powerOf(want, c.word) == c.exponent;
  }) : words.empty() || llvm::equal(words, want);
}

std::optional<Counts> Checker::countsOf(const Node *n) {
  using Words = std::optional<Counts>;
  if (!n)
    return std::nullopt;
  if (auto at = counts.find(n); at != counts.end())
    return at->second;
  if (n->op == NodeOp::Number) // a bare one is not known to count nothing
    return n->text.empty() ? std::nullopt : Words(Counts());
  counts[n] = std::nullopt; // a cycle spells nothing
  llvm::ArrayRef<const Node *> kids = n->kids;
  // What any of these spells; nothing, where all of them (of a sum: one of them) are known to.
  auto anyOf = [&](llvm::ArrayRef<const Node *> nodes, bool sum = false) {
    Words found;
    bool unknown = false;
    for (const Node *kid : nodes) {
      Words words = countsOf(kid);
      unknown |= !words;
      if (words && (!found || found->words.empty()))
        found = words;
    }
    return found && found->words.empty() && unknown && !sum ? std::nullopt : found;
  };
  Words result;
  switch (n->op) {
  case NodeOp::Ref:
    if (n->decl->kind == DeclKind::Let)
      result = countsOf(n->decl->value);
    break;
  case NodeOp::CallDef: // `def f(c: CostRate) = c`
    if (const Node *body = n->decl->value; body && body->op == NodeOp::Local && body->number < kids.size())
      result = countsOf(kids[size_t(body->number)]);
    break;
  case NodeOp::Field: result = countsOf(staticField(kids[0], n->text)); break;
  case NodeOp::If: result = anyOf(kids.drop_front()); break;
  case NodeOp::Index: result = countsOf(kids[0]); break;
  case NodeOp::Reduce: // of the elements themselves
    if (n->text != "count")
      result = countsOf(kids[1]->op == NodeOp::Local && kids[1]->number == n->number ? kids[0] : kids[1]);
    break;
  case NodeOp::Builtin:
    if (n->text == "min" || n->text == "max" || n->text == "abs")
      result = anyOf(kids);
    break;
  case NodeOp::Default:
  case NodeOp::Neg:
  case NodeOp::Nominal:
  case NodeOp::List: result = anyOf(kids); break;
  case NodeOp::Add:
  case NodeOp::Sub: result = anyOf(kids, /*sum=*/true); break; // `1 - 30%` is a ratio
  case NodeOp::Mul:
  case NodeOp::Div:
    if (Words a = countsOf(kids[0]), b = countsOf(kids[1]); a && b)
      result = Counts{keep(llvm::ArrayRef<CountPower>(multiply(a->words, b->words, n->op == NodeOp::Mul ? 1 : -1))),
                      /*product=*/true};
    break;
  default: break;
  }
  counts[n] = result;
  return result;
}

/// What the words mean to a record that no unit of its fields tells: one of `self` is the
/// record, of `counted` it has as many as `counter` says.
namespace {
struct RecordWords {
  llvm::StringLiteral record;
  llvm::ArrayRef<llvm::StringLiteral> self, counted = {};
  llvm::StringLiteral counter = "";
};
} // namespace
static constexpr llvm::StringLiteral accelerators[] = {"GPU", "chip"}, nodes[] = {"node"}, requests[] = {"req"};
static constexpr RecordWords recordWords[] = {
    {"Node", nodes, accelerators, "count"},
    {"Pool", {}, nodes, "count"},
    {"Tier", {}, accelerators, "span"},
    {"Accelerator", accelerators},
    {"Serving", requests},
    {"Inference", requests},
};

static const RecordWords *wordsOf(const Schema *schema) {
  for (; schema; schema = schema->base)
    for (const RecordWords &w : recordWords)
      if (w.record == schema->name)
        return &w;
  return nullptr;
}

/// The field that says how many of `word` the record has.
static const Field *howMany(const Checker &c, const Schema *record, llvm::StringRef word) {
  const RecordWords *words = wordsOf(record);
  bool counted = words && llvm::is_contained(words->counted, word);
  for (const Schema *s = record; s; s = s->base)
    for (const Field &f : s->fields) {
      auto unit = c.out.units.parse(f.unit.empty() ? "%" : f.unit);
      if (unit && unit->dim.isNumber() && unit->counts.size() == 1 && powerOf(unit->counts, word) == 1)
        return &f;
      if (counted && f.name == words->counter)
        return &f;
    }
  return nullptr;
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

/// What is per something else than the record is another figure, not another spelling.
static bool perItself(llvm::ArrayRef<CountPower> words, const RecordWords *record) {
  return llvm::all_of(words, [&](const CountPower &c) {
    return c.exponent > 0 || (record && c.exponent == -1 && llvm::is_contained(record->self, c.word));
  });
}

/// The part of a sum or a choice that spells these words: only it has to be mended.
static const Node *speller(Checker &c, const Node *n, const Counts &spelt) {
  auto spells = [&](const Node *kid) {
    auto words = c.countsOf(kid);
    return words && llvm::equal(words->words, spelt.words);
  };
  for (bool narrower = true; std::exchange(narrower, false);) {
    bool isSum = n->op == NodeOp::Add || n->op == NodeOp::Sub || n->op == NodeOp::Default;
    if (n->op != NodeOp::If && !isSum)
      break;
    for (const Node *kid : llvm::ArrayRef(n->kids).drop_front(n->op == NodeOp::If))
      if (spells(kid)) {
        n = kid, narrower = true;
        break;
      }
  }
  return n;
}

bool Checker::checkCounts(const Node *whole, const Boundary &at) {
  Counts spelt = countsOf(whole).value_or(Counts());
  llvm::ArrayRef<CountPower> have = spelt.words;
  if (have.empty() || !at.field || (at.field->languageOnly && at.field->unit.empty()))
    return true; // a user's schema declares a dimension, which has no word to miss
  llvm::SmallVector<CountPower, 2> want;
  if (!at.field->unit.empty())
    if (auto u = out.units.parse(at.field->unit))
      want = u->counts;
  // `count: 8 GPU` of a node
  bool counts = have.size() == 1 && have.front().exponent == 1 && howMany(*this, at.owner, have.front().word) == at.field;
  if (counts || spelt.fit(want))
    return true;
  const Node *n = speller(*this, whole, spelt);
  auto d = diags.report(diag::counting_word, n->range, text(n->range), at.what,
                        at.field->unit.empty() ? "a plain number" : fmt::format("`{}`", at.field->unit));
  if (at.place.valid())
    d.label(at.place, at.field->unit.empty() ? "a number" : at.field->unit.str());
  d.at(fmt::format("counts `{}`", mls::print(have)));
  for (const CountPower &c : have) {
    if (powerOf(want, c.word) == c.exponent || (spelt.product && c.exponent > 0))
      continue;
    // Per one of something that the record has several of: multiply by how many.
    const Field *many = c.exponent == -1 ? howMany(*this, at.owner, c.word) : nullptr;
    bool one = n->op == NodeOp::Number || n->op == NodeOp::Ref || n->op == NodeOp::Field || n->op == NodeOp::CallDef;
    if (many && one) // of a sum or a choice only a part may count
      d.help(fmt::format("for all of them write `{} * {}`", many->name, text(n->range)))
          .fixit(n->range, fmt::format("{} * {}", many->name, text(n->range)));
    else if (std::string instead = withoutCounts(*this, n, at); !instead.empty() && perItself(have, wordsOf(at.owner)))
      d.help(fmt::format("write `{}`", instead)).fixit(n->range, instead);
    else
      d.help(fmt::format("the figure wanted here is not {} `{}`", c.exponent < 0 ? "per" : "in", c.word));
    break;
  }
  return false;
}

} // namespace mls
