//===- Cnn.h - convolutional networks ---------------------------*- C++ -*-===//
//
// Layers in order; checked and addressed by path. No solver reads them yet.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

template <class S> struct Image {
  MLS_RECORD("Image", "a grid of samples", "", .side = Side::Demand) {
    return std::tuple{virtualField<Ratio<S>>("height", "rows", whole(1)), virtualField<Ratio<S>>("width", "columns", whole(1)),
                      virtualField<Ratio<S>>("channels", "values of one sample", whole(1), orElse("1"))};
  }
};

// `conv { out: 64  kernel: [10, 4]  stride: 2 }`. A kernel is one side of a square, or height and width.
template <class S> struct Conv {
  MLS_RECORD("conv", "convolution, padded to keep the size", "", .side = Side::Demand) {
    return std::tuple{virtualField<Ratio<S>>("out", "output channels", whole(1)),
                      virtualField<List<Ratio<S>>>("kernel", "height and width, or the side of a square", whole(1), orElse("[3]")),
                      virtualField<Ratio<S>>("stride", "step in both directions", whole(1), orElse("1")),
                      virtualField<Ratio<S>>("groups", "groups of channels that do not mix", whole(1), orElse("1")),
                      virtualField<Ratio<S>>("repeat", "how many of it in a row; the stride is that of the first", whole(1), orElse("1"))};
  }
};

template <class S> struct Depthwise {
  MLS_RECORD("depthwise", "depthwise, then pointwise convolution", "", .side = Side::Demand) {
    return std::tuple{virtualField<Opt<Ratio<S>>>("out", "output channels; absent: as many as come in", whole(1)),
                      virtualField<List<Ratio<S>>>("kernel", "height and width, or the side of a square", whole(1), orElse("[3]")),
                      virtualField<Ratio<S>>("stride", "step in both directions", whole(1), orElse("1")),
                      virtualField<Ratio<S>>("repeat", "how many of it in a row; the stride is that of the first", whole(1), orElse("1"))};
  }
};

template <class S> struct Bottleneck {
  MLS_RECORD("bottleneck", "residual block: 1x1, 3x3, 1x1", "he_2016", .side = Side::Demand) {
    return std::tuple{virtualField<Ratio<S>>("mid", "channels of the 3x3 convolution", whole(1)),
                      virtualField<Ratio<S>>("out", "output channels", whole(1)),
                      virtualField<Ratio<S>>("stride", "step of the first block", whole(1), orElse("1")),
                      virtualField<Ratio<S>>("repeat", "blocks in a row", whole(1), orElse("1"))};
  }
};

template <class S> struct MaxPool {
  MLS_RECORD("pool", "pooling over a window", "", .side = Side::Demand) {
    return std::tuple{virtualField<Ratio<S>>("kernel", "side of the window", whole(1)),
                      virtualField<Ratio<S>>("stride", "step in both directions", whole(1), orElse("kernel"))};
  }
};

template <class S> struct GlobalPool {
  MLS_RECORD("global_pool", "mean over the whole grid", "", .side = Side::Demand) { return std::tuple{}; }
};

template <class S> struct DenseLayer {
  MLS_RECORD("dense", "fully connected", "", .side = Side::Demand) {
    return std::tuple{virtualField<Ratio<S>>("out", "outputs", whole(1))};
  }
};

template <class S> struct Cnn {
  using Layer = OneOf<Conv<S>, Depthwise<S>, Bottleneck<S>, MaxPool<S>, GlobalPool<S>, DenseLayer<S>>;

  MLS_RECORD("CNN", "a convolutional network", "", .side = Side::Demand, .keyword = "model") {
    return std::tuple{virtualField<Image<S>>("input", "what goes in"), virtualField<List<Layer>>("layers", "in order"),
                      virtualField<Opt<Ratio<S>>>("parameters", "published total, which the layers must reproduce", positive)};
  }
};

} // namespace mls::records
