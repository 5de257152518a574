//===- InferRecords.h - arguments and results of `infer` --------*- C++ -*-===//
#pragma once

#include "Records/Efficiency.h"
#include "Records/Inference.h"
#include "Records/Node.h"
#include "Solvers/Bound.h"

namespace mls {
using namespace records;

template <class S> struct InferIn {
  Inference<S> workload;
  OneOf<Accelerator<S>, Node<S>> on;
  Ratio<S> batch;
  Efficiency<S> efficiency;
  Ratio<S> power_draw;

  MLS_RECORD("infer", "latency, throughput, memory and energy of a model of any family", "williams_2009") {
    return std::tuple{in("workload", &InferIn::workload, "what is answered; a model alone where it has no sequence"),
                      in("on", &InferIn::on, "where it runs: an accelerator, or all of a node, each on its own batch"),
                      in("batch", &InferIn::batch, "samples that one accelerator takes together", whole(1), orElse("1")),
                      in("efficiency", &InferIn::efficiency, "achieved shares of peak; absent parts are calibrated", orElse("{}")),
                      in("power_draw", &InferIn::power_draw, "mean draw over the rated power", fraction, orElse("constants.power_draw"))};
  }
};

template <class S> struct InferMemory {
  Data<S> weights, state, activations, total, capacity, spilled;
  Ratio<S> used;

  MLS_RECORD("infer.memory", "memory of one accelerator", "") {
    return std::tuple{out("weights", &InferMemory::weights, "numbers that are stored", unit("MB")),
                      out("state", &InferMemory::state, "KV cache or recurrent state of the batch at its full length", unit("MB")),
                      out("activations", &InferMemory::activations, "of the batch, the most that are kept at once", unit("MB")),
                      out("total", &InferMemory::total, "weights, state and activations; without the weights where there is flash for them", unit("MB")),
                      out("capacity", &InferMemory::capacity, "of main memory", unit("MB")),
                      out("spilled", &InferMemory::spilled, "weights that are fetched from the host for want of memory", unit("MB")),
                      out("used", &InferMemory::used, "total over capacity", unit("%"))};
  }
};

template <class S> struct InferOut {
  Time<S> latency;
  Frequency<S> throughput;
  Energy<S> energy;
  Ratio<S> parameters;
  Work<S> work;
  WorkPerToken<S> work_per_token;
  Data<S> traffic;
  InferMemory<S> memory;
  Flag<S> fits;
  Data<S> shortfall;
  Choice<Bound, S> bound, next_bound;
  Ratio<S> margin, mfu, mbu, load;

  MLS_RECORD("infer.result", "a batch on one accelerator, none waiting", "williams_2009") {
    return std::tuple{
        out("latency", &InferOut::latency, "from the start of a batch to its end, without queueing", unit("ms"), boundBy("bound")),
        out("throughput", &InferOut::throughput, "samples that all accelerators together complete", unit("req/s"), boundBy("bound")),
        out("energy", &InferOut::energy, "drawn for one sample: rated power times power_draw over throughput", boundBy("bound")),
        out("parameters", &InferOut::parameters, "from the geometry of the model", unit("param")),
        out("work", &InferOut::work, "arithmetic of one sample; a multiply-accumulate is 2", unit("GFLOP")),
        out("work_per_token", &InferOut::work_per_token, "work over the tokens that come in with a sample", unit("GFLOP/tok")),
        out("traffic", &InferOut::traffic, "weights, state and activations read and written, over the samples of the batch", unit("MB")),
        out("memory", &InferOut::memory, "memory of one accelerator"),
        out("fits", &InferOut::fits, "shortfall == 0", because("shortfall")),
        out("shortfall", &InferOut::shortfall, "memory missing; 0 if all is held somewhere", unit("MB")),
        out("bound", &InferOut::bound, "resource that sets latency; capacity if it does not fit"),
        out("margin", &InferOut::margin, "factor by which it exceeds the next one"),
        out("next_bound", &InferOut::next_bound, "the next one"),
        out("mfu", &InferOut::mfu, "work over what the peak of the weights' format allows in the same time", unit("%")),
        out("mbu", &InferOut::mbu, "traffic over what main memory could deliver in the same time", unit("%")),
        out("load", &InferOut::load, "the workload's rate over throughput; above 1 a queue grows", unit("%"))};
  }
};

} // namespace mls
