//===- Apply.h - one operation of the plan on scalars -----------*- C++ -*-===//
//
// Written once over the scalar: Lowering folds constants with `double`, Eval records
// with Trace. Both go through the hooks of Units/Scalar.h, so they agree bit for bit.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Lowering/Plan.h"
#include "Units/Scalar.h"
#include "llvm/Support/ErrorHandling.h"

namespace mls {

template <class S> S apply(PlanOp op, const S &a, const S &b, const S &c) {
  switch (op) {
  case PlanOp::Neg: return -a;
  case PlanOp::Not: return notS(a);
  case PlanOp::Add: return a + b;
  case PlanOp::Sub: return a - b;
  case PlanOp::Mul: return a * b;
  case PlanOp::Div: return a / b;
  case PlanOp::Pow: return powS(a, b);
  case PlanOp::Less: return lessS(a, b);
  case PlanOp::LessEqual: return lessEqualS(a, b);
  case PlanOp::Equal: return equalS(a, b);
  case PlanOp::And: return andS(a, b);
  case PlanOp::Or: return orS(a, b);
  case PlanOp::Select: return selectS(a, b, c);
  case PlanOp::Sqrt: return sqrtS(a);
  case PlanOp::Exp: return expS(a);
  case PlanOp::Log: return logS(a);
  case PlanOp::Log2: return log2S(a);
  case PlanOp::Ceil: return ceilS(a);
  case PlanOp::Floor: return floorS(a);
  case PlanOp::Round: return floorS(a + S(0.5)); // half up
  case PlanOp::Abs: return absS(a);
  case PlanOp::Min: return minS(a, b);
  case PlanOp::Max: return maxS(a, b);
  case PlanOp::Input:
  case PlanOp::Constant:
  case PlanOp::Result:
  case PlanOp::Missing: break;
  }
  llvm_unreachable("a leaf is not an operation");
}

} // namespace mls
