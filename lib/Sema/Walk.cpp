//===- Walk.cpp - the children of an expression ---------------------------===//

#include "Sema/Walk.h"

namespace mls {

using namespace ast;
using llvm::cast;

void forEachChild(const Expr *e, llvm::function_ref<void(const Expr *)> f) {
  auto each = [&](const Expr *child) {
    if (child)
      f(child);
  };
  switch (e->kind) {
  case Expr::Kind::Error: return each(cast<ErrorExpr>(e)->partial);
  case Expr::Kind::Number:
  case Expr::Kind::String:
  case Expr::Kind::Date:
  case Expr::Kind::Bool:
  case Expr::Kind::Path: return;
  case Expr::Kind::Member: return each(cast<MemberExpr>(e)->base);
  case Expr::Kind::Call:
    each(cast<CallExpr>(e)->callee);
    for (const Argument &a : cast<CallExpr>(e)->arguments)
      each(a.value);
    return;
  case Expr::Kind::Index:
    each(cast<IndexExpr>(e)->base);
    return each(cast<IndexExpr>(e)->index);
  case Expr::Kind::With:
    each(cast<WithExpr>(e)->base);
    return each(cast<WithExpr>(e)->changes);
  case Expr::Kind::Unary: return each(cast<UnaryExpr>(e)->operand);
  case Expr::Kind::Binary:
    each(cast<BinaryExpr>(e)->left);
    return each(cast<BinaryExpr>(e)->right);
  case Expr::Kind::Logical:
    each(cast<LogicalExpr>(e)->left);
    return each(cast<LogicalExpr>(e)->right);
  case Expr::Kind::Compare:
    each(cast<CompareExpr>(e)->left);
    each(cast<CompareExpr>(e)->right);
    return each(cast<CompareExpr>(e)->within);
  case Expr::Kind::Range:
    each(cast<RangeExpr>(e)->low);
    each(cast<RangeExpr>(e)->high);
    return each(cast<RangeExpr>(e)->step);
  case Expr::Kind::Default:
    each(cast<DefaultExpr>(e)->value);
    return each(cast<DefaultExpr>(e)->fallback);
  case Expr::Kind::Conditional:
    each(cast<ConditionalExpr>(e)->condition);
    each(cast<ConditionalExpr>(e)->then);
    return each(cast<ConditionalExpr>(e)->otherwise);
  case Expr::Kind::Reduction:
    each(cast<ReductionExpr>(e)->list);
    each(cast<ReductionExpr>(e)->body);
    return each(cast<ReductionExpr>(e)->where);
  case Expr::Kind::As: return each(cast<AsExpr>(e)->value);
  case Expr::Kind::Record:
    for (const Field *field : cast<RecordExpr>(e)->fields)
      each(field->value);
    return;
  case Expr::Kind::List:
    for (const Expr *x : cast<ListExpr>(e)->elements)
      each(x);
    return;
  case Expr::Kind::Tuple:
    for (const Expr *x : cast<TupleExpr>(e)->elements)
      each(x);
    return;
  }
}

void forEachExpr(const Decl *d, llvm::function_ref<void(const Expr *)> f) {
  auto each = [&](const Expr *e) {
    if (e)
      f(e);
  };
  switch (d->kind) {
  case Decl::Kind::Record: return each(cast<RecordDecl>(d)->value);
  case Decl::Kind::Let: return each(cast<LetDecl>(d)->value);
  case Decl::Kind::Def:
    for (const Param &p : cast<DefDecl>(d)->params)
      each(p.value);
    return each(cast<DefDecl>(d)->body);
  case Decl::Kind::Query:
    each(cast<QueryDecl>(d)->value);
    return;
  case Decl::Kind::Schema:
    for (const Field *field : cast<SchemaDecl>(d)->fields)
      each(field->value);
    return;
  case Decl::Kind::Unit: return each(cast<UnitDecl>(d)->value);
  default: return;
  }
}

} // namespace mls
