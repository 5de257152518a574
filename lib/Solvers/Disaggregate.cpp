//===- Disaggregate.cpp - `disaggregate`: a pool for each phase -----------===//
//
// Neither phase stalls the other, each has the layout that suits it, and the KV cache
// of every prompt is sent from one to the other. Zhong et al., arXiv 2401.09670.
//
//===----------------------------------------------------------------------===//

#include "Physics/Disaggregation.h"
#include "Physics/Serving.h"
#include "Solvers/DisaggregateRecords.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

/// One pool and its replicas.
template <class S> struct PoolAt {
  const ServingPool<S> &pool;
  Allocation<S> place;
  Replica<S> replica;

  PoolAt(const DisaggregateIn<S> &in, const ServingPool<S> &pool, Ratio<S> tp)
      : pool(pool), place(allocate<S>(pool.on, {}, pool.nodes, tp, pool.pp, pool.ep, {}, pool.overlap_exchange, pool.send_once, in.workload.model)),
        replica(in.workload.model, in.workload.formats, place, place.at, pool.pp, pool.efficiency, in.between_nodes, in.granularity) {}
  PoolAt(const PoolAt &) = delete; // the replica refers to the allocation

  /// Requests that an attention group takes in one pass.
  Ratio<S> wave() const { return max(pool.batch / (pool.pp * pool.ep), 1); }
  /// Ports of a replica's attention group, all of its stages.
  Ratio<S> ports() const { return pool.on.nics / pool.on.count * place.at.tp * pool.pp; }
};

template <class S> PoolReport<S> report(const PoolAt<S> &at, const Fit<S> &fit, const StepTime<S> &step, Time<S> busy) {
  PoolReport<S> r;
  r.memory = fit.memory;
  r.fits = fit.fits, r.shortfall = fit.shortfall, r.largest_batch = fit.largestBatch;
  r.replicas = at.place.replicas;
  r.request_rate = at.place.replicas * at.pool.batch / busy;
  Regime<S> set = regime(step.compute, step.memory, step.network, step.overhead, fit.memory.used);
  r.bound = set.bound, r.next_bound = set.next, r.margin = set.margin;
  return r;
}

template <class S> DisaggregateOut<S> disaggregate(const DisaggregateIn<S> &in) {
  const Serving<S> &load = in.workload;
  const Transformer<S> &m = load.model;
  Tokens<S> whole = load.prompt + load.output, fresh = load.prompt - in.cached;
  Ratio<S> tp = require(less(in.cached, load.prompt), "`cached` leaves no token of the prompt to compute", in.prefill.tp);
  if (m.context.given())
    tp = require(lessEqual(whole, *m.context), "prompt and output exceed the context of the model", tp);
  PoolAt<S> prompts(in, in.prefill, tp), outputs(in, in.decode, in.decode.tp);

  // Steps of both pools.
  StepTime<S> prefill = prompts.replica.step("prefill", Phase<S>::chunk(prompts.wave(), fresh, in.cached));
  StepTime<S> decode = outputs.replica.step("decode", Phase<S>::decode(outputs.wave(), load.prompt + load.output / 2));
  StepTime<S> last = outputs.replica.step("last_decode", Phase<S>::decode(outputs.wave(), whole));
  Fit<S> left = fit<S>(prompts.place, prompts.replica, nullptr, in.prefill.batch, load.prompt, prompts.wave() * fresh, in.memory_share);
  Fit<S> right = fit<S>(outputs.place, outputs.replica, nullptr, in.decode.batch, whole, outputs.wave() * oneToken, in.memory_share);

  DisaggregateOut<S> o;
  o.prefill_time = left.ifFits(in.prefill.batch, prefill.total);
  o.itl = right.ifFits(in.decode.batch, last.total);
  Tokens<S> several = require(less(oneToken, load.output), "an output of one token leaves the decode pool nothing to do", load.output);
  Time<S> decoding = (several / oneToken - 1) * right.ifFits(in.decode.batch, let("decode_step", decode.total));

  // The cache of a prompt, through the ports of a group on the narrower side.
  Bandwidth<S> port = in.port->per_direction * in.between_nodes.share;
  o.kv_sent = kvCache(m, elementSizes(load.formats).kv, Ratio<S>(1), load.prompt);
  Time<S> start = in.port->latency.given() ? in.between_nodes.launch + *in.port->latency : in.between_nodes.launch;
  o.transfer = start + o.kv_sent / (port * min(prompts.ports(), outputs.ports()));
  o.exposed = in.overlap ? exposedTransfer(o.transfer, o.prefill_time, m.layers) : o.transfer;
  o.transfer_rate = port * min(in.prefill.nodes * in.prefill.on.nics, in.decode.nodes * in.decode.on.nics) / o.kv_sent;

  o.prefill = report(prompts, left, prefill, o.prefill_time);
  o.decode = report(outputs, right, decode, decoding);
  o.fits = left.fits && right.fits;
  o.ttft = o.prefill_time + o.exposed;
  o.request_latency = o.ttft + decoding;
  o.tpot = timePerOutputToken(o.request_latency, o.ttft, several);
  o.interactivity = 1 / o.tpot;
  o.request_rate = min(o.prefill.request_rate, o.transfer_rate, o.decode.request_rate);
  o.limit = argmax(Stage::prefill, 1 / o.prefill.request_rate, Stage::transfer, 1 / o.transfer_rate, Stage::decode, 1 / o.decode.request_rate);
  o.prefill.load = o.request_rate / o.prefill.request_rate, o.decode.load = o.request_rate / o.decode.request_rate;
  o.balance = balanceOfPools<S>(o.prefill.request_rate / in.prefill.nodes, o.decode.request_rate / in.decode.nodes);
  o.throughput = o.request_rate * load.output;
  o.throughput_per_gpu = o.throughput / (prompts.place.gpus() + outputs.place.gpus());
  o.load = *load.rate / o.request_rate;
  o.energy_per_token = energyPerToken<S>((prompts.place.power() + outputs.place.power()) * in.power_draw, o.throughput);
  o.cost_per_token = costPerToken<S>(prompts.place.rent() + outputs.place.rent(), o.throughput);
  return o;
}

constexpr llvm::StringRef headline[] = {"ttft", "tpot", "itl", "request_rate", "limit", "balance", "throughput", "fits", "transfer", "exposed"};
constexpr llvm::StringRef notModelled[] = {"queueing before either pool", "a decode pool below its batch when prefills are the limit (tpot is that of a full batch)",
                                           "caches that wait for a place in the decode pool", "contention of transfers with other messages", "speculative decoding, chunked prefill",
                                           "experts picked unevenly", "power as a function of load"};

} // namespace

MLS_DEFINE_SOLVER(Disaggregate, disaggregate, DisaggregateIn, DisaggregateOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
