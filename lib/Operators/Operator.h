//===- Operator.h - what a model asks of a device ---------------*- C++ -*-===//
//
// A model of any family is *lowered* to what one device does in one step: a short list
// of kernels with exact work and traffic. Equal layers are one entry with a `repeat`,
// so the list (and the tape) does not grow with depth. Solvers see nothing else of a
// model; what a kernel takes on a device is theirs to say (Solvers/Step.h).
//
// Every operand crosses the memory interface once; a kernel keeps what it makes on the
// way (fused attention keeps its scores) to itself.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Gemm.h"
#include "Records/Formats.h"
#include "llvm/ADT/SmallVector.h"

namespace mls {
using namespace records;

/// Picks the efficiency curve of an operator.
enum class Kernel { Gemm, Experts, PrefillAttention, DecodeAttention, Elementwise };

/// The layers that have an operator: `Own` says nothing, others are each as many (LayerSums.h).
enum class LayerKind { Own, Every, Dense, Experts, Full, Windowed };

/// `count` products of `rows` with a matrix of `weights`, which is `depth` by `columns`.
template <class S> struct ProductShape {
  Ratio<S> rows, weights, depth, columns;
  int count = 1;
};

/// One kernel on one device.
template <class S> struct Operator {
  const char *name;
  Kernel kernel;
  Work<S> work;
  Data<S> operands;        ///< weights, and the KV cache or state that is kept between steps
  Data<S> inputs, outputs; ///< activations
  Ratio<S> repeat;         ///< how often in one step
  Tokens<S> length{};      ///< of the sequences, for attention over a prompt
  bool inLayers = true;    ///< false: once a model, outside its layers
  std::optional<ProductShape<S>> shape{}; ///< of a product, where it is known
  Ratio<S> copied{};       ///< elements that a product wants in another form: in its format, by expert
  std::optional<Ratio<S>> again{}; ///< how often selective recomputation does it once more
  LayerKind layers = LayerKind::Own;  ///< operators of one kind have one `repeat`

  Data<S> activations() const { return inputs + outputs; }
  Data<S> traffic() const { return operands + activations(); }
};

/// Of one element.
template <class S> struct ElementSizes {
  Data<S> weight, input, kv, residual;
};
template <class S> Data<S> elementSize(const char *name, const Format<S> &f) {
  return let(name, elementSize(f.storage, f.scale, f.block));
}
template <class S> ElementSizes<S> elementSizes(const Formats<S> &f) {
  return {elementSize("bits_per_weight", f.weights), elementSize("bits_per_activation", f.activations),
          elementSize("bits_per_kv", f.kv), elementSize("bits_per_residual", f.residual)};
}

/// Y[rows, out] = X[rows, in] W[in, out], `repeat` times.
template <class S>
Operator<S> product(const char *name, Ratio<S> rows, Ratio<S> in, Ratio<S> out, Ratio<S> repeat,
                    const ElementSizes<S> &size, LayerKind layers = LayerKind::Own) {
  return {name,
          Kernel::Gemm,
          gemmWork(rows, in * out),
          in * out * size.weight,
          rows * in * size.input,
          rows * out * size.residual,
          repeat,
          {},
          true,
          ProductShape<S>{rows, in * out, in, out},
          rows * in,
          {},
          layers};
}

/// What passes between the devices of a replica in one step.
template <class S> struct Messages {
  Data<S> reduce{};              ///< one all-reduce over tp
  Ratio<S> reduces{};            ///< a step
  Data<S> dispatch{}, combine{}; ///< all-to-alls over ep, of one MoE layer
  Ratio<S> moeLayers{};
  bool exchange = false;   ///< there are experts
  Data<S> keysAndValues{}; ///< of a device's part of the sequences, which all of cp want, of one layer
};

template <class S> struct Lowered {
  llvm::SmallVector<Operator<S>, 12> operators;
  Messages<S> messages{};
};

} // namespace mls
