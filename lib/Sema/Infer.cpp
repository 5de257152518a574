//===- Infer.cpp - parameters that nobody declared ------------------------===//
//
// Every demand on a dimension is either an equation or leaves the unknowns of the value
// open: an unknown that is neither decided nor open may be any dimension, so that a
// body which is wrong for a plain number is wrong for all of them.
//
//===----------------------------------------------------------------------===//

#include "Sema/Infer.h"
#include "Sema/DimSystem.h"
#include "Sema/GenericUse.h"
#include "Sema/Walk.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace mls {

/// The value of an exponent that is spelt out.
static std::optional<Rational> constant(const ast::Expr *e) {
  if (auto *n = llvm::dyn_cast<ast::NumberExpr>(e)) {
    auto x = parseNumber(n->digits);
    return x && !n->unit && !n->percent && !n->scale10 && !n->scale2 ? x->exact() : std::nullopt;
  }
  if (auto *u = llvm::dyn_cast<ast::UnaryExpr>(e)) {
    auto x = constant(u->operand);
    return x && u->op == ast::UnaryOp::Minus ? std::optional(-*x) : u->op == ast::UnaryOp::Plus ? x : std::nullopt;
  }
  auto *b = llvm::dyn_cast<ast::BinaryExpr>(e);
  auto x = b ? constant(b->left) : std::nullopt, y = b ? constant(b->right) : std::nullopt;
  if (!x || !y)
    return std::nullopt;
  switch (b->op) {
  case ast::BinaryOp::Add: return add(*x, *y);
  case ast::BinaryOp::Sub: return add(*x, -*y);
  case ast::BinaryOp::Mul: return mul(*x, *y);
  case ast::BinaryOp::Div: return div(*x, *y);
  case ast::BinaryOp::Pow: break;
  }
  return std::nullopt;
}

namespace {

/// The dimension of a value; nullopt: not known here, or no quantity.
using Form = std::optional<DimForm>;

class BodyReader {
public:
  BodyReader(Checker &c, const ast::DefDecl &def, Module &module)
      : c(c), def(def), module(module), system(unsigned(def.params.size() + def.generics.size())),
        quantities(system.unknowns()) {}

  Inference infer();

private:
  unsigned genericIndex(llvm::StringRef name) const {
    auto at = llvm::find_if(def.generics, [&](const ast::Name &g) { return g.text == name; });
    return unsigned(def.params.size() + (at - def.generics.begin()));
  }
  Form annotated(const ast::TypeExpr *t);
  Form ofType(const Type &t) const { return t.kind == Type::Quantity ? Form(system.constant(t.dim)) : std::nullopt; }
  Form number() const { return system.constant({}); }

  Form read(const ast::Expr *e);
  Form quantity(const ast::Expr *e); ///< where nothing else may stand
  Form branch(const ast::Expr *e);   ///< where a word of an enum may stand
  Form ignored(const ast::Expr *e);  ///< its children; nothing is known of it
  Form path(const ast::PathExpr &e);
  Form binary(const ast::BinaryExpr &e);
  Form power(const ast::BinaryExpr &e);
  Form compare(const ast::CompareExpr &e);
  Form reduction(const ast::ReductionExpr &e);
  Form call(const ast::CallExpr &e);
  Form builtin(const ast::CallExpr &e, llvm::StringRef name);
  void argument(const ast::Expr *value, Form want);

  Form open(Form a) {
    if (a)
      system.leaveOpen(*a);
    return std::nullopt;
  }
  /// Both have one dimension; the one that is known.
  Form same(Form a, Form b, Range place) {
    if (a && b)
      alike.push_back({*a, *b}), system.equate(*a, *b, place);
    else
      open(a), open(b);
    return a && b ? a : std::nullopt;
  }
  bool mentionsVariable(const ast::Expr *e) const;
  void spreadQuantities();

