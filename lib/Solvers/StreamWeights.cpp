//===- StreamWeights.cpp - `stream_weights`: weights from outside the chip ===//
//
// A wafer holds the KV cache and the activations of a batch; the weights of each layer
// pass by once a step. Products find their weights in the stream, so that memory
// traffic is that of activations and KV cache. Lie, IEEE Micro 43(3), 2023.
//
//===----------------------------------------------------------------------===//

#include "Operators/Transformer.h"
#include "Physics/WeightStreaming.h"
#include "Records/Serving.h"
#include "Solvers/Bound.h"
#include "Solvers/Decoder.h"
#include "Solvers/KernelTime.h"
#include "Solvers/Solver.h"

namespace mls {
using namespace records;
namespace {

template <class S> struct StreamWeightsIn {
  Serving<S> workload;
  Accelerator<S> on;
  Ratio<S> batch;
  Opt<Link<S>> stream;
  Efficiency<S> efficiency;
  Ratio<S> memory_share;

  MLS_RECORD("stream_weights", "a language model on a chip that its weights are streamed through", "lie_2023") {
    return std::tuple{in("workload", &StreamWeightsIn::workload, "what is served"),
                      in("on", &StreamWeightsIn::on, "the chip; its memory holds KV cache and activations"),
                      in("batch", &StreamWeightsIn::batch, "requests that are prefilled and decoded together", whole(1)),
                      in("stream", &StreamWeightsIn::stream, "what the weights come in by; unless given, the `host_link` of the chip", orElse("on.host_link")),
                      in("efficiency", &StreamWeightsIn::efficiency, "achieved shares of peak; absent parts are calibrated; network: of the stream", orElse("{}")),
                      in("memory_share", &StreamWeightsIn::memory_share, "share of the memory that may be used", fraction, orElse("constants.memory_share"))};
  }
};

template <class S> struct StreamedStep {
  Time<S> time, injection, compute;
  Ratio<S> balanced_batch;
  Choice<Bound, S> bound;

  MLS_RECORD("stream_weights.step", "all layers once", "lie_2023") {
    return std::tuple{out("time", &StreamedStep::time, "the longer of injection and compute", unit("ms")),
                      out("injection", &StreamedStep::injection, "weights that the step needs, over the stream", unit("ms")),
                      out("compute", &StreamedStep::compute, "kernels with their weights at hand", unit("ms")),
                      out("balanced_batch", &StreamedStep::balanced_batch, "batch at which both take equally long, were arithmetic to grow with it"),
                      out("bound", &StreamedStep::bound, "network if the injection is longer, else compute or memory")};
  }
};

template <class S> struct StreamWeightsOut {
  StreamedStep<S> prefill, decode;
  Time<S> request_latency;
  TokenRate<S> throughput;
  Data<S> weights, kv, activations, capacity;
  Flag<S> fits;
  Data<S> shortfall;
  Ratio<S> largest_batch;

  MLS_RECORD("stream_weights.result", "one batch from prompts to last tokens", "lie_2023") {
    return std::tuple{out("prefill", &StreamWeightsOut::prefill, "all prompts of the batch together; its time is that to the first token"),
                      out("decode", &StreamWeightsOut::decode, "one token of every request, half-way through the output"),
                      out("request_latency", &StreamWeightsOut::request_latency, "prefill and all decode steps", unit("s")),
                      out("throughput", &StreamWeightsOut::throughput, "output tokens over request_latency", unit("tok/s")),
                      out("weights", &StreamWeightsOut::weights, "parameters, outside the chip", unit("GB")),
                      out("kv", &StreamWeightsOut::kv, "KV cache of the batch at full length", unit("GB")),
                      out("activations", &StreamWeightsOut::activations, "widest tensors of the prefill", unit("GB")),
                      out("capacity", &StreamWeightsOut::capacity, "memory that may be used", unit("GB")),
                      out("fits", &StreamWeightsOut::fits, "kv + activations <= capacity", because("shortfall largest_batch")),
                      out("shortfall", &StreamWeightsOut::shortfall, "memory missing; 0 if it fits", unit("GB")),
                      out("largest_batch", &StreamWeightsOut::largest_batch, "largest batch that fits")};
  }
};

template <class S> StreamWeightsOut<S> streamWeights(const StreamWeightsIn<S> &in) {
  const Serving<S> &load = in.workload;
  const Transformer<S> &m = load.model;
  ElementSizes<S> size = elementSizes(load.formats);
  KernelTimer<S> kernels(in.on, in.efficiency, load.formats.weights.compute, load.formats.kv.compute,
                         elementSizes(load.formats));
  Bandwidth<S> stream = in.stream->per_direction;
  if (in.efficiency.network.given())
    stream = stream * *in.efficiency.network;
  Tokens<S> whole = load.prompt + load.output;
  Ratio<S> batch = ofDecoder(m, in.batch);

  StreamWeightsOut<S> o;
  o.weights = parameters(m).total() * size.weight;
  Data<S> kv = kvCache(m, size.kv, Ratio<S>(1), whole), wide = widestActivations<S>(m, load.prompt / oneToken, size.residual);
  o.kv = batch * kv;
  o.activations = batch * wide;
  o.capacity = in.on.memory.capacity * in.memory_share;
  o.fits = lessEqual(o.kv + o.activations, o.capacity);
  o.shortfall = max(o.kv + o.activations - o.capacity, Data<S>());
  o.largest_batch = floor(o.capacity / (kv + wide));
  Flag<S> fits = lessEqual(o.shortfall, Data<S>()) || lessEqual(batch, o.largest_batch);

  auto step = [&](const char *name, const Phase<S> &phase) {
    Scope scope(name, batch);
    Data<S> streamed;
    Time<S> compute, memory, busy;
    for (Operator<S> op : lower(m, size, {1, 1}, phase).operators) {
      Scope kernel(op.name, op.traffic());
      if (op.kernel == Kernel::Gemm || op.kernel == Kernel::Experts) {
        streamed += op.repeat * op.operands;
        op.operands = Data<S>();
      }
      KernelTime<S> k = kernels(op);
      compute += op.repeat * k.compute, memory += op.repeat * k.memory, busy += op.repeat * (k.busy + k.launch);
    }
    StreamedStep<S> s;
    Time<S> injection = let("injection", streamed / stream);
    if (in.stream->latency.given())
      injection += *in.stream->latency;
    s.injection = require(fits, "KV cache and activations do not fit on the chip", injection);
    s.compute = require(fits, "KV cache and activations do not fit on the chip", let("kernels", busy));
    s.time = streamedStep(s.injection, s.compute);
    s.balanced_batch = batch * batchHeadroom(s.injection, s.compute);
    Flag<S> hidden = less(injection, busy);
    Time<S> none;
    s.bound = argmax(Bound::network, select(hidden, none, injection), Bound::compute, select(hidden, compute, none), Bound::memory,
                     select(hidden, memory, none));
    return s;
  };
  o.prefill = step("prefill", Phase<S>::prefill(batch, load.prompt));
  o.decode = step("decode", Phase<S>::decode(batch, load.prompt + load.output / 2));
  o.request_latency = o.prefill.time + (load.output / oneToken - 1) * o.decode.time;
  o.throughput = batch * load.output / o.request_latency;
  return o;
}

constexpr llvm::StringRef headline[] = {"prefill.time", "decode.time", "decode.injection", "decode.compute", "throughput", "fits", "decode.balanced_batch"};
constexpr llvm::StringRef notModelled[] = {"layers of unequal size (a step is bound by the sum of its stream or of its kernels)", "room for the layers in transit",
                                           "filling of the stream at the first layer", "several chips", "time of the host"};

} // namespace

MLS_DEFINE_SOLVER(StreamWeights, streamWeights, StreamWeightsIn, StreamWeightsOut, .positional = 1, .headline = headline, .notModelled = notModelled)

} // namespace mls
