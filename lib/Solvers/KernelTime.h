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
  Data<S> copied; ///< to read an element as it is kept, and to write it as a product wants it

  KernelTime<S> demand(const Operator<S> &op, ComputeRate<S> peak, Ratio<S> compute, Ratio<S> memory) const {
    return {let("compute_time", computeTime(op.work, peak, either(efficiency.compute, compute))), traffic(op, memory),
            Time<S>(), Time<S>()};
  }
  Time<S> traffic(const Operator<S> &op, Ratio<S> memory) const {
    return let("memory_time", memoryTime(op.traffic(), chip.memory.bandwidth, either(efficiency.memory, memory)));
  }
  KernelTime<S> ofProduct(const Operator<S> &op, const KernelCurve<S> &c, Ratio<S> reached) const {
    bool tiled = op.shape && c.tiles.given() && chip.multiprocessors.given() && !efficiency.compute.given();
    KernelTime<S> t = tiled ? ofTiles(op, *c.tiles, chip.peak[product] * (reached * c.compute), c.memory)
                            : demand(op, chip.peak[product], reached * c.compute, c.memory);
    t.busy = overlapped(t.compute, t.memory, c.overlap), t.launch = (op.shape ? op.shape->count : 1) * c.launch;
    if (c.copies.given()) {
      Time<S> once = copied / (chip.memory.bandwidth * either(efficiency.memory, c.memory));
      t.launch += let("copies", op.copied * (*c.copies * once));
    }
    return t;
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