  Checker &c;
  const ast::DefDecl &def;
  Module &module;
  DimSystem system;
  llvm::BitVector quantities; ///< unknowns that arithmetic is done with
  llvm::SmallVector<std::pair<DimForm, DimForm>, 8> alike;
  llvm::SmallVector<std::pair<llvm::StringRef, Form>, 8> scope;
};

} // namespace

Form BodyReader::annotated(const ast::TypeExpr *t) {
  if (!mentionsGeneric(t, def))
    return ofType(c.annotation(t, module));
  if (auto use = genericUse(t, def))
    return system.pow(system.unknown(genericIndex(use->name)), use->exponent);
  if (auto *product = llvm::dyn_cast<ast::TypeProduct>(t)) {
    Form a = annotated(product->left), b = annotated(product->right);
    return !a || !b ? std::nullopt : product->divide ? system.div(*a, *b) : system.mul(*a, *b);
  }
  return std::nullopt;
}

//===-- Expressions --------------------------------------------------------===//

Form BodyReader::quantity(const ast::Expr *e) {
  Form form = read(e);
  if (form)
    for (auto [i, power] : llvm::enumerate(form->powers))
      if (!power.isZero())
        quantities.set(unsigned(i));
  return form;
}

Form BodyReader::branch(const ast::Expr *e) {
  auto *path = llvm::dyn_cast<ast::PathExpr>(e);
  bool word = path && path->path.simple() && !mentionsVariable(e);
  return word ? std::nullopt : read(e);
}

Form BodyReader::ignored(const ast::Expr *e) {
  forEachChild(e, [&](const ast::Expr *child) { open(read(child)); });
  return std::nullopt;
}

Form BodyReader::read(const ast::Expr *e) {
  using Kind = ast::Expr::Kind;
  switch (e->kind) {
  case Kind::Number: {
    auto &n = *llvm::cast<ast::NumberExpr>(e);
    if (!n.unit)
      return number();
    auto unit = c.out.units.parse(n.unit.text);
    return unit ? Form(system.constant(unit->dim)) : std::nullopt;
  }
  case Kind::Path: return path(*llvm::cast<ast::PathExpr>(e));
  case Kind::Call: return call(*llvm::cast<ast::CallExpr>(e));
  case Kind::Unary: {
    auto &u = *llvm::cast<ast::UnaryExpr>(e);
    return u.op == ast::UnaryOp::Not ? ignored(e) : quantity(u.operand);
  }
  case Kind::Binary: return binary(*llvm::cast<ast::BinaryExpr>(e));
  case Kind::Compare: return compare(*llvm::cast<ast::CompareExpr>(e));
  case Kind::Default: {
    auto &d = *llvm::cast<ast::DefaultExpr>(e);
    Form value = branch(d.value);
    return same(value, branch(d.fallback), e->range);
  }
  case Kind::Conditional: {
    auto &i = *llvm::cast<ast::ConditionalExpr>(e);
    open(read(i.condition));
    Form then = branch(i.then);
    return same(then, branch(i.otherwise), e->range);
  }
  case Kind::Reduction: return reduction(*llvm::cast<ast::ReductionExpr>(e));
  case Kind::As: {
    auto &as = *llvm::cast<ast::AsExpr>(e);
    auto unit = c.out.units.parse(as.unit.text);
    return same(read(as.value), unit ? Form(system.constant(unit->dim)) : std::nullopt, e->range);
  }
  default: return ignored(e);
  }
}

Form BodyReader::path(const ast::PathExpr &e) {
  llvm::ArrayRef<ast::Name> parts = e.path.parts;
  if (parts.empty())
    return std::nullopt;
  for (auto &[name, form] : llvm::reverse(scope))
    if (name == parts.front().text)
      return parts.size() == 1 ? form : std::nullopt;
  size_t used = 0;
  Pending *p = c.resolveDecl(e.path, module, used, /*report=*/false);
  if (!p || p->decl->kind == DeclKind::Def)
    return std::nullopt;
  c.require(*p);
  Type type = p->decl->type;
  const Node *value = p->decl->value;
  for (const ast::Name &part : parts.drop_front(used)) {
    const Field *field = nullptr;
    if (type.kind == Type::Record)
      for (const Schema *top : c.schemasOf(type, value))
        for (const Schema *s = top; s && !field; s = s->base)
          field = s->find(part.text);
    type = field ? c.fieldType(*field) : Type();
    value = nullptr;
  }
  return ofType(type);
}

