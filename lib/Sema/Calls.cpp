//===- Calls.cpp - solvers and built-in functions -------------------------===//

#include "Sema/Checker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

static constexpr llvm::StringLiteral functionNames[] = {
    "sqrt", "exp", "log", "log2",  "ceil", "floor",   "round", "abs",    "min",     "max",
    "sum",  "all", "any", "count", "has",  "nominal", "zoo",   "normal", "uniform", "factorizations"};

Node *Checker::call(const ast::CallExpr &e, const Env &env, const Type *want) {
  auto *callee = llvm::dyn_cast<ast::PathExpr>(e.callee);
  if (!callee || !callee->path) {
    if (e.callee->kind != ast::Expr::Kind::Error)
      diags.report(diag::not_a_function, e.callee->range, text(e.callee->range), "a value");
    return error(e.range);
  }
  llvm::StringRef name = callee->path.first();
  if (this->find(*env.module, name) || !callee->path.simple()) {
    size_t used = 0;
    Pending *p = resolveDecl(callee->path, *env.module, used, /*report=*/true);
    if (!p) {
      Symbol *s = find(*env.module, name);
      if (!s && !registryFolder(name))
        unknownName(callee->path.parts.front(), env);
      return error(e.range);
    }
    if (p->decl->kind == DeclKind::Def && used == callee->path.parts.size())
      return defCall(e, *p, env);
    require(*p);
    if (!p->decl->type.isError() || p->decl->kind == DeclKind::Source || p->decl->kind == DeclKind::Schema)
      diags
          .report(diag::not_a_function, e.callee->range, callee->path.str(),
                  p->decl->type.isError() || used < callee->path.parts.size() ? std::string("a value")
                                                                              : describe(p->decl->type))
          .label(p->decl->nameRange, "declared here");
    return error(e.range);
  }
  if (const Signature *s = out.catalog->solver(name))
    return s->isFunction ? functionCall(e, *s, env) : solverCall(e, *s, env);
  bool known = false;
  Node *n = builtin(e, name, env, known);
  if (known)
    return n;
  llvm::SmallVector<llvm::StringRef> names(std::begin(functionNames), std::end(functionNames));
  for (const Signature *s : out.catalog->solvers)
    names.push_back(s->name);
  for (auto &[other, symbol] : env.module->names)
    if (symbol.decl && symbol.decl->decl->kind == DeclKind::Def)
      names.push_back(other);
  auto d = diags.report(diag::unknown_function, callee->range, name);
  if (llvm::StringRef near = nearest(name, names); !near.empty())
    d.help(fmt::format("did you mean `{}`?", near)).fixit(callee->range, near.str());
  else if (!out.catalog->solvers.empty()) {
    std::vector<llvm::StringRef> solvers;
    for (const Signature *s : out.catalog->solvers)
      if (!s->isFunction)
        solvers.push_back(s->name);
    d.help(fmt::format("the solvers are {}", quotedList(solvers, "and")));
  }
  return error(e.range);
}

//===-- Solvers ------------------------------------------------------------===//

