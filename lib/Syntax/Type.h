//===- Type.h - annotations: dimensions and schema names --------*- C++ -*-===//
//
// `Bandwidth`, `D^2`, `Time/Token`, `Node`, `List<Node>`, `Power?`. Whether a
// name is a dimension, a generic parameter, a schema or a list is Sema's to say.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Syntax/Node.h"

namespace mls::ast {

struct TypeExpr {
  enum class Kind : uint8_t {
    Error,   ///< reported
    One,     ///< `1`, the pure number of `1/Time`
    Named,   ///< TypeName
    Product, ///< TypeProduct
    Power,   ///< TypePower
    Optional ///< TypeOptional: `T?`
  };
  Kind kind = Kind::Error;
  Range range;
};

/// `Time`, `hardware.Node`, `List<Node>`, `Map<Ratio>`.
struct TypeName : TypeExpr {
  TypeName() { kind = Kind::Named; }
  Path name;
  llvm::ArrayRef<TypeExpr *> arguments; ///< inside `<…>`
  static bool classof(const TypeExpr *t) { return t->kind == Kind::Named; }
};

/// `left * right` or `left / right`; left associative.
struct TypeProduct : TypeExpr {
  TypeProduct() { kind = Kind::Product; }
  bool divide = false;
  TypeExpr *left = nullptr, *right = nullptr;
  Range opRange;
  static bool classof(const TypeExpr *t) { return t->kind == Kind::Product; }
};

/// `D^2`, `D^-1`, `D^(1/2)`: a rational exponent, denominator > 0.
struct TypePower : TypeExpr {
  TypePower() { kind = Kind::Power; }
  TypeExpr *base = nullptr;
  int numerator = 1, denominator = 1;
  static bool classof(const TypeExpr *t) { return t->kind == Kind::Power; }
};

/// `T?` in a schema: the field may be absent.
struct TypeOptional : TypeExpr {
  TypeOptional() { kind = Kind::Optional; }
  TypeExpr *base = nullptr;
  static bool classof(const TypeExpr *t) { return t->kind == Kind::Optional; }
};

} // namespace mls::ast
