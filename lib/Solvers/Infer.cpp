//===- Infer.cpp - `infer`: a model of any family on one device -----------===//
//
// A batch of samples passes the operators of a network (lib/Operators) on one
// accelerator, from whichever of its memories holds them. Accelerators of a node work
// on batches of their own.
//
//===----------------------------------------------------------------------===//

#include "Operators/Diffusion.h"
#include "Operators/EncoderDecoder.h"
#include "Operators/Recommendation.h"
#include "Physics/Serving.h"
#include "Records/Node.h"
#include "Solvers/Bound.h"
#include "Solvers/KernelTime.h"
#include "Solvers/Placement.h"
#include "Solvers/Solver.h"

namespace mls {
using namespace records;
namespace {

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

/// Lengths are refused where they change nothing.
template <class S> Load<S> checkedLoad(const Inference<S> &w, Ratio<S> batch) {
  const Transformer<S> *decoder = w.model.template get<Transformer<S>>();
  bool stateSpace = w.model.template get<StateSpace<S>>(), both = w.model.template get<EncoderDecoder<S>>();
  auto refused = [&](const char *reason) { batch = require(Flag<S>(false), reason, batch); };
  if (w.sequence.given() && !decoder && !stateSpace && !both)
    refused("`sequence` changes nothing: the model has no sequence");
  if (w.output.given() && !stateSpace && !both && !(decoder && decoder->causal))
    refused("`output` changes nothing: the model produces no tokens");
  if (decoder && decoder->context.given()) {
    Tokens<S> longest = w.output.given() ? *w.sequence + *w.output : *w.sequence;
    batch = require(lessEqual(longest, *decoder->context), "`sequence` and `output` exceed the context of the model", batch);
  }
  return {batch, w.sequence, w.output};
}

/// All stages of a network on an accelerator.
template <class S> struct Passage {
  Time<S> total, compute, memory, overhead;
  Work<S> work;
  Data<S> traffic;

  Passage(const Network<S> &n, const Placement<S> &place, const KernelTimer<S> &timer, const HostTime<S> &host, Ratio<S> batch) {
    for (const Stage<S> &stage : n.stages) {
      Scope scope(stage.name, batch);
      Time<S> kernels, outside = let("host_time", host.step + stage.layers * host.layer + batch * host.sequence);
      overhead += stage.runs * outside;
      for (const Operator<S> &op : stage.operators)
        kernels += op.repeat * let(op.name, kernel(op, place, timer, stage.runs * op.repeat));
      total += stage.runs * let("stage", kernels + outside);
    }
  }

private:
  Time<S> kernel(const Operator<S> &op, const Placement<S> &place, const KernelTimer<S> &timer, Ratio<S> times) {
    Scope scope(op.name, times);
    KernelTime<S> t = timer(place.served(op));
    compute += times * t.compute, memory += times * t.memory, overhead += times * t.launch;
    work += times * op.work, traffic += times * op.traffic();
    return t.busy + t.launch;
  }
};

template <class S> InferOut<S> infer(const InferIn<S> &in) {
  const Inference<S> &w = in.workload;
  const Node<S> *node = in.on.template get<Node<S>>();
  const Accelerator<S> &chip = node ? node->accelerator : *in.on.template get<Accelerator<S>>();
  Ratio<S> devices = node ? node->count : Ratio<S>(1);
  Power<S> power = node ? *node->power : *chip.tdp;

  Load<S> load = checkedLoad(w, in.batch);
  ElementSizes<S> size = elementSizes(w.formats);
  Network<S> n = w.model.visit([&](const auto &model) { return network(model, size, load); });
  Placement<S> place(chip, n);
  KernelTimer<S> timer(chip, in.efficiency, w.formats.weights.compute, w.formats.kv.compute);
  Passage<S> all(n, place, timer, chip.calibration.host, load.batch);

  InferOut<S> o;
  o.memory = {n.weights, n.state, n.widest, place.total, place.capacity, place.spilled, place.total / place.capacity};
  o.shortfall = place.shortfall;
  o.fits = lessEqual(o.shortfall, Data<S>());
  o.latency = require(o.fits, "the model does not fit in memory", all.total);
  o.throughput = devices * load.batch / o.latency;
  o.energy = power * in.power_draw / o.throughput;
  o.load = *w.rate / o.throughput;
  o.parameters = n.parameters;
  o.work = all.work / load.batch;
  o.work_per_token = o.work / *w.sequence;
  o.traffic = all.traffic / load.batch;
  Regime<S> r = regime(all.compute, all.memory, Time<S>(), all.overhead, place.excess);
  o.bound = r.bound, o.next_bound = r.next, o.margin = r.margin;
  o.mfu = flopsUtilisation(all.work, o.latency, Ratio<S>(1), chip.peak[w.formats.weights.compute]);
  o.mbu = bandwidthUtilisation(all.traffic, o.latency, Ratio<S>(1), chip.memory.bandwidth);
  return o;
}

constexpr llvm::StringRef headline[] = {"latency", "throughput", "energy", "work", "parameters", "memory.total", "fits", "bound", "mfu", "mbu"};
constexpr llvm::StringRef notModelled[] = {
    "queueing, and samples that arrive while a batch runs", "a model split over several accelerators",
    "convolutions by other algorithms than a product (Winograd, FFT), and efficiency that depends on their shape",
    "compute units that one kernel leaves idle for the next", "embedding rows that are hot in a cache", "power as a function of load"};

} // namespace

MLS_DEFINE_SOLVER(Infer, infer, InferIn, InferOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