Node *Checker::solverCall(const ast::CallExpr &e, const Signature &s, const Env &env) {
  Env inner = env;
  inner.side = Side::Neutral; // a solver is where demand and supply meet
  inner.choice = true;
  inner.container = nullptr;
  llvm::SmallVector<Entry, 8> given;
  size_t position = 0;
  bool broken = false;
  for (const ast::Argument &a : e.arguments) {
    const Field *f = nullptr;
    Range place = a.name.range;
    if (a.name) {
      f = s.in->find(a.name.text);
      if (!f) {
        std::vector<llvm::StringRef> known;
        for (const Field &other : s.in->fields)
          known.push_back(other.name);
        auto d = diags.report(diag::unknown_argument, a.name.range, s.name, a.name.text);
        if (llvm::StringRef near = nearest(a.name.text, known); !near.empty())
          d.help(fmt::format("did you mean `{}`?", near)).fixit(a.name.range, near.str());
        else
          d.help(fmt::format("its arguments are {}", quotedList(known, "and", 16)));
        broken = true;
        markUsed(a.value, *env.module);
        continue;
      }
    } else if (position < s.positional && position < s.in->fields.size()) {
      f = &s.in->fields[position++];
      place = {};
    } else if (s.isFunction) {
      diags.report(diag::wrong_arity, e.argsRange, s.name, plural(s.positional, "argument"), e.arguments.size())
          .help(fmt::format("write `{}`", callForm(s)));
      return error(e.range);
    } else {
      auto d = diags.report(diag::too_many_arguments, a.value->range, s.name, plural(s.positional, "argument"));
      for (const Field &other : s.in->fields)
        if (llvm::none_of(given, [&](const Entry &g) { return g.path.front() == other.name; }) &&
            &other >= &s.in->fields[s.positional]) {
          d.help(fmt::format("name it: `{}: {}`", other.name, text(a.value->range)));
          break;
        }
      broken = true;
      markUsed(a.value, *env.module);
      continue;
    }
    Range namePlace = a.name ? a.name.range : a.value->range;
    if (auto twice = llvm::find_if(given, [&](const Entry &g) { return g.path.front() == f->name; });
        twice != given.end()) {
      diags.report(diag::given_twice, namePlace, f->name).label(twice->pathRange, "first here");
      broken = true;
      continue;
    }
    Boundary at;
    at.what = fmt::format("`{}` of `{}`", f->name, s.name);
    at.field = f;
    at.owner = s.in;
    at.place = place;
    at.path = env.owner.empty() ? f->name.str() : fmt::format("{}.{}", env.owner, f->name);
    inner.owner = at.path;
    inner.container = f->kind == FieldKind::List || f->kind == FieldKind::Map ? f : nullptr;
    Node *value = exprFor(a.value, inner, fieldType(*f), at);
    llvm::StringRef key = f->name;
    given.push_back({keep(llvm::ArrayRef<llvm::StringRef>(key)), value, namePlace});
  }
  inherit(given, s, inner);
  checkGroups(given, s.in, e.callee->range, !broken);
  if (!broken)
    checkComplete(given, s.in, e.callee->range, s.name);
  Node *n = make(NodeOp::Call, e.range, record(s.out));
  n->solver = &s;
  n->text = s.name;
  n->entries = keep(llvm::ArrayRef<Entry>(given));
  for (const Entry &entry : given)
    n->flow = n->flow | entry.value->flow;
  return n;
}

/// A kernel of physics: its call stands for its value.
Node *Checker::functionCall(const ast::CallExpr &e, const Signature &s, const Env &env) {
  Node *call = solverCall(e, s, env);
  if (call->type.isError())
    return call;
  const Field &value = s.out->fields.front();
  Node *n = make(NodeOp::Field, e.range, fieldType(value), {call});
  n->text = value.name;
  n->flow = call->flow;
  fieldOf[n] = &value;
  return n;
}

//===-- Built-in functions -------------------------------------------------===//

static bool arity(Checker &c, const ast::CallExpr &e, llvm::StringRef name, size_t least, size_t most) {
  for (const ast::Argument &a : e.arguments)
    if (a.name) {
      c.diags.report(diag::unknown_argument, a.name.range, name, a.name.text).help("its arguments have no names");
      return false;
    }
  size_t n = e.arguments.size();
  if (n >= least && n <= most)
    return true;
  c.diags.report(diag::wrong_arity, e.argsRange, name,
                 least == most ? plural(least, "argument") : fmt::format("at least {}", plural(least, "argument")), n);
  return false;
}

