#include "Tape/Op.h"

llvm::StringRef mls::spelling(Op op) {
  switch (op) {
  case Op::Constant:
    return "const";
  case Op::Input:
    return "input";
  case Op::Missing:
    return "missing";
  case Op::Extern:
    return "extern";
#define OP1(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return spelling;
#define OP2(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return spelling;
#define OP3(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return spelling;
#include "Tape/Ops.def"
  }
  return "";
}
