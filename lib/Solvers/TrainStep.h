//===- TrainStep.h - kernels of one micro-batch in training -----*- C++ -*-===//
//
// Forward and backward pass of one micro-batch on one device: all layers, and apart
// from them the head. What is formed again (Korthikanti et al., arXiv 2205.05198)
// belongs to the backward pass.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Backward.h"
#include "Solvers/KernelTime.h"
#include "Solvers/Step.h"
#include "Solvers/TrainAdapters.h"
#include "Solvers/TrainLayout.h"
#include "Solvers/UnfusedAttention.h"

namespace mls {

/// Time of kernels by what sets it, and their work.
template <class S> struct KernelSum {
  Time<S> compute, memory, overhead;
  Time<S> arithmetic, traffic; ///< each alone
  Work<S> work;
  Time<S> total() const { return compute + memory + overhead; }
  Time<S> busy() const { return compute + memory; }

  void add(Ratio<S> repeat, const KernelTime<S> &k) {
    Flag<S> computes = less(k.memory, k.compute);
    compute += repeat * select(computes, k.busy, Time<S>());
    memory += repeat * select(computes, Time<S>(), k.busy);
    overhead += repeat * k.launch;
    arithmetic += repeat * k.compute, traffic += repeat * k.memory;
  }
  /// One roofline over all of them.
  KernelSum aggregated() const {
    Flag<S> computes = less(traffic, arithmetic);
    return {select(computes, arithmetic, Time<S>()),
            select(computes, Time<S>(), traffic),
            Time<S>(),
            arithmetic,
            traffic,
            work};
  }
  friend KernelSum operator+(const KernelSum &a, const KernelSum &b) {
    return {a.compute + b.compute,       a.memory + b.memory,   a.overhead + b.overhead,
            a.arithmetic + b.arithmetic, a.traffic + b.traffic, a.work + b.work};
  }
  friend KernelSum operator*(const Ratio<S> &n, const KernelSum &a) {
    return {n * a.compute, n * a.memory, n * a.overhead, n * a.arithmetic, n * a.traffic, n * a.work};
  }
};

template <class S> struct PassKernels {
  KernelSum<S> layers, head;
  Time<S> weightGradients; ///< of these, in the layers
};

template <class S> class TrainTimer {
public:
  PassKernels<S> forward, backward;

  /// `imbalance`: tokens of the busiest device's experts over the mean.
  TrainTimer(const TrainLayout<S> &at, const Accelerator<S> &chip, const Efficiency<S> &efficiency, Ratio<S> imbalance)
      : at(at), curve(chip.calibration.training), imbalance(imbalance),
        timer(chip, efficiency, at.workload.formats.weights.compute, at.workload.formats.activations.compute,
              elementSizes(at.workload.formats)),
        size(elementSizes(at.workload.formats)),
        gradient(elementSize("bits_per_gradient", at.workload.formats.gradients) / size.weight) {}

  void run(llvm::ArrayRef<Operator<S>> operators, const HostTime<S> &host, Granularity granularity) {
    for (const Operator<S> &op : operators)
      if (op.kernel == Kernel::PrefillAttention)
        attention(op);
      else
        other(op, !at.lora_rank.given());
    if (at.lora_rank.given())
      for (const Operator<S> &op : adapterProducts(at.workload.model, *at.lora_rank, rows(), at.tp, size))
        other(op, true);
    Time<S> gaps = at.workload.model.layers * host.layer; // in every pass
    forward.layers.overhead += gaps, backward.layers.overhead += gaps;
    if (at.recompute == Recompute::full)
      backward.layers = backward.layers + forward.layers;
    if (granularity == Granularity::aggregate)
      for (PassKernels<S> *p : {&forward, &backward})
        p->layers = p->layers.aggregated(), p->head = p->head.aggregated();
  }

private:
  const TrainLayout<S> &at;
  const TrainingCurve<S> &curve;
  Ratio<S> imbalance;
  KernelTimer<S> timer;
  ElementSizes<S> size;
  Ratio<S> gradient; ///< size of a gradient over that of a weight

  /// Tokens of a micro-batch on a device.
  Ratio<S> rows() const { return at.micro_batch / at.cp * (at.workload.sequence / oneToken); }

  KernelTime<S> add(PassKernels<S> &pass, const Operator<S> &op, Ratio<S> reached) {
    KernelTime<S> k = timer(op, reached);
    KernelSum<S> &sum = op.inLayers ? pass.layers : pass.head;
    sum.add(op.kernel == Kernel::Experts ? op.repeat * imbalance : op.repeat, k);
    if (op.kernel != Kernel::Elementwise)
      sum.work += op.repeat * op.work;
    return k;
  }

  /// Without a gradient of its weights: the product for that of its inputs alone.
  static Operator<S> frozen(const Operator<S> &forward) {
    Operator<S> op = forward;
    op.inputs = forward.outputs, op.outputs = forward.inputs;
    return op;
  }

  void other(const Operator<S> &op, bool trained) {
    Scope scope(op.name, op.repeat);
    bool product = op.kernel != Kernel::Elementwise;
    add(forward, op, curve.sustained);
    KernelTime<S> k = add(backward, product && !trained ? frozen(op) : mls::backward(op, gradient), curve.sustained);
    if (!product && at.recompute == Recompute::selective && at.attention == AttentionKernel::fused)
      add(backward, op, 1);
    if (product && op.inLayers && trained) // one of two equal products
      backward.weightGradients += op.repeat * k.busy / 2;
  }

  void attention(const Operator<S> &op) {
    Scope scope(op.name, op.repeat);
    bool fused = at.attention == AttentionKernel::fused, again = at.recompute == Recompute::selective;
    if (fused) { // forms its scores again by itself
      add(forward, op, curve.sustained);
      add(backward, mls::backward(op, gradient), curve.sustained * curve.attention_backward);
      return;
    }
    const Transformer<S> &m = at.workload.model;
    Ratio<S> s = at.workload.sequence / oneToken;
    Scores<S> scores{at.micro_batch / at.cp * (m.heads / at.tp) * s * s, size.residual, at.dropout, m.causal};
    auto both = [&](PassKernels<S> &pass, const UnfusedAttention<S> &a) {
      add(pass, a.products, curve.sustained), add(pass, a.between, 1);
    };
    both(forward, unfusedForward(op, scores));
    both(backward, unfusedBackward(op, scores));
    if (again)
      both(backward, unfusedForward(op, scores));
  }
};

} // namespace mls