/// min, max, sum, all, any over the elements of one list.
static Node *overList(Checker &c, const ast::CallExpr &e, llvm::StringRef name, Node *list, const Env &env) {
  Node *element = c.make(NodeOp::Local, list->range, *list->type.element);
  element->number = env.slots;
  element->flow = list->flow;
  bool logic = name == "all" || name == "any";
  Type::Kind wanted = logic ? Type::Bool : Type::Quantity;
  if (name != "count" && list->op == NodeOp::List && list->kids.empty()) {
    c.diags.report(diag::wrong_type, list->range, fmt::format("`{}`", name), logic ? "a list of yes or no" : "a list of quantities", "an empty list")
        .help("nothing says what its elements would be");
    return c.error(e.range);
  }
  if (name != "count" && element->type.kind != wanted) {
    c.diags
        .report(diag::wrong_type, list->range, fmt::format("`{}`", name),
                logic ? "a list of yes or no" : "a list of quantities", fmt::format("`{}`", c.print(list->type)))
        .at(c.print(list->type))
        .help(fmt::format("say of what: `{}(x.… for x in {})`", name, c.text(list->range)));
    return c.error(e.range);
  }
  Node *n = c.make(NodeOp::Reduce, e.range, name == "count" ? c.number() : element->type, {list, element});
  n->text = name;
  n->number = env.slots;
  return n;
}

Node *Checker::elementwise(const ast::CallExpr &e, llvm::StringRef name, const Env &env) {
  bool several = name == "min" || name == "max";
  if (!arity(*this, e, name, several ? 1 : 1, several ? SIZE_MAX : 1))
    return error(e.range);
  llvm::SmallVector<const Node *, 4> kids;
  for (const ast::Argument &a : e.arguments) {
    Node *n = expr(a.value, env);
    if (n->type.isError())
      return error(e.range);
    if (e.arguments.size() == 1 && several && (n->type.kind == Type::List || n->type.kind == Type::Map) &&
        n->type.element)
      return overList(*this, e, name, n, env);
    if (n->type.kind != Type::Quantity) {
      diags.report(diag::wrong_type, n->range, fmt::format("`{}`", name), "a quantity", describe(n->type));
      return error(e.range);
    }
    if (!kids.empty() && kids.front()->type.dim != n->type.dim) {
      cannotCombine(diag::cannot_add, fmt::format("take the {} of", name), e.callee->range, kids.front(), n);
      return error(e.range);
    }
    kids.push_back(n);
  }
  Type type = kids.front()->type;
  if (name == "sqrt") {
    auto d = root(type.dim, 2);
    if (!d) {
      diags.report(diag::dimension_overflow, e.range).label(kids.front()->range, print(type));
      return error(e.range);
    }
    type = quantity(*d);
  } else if (name != "abs" && !several && !type.dim.isNumber()) {
    llvm::StringRef written = text(kids.front()->range);
    auto d = diags.report(diag::wants_number, kids.front()->range, name, print(type.dim)).at(print(type.dim));
    if (std::string unit = baseUnitOf(type.dim); !unit.empty())
      d.help(fmt::format("divide by a unit of it first: `{} / 1 {}`", written, unit))
          .fixit(kids.front()->range, fmt::format("{} / 1 {}", written, unit));
    return error(e.range);
  }
  Node *n = make(NodeOp::Builtin, e.range, type, kids);
  n->text = keep(name);
  return n;
}

/// `count(q)`: a quantity that only counts (tokens, images) as a number; or the length of a list.
static Node *countOf(Checker &c, const ast::CallExpr &e, const Env &env) {
  if (!arity(c, e, "count", 1, 1))
    return c.error(e.range);
  Node *n = c.expr(e.arguments[0].value, env);
  if (n->type.isError())
    return n;
  if (n->type.kind == Type::Table || ((n->type.kind == Type::List || n->type.kind == Type::Map) && n->type.element)) {
    if (n->type.element)
      return overList(c, e, "count", n, env);
    Node *rows = c.make(NodeOp::Builtin, e.range, c.number(), {n});
    rows->text = "count";
    return rows;
  }
  constexpr unsigned physical = (1u << Dim::builtinBases) - 1 - (1u << unsigned(Base::Token));
  if (n->type.kind != Type::Quantity || (n->type.dim.baseMask() & physical)) {
    c.diags.report(diag::wrong_type, n->range, "`count`", "a list, or a quantity that only counts (`tok`)",
                   c.describe(n->type));
    return c.error(e.range);
  }
  Node *r = c.make(NodeOp::Builtin, e.range, c.number(), {n});
  r->text = "count";
  return r;
}

