//===- Cnn.h - a convolutional network as its operators ---------*- C++ -*-===//
//
// Follows the grid through the layers. Normalization is folded into the convolution
// before it, which leaves a bias a channel; activation functions and the sum with a
// shortcut are fused into the product that they follow. A row of equal layers is its
// first one, whose input differs, and all the others.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Network.h"
#include "Physics/Convolution.h"

namespace mls {

template <class S> class CnnLowering {
public:
  CnnLowering(const Cnn<S> &m, const ElementSizes<S> &size, Ratio<S> batch)
      : m(m), size(size), batch(batch), grid{m.input.height, m.input.width, m.input.channels} {}

  Network<S> run() {
    for (const typename Cnn<S>::Layer &layer : m.layers)
      layer.visit([&](const auto &l) { add(l); });
    Network<S> n;
    n.parameters = let("parameters", kernels + channels * m.channel_parameters + dense);
    n.weights = (kernels + channels + dense) * size.weight;
    n.widest = widestOf<S>(operators);
    n.stages.push_back({"network", std::move(operators)});
    return n;
  }

private:
  struct Grid {
    Ratio<S> height, width, channels;
    Ratio<S> places() const { return height * width; }
    Ratio<S> elements() const { return places() * channels; }
  };

  const Cnn<S> &m;
  const ElementSizes<S> &size;
  Ratio<S> batch;
  Grid grid;
  llvm::SmallVector<Operator<S>, 12> operators;
  Ratio<S> kernels, channels, dense; ///< weights, output channels, parameters of dense layers

  static Ratio<S> area(const List<Ratio<S>> &kernel) { return kernel.front() * kernel.back(); }

  /// `from` to a grid of `out` channels.
  Grid convolution(const char *name, const Grid &from, Ratio<S> out, Ratio<S> kernel, Ratio<S> stride, Ratio<S> groups,
                   Ratio<S> repeat) {
    Grid to{strided(from.height, stride), strided(from.width, stride), out};
    Ratio<S> weights = convolutionWeights(from.channels, out, kernel, groups);
    operators.push_back({name, Kernel::Gemm, batch * convolutionWork(to.places(), weights),
                         (weights + out) * size.weight, batch * from.elements() * size.input,
                         batch * to.elements() * size.input, repeat});
    kernels += repeat * weights;
    channels += repeat * out;
    return to;
  }

  /// The last product adds a shortcut of so many elements to its result.
  void sum(Ratio<S> elements) { operators.back().inputs += batch * elements * size.input; }

  void add(const Conv<S> &l) {
    grid = convolution("conv", grid, l.out, area(l.kernel), l.stride, l.groups, 1);
    convolution("conv_again", grid, l.out, area(l.kernel), 1, l.groups, l.repeat - 1);
  }

  void add(const Depthwise<S> &l) {
    auto separable = [&](Ratio<S> stride, Ratio<S> repeat) {
      Ratio<S> out = l.out.given() ? *l.out : grid.channels;
      Grid between = convolution("depthwise", grid, grid.channels, area(l.kernel), stride, grid.channels, repeat);
      return convolution("pointwise", between, out, 1, 1, 1, repeat);
    };
    grid = separable(l.stride, 1);
    separable(1, l.repeat - 1);
  }

  /// The stride is that of the 3x3 convolution, as implementations have had it since
  /// Torch's; the paper has it in the 1x1 before.
  void add(const Bottleneck<S> &l) {
    auto block = [&](Ratio<S> stride, Ratio<S> repeat) {
      Grid narrow = convolution("reduce", grid, l.mid, 1, 1, 1, repeat);
      Grid between = convolution("conv_3x3", narrow, l.mid, 9, stride, 1, repeat);
      Grid wide = convolution("expand", between, l.out, 1, 1, 1, repeat);
      sum(wide.elements());
      return wide;
    };
    convolution("shortcut", grid, l.out, 1, l.stride, 1, 1);
    grid = block(l.stride, 1);
    block(1, l.repeat - 1);
  }

  void add(const Residual<S> &l) {
    auto block = [&](Ratio<S> stride, Ratio<S> repeat) {
      Grid between = convolution("conv_3x3", grid, l.out, 9, stride, 1, repeat);
      Grid to = convolution("conv_3x3_sum", between, l.out, 9, 1, 1, repeat);
      sum(to.elements());
      return to;
    };
    Flag<S> same = equal(grid.channels, l.out) && equal(l.stride, 1);
    convolution("shortcut", grid, l.out, 1, l.stride, 1, number(!same));
    grid = block(l.stride, 1);
    block(1, l.repeat - 1);
  }

  void add(const Inverted<S> &l) {
    auto block = [&](Ratio<S> stride, Ratio<S> repeat) {
      Ratio<S> mid = l.expand * grid.channels;
      Flag<S> same = equal(grid.channels, l.out) && equal(stride, 1);
      Grid wide = convolution("expand", grid, mid, 1, 1, 1, repeat * number(less(1, l.expand)));
      Grid between = convolution("depthwise", wide, mid, l.kernel * l.kernel, stride, mid, repeat);
      Grid narrow = convolution("reduce", between, l.out, 1, 1, 1, repeat);
      sum(number(same) * narrow.elements());
      return narrow;
    };
    grid = block(l.stride, 1);
    block(1, l.repeat - 1);
  }

  void pool(const Grid &to) {
    operators.push_back({"pool", Kernel::Elementwise, Work<S>(), Data<S>(), batch * grid.elements() * size.input,
                         batch * to.elements() * size.input, 1});
    grid = to;
  }
  void add(const MaxPool<S> &l) {
    pool({strided(grid.height, l.stride), strided(grid.width, l.stride), grid.channels});
  }
  void add(const GlobalPool<S> &) { pool({1, 1, grid.channels}); }

  void add(const DenseLayer<S> &l) {
    Ratio<S> in = grid.elements(), parameters = (in + 1) * l.out;
    operators.push_back({"dense", Kernel::Gemm, gemmWork(batch, in * l.out), parameters * size.weight,
                         batch * in * size.input, batch * l.out * size.input, 1});
    dense += parameters;
    grid = {1, 1, l.out};
  }
};

template <class S> Network<S> network(const Cnn<S> &m, const ElementSizes<S> &size, const Load<S> &load) {
  return CnnLowering<S>(m, size, load.batch).run();
}

} // namespace mls
