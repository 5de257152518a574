//===- KernelTime.h - time of one kernel on one device ----------*- C++ -*-===//
//
// An operator (lib/Operators) against the curves of an accelerator (Calibration.h).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Operator.h"
#include "Physics/Attention.h"
#include "Physics/Roofline.h"
#include "Records/Accelerator.h"
#include "Records/Efficiency.h"

namespace mls {

/// Arithmetic and traffic overlap, so `busy` is less than their sum. A kernel takes
/// `busy` and `launch`.
template <class S> struct KernelTime {
  Time<S> compute, memory, busy, launch;
};

template <class S> class KernelTimer {
public:
  /// `product`, `attention`: what products with weights and attention compute in.
  KernelTimer(const Accelerator<S> &chip, const Efficiency<S> &efficiency, Arithmetic product, Arithmetic attention)
      : chip(chip), curves(chip.calibration), efficiency(efficiency), product(product), attention(attention) {}

  /// `reached`: of the rate of arithmetic that the curve says.
  KernelTime<S> operator()(const Operator<S> &op, Ratio<S> reached = 1) const {
    const KernelCurve<S> &gemm = curves.gemm[product];
    switch (op.kernel) {
    case Kernel::Gemm:
      return ofProduct(op, gemm, reached);
    case Kernel::Experts:
      return ofProduct(op, curves.experts[product], reached);
    case Kernel::PrefillAttention: {
      const PrefillCurve<S> &c = curves.prefill[attention];
      KernelTime<S> t =
          demand(op, chip.peak[attention], reached * c.compute * lengthEfficiency(op.length, c.half), gemm.memory);
      t.busy = roofline(t.compute, t.memory), t.launch = c.launch;
      return t;
    }
    case Kernel::DecodeAttention: {
      const DecodeCurve<S> &c = curves.decode[attention];
      KernelTime<S> t = demand(op, chip.peak[attention], reached * curves.prefill[attention].compute, c.memory);
      t.busy = roofline(t.compute, t.memory), t.launch = c.launch;
      return t;
    }
    case Kernel::Elementwise: // no arithmetic to speak of; its launches are host.layer
      break;
    }
    Time<S> traffic = memoryTime(op.traffic(), chip.memory.bandwidth, either(efficiency.memory, gemm.memory));
    return {Time<S>(), traffic, traffic, Time<S>()};
  }

private:
  const Accelerator<S> &chip;
  const Calibration<S> &curves;
  const Efficiency<S> &efficiency;
  Arithmetic product, attention;


  KernelTime<S> demand(const Operator<S> &op, ComputeRate<S> peak, Ratio<S> compute, Ratio<S> memory) const {
    return {let("compute_time", computeTime(op.work, peak, either(efficiency.compute, compute))),
            let("memory_time", memoryTime(op.traffic(), chip.memory.bandwidth, either(efficiency.memory, memory))),
            Time<S>(), Time<S>()};
  }
  KernelTime<S> ofProduct(const Operator<S> &op, const KernelCurve<S> &c, Ratio<S> reached) const {
    KernelTime<S> t = demand(op, chip.peak[product], reached * c.compute, c.memory);
    t.busy = overlapped(t.compute, t.memory, c.overlap), t.launch = c.launch;
    return t;
  }
};

} // namespace mls
