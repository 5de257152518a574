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
/// `busy` and `launch`, which has what comes before it: copies of its inputs.
template <class S> struct KernelTime {
  Time<S> compute, memory, busy, launch;
};

template <class S> class KernelTimer {
public:
  /// `product`, `attention`: what products with weights and attention compute in.
  KernelTimer(const Accelerator<S> &chip, const Efficiency<S> &efficiency, Arithmetic product, Arithmetic attention,
              const ElementSizes<S> &size)
      : chip(chip), curves(chip.calibration), efficiency(efficiency), product(product), attention(attention),
        copied(size.residual + size.input) {}

  /// `reached`: of the rate of arithmetic that the curve says.
  KernelTime<S> operator()(const Operator<S> &op, Ratio<S> reached = 1) const {
    KernelTime<S> t = alone(op, reached);
    switch (op.kernel) {
    case Kernel::Gemm:
    case Kernel::Experts: {
      const KernelCurve<S> &c = curveOf(op);
      t.busy = overlapped(t.compute, t.memory, c.overlap), t.launch = (op.shape ? op.shape->count : 1) * c.launch;
      if (c.copies.given()) {
        Time<S> once = copied / (chip.memory.bandwidth * either(efficiency.memory, c.memory));
        t.launch += let("copies", op.copied * (*c.copies * once));
      }
      return t;
    }
    case Kernel::PrefillAttention:
    case Kernel::DecodeAttention:
      t.busy = roofline(t.compute, t.memory);
      t.launch = op.kernel == Kernel::DecodeAttention ? curves.decode[attention].launch : curves.prefill[attention].launch;
      return t;
    case Kernel::Elementwise: // its launches are host.layer
      break;
    }
    t.busy = t.memory;
    return t;
  }

  /// Arithmetic and traffic, each alone.
  KernelTime<S> alone(const Operator<S> &op, Ratio<S> reached = 1) const {
    switch (op.kernel) {
    case Kernel::Gemm:
    case Kernel::Experts: {
      const KernelCurve<S> &c = curveOf(op);
      bool tiled = op.shape && c.tiles.given() && chip.multiprocessors.given() && !efficiency.compute.given();
      return tiled ? ofTiles(op, *c.tiles, chip.peak[product] * (reached * c.compute), c.memory)
                   : demand(op, chip.peak[product], reached * c.compute, c.memory);
    }
    case Kernel::PrefillAttention: {
      const PrefillCurve<S> &c = curves.prefill[attention];
      return demand(op, chip.peak[attention], reached * c.compute * lengthEfficiency(op.length, c.half), curves.gemm[product].memory);
    }
    case Kernel::DecodeAttention:
      return demand(op, chip.peak[attention], reached * curves.prefill[attention].compute, curves.decode[attention].memory);
    case Kernel::Elementwise: // no arithmetic to speak of
      break;
    }
    return {Time<S>(), memoryTime(op.traffic(), chip.memory.bandwidth, either(efficiency.memory, curves.gemm[product].memory)), {}, {}};
  }

private:
  const Accelerator<S> &chip;
  const Calibration<S> &curves;
  const Efficiency<S> &efficiency;
  Arithmetic product, attention;
  Data<S> copied; ///< to read an element as it is kept, and to write it as a product wants it

  KernelTime<S> demand(const Operator<S> &op, ComputeRate<S> peak, Ratio<S> compute, Ratio<S> memory) const {
    return {let("compute_time", computeTime(op.work, peak, either(efficiency.compute, compute))), traffic(op, memory),
            Time<S>(), Time<S>()};
  }
  Time<S> traffic(const Operator<S> &op, Ratio<S> memory) const {
    return let("memory_time", memoryTime(op.traffic(), chip.memory.bandwidth, either(efficiency.memory, memory)));
  }
  /// Of a product.
  const KernelCurve<S> &curveOf(const Operator<S> &op) const {
    return op.kernel == Kernel::Experts ? curves.experts[product] : curves.gemm[product];
  }
  KernelTime<S> ofTiles(const Operator<S> &op, const Tiling<S> &tiles, ComputeRate<S> rate, Ratio<S> memory) const {
    const ProductShape<S> &p = *op.shape;
    Ratio<S> rows = p.count * tiledRows<S>(p.rows, tiles.edge); // alike in most products: recorded once
    Time<S> wave = waveTime<S>(*chip.multiprocessors, tiles.edge, p.depth, rate);
    Time<S> compute = p.weights * (gemmWork<S>(rows, 1) / rate) + p.count * tailTime<S>(wave, tiles.join);
    return {let("compute_time", compute), traffic(op, memory), Time<S>(), Time<S>()};
  }
};

} // namespace mls
