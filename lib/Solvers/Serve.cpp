//===- Serve.cpp - `serve`: a language model on one node ------------------===//
//
// A replica is a group of tp * pp * ep devices that prefills and decodes in turn. A
// *wave* is the part of its batch that one attention group of one stage handles; the
// waves of a batch fill the stages and groups. Pope et al., "Efficiently scaling
// transformer inference", arXiv 2211.05102.
//
//===----------------------------------------------------------------------===//

#include "Physics/Serving.h"
#include "Solvers/ServeRecords.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

/// The layout, refused unless it is one. Every result depends on it.
template <class S> Ratio<S> checkedTp(const ServeIn<S> &in) {
  const Transformer<S> &m = in.workload.model;
  Ratio<S> replica = let("gpus_of_a_replica", in.tp * in.pp * in.ep);
  Ratio<S> idle = let("idle_gpus", in.on.count - in.replicas * replica);
  Ratio<S> tp = require(lessEqual(replica, in.on.count), "a replica needs more GPUs than the node has", in.tp);
  tp = require(lessEqual(0, idle), "the replicas need more GPUs than the node has", tp);
  tp = require(lessEqual(idle, 0), "the layout leaves GPUs of the node idle", tp);
  Ratio<S> heads = let("heads_of_a_device", m.heads / in.tp);
  tp = require(lessEqual(heads, floor(heads)), "`tp` must divide the query heads of the model", tp);
  tp = require(lessEqual(in.pp, m.layers), "`pp` exceeds the layers of the model", tp);
  Ratio<S> experts = m.experts.given() ? m.experts->count : Ratio<S>(1);
  tp = require(lessEqual(in.ep, experts), "`ep` exceeds the experts of the model", tp);
  if (m.context.given())
    tp = require(lessEqual(in.workload.prompt + in.workload.output, *m.context), "prompt and output exceed the context of the model", tp);
  return tp;
}

/// Attention, dense and shared weights are copied to each of `ep` groups; routed
/// experts are stored once.
template <class S> ServeMemory<S> memoryOf(const ServeIn<S> &in, const Layout<S> &at, const ElementSizes<S> &size) {
  const Transformer<S> &m = in.workload.model;
  Parameters<S> p = parameters(m);

  ServeMemory<S> o;
  Ratio<S> stored = p.rest * at.ep;
  if (m.experts.given())
    stored += p.routed;
  o.weights = stored * size.weight;
  o.kv_per_token = at.tp * kvPerToken(m, size.kv, at.tp);
  o.kv = in.batch * at.tp * kvCache(m, size.kv, at.tp, in.workload.prompt + in.workload.output);
  o.activations = at.ep * widestActivations(m, in.workload.prompt / oneToken, size.residual);
  o.total = o.weights + o.kv + o.activations;
  o.capacity = at.tp * in.pp * at.ep * in.on.accelerator.memory.capacity * in.memory_share;
  o.used = o.total / o.capacity;
  return o;
}