Form BodyReader::binary(const ast::BinaryExpr &e) {
  if (e.op == ast::BinaryOp::Pow)
    return power(e);
  Form a = quantity(e.left), b = quantity(e.right);
  if (e.op == ast::BinaryOp::Add || e.op == ast::BinaryOp::Sub)
    return same(a, b, e.range);
  Form result = !a || !b ? std::nullopt : e.op == ast::BinaryOp::Mul ? system.mul(*a, *b) : system.div(*a, *b);
  if (!result)
    open(a), open(b);
  return result;
}

/// A base with a dimension needs a constant exponent, which no variable is.
Form BodyReader::power(const ast::BinaryExpr &e) {
  Form base = quantity(e.left);
  same(quantity(e.right), number(), e.right->range);
  if (mentionsVariable(e.right))
    return same(base, number(), e.range);
  auto exponent = constant(e.right);
  Form result = base && exponent ? system.pow(*base, *exponent) : std::nullopt;
  if (!result)
    open(base);
  return result;
}

Form BodyReader::compare(const ast::CompareExpr &e) {
  bool equality = e.op == ast::CompareOp::Equal || e.op == ast::CompareOp::NotEqual;
  Form left = equality ? branch(e.left) : quantity(e.left), right = equality ? branch(e.right) : quantity(e.right);
  same(left, right, e.range);
  if (e.within)
    open(quantity(e.within));
  return std::nullopt;
}

Form BodyReader::reduction(const ast::ReductionExpr &e) {
  open(read(e.list));
  scope.push_back({e.variable.text, std::nullopt});
  llvm::StringRef f = e.function.text;
  Form body = f == "sum" || f == "min" || f == "max" ? quantity(e.body) : open(read(e.body));
  if (e.where)
    open(read(e.where));
  scope.pop_back();
  return f == "count" ? number() : body;
}

//===-- Calls --------------------------------------------------------------===//

void BodyReader::argument(const ast::Expr *value, Form want) {
  if (want)
    same(quantity(value), want, value->range);
  else
    open(read(value));
}

Form BodyReader::call(const ast::CallExpr &e) {
  auto *callee = llvm::dyn_cast<ast::PathExpr>(e.callee);
  if (!callee || !callee->path)
    return ignored(&e);
  size_t used = 0, position = 0;
  if (c.find(module, callee->path.first()) || !callee->path.simple()) {
    Pending *p = c.resolveDecl(callee->path, module, used, /*report=*/false);
    if (!p || p->decl->kind != DeclKind::Def || used != callee->path.parts.size())
      return ignored(&e);
    c.require(*p);
    for (const ast::Argument &a : e.arguments) {
      auto at = llvm::find_if(p->decl->params, [&](const Param &q) { return q.name == a.name.text; });
      size_t i = a.name ? size_t(at - p->decl->params.begin()) : position++;
      argument(a.value, i < p->decl->params.size() ? ofType(p->decl->params[i].type) : std::nullopt);
    }
    return ofType(p->decl->type);
  }
  const Signature *s = c.out.catalog->solver(callee->path.first());
  if (!s)
    return builtin(e, callee->path.first());
  for (const ast::Argument &a : e.arguments) {
    const Field *f = a.name ? s->in->find(a.name.text) : nullptr;
    if (!a.name && position < s->positional && position < s->in->fields.size())
      f = &s->in->fields[position++];
    argument(a.value, f ? ofType(c.fieldType(*f)) : std::nullopt);
  }
  return s->isFunction ? ofType(c.fieldType(s->out->fields.front())) : std::nullopt;
}

