//===- Calibration.h - how far real kernels reach ---------------*- C++ -*-===//
//
// An operator's efficiency is a curve with few constants for each kind of kernel and
// arithmetic. They are measured on an accelerator, or estimated for a class of them
// (registry/constants); no constant stands in C++.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Records/Format.h"

namespace mls::records {

/// How a product is cut up for the multiprocessors (Physics/Gemm.h).
template <class S> struct Tiling {
  Ratio<S> edge;
  Time<S> join;

  MLS_RECORD("Tiling", "tiles of a product, one a multiprocessor at a time", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{in("edge", &Tiling::edge, "rows and columns of a tile", positive),
                      in("join", &Tiling::join, "least time to split tiles over idle multiprocessors and to add up the parts", nonNegative, unit("us"))};
  }
};

/// A product: launch + overlapped(tiles / (compute * peak), traffic / (memory * bandwidth)),
/// and before it copies of its inputs.
template <class S> struct KernelCurve {
  Ratio<S> compute, memory, overlap;
  Time<S> launch;
  Opt<Ratio<S>> copies;
  Opt<Tiling<S>> tiles;

  MLS_RECORD("KernelCurve", "efficiency of products with weights", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("compute", &KernelCurve::compute, "share of peak FLOP/s reached on large products", fraction),
        in("memory", &KernelCurve::memory, "share of peak memory bandwidth reached on thin products", fraction),
        in("overlap", &KernelCurve::overlap, "share of the shorter of arithmetic and traffic that the longer hides", share),
        in("launch", &KernelCurve::launch, "least time of one kernel", nonNegative, unit("us")),
        in("copies", &KernelCurve::copies, "times that inputs are read and written before the product: in its format, by expert", nonNegative),
        in("tiles", &KernelCurve::tiles, "what a product is cut into, where the accelerator has a number of multiprocessors")};
  }
};

/// Attention over a prompt: launch + work / (compute * length / (length + half) * peak).
template <class S> struct PrefillCurve {
  Ratio<S> compute;
  Tokens<S> half;
  Time<S> launch;

  MLS_RECORD("PrefillCurve", "efficiency of attention over a prompt", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("compute", &PrefillCurve::compute, "share of peak FLOP/s approached by long sequences", fraction),
        in("half", &PrefillCurve::half, "sequence length at which half of that is reached", nonNegative, unit("tok")),
        in("launch", &PrefillCurve::launch, "least time of one kernel", nonNegative, unit("us"))};
  }
};

/// Attention of one new token: launch + traffic / (memory * bandwidth). It saturates
/// in the size of the KV cache, since launch does not grow.
template <class S> struct DecodeCurve {
  Ratio<S> memory;
  Time<S> launch;

  MLS_RECORD("DecodeCurve", "efficiency of attention of one new token", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("memory", &DecodeCurve::memory, "share of peak memory bandwidth approached by large KV caches", fraction),
        in("launch", &DecodeCurve::launch, "least time of one kernel", nonNegative, unit("us"))};
  }
};

/// Two trees over the nodes (doubleTreeAllReduce): few levels where a ring has many hops.
template <class S> struct Trees {
  Ratio<S> share;
  Time<S> launch, level;

  MLS_RECORD("Trees", "efficiency of all-reduces along trees", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{in("share", &Trees::share, "share of the rate of a ring reached by large messages", fraction),
                      in("launch", &Trees::launch, "time of one all-reduce, whatever the number of levels", nonNegative, unit("us")),
                      in("level", &Trees::level, "time of a level, up or down", nonNegative, unit("us"))};
  }
};

/// How a library frames what it sends. With a flag in every few bytes a receiver need not wait
/// for a whole piece, and the flags take a share of the rate.
template <class S> struct Protocol {
  Ratio<S> share;
  Time<S> launch, hop;
  Opt<Trees<S>> trees;
  Opt<Bandwidth<S>> most;

  MLS_RECORD("Protocol", "another way to send the messages of a collective", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{in("share", &Protocol::share, "rate over that of the collective", fraction),
                      in("launch", &Protocol::launch, "time of one round, whatever the number of ranks", nonNegative, unit("us")),
                      in("hop", &Protocol::hop, "further time of a round for each peer", nonNegative, unit("us")),
                      in("trees", &Protocol::trees, "between nodes: taken for an all-reduce where they are faster than a ring"),
                      in("most", &Protocol::most, "rate that the ranks of one node reach together, whatever their links", positive, unit("GB/s"))};
  }
};

