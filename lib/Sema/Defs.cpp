//===- Defs.cpp - the user's functions ------------------------------------===//
//
// A function is checked once, where it stands; parameters that nobody declared have the
// type that its body demands (Infer.h). Where the body leaves one open, it is checked
// again with what the arguments are, once for each combination.
//
//===----------------------------------------------------------------------===//

#include "Sema/GenericUse.h"
#include "Sema/Infer.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

/// Checks the body with these parameter types; the result's type is in `d`.
static void checkBody(Checker &c, const ast::DefDecl &def, Module &module, Decl &d, llvm::ArrayRef<Type> types,
                      const Checker::Generics &generics, bool checkResult = true) {
  llvm::SmallVector<Param, 4> params;
  std::deque<Scope> scopes;
  Env env;
  env.module = &module;
  env.owner = d.name.str();
  for (auto [i, p] : llvm::enumerate(def.params)) {
    Scope &s = scopes.emplace_back();
    s.outer = env.scope;
    s.name = p.name.text;
    s.type = types[i];
    s.slot = unsigned(i);
    env.scope = &s;
    params.push_back({p.name.text, types[i], p.range});
  }
  env.slots = unsigned(def.params.size());
  d.params = c.keep(llvm::ArrayRef<Param>(params));
  Node *body = nullptr;
  if (def.result && checkResult) {
    Type want = c.annotation(def.result, module, &generics);
    Boundary at;
    at.what = fmt::format("the result of `{}`", d.name);
    at.place = def.result->range;
    body = want.isError() ? c.expr(def.body, env) : c.exprFor(def.body, env, want, at);
  } else {
    body = c.expr(def.body, env);
  }
  c.roots.push_back(body);
  if (body->type.isError())
    return;
  d.value = body;
  d.type = body->type;
  d.flow = body->flow;
}

/// Mistakes since `before` that rest on what a body demands of its parameters.
static void noteInferred(Checker &c, size_t before, const ast::DefDecl &def, const Inference &found) {
  const auto &all = c.diags.all();
  for (size_t i = before; i < all.size(); ++i) // the engine is ours, and not const
    for (auto [p, type, place] : llvm::zip_equal(def.params, found.params, found.places)) {
      if (p.type || type.isError() || all[i].id == diag::cyclic_definition)
        continue;
      DiagBuilder d(const_cast<Diagnostic &>(all[i]));
      if (place.valid())
        d.note(fmt::format("`{}` is `{}` because of this", p.name.text, c.print(type)), place);
      else
        d.note(fmt::format("no dimension of `{}` makes this right", p.name.text));
    }
}

/// A value that stands in for an argument fits the parameter.
static void checkDefaults(Checker &c, const ast::DefDecl &def, const Decl &d, Module &module) {
  Env env;
  env.module = &module;
  for (auto [syntax, param] : llvm::zip_equal(def.params, d.params)) {
    if (!syntax.value)
      continue;
    Boundary at;
    at.what = fmt::format("`{}` of `{}`", param.name, d.name);
    at.place = syntax.type ? syntax.type->range : syntax.name.range;
    c.requireSources(c.exprFor(syntax.value, env, param.type, at), module);
  }
}

void Checker::checkDef(Pending &p) {
  auto &def = *llvm::cast<ast::DefDecl>(p.syntax);
  std::map<llvm::StringRef, Range> seen;
  for (const ast::Param &param : def.params)
    if (auto [at, fresh] = seen.try_emplace(param.name.text, param.name.range); !fresh)
      diags.report(diag::duplicate_name, param.name.range, param.name.text).label(at->second, "first here");
  Inference found = inferParams(*this, def, *p.module);
  size_t before = diags.all().size();
  Decl checked = *p.decl;
  checkBody(*this, def, *p.module, checked, found.params, found.generics, found.result);
  noteInferred(*this, before, def, found);
  if (checked.value)
    requireSources(checked.value, *p.module);
  p.generic = !def.generics.empty() || !found.decided.all();
  if (!p.generic) {
    *p.decl = checked;
  } else {
    llvm::SmallVector<Param, 4> params(checked.params);
    for (auto [i, param] : llvm::enumerate(params))
      if (!found.decided[unsigned(i)])
        param.type = Type();
    p.decl->params = keep(llvm::ArrayRef<Param>(params));
  }
  checkDefaults(*this, def, *p.decl, *p.module);
}

//===-- Inference ----------------------------------------------------------===//

/// Binds a type parameter by an argument's dimension; false: reported.
static bool infer(Checker &c, const GenericUse &use, const Node *value, Checker::Generics &generics,
                  llvm::StringMap<Range> &boundBy) {
  auto inverse = Rational::make(use.exponent.den(), use.exponent.num());
  auto d = inverse ? pow(value->type.dim, *inverse) : std::nullopt;
  if (!d) {
    c.diags.report(diag::dimension_overflow, value->range);
    return false;
  }
  auto [at, fresh] = generics.try_emplace(use.name, *d);
  if (fresh) {
    boundBy[use.name] = value->range;
    return true;
  }
  if (at->second == *d)
    return true;
  auto diag = c.diags.report(diag::generic_conflict, value->range, use.name, c.print(at->second), c.print(*d));
  auto meaning = [&](Dim of, Range place) {
    Dim whole = place == value->range ? value->type.dim : of;
    return whole == of ? c.print(of) : fmt::format("{}, so `{}` is `{}`", c.print(whole), use.name, c.print(of));
  };
  diag.label(boundBy[use.name], meaning(at->second, boundBy[use.name])).at(meaning(*d, value->range));
  diag.remark("first", printProduct(at->second, c.out.dims()));
  c.explainDifference(diag, at->second, *d, "second argument");
  return false;
}

