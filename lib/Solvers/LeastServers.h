//===- LeastServers.h - servers for a tail of latencies ---------*- C++ -*-===//
#pragma once

#include "Physics/Queueing.h"

namespace mls {

/// Mean wait of the requests that wait, Poisson arrivals (Allen-Cunneen).
template <class S> Time<S> waitOfWaiting(Ratio<S> load, Ratio<S> servers, Time<S> service, Ratio<S> variation) {
  return variability(Ratio<S>(1), variation) * busyWait(load, servers, service);
}

/// 99th percentile where nobody waits.
template <class S> Time<S> tailOfService(Time<S> service, Ratio<S> variation) { return service * (1 - variation - variation * log(Ratio<S>(1 - 0.99))); }

namespace detail {

inline bool tailMeets(double load, double servers, double target, double variation) {
  using D = double;
  Ratio<D> c(servers), v(variation);
  Time<D> service(1);
  Time<D> busy = waitOfWaiting<D>(Ratio<D>(load), c, service, v);
  return guard(lessEqual(shiftedSojournQuantile<D>(Ratio<D>(0.99), erlangC<D>(Ratio<D>(load), c), busy, service, v), target * service));
}

/// Percentiles fall with every server: doubling the spare ones, then bisection.
inline double leastServersValue(double load, double target, double variation) {
  if (!(load >= 0 && load < mostServers && target > 0))
    return undetermined;
  double lo = std::floor(load), spare = 1;
  while (!tailMeets(load, lo + spare, target, variation)) {
    if (lo + spare > mostServers)
      return undetermined;
    spare *= 2;
  }
  double hi = lo + spare;
  lo += spare == 1 ? 0 : spare / 2;
  while (hi - lo > 1) {
    double mid = std::floor((lo + hi) / 2);
    (tailMeets(load, mid, target, variation) ? hi : lo) = mid;
  }
  return hi;
}
/// A step function.
inline double leastServersDerivative(unsigned, double, double, double) { return 0; }

} // namespace detail

/// (load, target over mean service, variation of services)
inline constexpr Extern leastServersOfTail{"least_servers", detail::leastServersValue, detail::leastServersDerivative,
                                         {Trend::Rising, Trend::Falling, Trend::Rising}};

/// Fewest servers whose 99th percentile of wait and service is at most `target` mean
/// services. Domain: target above tailOfService, load below mostServers.
template <class S> Ratio<S> leastServers(Ratio<S> load, Ratio<S> target, Ratio<S> variation) {
  return iterate(leastServersOfTail, load, target, variation);
}

} // namespace mls
