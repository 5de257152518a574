#include "Tape/Kernels.h"

#include <bit>

using namespace mls;

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__)
#define CLONES __attribute__((target_clones("default", "avx2")))
#else
#define CLONES
#endif

#define EACH_POINT for (unsigned i = 0; i != stripSize; ++i)

namespace {

#define OP1(Name, spelling, value)                                                                                     \
  CLONES void column##Name(double *__restrict d, const double *x, const double *, const double *) {                    \
    EACH_POINT {                                                                                                       \
      double a = x[i];                                                                                                 \
      d[i] = value;                                                                                                    \
    }                                                                                                                  \
  }
#define OP2(Name, spelling, value)                                                                                     \
  CLONES void column##Name(double *__restrict d, const double *x, const double *y, const double *) {                   \
    EACH_POINT {                                                                                                       \
      double a = x[i], b = y[i];                                                                                       \
      d[i] = value;                                                                                                    \
    }                                                                                                                  \
  }                                                                                                                    \
  CLONES void left##Name(double *__restrict d, const double *x, const double *y, const double *) {                     \
    double b = *y;                                                                                                     \
    EACH_POINT {                                                                                                       \
      double a = x[i];                                                                                                 \
      d[i] = value;                                                                                                    \
    }                                                                                                                  \
  }                                                                                                                    \
  CLONES void right##Name(double *__restrict d, const double *x, const double *y, const double *) {                    \
    double a = *x;                                                                                                     \
    EACH_POINT {                                                                                                       \
      double b = y[i];                                                                                                 \
      d[i] = value;                                                                                                    \
    }                                                                                                                  \
  }
#define OP3(Name, spelling, value)                                                                                     \
  CLONES void column##Name(double *__restrict d, const double *x, const double *y, const double *z) {                  \
    EACH_POINT {                                                                                                       \
      double a = x[i], b = y[i], c = z[i];                                                                             \
      d[i] = value;                                                                                                    \
    }                                                                                                                  \
  }
#include "Tape/Ops.def"

} // namespace

// Reductions over integers, which may be reordered and so become vector code.

CLONES bool mls::allFinite(const double *column) {
  constexpr uint64_t exponent = 0x7ff0000000000000, one = 0x0010000000000000;
  uint64_t overflow = 0; // bit 63 where the exponent is all ones
  EACH_POINT overflow |= (std::bit_cast<uint64_t>(column[i]) & exponent) + one;
  return !(overflow >> 63);
}

CLONES bool mls::allTrue(const double *column) {
  uint64_t different = 0;
  EACH_POINT different |= std::bit_cast<uint64_t>(column[i]) ^ std::bit_cast<uint64_t>(1.0);
  return different == 0;
}

CLONES bool mls::allWithin(const double *column, double lo, double hi) {
  constexpr uint64_t magnitude = 0x7fffffffffffffff, infinity = 0x7ff0000000000000;
  uint64_t outside = 0; // the sign of a difference that must not be negative
  EACH_POINT {
    double x = column[i];
    outside |= std::bit_cast<uint64_t>(x - lo) | std::bit_cast<uint64_t>(hi - x);
    outside |= infinity - (std::bit_cast<uint64_t>(x) & magnitude); // no number
  }
  return !(outside >> 63);
}

CLONES void mls::fillLinear(double *column, double lo, double step, double first) {
  EACH_POINT column[i] = lo + (first + double(int(i))) * step;
}

Kernel mls::kernelFor(Op op, bool aIsColumn, bool bIsColumn) {
  (void)bIsColumn;
  switch (op) {
#define OP1(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return column##Name;
#define OP2(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return !aIsColumn ? right##Name : bIsColumn ? column##Name : left##Name;
#define OP3(Name, spelling, value)                                                                                     \
  case Op::Name:                                                                                                       \
    return column##Name;
#include "Tape/Ops.def"
  default:
    return nullptr;
  }
}