/// A mistake in a body that only this call brings out shows the call too.
static void noteCall(Checker &c, size_t before, const ast::DefDecl &def, llvm::ArrayRef<Type> types, Range call) {
  std::string meaning;
  for (auto [p, t] : llvm::zip_equal(def.params, types))
    meaning += fmt::format("{}`{}` is `{}`", meaning.empty() ? "" : ", ", p.name.text, c.print(t));
  const auto &all = c.diags.all();
  for (size_t i = before; i < all.size(); ++i) // the engine is ours, and not const
    if (all[i].id != diag::cyclic_definition)
      DiagBuilder(const_cast<Diagnostic &>(all[i])).note(meaning + " in this call", call);
}

static std::string typeKey(const Checker &c, const Type &t) {
  return fmt::format("{}|{}|{}", int(t.kind),
                     t.kind == Type::Quantity ? printQuotient(t.dim, c.out.dims()) : c.print(t),
                     (const void *)t.schema);
}

Node *Checker::defCall(const ast::CallExpr &e, Pending &p, const Env &env) {
  auto &def = *llvm::cast<ast::DefDecl>(p.syntax);
  require(p);
  if (p.phase == Pending::Checking || (p.decl->type.isError() && !p.generic))
    return error(e.range); // its body was reported

  // Arguments by position, then by name.
  size_t count = def.params.size();
  llvm::SmallVector<const ast::Expr *, 4> given(count);
  size_t position = 0;
  for (const ast::Argument &a : e.arguments) {
    size_t i = position;
    if (a.name) {
      i = llvm::find_if(def.params, [&](const ast::Param &q) { return q.name.text == a.name.text; }) -
          def.params.begin();
      if (i == count) {
        std::vector<llvm::StringRef> known;
        for (const ast::Param &q : def.params)
          known.push_back(q.name.text);
        auto d = diags.report(diag::unknown_argument, a.name.range, p.decl->name, a.name.text);
        if (llvm::StringRef near = nearest(a.name.text, known); !near.empty())
          d.help(fmt::format("did you mean `{}`?", near)).fixit(a.name.range, near.str());
        return error(e.range);
      }
    } else {
      ++position;
    }
    if (i >= count) {
      diags.report(diag::too_many_arguments, a.value->range, p.decl->name, plural(count, "argument"))
          .label(p.decl->nameRange, "declared here");
      return error(e.range);
    }
    if (given[i]) {
      diags.report(diag::given_twice, a.value->range, def.params[i].name.text).label(given[i]->range, "first here");
      return error(e.range);
    }
    given[i] = a.value;
  }

  Generics generics;
  llvm::StringMap<Range> boundBy;
  llvm::SmallVector<const Node *, 4> values;
  llvm::SmallVector<Type, 4> types;
  bool failed = false;
  Env outside;
  outside.module = p.module;
  for (auto [i, param] : llvm::enumerate(def.params)) {
    const ast::Expr *value = given[i] ? given[i] : param.value;
    if (!value) {
      diags.report(diag::missing_fields, e.callee->range, p.decl->name, fmt::format("`{}`", param.name.text))
          .label(param.range, "declared here");
      return error(e.range);
    }
    const Env &where = given[i] ? env : outside;
    Boundary at;
    at.what = fmt::format("`{}` of `{}`", param.name.text, p.decl->name);
    at.place = param.type ? param.type->range : param.range;
    Node *n;
    auto use = param.type ? genericUse(param.type, def) : std::nullopt;
    Type known = p.decl->params[i].type;
    if ((param.type && !use) || !known.isError()) {
      Type want = known.isError() ? annotation(param.type, *p.module, &generics) : known;
      n = want.isError() ? error(value->range) : exprFor(value, where, want, at);
    } else {
      n = expr(value, where);
      if (use && n->type.kind == Type::Quantity)
        failed |= !infer(*this, *use, n, generics, boundBy);
      else if (use && !n->type.isError()) {
        diags.report(diag::wrong_type, n->range, at.what, "a quantity", describe(n->type));
        failed = true;
      }
    }
    failed |= n->type.isError();
    values.push_back(n);
    types.push_back(n->type);
  }
  if (failed)
    return error(e.range);

  Decl *target = p.decl;
  if (p.generic) {
    std::string key = fmt::format("{}", (const void *)p.decl);
    for (const Type &t : types)
      key += " " + typeKey(*this, t);
    if (llvm::is_contained(expanding, p.decl) || expanding.size() > 100) {
      diags.report(diag::cyclic_definition, p.decl->nameRange, p.decl->name)
          .label(e.callee->range, "called here")
          .note(expanding.size() > 100 ? "functions call each other at most 100 deep"
                                       : "a function cannot call itself: every file terminates");
      return error(e.range);
    }
    target = instances[key];
    if (!target) {
      target = instances[key] = make<Decl>();
      *target = *p.decl;
      size_t before = diags.all().size();
      expanding.push_back(p.decl);
      checkBody(*this, def, *p.module, *target, types, generics);
      expanding.pop_back();
      noteCall(*this, before, def, types, e.callee->range);
    }
    if (target->type.isError())
      return error(e.range);
  }
  Node *n = make(NodeOp::CallDef, e.range, target->type, values);
  n->decl = target;
  n->flow = n->flow | target->flow;
  return n;
}

} // namespace mls
