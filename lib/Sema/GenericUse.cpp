//===- GenericUse.cpp - type parameters in an annotation ------------------===//

#include "Sema/GenericUse.h"
#include "llvm/ADT/STLExtras.h"

namespace mls {

std::optional<GenericUse> genericUse(const ast::TypeExpr *t, const ast::DefDecl &def) {
  if (auto *power = llvm::dyn_cast<ast::TypePower>(t)) {
    auto inner = genericUse(power->base, def);
    if (inner)
      if (auto x = Rational::make(power->numerator, power->denominator))
        inner->exponent = *mul(inner->exponent, *x);
    return inner;
  }
  if (auto *named = llvm::dyn_cast<ast::TypeName>(t))
    for (const ast::Name &g : def.generics)
      if (g.text == named->name.last())
        return GenericUse{g.text, 1};
  return std::nullopt;
}

bool mentionsGeneric(const ast::TypeExpr *t, const ast::DefDecl &def) {
  if (auto *power = llvm::dyn_cast<ast::TypePower>(t))
    return mentionsGeneric(power->base, def);
  if (auto *product = llvm::dyn_cast<ast::TypeProduct>(t))
    return mentionsGeneric(product->left, def) || mentionsGeneric(product->right, def);
  if (auto *optional = llvm::dyn_cast<ast::TypeOptional>(t))
    return mentionsGeneric(optional->base, def);
  auto *named = llvm::dyn_cast<ast::TypeName>(t);
  return named && (genericUse(t, def) || llvm::any_of(named->arguments, [&](const ast::TypeExpr *a) {
                     return mentionsGeneric(a, def);
                   }));
}

} // namespace mls
