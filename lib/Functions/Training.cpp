//===- Training.cpp - memory and bubbles of training, by call -------------===//

#include "Physics/Training.h"
#include "Functions/Function.h"
#include "Physics/Activations.h"
#include "Physics/Pipeline.h"
#include "Physics/Serving.h"
#include "Physics/Zero.h"

namespace mls {
namespace {

/// What the backward pass computes again.
enum class Recomputed { none, selective, full };

} // namespace
MLS_ENUM(Recomputed, "none", "selective", "full");
namespace {

constexpr auto layers = arg("layers", "of the model", whole(1));
constexpr auto hidden = arg("hidden", "width of the residual stream", whole(1));
constexpr auto heads = arg("heads", "query heads", whole(1));
constexpr auto stages = arg("stages", "of the pipeline", whole(1));
constexpr auto microBatches = arg("micro_batches", "of one step", whole(1));
constexpr auto forward = arg("forward", "time of a micro-batch forward through one stage", nonNegative, unit("ms"));
constexpr auto backward = arg("backward", "time of a micro-batch backward through one stage", nonNegative, unit("ms"));

/// The block of Korthikanti et al.: MHA, an FFN of four times the width, dropout; a
/// whole layer computed again keeps its input alone.
template <class S>
Data<S> activationBytes(Ratio<S> layers, Ratio<S> sequence, Ratio<S> batch, Ratio<S> hidden, Ratio<S> heads,
                        Data<S> element, Recomputed recompute) {
  Data<S> token = hidden * element;
  if (recompute != Recomputed::full)
    token = streamActivations(hidden, element, true) + headActivations(hidden, hidden, hidden, hidden, element) +
            ffnActivations(4 * hidden, false, element);
  if (recompute == Recomputed::none)
    token += scoreActivations(heads, sequence, element, true);
  return layers * sequence * batch * token;
}

constexpr std::tuple table{
    function("activation_bytes", MLS_KERNEL(activationBytes),
             "activations that wait for the backward pass, of a GPT block with dropout", "korthikanti_2022", unit("GB"),
             layers, arg("sequence", "tokens of one sequence", whole(1)),
             arg("batch", "sequences of a micro-batch", whole(1)), hidden, heads,
             arg("element", "size of one number", positive, unit("B"), orElse("2 B")),
             arg("recompute", "none; selective: attention scores; full: whole layers", orElse("none"))),
    function("zero_bytes", MLS_KERNEL(modelStates), "weights, gradients and optimizer states of one device",
             "rajbhandari_2020", unit("GB"), arg("parameters", "of the model", positive),
             arg("weight", "size of one", positive, unit("B"), orElse("2 B")),
             arg("gradient", "size of one", positive, unit("B"), orElse("2 B")),
             arg("optimizer", "master weight and moments of one parameter", nonNegative, unit("B"), orElse("12 B")),
             arg("ranks", "devices that share the states", whole(1)),
             arg("stage", "0: none shared, 1: optimizer states, 2: gradients too, 3: weights too",
                 Domain{.lo = 0, .hi = 3, .integer = true})),
    function("pipeline_bubble", MLS_KERNEL(bubbleShare),
             "idle share of a step: GPipe, 1F1B and, with chunks, interleaved", "narayanan_2021", unit("%"), stages,
             microBatches, arg("chunks", "stages of one device, interleaved", whole(1), orElse("1"))),
    function("bubble_time", MLS_KERNEL(bubbleTime), "idle time of a device in a step", "narayanan_2021", unit("ms"),
             stages, arg("chunks", "stages of one device", whole(1)), forward, backward),
    function("zero_bubble_time", MLS_KERNEL(zeroBubbleTime),
             "idle time of a device when gradients of weights fill the wait (ZB-H1)", "qi_2024", unit("ms"), stages,
             forward, backward,
             arg("weight_gradient", "part of the backward time that nothing waits for", nonNegative, unit("ms"))),
    function("dual_pipe_time", MLS_KERNEL(dualPipeTime),
             "idle time of a device when micro-batches come from both ends (DualPipe)", "deepseek_v3", unit("ms"), stages,
             arg("together", "of a forward pass beside a backward pass", nonNegative, unit("ms")), backward,
             arg("weight_gradient", "part of the backward time that nothing waits for", nonNegative, unit("ms"))),
    function("micro_batches_held", MLS_KERNEL(microBatchesHeld),
             "micro-batches whose activations the first stage holds at once", "narayanan_2021", stages, microBatches,
             arg("chunks", "stages of one device, interleaved", whole(1), orElse("1"))),
    function("palm_work_per_token", MLS_KERNEL(palmWorkPerToken),
             "training FLOPs of a token by the formula of PaLM: 6 N + 12 L H Q T", "chowdhery_2022", unit("GFLOP/tok"),
             arg("parameters", "of the model", positive), layers, heads, arg("head_dim", "width of one head", whole(1)),
             arg("sequence", "its length", whole(1), unit("tok"))),
    function("mfu", MLS_KERNEL(flopsUtilisation), "model FLOPs over what the devices could do in the same time",
             "chowdhery_2022", unit("%"), arg("work", "useful arithmetic", nonNegative, unit("FLOP")),
             arg("time", "it took", positive, unit("s")), arg("devices", "that took part", whole(1)),
             arg("peak", "arithmetic rate of one", positive, unit("TFLOP/s"))),
    function("mbu", MLS_KERNEL(bandwidthUtilisation),
             "bytes that must be read over what the memories could deliver in the same time", "pope_2022", unit("%"),
             arg("traffic", "that must be read", nonNegative, unit("GB")), arg("time", "it took", positive, unit("s")),
             arg("devices", "that took part", whole(1)),
             arg("bandwidth", "of the memory of one", positive, unit("TB/s")))};

} // namespace

MLS_DEFINE_FUNCTIONS(Training, table)

} // namespace mls
