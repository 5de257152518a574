//===- TestSolver.h - a small solver with everything in it ------*- C++ -*-===//
//
// Nested record, optional, map, list, one-of, a guarded branch, a requirement, a
// choice: what the tape must get right, on equations small enough to check by hand.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Solvers/Solver.h"

namespace mls {

enum class TestFormat { Narrow, Wide };
MLS_ENUM(TestFormat, "narrow", "wide");
enum class TestBound { Compute, Memory };
MLS_ENUM(TestBound, "compute", "memory");

namespace test {

template <class S> struct Chip {
  Map<TestFormat, ComputeRate<S>> peak;
  Bandwidth<S> bandwidth;
  Opt<CostRate<S>> rent;

  MLS_RECORD("Chip", "a processor", "", .side = Side::Supply, .keyword = "hardware") {
    return std::tuple{
        in("peak", &Chip::peak, "dense rate", positive, unit("TFLOP/s")),
        in("bandwidth", &Chip::bandwidth, "of memory", positive, unit("TB/s"), oneOf("rate"), orElse("both / 2")),
        virtualField<Bandwidth<S>>("both", "two-way rate", oneOf("rate"), orElse("2 * bandwidth")),
        in("rent", &Chip::rent, "price", positive, unit("USD/h")), textField("vendor", "who makes it")};
  }
};

template <class S> struct Step {
  Work<S> work;
  Ratio<S> repeat;
  MLS_RECORD("Step", "a kernel", "") {
    return std::tuple{in("work", &Step::work, "arithmetic", positive),
                      in("repeat", &Step::repeat, "times", whole(1), orElse("1"))};
  }
};

template <class S> struct Dense {
  Data<S> weights;
  MLS_RECORD("Dense", "all weights are read", "") {
    return std::tuple{in("weights", &Dense::weights, "size", positive)};
  }
};
template <class S> struct Sparse {
  Data<S> weights;
  Ratio<S> active;
  MLS_RECORD("Sparse", "a part is read", "") {
    return std::tuple{in("weights", &Sparse::weights, "size", positive),
                      in("active", &Sparse::active, "part read", fraction)};
  }
};

template <class S> struct ToyIn {
  OneOf<Dense<S>, Sparse<S>> model;
  List<Step<S>> steps;
  Chip<S> on;
  TestFormat format;
  Ratio<S> efficiency, load;

  MLS_RECORD("toy", "time and cost of some kernels", "nobody_2000") {
    return std::tuple{in("model", &ToyIn::model, "what is read"),
                      in("steps", &ToyIn::steps, "what is computed"),
                      in("on", &ToyIn::on, "where"),
                      in("format", &ToyIn::format, "of the arithmetic"),
                      in("efficiency", &ToyIn::efficiency, "share of peak", fraction),
                      in("load", &ToyIn::load, "of the queue", nonNegative, orElse("0"))};
  }
};

template <class S> struct ToyOut {
  Time<S> time, wait;
  Money<S> cost;
  Choice<TestBound, S> bound;
  Flag<S> quick;

  MLS_RECORD("toy.result", "what came of it", "") {
    return std::tuple{out("time", &ToyOut::time, "of all", unit("ms")),
                      out("wait", &ToyOut::wait, "with queueing", unit("ms")), out("cost", &ToyOut::cost, "of all"),
                      out("bound", &ToyOut::bound, "the slower part"), out("quick", &ToyOut::quick, "under a second")};
  }
};

template <class S> ToyOut<S> toy(const ToyIn<S> &in) {
  ToyOut<S> o;
  Time<S> compute{};
  for (const Step<S> &step : in.steps) {
    Scope kernel("kernel", step.work);
    compute += let("compute_time", step.work * step.repeat / (in.on.peak[in.format] * in.efficiency));
  }
  Data<S> traffic;
  if (const Dense<S> *dense = in.model.template get<Dense<S>>())
    traffic = dense->weights;
  else if (const Sparse<S> *sparse = in.model.template get<Sparse<S>>())
    traffic = let("active_weights", sparse->weights * sparse->active);
  Time<S> memory = let("memory_time", traffic / in.on.bandwidth);

  if (guard(less(memory, compute)))
    o.time = compute + 0.1 * memory;
  else
    o.time = max(compute, memory);
  o.wait = require(less(in.load, 1), "the queue is unstable", o.time / (1 - in.load));
  o.cost = o.time * *in.on.rent;
  o.bound = argmax(TestBound::Compute, compute, TestBound::Memory, memory);
  o.quick = less(o.time, oneSecond);
  return o;
}

/// Defined in ToySolver.cpp.
extern const Solver &toySolver;

} // namespace test
} // namespace mls
