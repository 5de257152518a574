//===- SolveSystemTest.cpp - several equations, several unknowns ----------===//

#include "Queries/SolveSystem.h"
#include "../Check.h"

using namespace mls;

TEST(linearEquationsAreSolvedWithPivots) {
  std::vector<double> b = {4, 3, 7};
  CHECK(solveLinear({0, 2, 1, 1, 0, 0, 2, 1, 0}, b)); // x = 3, y = 1, z = 2
  CHECK_NEAR(b[0], 3, 1e-14);
  CHECK_NEAR(b[1], 1, 1e-14);
  CHECK_NEAR(b[2], 2, 1e-14);
  std::vector<double> c = {1, 2};
  CHECK(!solveLinear({1, 2, 2, 4}, c));
}

TEST(bytesAndSecondsMix) {
  // work / peak + bytes / bandwidth = t, peak / bandwidth = ratio.
  auto at = [](SystemPoint &p) {
    double peak = p.x[0], bandwidth = p.x[1];
    p.balances = {{2e12 / peak + 1e9 / bandwidth, 3e-3}, {peak / bandwidth, 500}};
    p.jacobian = {-2e12 / (peak * peak), -1e9 / (bandwidth * bandwidth), 1 / bandwidth,
                  -peak / (bandwidth * bandwidth)};
  };
  SystemSolution s = solveSystem(at, {SolveAxis(1e13, 1e16), SolveAxis(1e11, 1e13)});
  CHECK_EQ(s.solutions.size(), 1);
  // bandwidth = (2e12 / 500 + 1e9) / 3e-3 = 5e9 / 3e-3
  CHECK_NEAR(s.solutions[0].x[1], 5e9 / 3e-3, 1e-3);
  CHECK_NEAR(s.solutions[0].x[0], 500 * 5e9 / 3e-3, 1);
  CHECK(s.solutions[0].isMet());
}

TEST(everySolutionIsListed) {
  // A circle and a line: (0.6, 0.8) and (0.8, 0.6).
  auto at = [](SystemPoint &p) {
    double x = p.x[0], y = p.x[1];
    p.balances = {{x * x + y * y, 1}, {x + y, 1.4}};
    p.jacobian = {2 * x, 2 * y, 1, 1};
  };
  SystemSolution s = solveSystem(at, {SolveAxis(0, 2), SolveAxis(0, 2)});
  CHECK_EQ(s.solutions.size(), 2);
  CHECK_NEAR(s.solutions[0].x[0], 0.6, 1e-12);
  CHECK_NEAR(s.solutions[1].x[0], 0.8, 1e-12);
}

TEST(whereThereIsNoneTheNearestIsShown) {
  auto at = [](SystemPoint &p) {
    p.balances = {{p.x[0] + p.x[1], 1}, {p.x[0] + p.x[1], 2}};
    p.jacobian = {1, 1, 1, 1};
  };
  SystemSolution s = solveSystem(at, {SolveAxis(0, 2), SolveAxis(0, 2)});
  CHECK(s.solutions.empty());
  CHECK(s.nearest.has_value());
}