Form BodyReader::builtin(const ast::CallExpr &e, llvm::StringRef name) {
  enum { Other, Count, Root, Pure, Alike };
  auto kind = llvm::StringSwitch<int>(name)
                  .Case("count", Count)
                  .Case("sqrt", Root)
                  .Cases("exp", "log", "log2", "ceil", "floor", "round", Pure)
                  .Cases("abs", "min", "max", Alike)
                  .Default(Other);
  // The least of one argument may be that of a list.
  bool list = (name == "min" || name == "max") && e.arguments.size() == 1;
  if (kind == Other || e.arguments.empty() || list)
    return ignored(&e);
  if (kind == Count) {
    ignored(&e);
    return number();
  }
  Form first = kind == Pure ? number() : quantity(e.arguments[0].value);
  for (const ast::Argument &a : e.arguments.drop_front(kind == Pure ? 0 : 1))
    first = same(quantity(a.value), first, e.range);
  return kind == Root && first ? system.pow(*first, *Rational::make(1, 2)) : kind == Pure ? number() : first;
}

bool BodyReader::mentionsVariable(const ast::Expr *e) const {
  if (auto *path = llvm::dyn_cast<ast::PathExpr>(e))
    return path->path && llvm::any_of(scope, [&](auto &v) { return v.first == path->path.first(); });
  bool found = false;
  forEachChild(e, [&](const ast::Expr *child) { found = found || mentionsVariable(child); });
  return found;
}

//===-- Verdict ------------------------------------------------------------===//

/// What has the type of a quantity is one: of two branches, of two sides.
void BodyReader::spreadQuantities() {
  auto bare = [&](const DimForm &f) { // a parameter that may be anything
    auto set = [](Rational p) { return !p.isZero(); };
    auto at = llvm::find_if(f.powers, set);
    return at != f.powers.end() && llvm::count_if(f.powers, set) == 1 && !quantities[unsigned(at - f.powers.begin())];
  };
  auto mark = [&](const DimForm &f) {
    for (auto [i, power] : llvm::enumerate(f.powers))
      if (!power.isZero())
        quantities.set(unsigned(i));
  };
  for (bool more = true; std::exchange(more, false);)
    for (auto &[a, b] : alike)
      if (bare(a) != bare(b))
        mark(a), mark(b), more = true;
}

Inference BodyReader::infer() {
  for (auto [i, p] : llvm::enumerate(def.params))
    scope.push_back({p.name.text, p.type ? annotated(p.type) : Form(system.unknown(unsigned(i)))});
  quantities.set(unsigned(def.params.size()), system.unknowns());
  Form body = read(def.body);
  bool genericResult = def.result && mentionsGeneric(def.result, def);
  Form result = def.result ? annotated(def.result) : std::nullopt;
  if (result)
    same(body, result, def.body->range);

  spreadQuantities();

  Inference found;
  found.decided.resize(unsigned(def.params.size()));
  auto any = [&](const Form &form) { return !form || system.isOpen(*form); };
  for (auto [g, name] : llvm::enumerate(def.generics)) {
    auto form = system.resolve(system.unknown(unsigned(def.params.size() + g)));
    found.generics[name.text] = form ? form->known : Dim();
  }
  for (auto [i, p] : llvm::enumerate(def.params)) {
    Type type;
    Range place;
    bool decided = p.type && !mentionsGeneric(p.type, def);
    if (p.type) {
      if (decided || !any(annotated(p.type)))
        type = c.annotation(p.type, module, &found.generics);
    } else if (quantities[unsigned(i)]) {
      auto form = system.resolve(system.unknown(unsigned(i)));
      decided = form && form->isKnown();
      place = system.decidedBy(unsigned(i));
      if (decided || !any(form))
        type = c.quantity(form->known);
    }
    found.params.push_back(type);
    found.decided[unsigned(i)] = decided;
    found.places.push_back(place);
  }
  found.result = !genericResult || !any(result);
  return found;
}

Inference inferParams(Checker &c, const ast::DefDecl &def, Module &module) {
  return BodyReader(c, def, module).infer();
}

} // namespace mls
