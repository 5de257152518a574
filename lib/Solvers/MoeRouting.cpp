//===- MoeRouting.cpp - `moe_routing`: tokens to experts and back ----------===//
//
// One layer with experts that are spread over `ep` devices. A device that gets more
// than its share takes longer and all others wait; the work of all devices together,
// and the parameters that a token uses, stay what they are. Lepikhin et al., "GShard",
// arXiv 2006.16668 (capacity); DeepSeek-AI, "DeepSeek-V3", arXiv 2412.19437, section
// 2.1.2 (tokens that visit few nodes).
//
//===----------------------------------------------------------------------===//

#include "Operators/Transformer.h"
#include "Physics/Counts.h"
#include "Solvers/Interconnect.h"
#include "Solvers/KernelTime.h"
#include "Solvers/Pools.h"
#include "Solvers/Solver.h"

namespace mls {
namespace {

template <class S> struct MoeRoutingIn {
  Transformer<S> model;
  Machines<S> on;
  Tokens<S> tokens;
  Ratio<S> ep, imbalance, capacity_factor;
  Opt<Ratio<S>> expert_nodes;
  Formats<S> formats;
  Efficiency<S> efficiency;
  Collective<S> across_nodes;

  MLS_RECORD("moe_routing", "messages, load and time of one layer of experts", "lepikhin_2020") {
    using T = MoeRoutingIn;
    return std::tuple{
        in("model", &T::model, "a model with experts"),
        in("on", &T::on, "where it runs; of several pools, the first"),
        in("tokens", &T::tokens, "tokens that each device brings", positive, unit("tok")),
        in("ep", &T::ep, "devices that share the experts", whole(1)),
        in("imbalance", &T::imbalance, "tokens at the busiest device's experts over the mean", atLeast(1), orElse("1")),
        in("capacity_factor", &T::capacity_factor,
           "room for tokens at an expert over the mean; what exceeds it is dropped", atLeast(1), orElse("imbalance")),
        in("expert_nodes", &T::expert_nodes, "most nodes that the experts of one token lie on; to each it travels once",
           whole(1)),
        in("formats", &T::formats, "number formats", orElse("{}")),
        in("efficiency", &T::efficiency, "achieved shares of peak; absent parts are calibrated", orElse("{}")),
        in("across_nodes", &T::across_nodes, "efficiency of messages between nodes", orElse("constants.AcrossNodes"))};
  }
};

template <class S> struct MoeRoutingOut {
  Time<S> layer_time, dispatch_time, combine_time, expert_time, straggler_time;
  Data<S> dispatch, combine;
  Ratio<S> tokens_per_expert, busiest, dropped, experts_touched, active_parameters, total_parameters;
  WorkPerToken<S> work_per_token;

  MLS_RECORD("moe_routing.result", "one layer of experts", "lepikhin_2020") {
    using T = MoeRoutingOut;
    return std::tuple{
        out("layer_time", &T::layer_time, "dispatch, experts of the busiest device, combine", unit("us")),
        out("dispatch_time", &T::dispatch_time, "all-to-all to the experts", unit("us")),
        out("combine_time", &T::combine_time, "all-to-all back", unit("us")),
        out("expert_time", &T::expert_time, "experts of a device with the mean load", unit("us")),
        out("straggler_time", &T::straggler_time, "further time of the busiest device, for which the others wait",
            unit("us")),
        out("dispatch", &T::dispatch, "sent by one device: a copy for each expert of a token, its own share kept",
            unit("MB")),
        out("combine", &T::combine, "sent back to one device", unit("MB")),
        out("tokens_per_expert", &T::tokens_per_expert, "mean over the experts"),
        out("busiest", &T::busiest, "tokens at each expert of the busiest device, those dropped not counted"),
        out("dropped", &T::dropped, "of the tokens of the busiest device, those beyond its capacity", unit("%")),
        out("experts_touched", &T::experts_touched, "expected number of experts that any token of all devices picks"),
        out("active_parameters", &T::active_parameters,
            "of the model, that one token uses, however the load is spread"),
        out("total_parameters", &T::total_parameters, "of the model"),
        out("work_per_token", &T::work_per_token, "of the layer's experts, however the load is spread",
            unit("MFLOP/tok"))};
  }
};

template <class S> MoeRoutingOut<S> moeRouting(const MoeRoutingIn<S> &in) {
  const Transformer<S> &m = in.model;
  const Experts<S> &e = *m.experts;
  MoeRoutingOut<S> o;
  Pool<S> pool = poolsOf(in.on).front();
  const Node<S> &node = pool.node;
  const Cluster<S> *cluster = in.on.template get<Cluster<S>>();
  List<Tier<S>> fabric = cluster ? cluster->fabric : List<Tier<S>>();
  Interconnect<S> net(node, fabric, in.efficiency, in.across_nodes);

  Ratio<S> ep = require(lessEqual(in.imbalance, in.ep),
                        "the busiest device cannot get more than all tokens: `imbalance` exceeds `ep`", in.ep);
  ep = require(lessEqual(in.ep, pool.count * node.count), "a replica needs more GPUs than there are", ep);
  ep = require(divides(in.ep, e.count), "`ep` must divide the experts of the model", ep);
  Ratio<S> all = in.tokens / oneToken * ep, load = min(in.imbalance, in.capacity_factor);
  o.tokens_per_expert = all * e.active / e.count;
  o.busiest = load * o.tokens_per_expert;
  o.dropped = (in.imbalance - load) / in.imbalance;
  o.experts_touched = expertsTouched(e.count, e.active, all);
  Parameters<S> p = parameters(m);
  o.active_parameters = p.active(), o.total_parameters = p.total();

  Lowered<S> lowered = lower(m, elementSizes(in.formats), Layout<S>{1, ep}, Phase<S>::forward(Ratio<S>(1), in.tokens));
  KernelTimer<S> timer(node.accelerator, in.efficiency, in.formats.weights.compute, in.formats.kv.compute,
                       elementSizes(in.formats));
  for (const Operator<S> &op : lowered.operators)
    if (op.kernel == Kernel::Experts) {
      KernelTime<S> k = timer(op);
      o.work_per_token = op.work / in.tokens;
      o.expert_time = k.busy + k.launch;
      o.straggler_time = (load - 1) * k.busy;
    }
  Ratio<S> leaving = in.expert_nodes.given() ? min(*in.expert_nodes / e.active, 1) : Ratio<S>(1);
  o.dispatch = (ep - 1) / ep * lowered.messages.dispatch, o.combine = (ep - 1) / ep * lowered.messages.combine;
  Ranks<S> ranks{ep, Ratio<S>(1)};
  o.dispatch_time = net.allToAll(load * lowered.messages.dispatch, ranks, leaving);
  o.combine_time = net.allToAll(load * lowered.messages.combine, ranks, leaving);
  o.layer_time = o.dispatch_time + o.expert_time + o.straggler_time + o.combine_time;
  return o;
}

constexpr llvm::StringRef headline[] = {"layer_time",   "dispatch_time", "expert_time", "straggler_time",
                                        "combine_time", "dispatch",      "dropped",     "experts_touched"};
constexpr llvm::StringRef notModelled[] = {
    "which experts are picked together", "tensor parallelism inside experts", "overlap of messages with kernels",
    "messages that share a link with others at the same time", "what dropped tokens cost in quality"};

} // namespace

MLS_DEFINE_SOLVER(MoeRouting, moeRouting, MoeRoutingIn, MoeRoutingOut, .positional = 1, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
