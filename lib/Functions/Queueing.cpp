//===- Queueing.cpp - waiting for servers, by call ------------------------===//

#include "Physics/Queueing.h"
#include "Functions/Function.h"

namespace mls {
namespace {

constexpr Domain below1{.lo = 0, .hi = 1, .openHi = true};
constexpr auto load =
    arg("load", "servers that would be busy were there enough: arrivals times service time (erlang)", nonNegative);
constexpr auto servers =
    arg("servers", "requests that can be served at once", Domain{.lo = 1, .hi = mostServers, .integer = true});
constexpr auto arrivals = arg("arrivals", "requests that arrive at random", positive, unit("req/s"));
constexpr auto service = arg("service", "mean time of one service", positive, unit("ms"));
constexpr auto quantile = arg("quantile", "share of the requests that do not take longer", below1);
constexpr auto utilisation = arg("utilisation", "share of the time that the server is busy", below1);
constexpr auto arrivalVariation =
    arg("arrival_variation", "standard deviation over mean of the gaps between arrivals", nonNegative, orElse("1"));
constexpr auto serviceVariation =
    arg("service_variation", "standard deviation over mean of the services", nonNegative, orElse("1"));
constexpr auto time = unit("ms");

template <class S> Ratio<S> stableLoad(Frequency<S> arrivals, Time<S> service, Ratio<S> servers) {
  Ratio<S> load = offeredLoad<S>(arrivals, service);
  return require(less(load, servers), "more work arrives than the servers can do", load);
}
template <class S> Time<S> erlangCWait(Frequency<S> arrivals, Time<S> service, Ratio<S> servers) {
  return meanWait(stableLoad<S>(arrivals, service, servers), servers, service, Ratio<S>(1), Ratio<S>(1));
}
template <class S>
Time<S> erlangCWaitQuantile(Frequency<S> arrivals, Time<S> service, Ratio<S> servers, Ratio<S> quantile) {
  Ratio<S> load = stableLoad<S>(arrivals, service, servers);
  return waitQuantile(quantile, erlangC(load, servers), busyWait(load, servers, service));
}
template <class S>
Time<S> erlangCSojournQuantile(Frequency<S> arrivals, Time<S> service, Ratio<S> servers, Ratio<S> quantile) {
  Ratio<S> load = stableLoad<S>(arrivals, service, servers);
  return sojournQuantile(quantile, erlangC(load, servers), busyWait(load, servers, service), service);
}
template <class S>
Time<S> allenCunneenWait(Frequency<S> arrivals, Time<S> service, Ratio<S> servers, Ratio<S> arrivalVariation,
                         Ratio<S> serviceVariation) {
  return meanWait(stableLoad<S>(arrivals, service, servers), servers, service, arrivalVariation, serviceVariation);
}

constexpr std::tuple table{
    function("littles_law", MLS_KERNEL(littlesLaw), "requests in a system on average", "little_1961",
             arg("rate", "of requests that pass", nonNegative, unit("req/s")),
             arg("stay", "mean time that each stays", nonNegative, unit("s"))),
    function("erlang_b", MLS_KERNEL(erlangB), "share of requests turned away when all servers are busy (M/M/n/n)",
             "kleinrock_1975", load, servers),
    function("erlang_c", MLS_KERNEL(erlangC),
             "share of requests that wait (M/M/n); 1 when more work arrives than the servers can do", "kleinrock_1975",
             load, servers),
    function("erlang_c_wait", MLS_KERNEL(erlangCWait), "mean wait in M/M/n", "kleinrock_1975", time, arrivals, service,
             servers),
    function("erlang_c_wait_quantile", MLS_KERNEL(erlangCWaitQuantile),
             "wait that a share of the requests does not exceed in M/M/n", "kleinrock_1975", time, arrivals, service,
             servers, quantile),
    function("erlang_c_sojourn_quantile", MLS_KERNEL(erlangCSojournQuantile),
             "wait and service together that a share of the requests does not exceed in M/M/n", "kleinrock_1975", time,
             arrivals, service, servers, quantile),
    function("allen_cunneen_wait", MLS_KERNEL(allenCunneenWait), "mean wait in G/G/n, approximately", "allen_1990",
             time, arrivals, service, servers, arrivalVariation, serviceVariation),
    function("mg1_wait", MLS_KERNEL(mg1Wait), "mean wait for one server with any services (M/G/1)", "kleinrock_1975",
             time, utilisation, service, serviceVariation),
    function("md1_wait", MLS_KERNEL(md1Wait), "mean wait for one server with equal services (M/D/1)", "kleinrock_1975",
             time, utilisation, service),
    function("kingman_wait", MLS_KERNEL(kingmanWait), "mean wait for one server in heavy traffic (G/G/1)",
             "kingman_1961", time, utilisation, service, arrivalVariation, serviceVariation)};

} // namespace

MLS_DEFINE_FUNCTIONS(Queueing, table)

} // namespace mls
