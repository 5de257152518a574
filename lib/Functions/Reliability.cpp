//===- Reliability.cpp - failures and checkpoints, by call ----------------===//

#include "Physics/Reliability.h"
#include "Functions/Function.h"

namespace mls {
namespace {

constexpr auto mtbf = arg("mtbf", "mean time between failures", positive, unit("h"));
constexpr auto repair = arg("repair", "mean time to repair", positive, unit("h"));
constexpr auto cost = arg("cost", "time of one checkpoint", positive, unit("s"));
constexpr auto interval = arg("interval", "useful work between two checkpoints", positive, unit("s"));
constexpr auto restart = arg("restart", "time from a failure to the first step after it", nonNegative, unit("s"));
constexpr auto parts = arg("parts", "in the group", whole(1));
constexpr auto spares = arg("spares", "parts that the group does without, fewer than it has",
                            Domain{.lo = 0, .hi = 16, .integer = true});

template <class S> Time<S> seriesMtbf(Time<S> mtbf, Ratio<S> count) { return 1 / failureRate(mtbf, count); }
template <class S> Ratio<S> failureProbability(Time<S> mtbf, Time<S> time) { return 1 - noFailure(mtbf, time); }

template <class S> Ratio<S> moreThan(int64_t spares, Ratio<S> parts) {
  return require(less(double(spares), parts), "the group has no part that is not spare", parts);
}
template <class S> Frequency<S> groupFailureRate(Time<S> mtbf, Time<S> repair, Ratio<S> parts, int64_t spares) {
  return redundantFailureRate(mtbf, repair, moreThan(spares, parts), spares);
}
template <class S> Ratio<S> groupAvailability(Ratio<S> available, Ratio<S> parts, int64_t spares) {
  return availabilityWithSpares(available, moreThan(spares, parts), spares);
}

constexpr std::tuple table{
    function("failure_rate", MLS_KERNEL(failureRate), "failures of parts that are all needed (in series)", "daly_2006",
             unit("h^-1"), mtbf, arg("count", "equal parts", positive)),
    function("series_mtbf", MLS_KERNEL(seriesMtbf), "mean time between failures of parts that are all needed",
             "daly_2006", unit("h"), mtbf, arg("count", "equal parts", positive)),
    function("redundant_failure_rate", MLS_KERNEL(groupFailureRate),
             "failures of a group that does without some of its parts: (parts - spares) / mtbf in the share of its "
             "working time in which all spares are down",
             "reliability_analytics", unit("h^-1"), mtbf, repair, parts, spares),
    function("availability", MLS_KERNEL(availability), "share of the time for which a part works: mean time between failures over itself and the repair", "",
             unit("%"), mtbf, repair),
    function("redundant_availability", MLS_KERNEL(groupAvailability),
             "share of the time for which enough parts of a group work: the sum over i <= spares of "
             "C(parts, i) available^(parts - i) (1 - available)^i",
             "reliability_analytics", unit("%"), arg("available", "share of the time for which one works", fraction),
             parts, spares),
    function("failure_probability", MLS_KERNEL(failureProbability), "chance of a failure within a time", "daly_2006",
             unit("%"), mtbf, arg("time", "for which nothing may fail", nonNegative, unit("h"))),
    function("young_interval", MLS_KERNEL(youngInterval), "best time between checkpoints, to first order", "young_1974",
             unit("s"), cost, mtbf),
    function("daly_interval", MLS_KERNEL(dalyInterval), "best time between checkpoints, to higher order", "daly_2006",
             unit("s"), cost, mtbf),
    function("goodput", MLS_KERNEL(goodput), "useful share of the time, with checkpoints, restarts and lost work",
             "daly_2006", unit("%"), interval, cost, restart, mtbf),
    function("checkpoint_waste", MLS_KERNEL(checkpointWaste), "lost share of the time, to first order", "young_1974",
             unit("%"), interval, cost, restart, mtbf)};

} // namespace

MLS_DEFINE_FUNCTIONS(Reliability, table)

} // namespace mls
