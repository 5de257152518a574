//===- DisaggregateRecords.h - arguments and results of `disaggregate` -*- C++ -*-===//
#pragma once

#include "Solvers/Bound.h"
#include "Solvers/ServeMemory.h"

namespace mls {
using namespace records;

/// Which part of a disaggregated deployment lets the fewest requests through.
enum class Stage { prefill, transfer, decode };
MLS_ENUM(Stage, "prefill", "transfer", "decode");

template <class S> struct ServingPool {
  Node<S> on;
  Ratio<S> nodes, tp, pp, ep, batch;
  bool overlap_exchange, send_once;
  Efficiency<S> efficiency;

  MLS_RECORD("ServingPool", "equal nodes that serve one phase", "zhong_2024") {
    return std::tuple{in("on", &ServingPool::on, "the node"),
                      in("nodes", &ServingPool::nodes, "how many there are", whole(1), orElse("1")),
                      in("tp", &ServingPool::tp, "tensor parallelism: devices that share every layer", whole(1), orElse("1")),
                      in("pp", &ServingPool::pp, "pipeline parallelism: stages of layers", whole(1), orElse("1")),
                      in("ep", &ServingPool::ep, "expert parallelism: groups that share the experts and split the batch", whole(1), orElse("1")),
                      in("batch", &ServingPool::batch, "requests at once on one replica; the default gives one to every stage and group", whole(1), orElse("pp * ep")),
                      in("overlap_exchange", &ServingPool::overlap_exchange, "two halves of a step take turns, so that all-to-alls and kernels hide one another", orElse("false")),
                      in("send_once", &ServingPool::send_once, "a token crosses once to each node that has any of its experts", orElse("false")),
                      in("efficiency", &ServingPool::efficiency, "achieved shares of peak; absent parts are calibrated", orElse("{}"))};
  }
};

template <class S> struct DisaggregateIn {
  Serving<S> workload;
  ServingPool<S> prefill, decode;
  Opt<Link<S>> port;
  bool overlap;
  Tokens<S> cached;
  Collective<S> between_nodes;
  Granularity granularity;
  Ratio<S> memory_share, power_draw;

  MLS_RECORD("disaggregate", "prompts and outputs on pools of their own, with the KV cache sent from one to the other", "zhong_2024") {
    return std::tuple{
        in("workload", &DisaggregateIn::workload, "what is served"),
        in("prefill", &DisaggregateIn::prefill, "pool that computes prompts"),
        in("decode", &DisaggregateIn::decode, "pool that computes outputs"),
        in("port", &DisaggregateIn::port, "port between the pools, of which a node has `nics`; unless given, the `nic` of the nodes for prefill", orElse("prefill.on.nic")),
        in("overlap", &DisaggregateIn::overlap, "the cache of a layer is sent while the next one computes", orElse("false")),
        in("cached", &DisaggregateIn::cached, "leading tokens of every prompt that the prefill pool has cached", whole(0), unit("tok"), orElse("0 tok")),
        in("between_nodes", &DisaggregateIn::between_nodes, "efficiency of messages that leave a node", orElse("constants.AcrossNodes")),
        in("granularity", &DisaggregateIn::granularity, "operators: a sum over kernels; aggregate: one roofline for a whole step", orElse("operators")),
        in("memory_share", &DisaggregateIn::memory_share, "share of device memory that the engine may use", fraction, orElse("constants.memory_share")),
        in("power_draw", &DisaggregateIn::power_draw, "mean draw over the rated power of the nodes", fraction, orElse("constants.power_draw"))};
  }
};

template <class S> struct PoolReport {
  Frequency<S> request_rate;
  Ratio<S> replicas, load;
  ServeMemory<S> memory;
  Flag<S> fits;
  Data<S> shortfall;
  Ratio<S> largest_batch;
  Choice<Bound, S> bound, next_bound;
  Ratio<S> margin;

  MLS_RECORD("disaggregate.pool", "one of the two pools", "zhong_2024") {
    return std::tuple{out("request_rate", &PoolReport::request_rate, "requests that the pool could do by itself", unit("req/s")),
                      out("replicas", &PoolReport::replicas, "copies of the model in the pool"),
                      out("load", &PoolReport::load, "the deployment's request_rate over that of the pool", unit("%")),
                      out("memory", &PoolReport::memory, "memory of one replica"),
                      out("fits", &PoolReport::fits, "memory.total <= memory.capacity", because("shortfall largest_batch")),
                      out("shortfall", &PoolReport::shortfall, "memory missing in a replica; 0 if it fits", unit("GB")),
                      out("largest_batch", &PoolReport::largest_batch, "largest batch that fits; 0 if the weights do not"),
                      out("bound", &PoolReport::bound, "resource that sets a step of the pool"),
                      out("margin", &PoolReport::margin, "factor by which it exceeds the next one"),
                      out("next_bound", &PoolReport::next_bound, "the next one")};
  }
};

template <class S> struct DisaggregateOut {
  Time<S> ttft, itl, prefill_time, transfer, exposed, request_latency;
  TimePerToken<S> tpot;
  TokenRate<S> interactivity, throughput, throughput_per_gpu;
  Frequency<S> request_rate, transfer_rate;
  Ratio<S> load, balance;
  Choice<Stage, S> limit;
  Data<S> kv_sent;
  PoolReport<S> prefill, decode;
  Flag<S> fits;
  EnergyPerToken<S> energy_per_token;
  MoneyPerToken<S> cost_per_token;

  MLS_RECORD("disaggregate.result", "both pools in steady state", "zhong_2024") {
    return std::tuple{
        out("ttft", &DisaggregateOut::ttft, "time to first token without queueing: prefill_time and exposed, since the decode pool answers", unit("ms")),
        out("prefill_time", &DisaggregateOut::prefill_time, "one pass of the prefill pool", unit("ms")),
        out("transfer", &DisaggregateOut::transfer, "KV cache of one prompt from replica to replica", unit("ms")),
        out("exposed", &DisaggregateOut::exposed, "part of transfer that no prefill hides", unit("ms")),
        out("itl", &DisaggregateOut::itl, "inter-token latency: one decode step at the end of the output", unit("ms")),
        out("tpot", &DisaggregateOut::tpot, "time per output token: (request_latency - ttft) / (output - 1 tok); no prefill stalls it", unit("ms/tok")),
        out("interactivity", &DisaggregateOut::interactivity, "1 / tpot", unit("tok/s")),
        out("request_latency", &DisaggregateOut::request_latency, "from the admission of a request to its last token, without queueing", unit("s")),
        out("request_rate", &DisaggregateOut::request_rate, "requests that the deployment completes: the least of both pools and the transfer", unit("req/s")),
        out("limit", &DisaggregateOut::limit, "which of them it is"),
        out("transfer_rate", &DisaggregateOut::transfer_rate, "requests whose caches the ports of the smaller side let through", unit("req/s")),
        out("balance", &DisaggregateOut::balance, "nodes for prefill to one node for decode at which both pools keep up with each other"),
        out("throughput", &DisaggregateOut::throughput, "output tokens per second", unit("tok/s")),
        out("throughput_per_gpu", &DisaggregateOut::throughput_per_gpu, "throughput over the accelerators of both pools", unit("tok/s")),
        out("load", &DisaggregateOut::load, "the workload's rate over request_rate; above 1 the queue grows", unit("%")),
        out("kv_sent", &DisaggregateOut::kv_sent, "KV cache of one prompt, each head once", unit("GB")),
        out("prefill", &DisaggregateOut::prefill, "the pool that computes prompts"),
        out("decode", &DisaggregateOut::decode, "the pool that computes outputs"),
        out("fits", &DisaggregateOut::fits, "both pools fit"),
        out("energy_per_token", &DisaggregateOut::energy_per_token, "power drawn by all nodes over throughput", unit("J/tok")),
        out("cost_per_token", &DisaggregateOut::cost_per_token, "rent of all nodes over throughput", unit("USD/Mtok"))};
  }
};

} // namespace mls
