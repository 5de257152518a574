//===- Roofline.h - arithmetic against traffic ------------------*- C++ -*-===//
//
// Williams, Waterman, Patterson: "Roofline: an insightful visual performance model
// for multicore architectures", CACM 52(4), 2009, doi 10.1145/1498765.1498785.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Time of the arithmetic alone. Domain: efficiency in (0, 1].
template <class S> Time<S> computeTime(Work<S> work, ComputeRate<S> peak, Ratio<S> efficiency) {
  return work / (peak * efficiency);
}

/// Time of the traffic alone. Domain: efficiency in (0, 1].
template <class S> Time<S> memoryTime(Data<S> traffic, Bandwidth<S> bandwidth, Ratio<S> efficiency) {
  return traffic / (bandwidth * efficiency);
}

/// Time of a kernel whose arithmetic and traffic hide each other fully: the textbook's
/// roofline (Williams et al. 2009).
template <class S> Time<S> roofline(Time<S> compute, Time<S> memory) { return max(compute, memory); }

/// Arithmetic and traffic of one kernel overlap as far as `overlap` says: the longer
/// hides that share of the shorter. 1 is the roofline, 0 adds the two up; kernels at
/// the ridge lie between.
/// Domain: overlap in [0, 1].
template <class S> Time<S> overlapped(Time<S> compute, Time<S> memory, Ratio<S> overlap) {
  return max(compute, memory) + (1 - overlap) * min(compute, memory);
}

/// Work per datum of a kernel.
template <class S> Intensity<S> intensity(Work<S> work, Data<S> traffic) { return work / traffic; }

/// The intensity at which arithmetic and traffic take equally long.
template <class S> Intensity<S> ridge(ComputeRate<S> peak, Bandwidth<S> bandwidth) { return peak / bandwidth; }

} // namespace mls