/// One collective: alpha = launch + hop * (ranks - 1), rate = share * link; or one of its
/// `protocols`, whichever is the fastest for a message. What one rank sends to one other
/// leaves a node by the first alone, as do exchanges of all pairs.
template <class S> struct Collective {
  Ratio<S> share;
  Time<S> launch, hop;
  Opt<Trees<S>> trees;
  List<Protocol<S>> protocols;

  MLS_RECORD("Collective", "efficiency of one collective operation", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("share", &Collective::share, "share of the one-way link rate reached by large messages", fraction),
        in("launch", &Collective::launch, "time of one round, whatever the number of ranks", nonNegative, unit("us")),
        in("hop", &Collective::hop, "further time of a round for each peer", nonNegative, unit("us")),
        in("trees", &Collective::trees, "between nodes: taken for an all-reduce where they are faster than a ring"),
        in("protocols", &Collective::protocols, "other ways to send a message, each taken where it is faster; between nodes for sums and gathers alone", orElse("[]"))};
  }
};

template <class S> struct NetworkCurves {
  Collective<S> all_reduce, all_to_all;

  MLS_RECORD("NetworkCurves", "efficiency of collectives between accelerators", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{in("all_reduce", &NetworkCurves::all_reduce, "sum over all ranks, as the engine's own kernels do it"),
                      in("all_to_all", &NetworkCurves::all_to_all, "exchange between all pairs; also single sends")};
  }
};

/// Time outside the modelled kernels: scheduling, sampling, small kernels, gaps.
template <class S> struct HostTime {
  Time<S> step, layer, sequence;

  MLS_RECORD("HostTime", "time of a step outside its large kernels", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{in("step", &HostTime::step, "once a step", nonNegative, unit("us")),
                      in("layer", &HostTime::layer, "once a layer: launches of its small kernels", nonNegative, unit("us")),
                      in("sequence", &HostTime::sequence, "once a step for each sequence: sampling, bookkeeping", nonNegative, unit("us"))};
  }
};

/// What a training step reaches of the curves above, which are measured kernel by kernel.
template <class S> struct TrainingCurve {
  Ratio<S> sustained, attention_backward;

  MLS_RECORD("TrainingCurve", "what training reaches of the efficiency of single kernels", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("sustained", &TrainingCurve::sustained, "rate of products over that of the same product alone: clocks fall under a load that does not pause", fraction),
        in("attention_backward", &TrainingCurve::attention_backward, "share of peak of the backward pass of attention over that of its forward pass", fraction)};
  }
};

template <class S> struct Calibration {
  Map<Arithmetic, KernelCurve<S>> gemm, experts;
  Map<Arithmetic, PrefillCurve<S>> prefill;
  Map<Arithmetic, DecodeCurve<S>> decode;
  Opt<NetworkCurves<S>> network;
  HostTime<S> host;
  TrainingCurve<S> training;

  MLS_RECORD("Calibration", "efficiency curves of an accelerator or of its class", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("gemm", &Calibration::gemm, "products with weights, by arithmetic"),
        in("experts", &Calibration::experts, "grouped products of a mixture of experts, routing included, by arithmetic", orElse("{}")),
        in("prefill", &Calibration::prefill, "attention over a prompt, by arithmetic of the KV format", orElse("{}")),
        in("decode", &Calibration::decode, "attention of one new token, by arithmetic of the KV format", orElse("{}")),
        in("network", &Calibration::network, "collectives over the links of a node"),
        in("host", &Calibration::host, "time outside the large kernels"),
        in("training", &Calibration::training, "what a training step reaches of these", orElse("constants.TrainingDefault"))};
  }
};

} // namespace mls::records
