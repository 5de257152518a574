//===- SamplesTest.cpp - distributions of uncertain inputs ----------------===//

#include "../Check.h"
#include "Queries/UncertaintySamples.h"

#include <algorithm>

using namespace mls;

MLS_TEST_MAIN()

static std::vector<double> column(const std::vector<std::vector<double>> &points, size_t input) {
  std::vector<double> all;
  for (auto &p : points)
    all.push_back(p[input]);
  std::sort(all.begin(), all.end());
  return all;
}

TEST(eachStratumIsHitOnce) {
  auto points = latinHypercube({Spread::even(0, 1000), Spread::even(2, 3)}, 1000);
  auto x = column(points, 0);
  unsigned inPlace = 0;
  for (unsigned i = 0; i != 1000; ++i)
    inPlace += x[i] >= i && x[i] < i + 1;
  CHECK_EQ(inPlace, 1000u);
}

TEST(inputsAreIndependent) {
  auto points = latinHypercube({Spread::even(-1, 1), Spread::even(-1, 1), Spread::normal(0, 1)}, 10000);
  double ab = 0, ac = 0;
  for (auto &p : points)
    ab += p[0] * p[1], ac += p[0] * p[2];
  CHECK(std::fabs(ab / 10000) < 0.02); // a standard error is 1/3 / 100
  CHECK(std::fabs(ac / 10000) < 0.03);
}

TEST(aNormalDistributionHasItsQuantiles) {
  auto x = column(latinHypercube({Spread::normal(10, 2)}, 10000), 0);
  CHECK_NEAR(quantileOf(x, 0.5), 10, 0.01);
  CHECK_NEAR(quantileOf(x, 0.05), 10 - 1.6448536 * 2, 0.01);
  CHECK_NEAR(quantileOf(x, 0.95), 10 + 1.6448536 * 2, 0.01);
  CHECK(x.front() >= 2 && x.back() <= 18);
}

TEST(theSameFileGivesTheSamePoints) {
  auto a = latinHypercube({Spread::even(0, 1), Spread::normal(0, 1)}, 100);
  CHECK(a == latinHypercube({Spread::even(0, 1), Spread::normal(0, 1)}, 100));
}

TEST(quantilesLieBetweenNeighbours) {
  CHECK_NEAR(quantileOf({1, 2, 4}, 0.75), 3, 1e-15);
  CHECK_EQ(quantileOf({7}, 0.3), 7);
}