Node *Checker::builtin(const ast::CallExpr &e, llvm::StringRef name, const Env &env, bool &known) {
  known = llvm::is_contained(functionNames, name);
  if (!known)
    return nullptr;
  if (name == "count")
    return countOf(*this, e, env);
  if (name == "has" || name == "nominal") {
    if (!arity(*this, e, name, 1, 1))
      return error(e.range);
    Node *n = expr(e.arguments[0].value, env);
    if (n->type.isError())
      return n;
    if (name == "has" && n->op != NodeOp::Field && n->op != NodeOp::Self) {
      diags.report(diag::wrong_type, n->range, "`has`", "a path to a field", describe(n->type)).at(print(n->type));
      return error(e.range);
    }
    return make(name == "has" ? NodeOp::Has : NodeOp::Nominal, e.range, name == "has" ? plain(Type::Bool) : n->type,
                {n});
  }
  if (name == "zoo") {
    auto *p = e.arguments.size() == 1 ? llvm::dyn_cast<ast::PathExpr>(e.arguments[0].value) : nullptr;
    if (!p && e.arguments.size() == 1) {
      Range place = e.arguments[0].value->range;
      diags.report(diag::wrong_type, place, "`zoo`", "the name of a schema", fmt::format("`{}`", text(place)));
      return error(e.range);
    }
    if (!p) {
      diags.report(diag::wrong_arity, e.argsRange, name, "the name of a schema", e.arguments.size());
      return error(e.range);
    }
    const Schema *s = schemaNamed(p->path, *env.module, /*report=*/true);
    if (!s)
      return error(e.range);
    Node *n = make(NodeOp::Zoo, e.range, listOf(record(s)));
    n->flow = s->side == Side::Supply ? Flow::Supply : s->side == Side::Demand ? Flow::Demand : Flow::Neutral;
    return n;
  }
  if (name == "sum" || name == "all" || name == "any") {
    if (!arity(*this, e, name, 1, 1))
      return error(e.range);
    Node *n = expr(e.arguments[0].value, env);
    if (n->type.isError())
      return n;
    if (n->type.element && (n->type.kind == Type::List || n->type.kind == Type::Map))
      return overList(*this, e, name, n, env);
    diags.report(diag::wrong_type, n->range, fmt::format("`{}`", name), "a list", describe(n->type))
        .at(print(n->type))
        .help(fmt::format("over the members of a list: `{}(x.… for x in …)`", name));
    return error(e.range);
  }
  if (name == "normal" || name == "uniform" || name == "factorizations") {
    bool two = name != "factorizations";
    if (!arity(*this, e, name, two ? 2 : 1, two ? 2 : 3))
      return error(e.range);
    llvm::SmallVector<const Node *, 2> kids;
    for (const ast::Argument &a : e.arguments) {
      Node *n = expr(a.value, env);
      if (n->type.isError())
        return n;
      kids.push_back(n);
    }
    if (two && kids[0]->type.dim != kids[1]->type.dim) {
      cannotCombine(diag::cannot_add, "spread over", e.callee->range, kids[0], kids[1]);
      return error(e.range);
    }
    Type type = plain(Type::Interval);
    type.dim = kids[0]->type.dim;
    Node *n = make(NodeOp::Builtin, e.range, two ? type : listOf(listOf(number())), kids);
    n->text = keep(name);
    return n;
  }
  return elementwise(e, name, env);
}

} // namespace mls
