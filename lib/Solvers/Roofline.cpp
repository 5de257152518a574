//===- Roofline.cpp - `roofline`: one kernel on one device ----------------===//
//
// The textbook's model. `serve` with `granularity: aggregate` is the same computation
// over the sums of a whole step.
//
//===----------------------------------------------------------------------===//

#include "Physics/Roofline.h"
#include "Records/Accelerator.h"
#include "Records/Efficiency.h"
#include "Solvers/Bound.h"
#include "Solvers/Solver.h"

namespace mls {
using namespace records;
namespace {

template <class S> struct RooflineIn {
  Work<S> work;
  Data<S> traffic;
  Accelerator<S> on;
  Format<S> format;
  Efficiency<S> efficiency;

  MLS_RECORD("roofline", "time of one kernel: the slower of its arithmetic and its memory traffic", "williams_2009") {
    return std::tuple{in("work", &RooflineIn::work, "arithmetic of the kernel", positive, unit("FLOP")),
                      in("traffic", &RooflineIn::traffic, "data it moves to and from memory", positive, unit("B")),
                      in("on", &RooflineIn::on, "where it runs"),
                      in("format", &RooflineIn::format, "picks the peak: the arithmetic of this format", orElse("bf16")),
                      in("efficiency", &RooflineIn::efficiency, "achieved shares of peak; absent: calibrated for products", orElse("{}"))};
  }
};

template <class S> struct RooflineOut {
  Time<S> time, compute_time, memory_time;
  Intensity<S> intensity, ridge;
  Choice<Bound, S> bound, next_bound;
  Ratio<S> margin;

  MLS_RECORD("roofline.result", "one kernel", "williams_2009") {
    return std::tuple{out("time", &RooflineOut::time, "the longer of compute_time and memory_time", boundBy("bound")),
                      out("compute_time", &RooflineOut::compute_time, "arithmetic at the achieved rate"),
                      out("memory_time", &RooflineOut::memory_time, "traffic at the achieved bandwidth"),
                      out("intensity", &RooflineOut::intensity, "work over traffic", unit("FLOP/B")),
                      out("ridge", &RooflineOut::ridge, "intensity at which both take equally long, at the achieved rates", unit("FLOP/B")),
                      out("bound", &RooflineOut::bound, "what sets the time"),
                      out("margin", &RooflineOut::margin, "factor by which it exceeds the other"),
                      out("next_bound", &RooflineOut::next_bound, "the other")};
  }
};

template <class S> RooflineOut<S> roofline(const RooflineIn<S> &in) {
  const KernelCurve<S> &curve = in.on.calibration.gemm[in.format.compute];
  Ratio<S> compute = let("compute_efficiency", either(in.efficiency.compute, curve.compute));
  Ratio<S> memory = let("memory_efficiency", either(in.efficiency.memory, curve.memory));
  ComputeRate<S> peak = in.on.peak[in.format.compute];

  RooflineOut<S> o;
  o.compute_time = computeTime(in.work, peak, compute);
  o.memory_time = memoryTime(in.traffic, in.on.memory.bandwidth, memory);
  o.time = mls::roofline(o.compute_time, o.memory_time);
  o.intensity = intensity(in.work, in.traffic);
  o.ridge = ridge<S>(peak * compute, in.on.memory.bandwidth * memory);
  Regime<S> r = regime(o.compute_time, o.memory_time, Time<S>(), Time<S>(), Ratio<S>());
  o.bound = r.bound, o.next_bound = r.next, o.margin = r.margin;
  return o;
}

constexpr llvm::StringRef headline[] = {"time", "bound", "margin", "compute_time", "memory_time", "intensity", "ridge"};
constexpr llvm::StringRef notModelled[] = {"launch latency", "caches: each operand crosses the memory interface once",
                                           "clock changes under power or heat"};

} // namespace

MLS_DEFINE_SOLVER(Roofline, roofline, RooflineIn, RooflineOut, .positional = 2, .headline = headline, .notModelled = notModelled)

} // namespace mls
