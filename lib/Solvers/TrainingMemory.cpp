//===- TrainingMemory.cpp - `training_memory`: what a device must hold -----===//

#include "Records/Accelerator.h"
#include "Solvers/Solver.h"
#include "Solvers/TrainMemory.h"

namespace mls {
namespace {

template <class S> struct TrainingMemoryIn : TrainLayout<S> {
  Opt<Accelerator<S>> on;
  Ratio<S> memory_share;

  MLS_RECORD("training_memory", "memory of an accelerator in training: model states, activations, buffers",
             "rajbhandari_2020") {
    using T = TrainingMemoryIn;
    return std::tuple_cat(
        std::tuple{in("workload", &T::workload, "what is trained"), in("on", &T::on, "whose memory it must fit")},
        TrainLayout<S>::layoutRows("1"),
        std::tuple{in("memory_share", &T::memory_share, "share of device memory that may be filled", fraction,
                      orElse("constants.training_memory_share"))});
  }
};

template <class S> TrainMemoryOut<S> trainingMemory(const TrainingMemoryIn<S> &given) {
  TrainingMemoryIn<S> in = asTrained(given);
  return trainMemory<S>(in, checkedTp<S>(in, in.tp), in.on->memory.capacity * in.memory_share);
}

constexpr llvm::StringRef headline[] = {"total",       "weights", "gradients", "optimizer",
                                        "activations", "buffers", "parameters"};
constexpr llvm::StringRef notModelled[] = {
    "buffers of the communication library and fragments of the allocator (memory_share leaves room)",
    "the last stage, where logits may exceed the activations of the first",
    "layers that some tensor of is kept in another format", "offload to the host", "experts picked unevenly"};

} // namespace

MLS_DEFINE_SOLVER(TrainingMemory, trainingMemory, TrainingMemoryIn, TrainMemoryOut, .positional = 1,
                  .headline = headline, .notModelled = notModelled)

} // namespace mls
