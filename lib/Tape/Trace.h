//===- Trace.h - the scalar that records ------------------------*- C++ -*-===//
//
// An equation over Trace computes as with `double` and writes each operation onto a
// tape. The tape travels in the value; there is no global state. A constant has no
// tape until it meets a value that has one, so constants fold by themselves.
//
// All hooks of Units/Scalar.h are here. Nothing converts to bool: a real branch says
// `if (guard(…))`, which binds the tape to its outcome.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Tape/Op.h"

namespace mls {

class Dim;
class Tape;
struct Extern;

struct Trace {
  double value;
  Tape *tape = nullptr; ///< null: a constant
  NodeId id = noNode;
  uint32_t step = ~0u; ///< under which of its names (Tape::Step) the author holds it

  Trace(double constant = 0) : value(constant) {}
  Trace(double value, Tape &tape, NodeId id) : value(value), tape(&tape), id(id) {}
  bool isConstant() const { return !tape; }
};

/// The recorded operation, folded when all operands are constants.
Trace record(Op op, double value, const Trace &a, const Trace &b = {}, const Trace &c = {});

#define OP1(Name, spelling, VALUE)                                                                                     \
  inline Trace trace##Name(const Trace &x) {                                                                           \
    double a = x.value;                                                                                                \
    return record(Op::Name, VALUE, x);                                                                                 \
  }
#define OP2(Name, spelling, VALUE)                                                                                     \
  inline Trace trace##Name(const Trace &x, const Trace &y) {                                                           \
    double a = x.value, b = y.value;                                                                                   \
    return record(Op::Name, VALUE, x, y);                                                                              \
  }
#define OP3(Name, spelling, VALUE)                                                                                     \
  inline Trace trace##Name(const Trace &x, const Trace &y, const Trace &z) {                                           \
    double a = x.value, b = y.value, c = z.value;                                                                      \
    return record(Op::Name, VALUE, x, y, z);                                                                           \
  }
#include "Tape/Ops.def"

inline Trace operator-(const Trace &a) { return traceNeg(a); }
inline Trace operator+(const Trace &a, const Trace &b) { return traceAdd(a, b); }
inline Trace operator-(const Trace &a, const Trace &b) { return traceSub(a, b); }
inline Trace operator*(const Trace &a, const Trace &b) { return traceMul(a, b); }
inline Trace operator/(const Trace &a, const Trace &b) { return traceDiv(a, b); }

inline Trace sqrtS(const Trace &a) { return traceSqrt(a); }
inline Trace expS(const Trace &a) { return traceExp(a); }
inline Trace logS(const Trace &a) { return traceLog(a); }
inline Trace log2S(const Trace &a) { return traceLog2(a); }
inline Trace ceilS(const Trace &a) { return traceCeil(a); }
inline Trace floorS(const Trace &a) { return traceFloor(a); }
inline Trace absS(const Trace &a) { return traceAbs(a); }
inline Trace ceilLog2S(const Trace &a) { return traceCeilLog2(a); }
inline Trace notS(const Trace &p) { return traceNot(p); }
inline Trace powS(const Trace &a, const Trace &b) { return tracePow(a, b); }
inline Trace maxS(const Trace &a, const Trace &b) { return traceMax(a, b); }
inline Trace minS(const Trace &a, const Trace &b) { return traceMin(a, b); }
inline Trace lessS(const Trace &a, const Trace &b) { return traceLess(a, b); }
inline Trace lessEqualS(const Trace &a, const Trace &b) { return traceLessEqual(a, b); }
inline Trace equalS(const Trace &a, const Trace &b) { return traceEqual(a, b); }
inline Trace andS(const Trace &p, const Trace &q) { return traceAnd(p, q); }
inline Trace orS(const Trace &p, const Trace &q) { return traceOr(p, q); }
inline Trace selectS(const Trace &p, const Trace &x, const Trace &y) { return traceSelect(p, x, y); }

/// Records the branch as a guard; of a constant there is nothing to record.
bool guardS(const Trace &p);
/// A Require node, which keeps its reason.
Trace requireS(const Trace &p, const char *reason, const Trace &x);
/// Names the node; of a constant there is nothing to name.
Trace letS(const char *name, const Trace &x, const Dim &dim);
void enterScopeS(const char *name, const Trace &any);
void leaveScopeS(const Trace &any);
/// One Extern node.
Trace externS(const Extern &function, const Trace &a, const Trace &b = {}, const Trace &c = {});

} // namespace mls
