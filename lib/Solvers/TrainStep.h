//===- TrainStep.h - kernels of one micro-batch in training -----*- C++ -*-===//
//
// Forward and backward pass of one micro-batch on one device: all layers, and apart
// from them the head. What is formed again (Korthikanti et al., arXiv 2205.05198)
// belongs to the backward pass.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Backward.h"
#include "Operators/LayerSums.h"
#include "Solvers/KernelTime.h"
#include "Solvers/Step.h"
#include "Solvers/TrainAdapters.h"
#include "Solvers/TrainLayout.h"
#include "Solvers/UnfusedAttention.h"

namespace mls {

/// Time of kernels by what sets it, and their work.
template <class S> struct KernelSum {
  Time<S> compute, memory, overhead;
  Work<S> work;
  Time<S> total() const { return compute + memory + overhead; }
  Time<S> busy() const { return compute + memory; }

  /// Of one kernel, by the longer of the two.
  static KernelSum bound(Time<S> compute, Time<S> memory, Time<S> busy, Time<S> launch, Work<S> work) {
    Flag<S> computes = less(memory, compute);
    return {select(computes, busy, Time<S>()), select(computes, Time<S>(), busy), launch, work};
  }
  /// One roofline over all of them, of which arithmetic and traffic were summed up alone.
  KernelSum aggregated() const { return bound(compute, memory, roofline(compute, memory), Time<S>(), work); }

  KernelSum &operator+=(const KernelSum &b) {
    compute += b.compute, memory += b.memory, overhead += b.overhead, work += b.work;
    return *this;
  }
  friend KernelSum operator+(KernelSum a, const KernelSum &b) { return a += b; }
  friend KernelSum operator*(const Ratio<S> &n, const KernelSum &a) {
    return {n * a.compute, n * a.memory, n * a.overhead, n * a.work};
  }
};

template <class S> struct PassKernels {
  KernelSum<S> layers, head;
  Time<S> weightGradients; ///< of these, in the layers, where the schedule does them apart
};

template <class S> class TrainTimer {
public:
  PassKernels<S> forward, backward;

  /// `imbalance`: tokens of the busiest device's experts over the mean. `elsewhere`:
  /// multiprocessors that have no part in kernels.
  TrainTimer(const TrainLayout<S> &at, const Accelerator<S> &chip, const Efficiency<S> &efficiency, Ratio<S> imbalance,
             const Opt<Ratio<S>> &elsewhere)
      : at(at), curve(chip.calibration.training), imbalance(imbalance), size(elementSizes(at.workload.formats)),
        timer(chip, efficiency, at.workload.formats.weights.compute, at.workload.formats.activations.compute, size),
        headTimer(chip, efficiency, at.workload.formats.head.compute, at.workload.formats.activations.compute, size),
        gradient(elementSize("bits_per_gradient", at.workload.formats.gradients)), reached(curve.sustained) {
    if (elsewhere.given())
      reached = reached * (1 - require(less(*elsewhere, *chip.multiprocessors),
                                       "communication takes all multiprocessors of the accelerator", *elsewhere) /
                                   *chip.multiprocessors);
  }

  void run(llvm::ArrayRef<Operator<S>> operators, const HostTime<S> &host, Granularity granularity) {
    whole = granularity == Granularity::aggregate;
    for (const Operator<S> &op : operators)
      if (op.kernel == Kernel::PrefillAttention)
        attention(op);
      else
        other(op, !at.lora_rank.given());
    if (at.lora_rank.given())
      for (const Operator<S> &op : adapterProducts(at.workload.model, *at.lora_rank, rows(), at.tp, size))
        other(op, true);
    for (auto [pass, of] : {std::pair(&forward, &sums[0]), std::pair(&backward, &sums[1])}) {
      pass->layers = of->layers.total(), pass->head = of->head.total(), pass->weightGradients = of->weightGradients.total();
      if (!whole)
        pass->layers.overhead += at.workload.model.layers * host.layer; // gaps
    }
    if (at.recompute == Recompute::full)
      backward.layers += forward.layers;
    if (whole)
      for (PassKernels<S> *p : {&forward, &backward})
        p->layers = p->layers.aggregated(), p->head = p->head.aggregated();
  }

private:
  struct PassSums {
    LayerSums<S, KernelSum<S>> layers, head;
    LayerSums<S, Time<S>> weightGradients;
  };
  PassSums sums[2]; ///< forward, backward
  bool whole = false; ///< one roofline for all kernels

  const TrainLayout<S> &at;
  const TrainingCurve<S> &curve;
  Ratio<S> imbalance;
  ElementSizes<S> size;
  KernelTimer<S> timer, headTimer;
  Data<S> gradient; ///< of one weight
  Ratio<S> reached; ///< of the rate of kernels measured alone

  /// Tokens of a micro-batch on a device.
  Ratio<S> rows() const { return at.micro_batch / at.cp * (at.workload.sequence / oneToken); }

  Time<S> add(PassSums &pass, const Operator<S> &op, Ratio<S> reached) {
    const KernelTimer<S> &kernels = op.inLayers ? timer : headTimer;
    KernelTime<S> k = whole ? kernels.alone(op, reached) : kernels(op, reached);
    Work<S> work = op.kernel == Kernel::Elementwise ? Work<S>() : op.work;
    bool busiest = op.kernel == Kernel::Experts; // its time, but the work of all
    if (busiest)
      work = work / imbalance;
    KernelSum<S> one = whole ? KernelSum<S>{k.compute, k.memory, {}, work}
                             : KernelSum<S>::bound(k.compute, k.memory, k.busy, k.launch, work);
    (op.inLayers ? pass.layers : pass.head).add(op.layers, busiest ? op.repeat * imbalance : op.repeat, one);
    return whole ? roofline(k.compute, k.memory) : k.busy;
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
    Ratio<S> ofWeight = gradient / (op.inLayers ? size.weight : elementSize("bits_per_head_weight", at.workload.formats.head));
    add(sums[0], op, reached);
    Time<S> busy = add(sums[1], product && !trained ? frozen(op) : mls::backward(op, ofWeight), reached);
    if (at.recompute == Recompute::selective && at.attention == AttentionKernel::fused)
      again(op);
    if (product && op.inLayers && trained && at.schedule != PipelineSchedule::gpipe && at.schedule != PipelineSchedule::one_f_one_b) // one of two equal products
      sums[1].weightGradients.add(op, busy / 2);
  }

  /// What moves data and hardly computes, and what latent attention expands.
  void again(const Operator<S> &op) {
    if (op.kernel == Kernel::Elementwise)
      add(sums[1], op, 1);
    else if (op.again) {
      Operator<S> expanded = op;
      expanded.repeat = *op.again, expanded.layers = LayerKind::Own;
      add(sums[1], expanded, reached);
    }
  }

  void attention(const Operator<S> &op) {
    Scope scope(op.name, op.repeat);
    bool fused = at.attention == AttentionKernel::fused, scoresAgain = at.recompute == Recompute::selective;
    if (fused) { // forms its scores again by itself
      add(sums[0], op, reached);
      add(sums[1], mls::backward(op, Ratio<S>(1)), reached * curve.attention_backward);
      return;
    }
    const Transformer<S> &m = at.workload.model;
    Ratio<S> s = at.workload.sequence / oneToken;
    Scores<S> scores{at.micro_batch / at.cp * (m.heads / at.tp) * s * s, size.residual, at.dropout, m.causal};
    auto both = [&](PassSums &pass, const UnfusedAttention<S> &a) {
      add(pass, a.products, reached), add(pass, a.between, 1);
    };
    both(sums[0], unfusedForward(op, scores));
    both(sums[1], unfusedBackward(op, scores));
    if (scoresAgain)
      both(sums[1], unfusedForward(op, scores));
  }
};

} // namespace mls