template <class S> ServeOut<S> serve(const ServeIn<S> &in) {
  const Serving<S> &load = in.workload;
  const Accelerator<S> &chip = in.on.accelerator;
  const Transformer<S> &m = load.model;
  ServeOut<S> o;
  Layout<S> at{checkedTp(in), in.ep};
  ElementSizes<S> size = elementSizes(load.formats);
  Ratio<S> devices = at.tp * in.pp * at.ep;
  Ratio<S> wave = let("wave", max(in.batch / (in.pp * at.ep), 1));

  o.memory = memoryOf(in, at, size);
  Data<S> fixed = o.memory.weights + o.memory.activations, sequence = o.memory.kv / in.batch;
  o.fits = lessEqual(o.memory.total, o.memory.capacity);
  o.shortfall = max(o.memory.total - o.memory.capacity, Data<S>());
  o.largest_batch = max(floor((o.memory.capacity - fixed) / sequence), 0);

  // One prompt; a decode step half-way through the output, and one at its end.
  Tokens<S> whole = load.prompt + load.output;
  Phase<S> prompt = Phase<S>::prefill(1, load.prompt), middle = Phase<S>::decode(wave, load.prompt + load.output / 2), end = Phase<S>::decode(wave, whole);
  StepTimer<S> timer(in.on, in.efficiency, load.formats, in.granularity);
  auto step = [&](const char *name, const Phase<S> &phase) {
    Scope scope(name, wave);
    return timer(lower(m, size, at, phase), phase, at, m.layers, in.pp);
  };
  StepTime<S> prefill = step("prefill", prompt), decode = step("decode", middle), last = step("last_decode", end);

  // The same as `fits`, in the terms that help: by how much not, and what would.
  Flag<S> fits = lessEqual(o.shortfall, Data<S>()) || lessEqual(in.batch, o.largest_batch);
  auto fitting = [&](Time<S> t) { return require(fits, "the deployment does not fit in memory", t); };
  o.ttft = fitting(prefill.total);
  o.itl = fitting(last.total);
  o.request_latency = requestCycle(wave, o.ttft, load.output, fitting(let("decode_step", decode.total)));
  Tokens<S> several = require(less(oneToken, load.output), "an output of one token has no token after the first", load.output);
  o.tpot = timePerOutputToken(o.request_latency, o.ttft, several);
  o.interactivity = 1 / o.tpot;
  o.request_rate = in.replicas * in.batch / o.request_latency;
  o.throughput = o.request_rate * load.output;
  o.throughput_per_gpu = o.throughput / in.on.count;
  o.load = *load.rate / o.request_rate;

  Ratio<S> further = load.output / oneToken - 1;
  Work<S> useful = let("model_work", modelWork(m, size, prompt) + further * modelWork(m, size, Phase<S>::decode(1, middle.context())));
  Work<S> executed = let("executed_work", at.tp * (prefill.work + further * decode.work / wave));
  ComputeRate<S> peak = chip.peak[load.formats.weights.compute];
  o.mfu = flopsUtilisation(in.batch * useful, o.request_latency, devices, peak);
  o.hfu = flopsUtilisation(in.batch * executed, o.request_latency, devices, peak);
  o.mbu = bandwidthUtilisation(last.operands, o.itl, Ratio<S>(1), chip.memory.bandwidth);
  o.efficiency.compute = prefill.idealCompute / prefill.compute;
  o.efficiency.memory = last.idealMemory / last.memory;
  o.efficiency.network = select(less(1, devices), last.idealNetwork / last.network, 1);

  Regime<S> r = regime(last.compute, last.memory, last.network, last.overhead, o.memory.used);
  o.bound = r.bound, o.next_bound = r.next, o.margin = r.margin;
  r = regime(prefill.compute, prefill.memory, prefill.network, prefill.overhead, o.memory.used);
  o.ttft_bound = r.bound, o.ttft_next = r.next, o.ttft_margin = r.margin;

  // Of a request (requestCycle): its own prefill is no part of tpot.
  auto together = [&](Ratio<S> prefills, Ratio<S> decodes) {
    auto part = [&](Time<S> StepTime<S>::*p) { return prefills * prefill.*p + decodes * decode.*p; };
    return regime<S>(part(&StepTime<S>::compute), part(&StepTime<S>::memory), part(&StepTime<S>::network), part(&StepTime<S>::overhead), o.memory.used);
  };
  r = together(wave - 1, several / oneToken - 1);
  o.tpot_bound = r.bound, o.tpot_next = r.next, o.tpot_margin = r.margin;
  r = together(wave, further);
  o.throughput_bound = r.bound, o.throughput_next = r.next, o.throughput_margin = r.margin;

  o.energy_per_token = energyPerToken<S>(*in.on.power * in.power_draw, o.throughput);
  o.cost_per_token = costPerToken<S>(*in.on.rent, o.throughput);
  return o;
}

constexpr llvm::StringRef headline[] = {"ttft", "tpot", "itl", "throughput", "request_rate", "fits", "memory.used", "bound", "mfu", "mbu"};
constexpr llvm::StringRef notModelled[] = {
    "queueing and bursts of arrivals (ttft is that of an unqueued request)", "lengths that vary between requests",
    "prompts that are prefilled together (they are taken one at a time)", "chunked prefill and overlap of prefill with decode", "prefix caching, speculative decoding",
    "experts picked unevenly", "layers kept in a wider format (embedding, LM head)",
    "pipeline bubbles of a batch below pp", "communication between nodes", "power as a function of load"};

} // namespace

MLS_DEFINE_SOLVER(Serve, serve, ServeIn, ServeOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
