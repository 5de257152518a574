//===- Accelerator.h - a chip, its memory, its link -------------*- C++ -*-===//
#pragma once

#include "Records/Calibration.h"

namespace mls::records {

/// No bare `bandwidth`: a rate says whether it counts one way or both.
template <class S> struct Link {
  Bandwidth<S> per_direction;
  Opt<Time<S>> latency;

  MLS_RECORD("Link", "a connection between devices or nodes", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("per_direction", &Link::per_direction, "one-way rate of one end", positive, unit("GB/s"), oneOf("rate"), orElse("bidirectional / 2")),
        virtualField<Bandwidth<S>>("bidirectional", "sum of both directions", positive, unit("GB/s"), oneOf("rate"), orElse("2 * per_direction")),
        in("latency", &Link::latency, "one message from end to end, however short", nonNegative, unit("us"))};
  }
};

template <class S> struct Memory {
  Data<S> capacity;
  Bandwidth<S> bandwidth;

  MLS_RECORD("Memory", "the memory that holds weights and KV cache", "", .side = Side::Supply) {
    return std::tuple{
        in("capacity", &Memory::capacity, "size", positive, unit("GB")),
        in("bandwidth", &Memory::bandwidth, "peak rate", positive, unit("TB/s")),
        virtualField<Opt<Ratio<S>>>("bus_width", "data pins of the interface", whole(1)),
        virtualField<Opt<Bandwidth<S>>>("pin_rate", "rate of one pin", positive, unit("Gbps"))};
  }
};

template <class S> struct Accelerator {
  Map<Arithmetic, ComputeRate<S>> peak;
  Memory<S> memory;
  Opt<Link<S>> link;
  Calibration<S> calibration;
  Opt<Memory<S>> sram, flash;
  Opt<Link<S>> host_link;
  Opt<Ratio<S>> multiprocessors;
  Opt<Power<S>> tdp;

  MLS_RECORD("Accelerator", "a processor with its memory", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("peak", &Accelerator::peak, "dense peak rate by arithmetic", positive, unit("TFLOP/s")),
        virtualField<Opt<Map<Arithmetic, ComputeRate<S>>>>("peak_sparse", "peak rate with structured sparsity, by arithmetic", positive, unit("TFLOP/s")),
        in("memory", &Accelerator::memory, "main memory"),
        in("link", &Accelerator::link, "to its peers in a node"),
        in("calibration", &Accelerator::calibration, "efficiency of its kernels: measured, or of its class", orElse("constants.Datacenter")),
        in("sram", &Accelerator::sram, "memory on the chip: a working set that fits is served from it"),
        in("flash", &Accelerator::flash, "memory that weights are read from in place"),
        in("host_link", &Accelerator::host_link, "to the memory of its host"),
        in("multiprocessors", &Accelerator::multiprocessors, "units that compute a tile of a product each", whole(1)),
        in("tdp", &Accelerator::tdp, "rated power", positive, unit("W")),
        virtualField<Opt<Money<S>>>("price", "price of one, for what a file makes of it", positive, unit("USD")),
        virtualField<Opt<Carbon<S>>>("embodied", "carbon of making one, from which a node has its own", nonNegative, unit("kgCO2e"))};
  }
};

} // namespace mls::records
