//===- Reliability.h - failures, checkpoints, availability ------*- C++ -*-===//
//
// Failures are a Poisson process: times between them are exponential, rates of
// independent parts add up. Young: "A first order approximation to the optimum
// checkpoint interval", CACM 17(9), 1974, doi 10.1145/361147.361115. Daly: "A higher
// order estimate of the optimum checkpoint interval for restart dumps", FGCS 22(3),
// 2006, doi 10.1016/j.future.2004.11.016.
//
// An *interval* is the useful work between two checkpoints; the checkpoint that ends it
// takes `cost` more. After a failure the job is down for `restart`, then repeats what it
// did since the last checkpoint. `mtbf` is that of everything the job runs on.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Failures of `count` equal parts that are all needed: series, rates add up.
template <class S> Frequency<S> failureRate(Time<S> mtbf, Ratio<S> count) { return count / mtbf; }

/// Share of the time for which a part works: M / (M + repair).
template <class S> Ratio<S> availability(Time<S> mtbf, Time<S> repair) { return mtbf / (mtbf + repair); }

/// Ways to pick `taken` of n: a product over structure, n itself may be any number.
template <class S> Ratio<S> choose(Ratio<S> n, int64_t taken) {
  Ratio<S> ways = 1;
  for (int64_t i = 0; i != taken; ++i)
    ways = ways * (n - i) / (i + 1);
  return ways;
}

/// Share of the time for which at most `spares` of n independent parts are down:
/// sum over i <= spares of C(n, i) a^(n - i) (1 - a)^i.
/// Domain: 0 < available <= 1, 0 <= spares < n.
template <class S> Ratio<S> availabilityWithSpares(Ratio<S> available, Ratio<S> n, int64_t spares) {
  Ratio<S> sum = 0;
  for (int64_t down = 0; down <= spares; ++down)
    sum += choose(n, down) * pow(available, n - down) * pow(1 - available, down);
  return sum;
}

/// Failures of a group of n parts that does without `spares` of them, by time that the
/// group works. It fails when one more part breaks while all spares are down; each part
/// is repaired by itself. Without spares this is failureRate.
/// Domain: 0 <= spares < n.
template <class S> Frequency<S> redundantFailureRate(Time<S> mtbf, Time<S> repair, Ratio<S> n, int64_t spares) {
  Ratio<S> a = availability(mtbf, repair);
  Ratio<S> allSparesDown =
      choose(n, spares) * pow(a, n - spares) * pow(1 - a, spares) / availabilityWithSpares(a, n, spares);
  return allSparesDown * (n - spares) / mtbf;
}

/// Probability that nothing fails for a time: exp(-time / M).
template <class S> Ratio<S> noFailure(Time<S> mtbf, Time<S> time) { return exp(-(time / mtbf)); }

/// Young's interval, the first order: sqrt(2 cost M). Domain: cost << M.
template <class S> Time<S> youngInterval(Time<S> cost, Time<S> mtbf) { return sqrt(2 * cost * mtbf); }

/// Daly's interval (2006, eq. 37): with x = cost / (2 M),
/// sqrt(2 cost M) (1 + sqrt(x) / 3 + x / 9) - cost where cost < 2 M, else M.
template <class S> Time<S> dalyInterval(Time<S> cost, Time<S> mtbf) {
  Ratio<S> x = cost / (2 * mtbf);
  Time<S> series = youngInterval(cost, mtbf) * (1 + sqrt(x) / 3 + x / 9) - cost;
  return select(less(x, 1), series, mtbf);
}

/// 1 - exp(-x): the chance of a failure within x times the mean time between them. The
/// difference leaves no digits where x is small; there the series stands in.
template <class S> Ratio<S> anyFailure(Ratio<S> x) {
  Ratio<S> series = x * (1 - x / 2 * (1 - x / 3 * (1 - x / 4 * (1 - x / 5 * (1 - x / 6)))));
  return select(less(x, 0.01), series, 1 - exp(-x));
}

/// Share of what is worked that a failure undoes, when failures come at x times the
/// rate of checkpoints: 1 - x / (exp(x) - 1), half of x where that is small (there by
/// the series of Bernoulli's numbers, as above). Written with exp(-x), which is finite
/// for every x.
template <class S> Ratio<S> undone(Ratio<S> x) {
  Ratio<S> q = sq(x), series = x / 2 - q / 12 * (1 - q / 60 * (1 - q / 42));
  return select(less(x, 0.0625), series, 1 - x * exp(-x) / (1 - exp(-x)));
}

/// Where the wall-clock time goes; the parts sum to 1 (the complete model of Daly 2006,
/// whatever the failure rate): a restart may be cut short by the next failure, work and
/// checkpoints by any.
template <class S> struct TimeShares {
  Ratio<S> useful;     ///< work that a completed checkpoint kept
  Ratio<S> checkpoint; ///< writing those checkpoints
  Ratio<S> restart;    ///< down after a failure: 1 - exp(-restart / M)
  Ratio<S> rework;     ///< work, and parts of checkpoints, since the last completed one
};
template <class S> TimeShares<S> timeShares(Time<S> interval, Time<S> cost, Time<S> restart, Time<S> mtbf) {
  Time<S> cycle = let("cycle", interval + cost);
  Ratio<S> down = let("down", anyFailure(let("failures_in_a_restart", restart / mtbf)));
  Ratio<S> lost = let("undone", undone(let("failures_in_a_cycle", cycle / mtbf)));
  Ratio<S> kept = let("kept", (1 - down) * (1 - lost));
  return {kept * (interval / cycle), kept * (cost / cycle), down, (1 - down) * lost};
}

/// The useful share: interval / (M exp(restart / M) (exp((interval + cost) / M) - 1)).
/// Domain: interval > 0.
template <class S> Ratio<S> goodput(Time<S> interval, Time<S> cost, Time<S> restart, Time<S> mtbf) {
  return timeShares(interval, cost, restart, mtbf).useful;
}

/// The first order of 1 - goodput: the checkpoint of each interval, half an interval
/// lost and a restart at each failure: cost / interval + (interval / 2 + restart) / M.
/// Domain: interval, cost, restart << M; it exceeds 1 where they are not.
template <class S> Ratio<S> checkpointWaste(Time<S> interval, Time<S> cost, Time<S> restart, Time<S> mtbf) {
  return cost / interval + (interval / 2 + restart) / mtbf;
}

} // namespace mls
