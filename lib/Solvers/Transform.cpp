//===- Transform.cpp - `transform`: can the hosts prepare the data --------===//
//
// Murray et al., "tf.data: a machine learning data processing framework", arXiv
// 2101.12127.
//
//===----------------------------------------------------------------------===//

#include "Physics/DataPath.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

template <class S> struct TransformIn {
  Ratio<S> batch;
  Time<S> cost, step;
  Ratio<S> cores, parallel;

  MLS_RECORD("transform", "preparing samples on CPUs: decoding, augmentation, tokenising", "murray_2021") {
    return std::tuple{in("batch", &TransformIn::batch, "samples of one step", whole(1)),
                      in("cost", &TransformIn::cost, "time of one sample on one core", positive, unit("ms")),
                      in("step", &TransformIn::step, "time of one step on the accelerators, data at hand", positive, unit("ms")),
                      in("cores", &TransformIn::cores, "cores that prepare samples", whole(1)),
                      in("parallel", &TransformIn::parallel, "share of the work of a sample that cores do side by side", fraction, orElse("1"))};
  }
};

template <class S> struct TransformOut {
  Time<S> time, step;
  Ratio<S> utilisation, slowdown, stall, cores_needed;
  Frequency<S> throughput;

  MLS_RECORD("transform.result", "a pipeline of preparing and computing", "murray_2021") {
    return std::tuple{out("time", &TransformOut::time, "from one prepared batch to the next: all cores work, on several batches where one has too few samples", unit("ms")),
                      out("step", &TransformOut::step, "from step to step: the slower of preparing and computing", unit("ms")),
                      out("utilisation", &TransformOut::utilisation, "share of the time that the accelerators compute", unit("%")),
                      out("slowdown", &TransformOut::slowdown, "step over that with the data at hand"),
                      out("stall", &TransformOut::stall, "share of the time that the accelerators wait", unit("%")),
                      out("throughput", &TransformOut::throughput, "samples a time", unit("sample/s")),
                      out("cores_needed", &TransformOut::cores_needed, "fewest cores with which the accelerators do not wait")};
  }
};

template <class S> TransformOut<S> transform(const TransformIn<S> &in) {
  TransformOut<S> o;
  Time<S> alone = let("work_of_a_batch", in.batch * in.cost), serial = let("serial_work", (1 - in.parallel) * alone),
          shared = in.parallel * alone;
  o.time = serial + shared / in.cores;
  o.step = max(o.time, in.step);
  o.utilisation = in.step / o.step;
  o.slowdown = o.step / in.step;
  o.stall = dataStall(in.step, o.time);
  o.throughput = in.batch / o.step;
  Time<S> left =
      require(less(serial, in.step), "no number of cores is enough: what they cannot share takes longer than the step",
              in.step - serial);
  o.cores_needed = max(fewest(shared / left), 1);
  return o;
}

constexpr llvm::StringRef headline[] = {"time", "step", "utilisation", "slowdown", "cores_needed"};
constexpr llvm::StringRef notModelled[] = {"samples that take longer than others",
                                           "copies between host and accelerator", "cores that other work shares"};

} // namespace

MLS_DEFINE_SOLVER(Transform, transform, TransformIn, TransformOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
