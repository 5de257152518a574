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
#include "Solvers/InferRecords.h"
#include "Solvers/KernelTime.h"
#include "Solvers/Residence.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

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
    batch = require(lessEqual(longest, *decoder->context), "`sequence` and `output` exceed the context of the model",
                    batch);
  }
  return {batch, w.sequence, w.output};
}

/// All stages of a network on an accelerator.
template <class S> struct Passage {
  Time<S> total, compute, memory, overhead;
  Work<S> work;
  Data<S> traffic;

  Passage(const Network<S> &n, const Residence<S> &place, const KernelTimer<S> &timer, const HostTime<S> &host,
          Ratio<S> batch) {
    for (const Stage<S> &stage : n.stages) {
      Scope scope(stage.name, batch);
      Time<S> kernels,
          outside = let("host_time", host.step + stage.layers * host.layer + stage.sampled * host.sequence);
      overhead += stage.runs * outside;
      for (const Operator<S> &op : stage.operators)
        kernels += op.repeat * let(op.name, kernel(op, place, timer, stage.runs * op.repeat));
      total += stage.runs * let("stage", kernels + outside);
    }
  }

private:
  Time<S> kernel(const Operator<S> &op, const Residence<S> &place, const KernelTimer<S> &timer, Ratio<S> times) {
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
  Residence<S> place(chip, n);
  KernelTimer<S> timer(chip, in.efficiency, w.formats.weights.compute, w.formats.kv.compute, size);
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

constexpr llvm::StringRef headline[] = {"latency",      "throughput", "energy", "work", "parameters",
                                        "memory.total", "fits",       "bound",  "mfu",  "mbu"};
constexpr llvm::StringRef notModelled[] = {
    "queueing, and samples that arrive while a batch runs",
    "a model split over several accelerators",
    "convolutions by other algorithms than a product (Winograd, FFT), and efficiency that depends on their shape",
    "compute units that one kernel leaves idle for the next",
    "embedding rows that are hot in a cache",
    "power as a function of load"};

} // namespace

MLS_DEFINE_SOLVER(Infer, infer, InferIn, InferOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
