//===- ServingCapacity.cpp - `serving_capacity`: replicas for a tail ------===//
//
// A place in the batch of a replica is a server; it holds a request from admission to
// its last token, prefill included, at the pace of a full batch (Steady.h). Requests
// that find no place free wait in one queue before all replicas.
//
//===----------------------------------------------------------------------===//

#include "Physics/PromptWait.h"
#include "Solvers/LeastServers.h"
#include "Solvers/Quantiles.h"
#include "Solvers/Solver.h"
#include "Solvers/Steady.h"

namespace mls {
namespace {

template <class S> struct ServingCapacityIn : Deployment<S> {
  Serving<S> workload;
  Ratio<S> batch, variation, power_draw;
  Time<S> p99;

  MLS_RECORD("serving_capacity", "replicas that keep the 99th percentile of request latencies below a target", "kleinrock_1975") {
    return std::tuple_cat(std::tuple{in("workload", &ServingCapacityIn::workload, "what is served; its rate is that of all requests"),
                                     in("batch", &ServingCapacityIn::batch, "places for requests on one replica", whole(1)),
                                     in("p99", &ServingCapacityIn::p99, "time from arrival to last token that 99 % of the requests must not exceed", positive, unit("s")),
                                     in("variation", &ServingCapacityIn::variation, "standard deviation over mean of the time that a request holds its place; 1: outputs of exponential length, 0: all equal", share, orElse("1"))},
                          Deployment<S>::rows(),
                          std::tuple{in("power_draw", &ServingCapacityIn::power_draw, "mean draw over the rated power of the machines", fraction, orElse("constants.power_draw"))});
  }
};

template <class S> struct ServingCapacityOut {
  Ratio<S> replicas, machines;
  Quantiles<S> latency, ttft;
  Ratio<S> utilisation, waiting;
  Frequency<S> replica_rate;
  Time<S> service;
  ServeMemory<S> memory;
  Flag<S> fits;
  Data<S> shortfall;
  Ratio<S> largest_batch;
  CostRate<S> cost;
  MoneyPerToken<S> cost_per_token;
  Power<S> power;

  MLS_RECORD("serving_capacity.result", "the least deployment that meets the target", "allen_1990") {
    return std::tuple{
        out("replicas", &ServingCapacityOut::replicas, "fewest replicas whose 99th percentile meets the target"),
        out("machines", &ServingCapacityOut::machines, "copies of `on` that hold them, the last perhaps in part"),
        out("latency", &ServingCapacityOut::latency, "from the arrival of a request to its last token, with that many replicas"),
        out("ttft", &ServingCapacityOut::ttft, "from the arrival of a request to its first token: waits for a place, for the step and the prompts under way, and its prefill; percentiles are upper values, the sum of those of its parts"),
        out("utilisation", &ServingCapacityOut::utilisation, "share of all places that is taken", unit("%")),
        out("waiting", &ServingCapacityOut::waiting, "share of the requests that find no place free (Erlang C)", unit("%")),
        out("replica_rate", &ServingCapacityOut::replica_rate, "requests that one full replica completes, prefills included", unit("req/s")),
        out("service", &ServingCapacityOut::service, "time for which a request holds its place, in a full batch", unit("s")),
        out("memory", &ServingCapacityOut::memory, "memory of one replica"),
        out("fits", &ServingCapacityOut::fits, "memory.total <= memory.capacity", because("shortfall largest_batch")),
        out("shortfall", &ServingCapacityOut::shortfall, "memory missing in a replica; 0 if it fits", unit("GB")),
        out("largest_batch", &ServingCapacityOut::largest_batch, "largest batch that fits; 0 if the weights do not"),
        out("cost", &ServingCapacityOut::cost, "rent of those machines", unit("USD/h")),
        out("cost_per_token", &ServingCapacityOut::cost_per_token, "cost over the output tokens of the workload's rate", unit("USD/Mtok")),
        out("power", &ServingCapacityOut::power, "mean draw of those machines", unit("kW"))};
  }
};

template <class S> ServingCapacityOut<S> servingCapacity(const ServingCapacityIn<S> &in) {
  const Serving<S> &load = in.workload;
  Engine<S> engine(in, load);
  const Allocation<S> &place = engine.placed();
  Steady<S> s = engine.steady(in.batch);
  Fit<S> fit = engine.fit(in.batch, engine.whole());

  ServingCapacityOut<S> o;
  o.memory = fit.memory;
  o.fits = fit.fits, o.shortfall = fit.shortfall, o.largest_batch = fit.largestBatch;
  o.service = fit.ifFits(in.batch, s.latency);
  o.replica_rate = in.batch / o.service;

  Ratio<S> offered = let("offered_load", offeredLoad<S>(*load.rate, o.service));
  Ratio<S> target = require(less(let("p99_without_queue", tailOfService<S>(o.service, in.variation)), in.p99),
                            "the target is below the 99th percentile of the service alone, whatever the number of replicas", in.p99 / o.service);
  target = require(less(offered, Ratio<S>(mostServers)), "more than a million requests would be in flight", target);
  o.replicas = ceil(let("places", leastServers(offered, target, in.variation)) / in.batch);
  o.machines = ceil(o.replicas / place.replicas);

  Ratio<S> places = o.replicas * in.batch;
  o.utilisation = offered / places;
  o.waiting = erlangC(offered, places);
  Time<S> busy = waitOfWaiting<S>(offered, places, o.service, in.variation);
  o.latency = Quantiles<S>::of(o.waiting * busy + o.service,
                               [&](Ratio<S> q) { return shiftedSojournQuantile<S>(q, o.waiting, busy, o.service, in.variation); });
  Time<S> first = fit.ifFits(in.batch, s.ttft);
  // Each wave takes its prompts one at a time. It holds requests at most as often as it holds some on average (Markov).
  PromptWait<S> prompts{let("prefilling", o.utilisation * s.wave * first / o.service), let("stepping", min(o.utilisation * s.wave, 1)), first, s.decode.total};
  o.ttft = Quantiles<S>::of(o.waiting * busy + prompts.mean() + first,
                            [&](Ratio<S> q) { return waitQuantile<S>(q, o.waiting, busy) + prompts.quantile(q) + first; });

  o.cost = o.machines * place.rent();
  o.cost_per_token = costPerToken<S>(o.cost, *load.rate * load.output);
  o.power = o.machines * place.power() * in.power_draw;
  return o;
}

constexpr llvm::StringRef headline[] = {"replicas", "machines", "latency.p50", "latency.p99", "ttft.p99", "utilisation", "cost"};
constexpr llvm::StringRef notModelled[] = {
    "the faster pace of replicas that are not full (service is that of a full batch)", "a queue before each replica instead of one before all",
    "bursts beyond Poisson arrivals", "prompts whose lengths vary (waits for others' prompts are those of equal ones)", "failures and spares", "machines that are shared with other models"};

} // namespace

MLS_DEFINE_SOLVER(ServingCapacity, servingCapacity, ServingCapacityIn, ServingCapacityOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
