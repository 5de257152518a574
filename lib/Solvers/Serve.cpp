//===- Serve.cpp - `serve`: a language model on its machines --------------===//
//
// Every replica is kept at its batch: what a deployment gives at most, and what a
// request sees then (Steady.h).
//
//===----------------------------------------------------------------------===//

#include "Solvers/ServeRecords.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

template <class S> ServeOut<S> serve(const ServeIn<S> &in) {
  const Serving<S> &load = in.workload;
  Engine<S> engine(in, load);
  const Allocation<S> &place = engine.placed();
  const Accelerator<S> &chip = place.node.accelerator;
  Steady<S> s = engine.steady(in.batch);
  StepTime<S> last = engine.lastDecode(s);
  Fit<S> fit = engine.fit(in.batch, engine.whole());

  ServeOut<S> o;
  o.memory = fit.memory;
  o.fits = fit.fits, o.shortfall = fit.shortfall, o.largest_batch = fit.largestBatch;
  o.tokens_per_step = s.tokensOfStep;

  auto fitting = [&](Time<S> t) { return fit.ifFits(in.batch, t); };
  o.ttft = fitting(s.ttft);
  o.itl = fitting(last.total);
  o.stall = fitting(s.stall);
  o.request_latency = fitting(s.latency);
  Tokens<S> several = require(less(oneToken, load.output), "an output of one token has no token after the first", load.output);
  o.tpot = timePerOutputToken(o.request_latency, o.ttft, several);
  o.interactivity = 1 / o.tpot;
  o.request_rate = place.replicas * in.batch / o.request_latency;
  o.throughput = o.request_rate * load.output;
  o.throughput_per_gpu = o.throughput / place.gpus();
  o.load = *load.rate / o.request_rate;

  Work<S> useful = let("model_work", engine.modelWork()), executed = let("executed_work", engine.executedWork(s));
  ComputeRate<S> peak = chip.peak[load.formats.weights.compute];
  o.mfu = flopsUtilisation(in.batch * useful, o.request_latency, place.gpusOfReplica(), peak);
  o.hfu = flopsUtilisation(in.batch * executed, o.request_latency, place.gpusOfReplica(), peak);
  IdealStep<S> ideal = engine.idealDecode(s);
  o.mbu = bandwidthUtilisation(ideal.operands, o.itl, Ratio<S>(1), chip.memory.bandwidth);
  o.efficiency.compute = engine.idealPrefill(s) / s.prefill.compute;
  o.efficiency.memory = ideal.memory / last.memory;
  o.efficiency.network = select(less(1, place.gpusOfReplica()), ideal.network / last.network, 1);

  auto setBy = [&](const StepTime<S> &t) { return regime(t.compute, t.memory, t.network, t.overhead, o.memory.used); };
  auto set = [](const Regime<S> &r, Choice<Bound, S> &bound, Choice<Bound, S> &next, Ratio<S> &margin) {
    bound = r.bound, next = r.next, margin = r.margin;
  };
  set(setBy(last), o.bound, o.next_bound, o.margin);
  set(setBy(s.prefill), o.ttft_bound, o.ttft_next, o.ttft_margin);
  auto together = [&](Ratio<S> prefills, Ratio<S> decodes) {
    StepTime<S> t = prefills * s.prefill;
    t += decodes * s.decode;
    t.overhead += s.bubble;
    return setBy(t);
  };
  // A request's own prefill is no part of its tpot.
  Flag<S> decodes = less(oneToken, load.output);
  Ratio<S> passes = require(decodes, "an output of one token has no token after the first", s.passes.decode);
  set(together(s.passes.prefill - s.chunks, passes), o.tpot_bound, o.tpot_next, o.tpot_margin);
  set(together(s.passes.prefill, s.passes.decode), o.throughput_bound, o.throughput_next, o.throughput_margin);

  o.energy_per_token = energyPerToken<S>(place.power() * in.power_draw, o.throughput);
  o.cost_per_token = costPerToken<S>(place.rent(), o.throughput);
  return o;
}

constexpr llvm::StringRef headline[] = {"ttft", "tpot", "itl", "throughput", "request_rate", "fits", "memory.used", "bound", "mfu", "mbu"};
constexpr llvm::StringRef notModelled[] = {
    "queueing and bursts of arrivals (ttft is that of an unqueued request; see `serving_capacity`)", "lengths that vary between requests",
    "prompts that are prefilled together (they are taken one at a time)", "chunks of one prompt in several stages of a pipeline at once",
    "cached prefixes that requests in flight share in memory", "drafts whose acceptance depends on the position",
    "experts picked unevenly", "tokens that arrive once in a node and are spread inside", "layers kept in a wider format (embedding, LM head)",
    "all-reduces hidden behind arithmetic", "the weights that two halves of a step read twice",
    "power as a function of load"};

} // namespace

MLS_DEFINE_SOLVER(Serve, serve, ServeIn, ServeOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
