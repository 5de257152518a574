//===- Queueing.h - waiting for servers -------------------------*- C++ -*-===//
//
// Offered load `a` = arrival rate * mean service time, in servers (erlang); n servers;
// utilisation a / n < 1. Poisson arrivals unless said. Kleinrock, "Queueing systems",
// vol. 1, 1975 (M/M/n in chapter 3, M/G/1 in chapter 5).
//
// Beyond exponential service: Kingman, "The single server queue in heavy traffic",
// Math. Proc. Camb. 57(4), 1961; Allen, "Probability, statistics, and queueing theory",
// 2nd ed., 1990 (the Allen-Cunneen approximation of G/G/n). A `variation` is standard
// deviation over mean.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/MixedSojourn.h"

namespace mls {

/// Requests in a system from the rate at which they pass and the time that each
/// stays: Little, "A proof for the queuing formula L = λW", Oper. Res. 9(3), 1961.
template <class S> Ratio<S> littlesLaw(Frequency<S> rate, Time<S> stay) { return rate * stay; }

/// Requests that servers would hold on average, were there enough of them.
template <class S> Ratio<S> offeredLoad(Frequency<S> arrivals, Time<S> service) {
  return littlesLaw(arrivals, service);
}

/// Share of requests that find all servers busy and are turned away (Erlang 1917).
template <class S> Ratio<S> erlangB(Ratio<S> load, Ratio<S> servers) { return iterate(erlangLoss, load, servers); }

/// Share of requests that have to wait in M/M/n.
/// Domain: load < servers; at and above that every request waits.
template <class S> Ratio<S> erlangC(Ratio<S> load, Ratio<S> servers) {
  Ratio<S> lost = erlangB(load, servers);
  return select(less(load, servers), lost / (1 - load / servers * (1 - lost)), 1);
}

/// Mean of the waits that are not zero, in M/M/n: all servers busy, one is free after
/// service / n, and the queue of geometric length moves up so often.
/// Domain: load < servers.
template <class S> Time<S> busyWait(Ratio<S> load, Ratio<S> servers, Time<S> service) {
  return service / (servers - load);
}

/// By how much variable arrivals and services change the waits of M/M/n (Allen-Cunneen).
template <class S> Ratio<S> variability(Ratio<S> arrivalVariation, Ratio<S> serviceVariation) {
  return (sq(arrivalVariation) + sq(serviceVariation)) / 2;
}

/// Mean wait of G/G/n (Allen-Cunneen); exact for M/M/n and, with one server, M/G/1.
template <class S>
Time<S> meanWait(Ratio<S> load, Ratio<S> servers, Time<S> service, Ratio<S> arrivalVariation,
                 Ratio<S> serviceVariation) {
  return variability(arrivalVariation, serviceVariation) * erlangC(load, servers) * busyWait(load, servers, service);
}

/// Wait that a share `quantile` of requests does not exceed, when a share `waits` of
/// them waits at all, exponentially with mean `wait`: exact for M/M/n.
/// Domain: quantile < 1.
template <class S> Time<S> waitQuantile(Ratio<S> quantile, Ratio<S> waits, Time<S> wait) {
  return wait * max(log(waits / (1 - quantile)), 0);
}

/// Quantile of wait and service together. Waits are as in waitQuantile, services
/// exponential: exact for M/M/n, and not the sum of the two quantiles.
/// Domain: quantile < 1.
template <class S> Time<S> sojournQuantile(Ratio<S> quantile, Ratio<S> waits, Time<S> wait, Time<S> service) {
  return service * iterate(sojournQuantileOfExponentials, waits, wait / service, quantile);
}

/// The same where services vary less: all take the same time, but for an exponential
/// part that has their deviation. With none it is the quantile of the wait, later.
/// Domain: serviceVariation in [0, 1].
template <class S>
Time<S> shiftedSojournQuantile(Ratio<S> quantile, Ratio<S> waits, Time<S> wait, Time<S> service,
                               Ratio<S> serviceVariation) {
  Time<S> varied = serviceVariation * service;
  return service - varied +
         select(less(0, serviceVariation), sojournQuantile(quantile, waits, wait, varied),
                waitQuantile(quantile, waits, wait));
}

/// The same where services vary more: of two kinds (MixedSojourn.h). Exact at a variation
/// of 1 in M/M/n. Waits are still exponential, which they are not: against exact M/H2/1 at
/// a load of 0.95 all quantiles are within 3 % (variation 2) and 4 % (5); at a load of 0.5 the 99th is
/// 16 and 24 % short, the median 25 and 85 % too long.
/// `quantile`: one of those in MixedSojourn.h. Domain: serviceVariation >= 1.
template <class S>
Time<S> mixedSojournQuantile(const Extern &quantile, Ratio<S> waits, Time<S> wait, Time<S> service,
                             Ratio<S> serviceVariation) {
  return service * iterate(quantile, waits, wait / service, serviceVariation);
}

//===-- One server ---------------------------------------------------------===//

/// M/G/1: Pollaczek-Khinchine. Domain: utilisation < 1.
template <class S> Time<S> mg1Wait(Ratio<S> utilisation, Time<S> service, Ratio<S> serviceVariation) {
  return utilisation / (1 - utilisation) * service * (1 + sq(serviceVariation)) / 2;
}

/// M/D/1: every service takes equally long.
template <class S> Time<S> md1Wait(Ratio<S> utilisation, Time<S> service) {
  return mg1Wait(utilisation, service, Ratio<S>(0));
}

/// G/G/1 in heavy traffic (Kingman 1961): an upper bound in general.
template <class S>
Time<S> kingmanWait(Ratio<S> utilisation, Time<S> service, Ratio<S> arrivalVariation, Ratio<S> serviceVariation) {
  return utilisation / (1 - utilisation) * service * variability(arrivalVariation, serviceVariation);
}

} // namespace mls
