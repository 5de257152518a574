//===- Cnn.h - convolutional networks ---------------------------*- C++ -*-===//
//
// Layers in order; `lib/Operators/Cnn.h` follows the grid through them. Every layer is
// padded so that a grid shrinks by its stride alone.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

template <class S> struct Image {
  Ratio<S> height, width, channels;

  MLS_RECORD("Image", "a grid of samples", "", .side = Side::Demand) {
    return std::tuple{in("height", &Image::height, "rows", whole(1)), in("width", &Image::width, "columns", whole(1)),
                      in("channels", &Image::channels, "values of one sample", whole(1), orElse("1"))};
  }
};

// `conv { out: 64  kernel: [10, 4]  stride: 2 }`. A kernel is one side of a square, or height and width.
template <class S> struct Conv {
  Ratio<S> out, stride, groups, repeat;
  List<Ratio<S>> kernel;

  MLS_RECORD("conv", "convolution, padded to keep the size", "", .side = Side::Demand) {
    return std::tuple{in("out", &Conv::out, "output channels", whole(1)),
                      in("kernel", &Conv::kernel, "height and width, or the side of a square", whole(1), orElse("[3]")),
                      in("stride", &Conv::stride, "step in both directions", whole(1), orElse("1")),
                      in("groups", &Conv::groups, "groups of channels that do not mix", whole(1), orElse("1")),
                      in("repeat", &Conv::repeat, "how many of it in a row; the stride is that of the first", whole(1), orElse("1"))};
  }
};

template <class S> struct Depthwise {
  Opt<Ratio<S>> out;
  Ratio<S> stride, repeat;
  List<Ratio<S>> kernel;

  MLS_RECORD("depthwise", "depthwise, then pointwise convolution", "howard_2017", .side = Side::Demand) {
    return std::tuple{in("out", &Depthwise::out, "output channels; absent: as many as come in", whole(1)),
                      in("kernel", &Depthwise::kernel, "height and width, or the side of a square", whole(1), orElse("[3]")),
                      in("stride", &Depthwise::stride, "step in both directions", whole(1), orElse("1")),
                      in("repeat", &Depthwise::repeat, "how many of it in a row; the stride is that of the first", whole(1), orElse("1"))};
  }
};

template <class S> struct Bottleneck {
  Ratio<S> mid, out, stride, repeat;

  MLS_RECORD("bottleneck", "residual block: 1x1, 3x3, 1x1; the first of a row projects its shortcut", "he_2016", .side = Side::Demand) {
    return std::tuple{in("mid", &Bottleneck::mid, "channels of the 3x3 convolution", whole(1)),
                      in("out", &Bottleneck::out, "output channels", whole(1)),
                      in("stride", &Bottleneck::stride, "step of the first block", whole(1), orElse("1")),
                      in("repeat", &Bottleneck::repeat, "blocks in a row", whole(1), orElse("1"))};
  }
};

template <class S> struct Residual {
  Ratio<S> out, stride, repeat;

  MLS_RECORD("residual", "residual block: 3x3, 3x3; the first of a row projects its shortcut where its shape changes", "he_2016", .side = Side::Demand) {
    return std::tuple{in("out", &Residual::out, "output channels", whole(1)),
                      in("stride", &Residual::stride, "step of the first block", whole(1), orElse("1")),
                      in("repeat", &Residual::repeat, "blocks in a row", whole(1), orElse("1"))};
  }
};

template <class S> struct Inverted {
  Ratio<S> expand, out, kernel, stride, repeat;

  MLS_RECORD("inverted", "inverted residual block: 1x1 up, depthwise, 1x1 down", "sandler_2018", .side = Side::Demand) {
    return std::tuple{in("expand", &Inverted::expand, "channels between, over those that come in; 1: no expansion", atLeast(1)),
                      in("out", &Inverted::out, "output channels", whole(1)),
                      in("kernel", &Inverted::kernel, "side of the depthwise kernel", whole(1), orElse("3")),
                      in("stride", &Inverted::stride, "step of the first block", whole(1), orElse("1")),
                      in("repeat", &Inverted::repeat, "blocks in a row", whole(1), orElse("1"))};
  }
};

template <class S> struct MaxPool {
  Ratio<S> stride;

  MLS_RECORD("pool", "pooling over a window", "", .side = Side::Demand) {
    return std::tuple{virtualField<Ratio<S>>("kernel", "side of the window", whole(1)),
                      in("stride", &MaxPool::stride, "step in both directions", whole(1), orElse("kernel"))};
  }
};

template <class S> struct GlobalPool {
  MLS_RECORD("global_pool", "mean over the whole grid", "", .side = Side::Demand) { return std::tuple{}; }
};

template <class S> struct DenseLayer {
  Ratio<S> out;

  MLS_RECORD("dense", "fully connected, with a bias", "", .side = Side::Demand) {
    return std::tuple{in("out", &DenseLayer::out, "outputs", whole(1))};
  }
};

template <class S> struct Cnn {
  using Layer = OneOf<Conv<S>, Depthwise<S>, Bottleneck<S>, Residual<S>, Inverted<S>, MaxPool<S>, GlobalPool<S>, DenseLayer<S>>;
  Image<S> input;
  List<Layer> layers;
  Ratio<S> channel_parameters;

  MLS_RECORD("CNN", "a convolutional network", "lecun_1998", .side = Side::Demand, .keyword = "model") {
    return std::tuple{in("input", &Cnn::input, "what goes in"), in("layers", &Cnn::layers, "in order"),
                      in("channel_parameters", &Cnn::channel_parameters,
                         "counted for an output channel of a convolution beside its weights: 1 a bias, 2 the scale and shift of a batch normalization",
                         whole(0), orElse("2")),
                      virtualField<Opt<Ratio<S>>>("parameters", "published total, which the layers must reproduce", positive)};
  }
};

} // namespace mls::records
