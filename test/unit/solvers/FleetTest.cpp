//===- FleetTest.cpp - failures, checkpoints, carbon and cost, by hand ----===//

#include "Check.h"
#include "Physics/Carbon.h"
#include "Physics/Cost.h"
#include "Physics/Reliability.h"

using namespace mls;
using namespace mls::test;

using D = double;

namespace {
Time<D> seconds(double s) { return Time<D>(s); }
Time<D> minutes(double m) { return Time<D>(60 * m); }
} // namespace

TEST(intervalsOfDaly2006) {
  // Figures 3 to 5 of the paper: checkpoints of 5 minutes; the text prints 117, 57 and 9.1 minutes.
  CHECK_NEAR(dalyInterval(minutes(5), minutes(24 * 60)).raw() / 60, 117, 0.005);
  CHECK_NEAR(dalyInterval(minutes(5), minutes(6 * 60)).raw() / 60, 57, 0.006);
  CHECK_NEAR(dalyInterval(minutes(5), minutes(15)).raw() / 60, 9.1, 0.006);
  // By hand at M = 24 h: x = 1/576; 120 (1 + 1/72 + 1/5184) - 5.
  CHECK_NEAR(dalyInterval(minutes(5), minutes(24 * 60)).raw() / 60, 120 * (1 + 1. / 72 + 1. / 5184) - 5, 1e-12);
  CHECK_EQ(youngInterval(minutes(5), minutes(24 * 60)).raw(), 7200.0);
  // From cost = 2 M on a checkpoint is hopeless: one every M.
  CHECK_EQ(dalyInterval(minutes(30), minutes(15)).raw(), 900.0);
  CHECK_EQ(dalyInterval(minutes(40), minutes(15)).raw(), 900.0);
}

TEST(dalyIntervalIsTheOptimum) {
  for (double mtbf : {900., 21600., 86400.}) {
    Time<D> m = seconds(mtbf), cost = seconds(300), restart = seconds(600);
    double at = dalyInterval(cost, m).raw();
    double best = goodput(seconds(at), cost, restart, m).raw();
    double least = 0;
    for (double factor = 0.5; factor < 2; factor += 0.001)
      least = std::fmax(least, goodput(seconds(at * factor), cost, restart, m).raw());
    CHECK(best > least * (1 - 1e-3)); // the paper: within 0.2 % up to cost = 2 M
  }
}

TEST(goodputHasTheFirstOrderOfYoung) {
  // M = 10^6 s: higher orders are below 10^-5.
  Time<D> m = seconds(1e6), cost = seconds(50), restart = seconds(100), interval = seconds(1e4);
  CHECK_NEAR(checkpointWaste(interval, cost, restart, m).raw(), 0.005 + 0.0051, 1e-12);
  CHECK_NEAR(goodput(interval, cost, restart, m).raw(), 1 - 0.0101, 1e-4);
  TimeShares<D> of = timeShares(interval, cost, restart, m);
  CHECK_NEAR(of.restart.raw(), 1e-4, 1e-4);
  CHECK_NEAR(of.rework.raw(), 0.005, 0.02);
  CHECK_NEAR(of.checkpoint.raw(), 0.005, 0.02);
  CHECK_NEAR((of.useful + of.checkpoint + of.restart + of.rework).raw(), 1, 1e-15);
  // A machine that fails all the time does little, but never less than nothing.
  CHECK(goodput(seconds(1000), seconds(600), seconds(600), seconds(60)).raw() > 0);
}

TEST(workUndoneByFailures) {
  for (double x : {1e-12, 0.0099, 0.0101, 1., 30.})
    CHECK_NEAR(anyFailure(Ratio<D>(x)).raw(), -std::expm1(-x), 1e-14);
  for (double x : {1e-9, 1e-4, 0.0624, 0.0626, 1., 30.})
    CHECK_NEAR(undone(Ratio<D>(x)).raw(), 1 - x / std::expm1(x), x < 1e-3 ? 1e-6 : 1e-12);
  CHECK_NEAR(undone(Ratio<D>(1e-9)).raw(), 0.5e-9, 1e-9); // where the difference has lost all digits
}

TEST(partsInSeriesAndInReserve) {
  CHECK_EQ(failureRate(seconds(100), Ratio<D>(8)).raw(), 0.08);
  CHECK_EQ(availability(seconds(90), seconds(10)).raw(), 0.9);
  // One of two, each up for 90 %: 1 - 0.1^2. Two of three: 3 * 0.9^2 * 0.1 + 0.9^3.
  CHECK_NEAR(availabilityWithSpares(Ratio<D>(0.9), Ratio<D>(2), 1).raw(), 0.99, 1e-14);
  CHECK_NEAR(availabilityWithSpares(Ratio<D>(0.9), Ratio<D>(3), 1).raw(), 0.972, 1e-14);
  CHECK_NEAR(availabilityWithSpares(Ratio<D>(0.9), Ratio<D>(3), 0).raw(), 0.729, 1e-14);
  // Two parts, one spare, failure rate l and repair rate m each: up for (2 l m + m^2) / (l + m)^2 of the time,
  // down l^2 / (l + m)^2, which ends at rate 2 m. Failures by time that it works: 2 m l^2 / (2 l m + m^2).
  double l = 1. / 90, m = 1. / 10;
  CHECK_NEAR(redundantFailureRate(seconds(90), seconds(10), Ratio<D>(2), 1).raw(), 2 * m * l * l / (2 * l * m + m * m),
             1e-12);
  CHECK_NEAR(redundantFailureRate(seconds(90), seconds(10), Ratio<D>(6), 0).raw(), 6. / 90, 1e-12);
  CHECK_NEAR(noFailure(seconds(100), seconds(100)).raw(), std::exp(-1), 1e-14);
}

TEST(energyCarbonAndWater) {
  // 1 MW for 1000 h: 1000 MWh. At 1.25: 1250 MWh; 400 g/kWh: 500 t. 1.8 L/kWh of the machines: 1800 m^3.
  Energy<D> machines = machineEnergy<D>(Power<D>(1e6), seconds(3.6e6));
  CHECK_NEAR(machines.raw(), 1000 * 3.6e9, 1e-14);
  Energy<D> facility = facilityEnergy<D>(machines, Ratio<D>(1.25));
  CHECK_NEAR(operationalCarbon<D>(facility, CarbonIntensity<D>(0.4 / 3.6e6)).raw(), 500e3, 1e-12);
  CHECK_NEAR(siteWater<D>(machines, WaterIntensity<D>(1.8e-3 / 3.6e6)).raw(), 1800, 1e-12);
  CHECK_EQ(embodiedCarbon(Carbon<D>(5000), seconds(500), seconds(30)).raw(), 300.0);
}

TEST(costs) {
  CHECK_EQ(writtenOff(Money<D>(300e3), seconds(4), seconds(1)).raw(), 75e3);
  CHECK_EQ(upkeep<D>(Money<D>(1000), Frequency<D>(0.05), seconds(2)).raw(), 100.0);
  CHECK_NEAR(electricityCost<D>(Energy<D>(3.6e9), MoneyPerEnergy<D>(0.1 / 3.6e6)).raw(), 100, 1e-12); // 1 MWh at 10 ct
  CHECK_EQ(carbonTax<D>(Carbon<D>(2000), MoneyPerCarbon<D>(0.05)).raw(), 100.0);
}
