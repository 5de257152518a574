//===- Compress.cpp - `compress`: a model in fewer bits or weights --------===//
//
// Han, Mao, Dally, "Deep compression", arXiv 1510.00149: indices count. The speed-up is
// that of the roofline of one forward pass, before and after.
//
//===----------------------------------------------------------------------===//

#include "Physics/Compression.h"
#include "Physics/Gemm.h"
#include "Physics/Roofline.h"
#include "Records/Accelerator.h"
#include "Solvers/Bound.h"
#include "Solvers/Solver.h"

namespace mls {
using namespace records;

/// Which weights pruning leaves out.
enum class PruningPattern { channels, scattered };
MLS_ENUM(PruningPattern, "channels", "scattered");

namespace {

template <class S> struct CompressIn {
  Ratio<S> parameters;
  Accelerator<S> on;
  Format<S> before, after;
  Ratio<S> sparsity;
  PruningPattern pattern;
  Data<S> index;
  Ratio<S> batch, loss_8bit, loss_4bit, loss_below;

  MLS_RECORD("compress", "size, speed and accuracy of a model in another format, or pruned", "gholami_2021") {
    return std::tuple{
        in("parameters", &CompressIn::parameters, "weights of the model", whole(1)),
        in("on", &CompressIn::on, "where it runs"),
        in("before", &CompressIn::before, "format of the weights", orElse("bf16")),
        in("after", &CompressIn::after, "format of the weights once compressed"),
        in("sparsity", &CompressIn::sparsity, "share of the weights that is left out", Domain{.lo = 0, .hi = 1, .openHi = true}, orElse("0")),
        in("pattern", &CompressIn::pattern, "channels: what is left is dense and runs faster; scattered: it is stored with indices and expanded to run", orElse("scattered")),
        in("index", &CompressIn::index, "with which a weight that is kept says where it stands, when they are scattered", nonNegative, unit("bit"), orElse("constants.sparse_index")),
        in("batch", &CompressIn::batch, "samples or tokens of one pass", whole(1), orElse("1")),
        in("loss_8bit", &CompressIn::loss_8bit, "share of its accuracy that a model loses by weights of 8 bits or more, less than 16", share, orElse("constants.loss_8bit")),
        in("loss_4bit", &CompressIn::loss_4bit, "the same for 4 bits or more, less than 8", share, orElse("constants.loss_4bit")),
        in("loss_below", &CompressIn::loss_below, "the same for less than 4 bits", share, orElse("constants.loss_below"))};
  }
};

template <class S> struct CompressOut {
  Data<S> size_before, size_after;
  Ratio<S> ratio, saved, speedup;
  Time<S> time_before, time_after;
  Choice<Bound, S> bound, next_bound;
  Ratio<S> margin, accuracy_loss;

  MLS_RECORD("compress.result", "before and after", "gholami_2021") {
    return std::tuple{
        out("size_before", &CompressOut::size_before, "of the weights", unit("GB")),
        out("size_after", &CompressOut::size_after, "as stored, indices included", unit("GB")),
        out("ratio", &CompressOut::ratio, "size before over size after; below 1 the indices outweigh what is left out"),
        out("saved", &CompressOut::saved, "share of the size", unit("%")),
        out("time_before", &CompressOut::time_before, "least time of one pass", unit("ms")),
        out("time_after", &CompressOut::time_after, "least time of one pass, compressed", unit("ms"), boundBy("bound")),
        out("speedup", &CompressOut::speedup, "time before over time after"),
        out("bound", &CompressOut::bound, "what sets the time once compressed"),
        out("margin", &CompressOut::margin, "factor by which it exceeds the other"),
        out("next_bound", &CompressOut::next_bound, "the other"),
        out("accuracy_loss", &CompressOut::accuracy_loss, "share of its accuracy that a language model loses by the format; of pruning nothing general is known", unit("%"))};
  }
};

template <class S> CompressOut<S> compress(const CompressIn<S> &in) {
  CompressOut<S> o;
  bool channels = in.pattern == PruningPattern::channels;
  auto element = [](const Format<S> &f) { return elementSize(f.storage, f.scale, f.block); };
  Data<S> dense = let("bits_after", element(in.after));
  Data<S> stored =
      let("stored_bits",
          prunedElement(dense, in.sparsity, channels ? Data<S>() : select(less(0, in.sparsity), in.index, Data<S>())));
  o.size_before = in.parameters * element(in.before);
  o.size_after = in.parameters * stored;
  o.ratio = o.size_before / o.size_after;
  o.saved = 1 - 1 / o.ratio;

  // One pass reads every weight once and uses it for each sample of the batch.
  Ratio<S> run = channels ? in.parameters * (1 - in.sparsity) : in.parameters;
  auto compute = [&](Ratio<S> weights, const Format<S> &f) {
    return computeTime<S>(gemmWork(in.batch, weights), in.on.peak[f.compute], Ratio<S>(1));
  };
  auto memory = [&](Data<S> size) { return memoryTime<S>(size, in.on.memory.bandwidth, Ratio<S>(1)); };
  o.time_before = roofline(compute(in.parameters, in.before), memory(o.size_before));
  Time<S> arithmetic = let("compute_time", compute(run, in.after)), traffic = let("memory_time", memory(run * dense));
  o.time_after = roofline(arithmetic, traffic);
  o.speedup = o.time_before / o.time_after;
  Regime<S> r = regime(arithmetic, traffic, Time<S>(), Time<S>(), Ratio<S>());
  o.bound = r.bound, o.next_bound = r.next, o.margin = r.margin;

  auto atLeast = [&](int bits) { return lessEqual(bits * oneBit, in.after.storage); };
  o.accuracy_loss = select(atLeast(16), Ratio<S>(),
                           select(atLeast(8), in.loss_8bit, select(atLeast(4), in.loss_4bit, in.loss_below)));
  return o;
}

constexpr llvm::StringRef headline[] = {"size_before", "size_after", "ratio", "speedup", "time_after", "accuracy_loss"};
constexpr llvm::StringRef notModelled[] = {
    "what kernels reach below their peaks (see `serve`)", "activations and KV cache: only weights are compressed",
    "arithmetic units for 2:4 sparsity", "the cost of expanding scattered weights",
    "accuracy beyond that of well-tuned methods on language models"};

} // namespace

MLS_DEFINE_SOLVER(Compress, compress, CompressIn, CompressOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
