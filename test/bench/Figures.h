//===- Figures.h - what the benchmark measures ------------------*- C++ -*-===//
//
// A figure is measured beside its baseline in the same run, alternating with
// it, so that their ratio holds on a busy machine where neither value does.
//
//===----------------------------------------------------------------------===//
#pragma once

#include <string>
#include <vector>

namespace mls::bench {

struct Figure {
  std::string name;
  double value;
  std::string unit;
  double baseline;
  std::string baselineName;

  double ratio() const { return value / baseline; }
};

/// Start-up time and peak memory of the compiler in `bin`, against an empty process.
void measureProcesses(const std::string &bin, std::vector<Figure> &figures);

/// Solver calls a second as plain `double`, and points a second through the tape.
void measureSolvers(std::vector<Figure> &figures);

/// Points a second of whole sweeps, beside a loop by hand and with their rows written.
void measureSweeps(std::vector<Figure> &figures);

/// The median; `values` is reordered.
double median(std::vector<double> &values);

} // namespace mls::bench
