//===- Queue.cpp - `queue`: requests that wait for servers ----------------===//

#include "Physics/Queueing.h"
#include "Solvers/Quantiles.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

template <class S> struct QueueIn {
  Frequency<S> arrivals;
  Time<S> service;
  Ratio<S> servers, arrival_variation, service_variation;

  MLS_RECORD("queue", "waits and times of requests that share servers and one queue", "kleinrock_1975") {
    return std::tuple{
        in("arrivals", &QueueIn::arrivals, "requests that arrive", positive, unit("req/s")),
        in("service", &QueueIn::service, "mean time that a server spends on one", positive, unit("ms")),
        in("servers", &QueueIn::servers, "requests that can be served at once: replicas, or places in their batches", Domain{.lo = 1, .hi = mostServers, .integer = true}),
        in("arrival_variation", &QueueIn::arrival_variation, "standard deviation over mean of the gaps between arrivals; 1: at random (Poisson)", positive, orElse("1")),
        in("service_variation", &QueueIn::service_variation, "standard deviation over mean of the services; 1: exponential, 0: all take equally long", nonNegative, orElse("1"))};
  }
};

template <class S> struct QueueOut {
  Ratio<S> utilisation, waiting;
  Quantiles<S> wait, sojourn;
  Ratio<S> in_queue, in_system, least_servers;

  MLS_RECORD("queue.result", "the queue in steady state", "allen_1990") {
    return std::tuple{
        out("utilisation", &QueueOut::utilisation, "share of the servers that is busy; above 1 the queue grows without end", unit("%")),
        out("waiting", &QueueOut::waiting, "share of requests that wait at all (Erlang C)", unit("%")),
        out("wait", &QueueOut::wait, "from arrival to a server"),
        out("sojourn", &QueueOut::sojourn, "from arrival to the end: wait and service together"),
        out("in_queue", &QueueOut::in_queue, "requests that wait, on average"),
        out("in_system", &QueueOut::in_system, "requests that wait or are served, on average"),
        out("least_servers", &QueueOut::least_servers, "fewest servers with which the queue does not grow without end")};
  }
};

template <class S>
Time<S> sojourn(const QueueIn<S> &in, double quantile, const Extern &mixed, Ratio<S> waits, Time<S> busy) {
  Ratio<S> v = in.service_variation;
  return select(lessEqual(v, 1), shiftedSojournQuantile<S>(quantile, waits, busy, in.service, min(v, 1)),
                mixedSojournQuantile<S>(mixed, waits, busy, in.service, max(v, 1)));
}

template <class S> QueueOut<S> queue(const QueueIn<S> &in) {
  QueueOut<S> o;
  Ratio<S> load = let("offered_load", offeredLoad(in.arrivals, in.service));
  o.utilisation = load / in.servers;
  o.least_servers = floor(load) + 1;
  Ratio<S> stable = require(less(load, in.servers), "more work arrives than the servers can do", load);
  o.waiting = erlangC(stable, in.servers);

  // A request that waits does so exponentially, longer by the variability of arrivals and services: exact for M/M/n.
  Time<S> busy = let("wait_of_waiting", variability(in.arrival_variation, in.service_variation) *
                                            busyWait(stable, in.servers, in.service));
  o.wait = Quantiles<S>::of(o.waiting * busy, [&](Ratio<S> q) { return waitQuantile(q, o.waiting, busy); });
  o.sojourn = {o.wait.mean + in.service, sojourn<S>(in, 0.50, mixedSojourn50, o.waiting, busy),
               sojourn<S>(in, 0.95, mixedSojourn95, o.waiting, busy), sojourn<S>(in, 0.99, mixedSojourn99, o.waiting, busy)};

  o.in_queue = littlesLaw<S>(in.arrivals, o.wait.mean);
  o.in_system = littlesLaw<S>(in.arrivals, o.sojourn.mean);
  return o;
}

constexpr llvm::StringRef headline[] = {"utilisation", "waiting",     "wait.mean",   "wait.p99", "sojourn.mean",
                                        "sojourn.p50", "sojourn.p95", "sojourn.p99", "in_system"};
constexpr llvm::StringRef notModelled[] = {
    "requests that give up", "priorities and queues of their own",
    "arrivals that vary over the day: the rate holds long enough for a steady state",
    "distributions beyond their mean and deviation (exact only for exponential ones): waits are exponential, and services that "
    "vary more are of two exponential kinds"};

} // namespace

MLS_DEFINE_SOLVER(Queue, queue, QueueIn, QueueOut, .positional = 2, .headline = headline, .notModelled = notModelled)

} // namespace mls
