//===- ServeRecords.h - arguments and results of `serve` --------*- C++ -*-===//
#pragma once

#include "Records/Efficiency.h"
#include "Records/Node.h"
#include "Records/Serving.h"
#include "Solvers/Bound.h"
#include "Solvers/Step.h"

namespace mls {
using namespace records;

template <class S> struct ServeIn {
  Serving<S> workload;
  Node<S> on;
  Ratio<S> batch, tp, pp, ep, replicas;
  Efficiency<S> efficiency;
  Granularity granularity;
  Ratio<S> memory_share, power_draw;

  MLS_RECORD("serve", "latency, throughput, memory and cost of a language model on one node", "pope_2022") {
    return std::tuple{
        in("workload", &ServeIn::workload, "what is served"),
        in("on", &ServeIn::on, "where it runs"),
        in("batch", &ServeIn::batch, "requests in flight on one replica", whole(1)),
        in("tp", &ServeIn::tp, "tensor parallelism: devices that share every layer", whole(1), orElse("1")),
        in("pp", &ServeIn::pp, "pipeline parallelism: stages of layers", whole(1), orElse("1")),
        in("ep", &ServeIn::ep, "expert parallelism: groups that share the experts and split the batch", whole(1), orElse("1")),
        in("replicas", &ServeIn::replicas, "copies of the model; together they use the node up", whole(0), orElse("floor(on.count / (tp * pp * ep))")),
        in("efficiency", &ServeIn::efficiency, "achieved shares of peak; absent parts are calibrated", orElse("{}")),
        in("granularity", &ServeIn::granularity, "operators: a sum over kernels; aggregate: one roofline for the whole step", orElse("operators")),
        in("memory_share", &ServeIn::memory_share, "share of device memory that the engine may use", fraction, orElse("constants.memory_share")),
        in("power_draw", &ServeIn::power_draw, "mean draw over the rated power of the node", fraction, orElse("constants.power_draw"))};
  }
};

template <class S> struct ServeMemory {
  Data<S> weights, kv, activations, total, capacity;
  Ratio<S> used;
  DataPerToken<S> kv_per_token;

  MLS_RECORD("serve.memory", "memory of one replica, all of its devices together", "kwon_2023") {
    return std::tuple{out("weights", &ServeMemory::weights, "parameters, from the geometry of the model", unit("GB")),
                      out("kv", &ServeMemory::kv, "KV cache of all requests in flight at their full length", unit("GB")),
                      out("activations", &ServeMemory::activations, "widest tensors of one prefill", unit("GB")),
                      out("total", &ServeMemory::total, "weights, kv and activations", unit("GB")),
                      out("capacity", &ServeMemory::capacity, "what the engine may use", unit("GB")),
                      out("used", &ServeMemory::used, "total over capacity", unit("%")),
                      out("kv_per_token", &ServeMemory::kv_per_token, "KV cache of one token, all layers", unit("B/tok"))};
  }
};

template <class S> struct ServeOut {
  Time<S> ttft, itl, request_latency;
  TimePerToken<S> tpot;
  TokenRate<S> interactivity, throughput, throughput_per_gpu;
  Frequency<S> request_rate;
  Ratio<S> load;
  ServeMemory<S> memory;
  Flag<S> fits;
  Data<S> shortfall;
  Ratio<S> largest_batch;
  Choice<Bound, S> bound, next_bound, ttft_bound, ttft_next, tpot_bound, tpot_next, throughput_bound, throughput_next;
  Ratio<S> margin, ttft_margin, tpot_margin, throughput_margin, mfu, hfu, mbu;
  Effective<S> efficiency;
  EnergyPerToken<S> energy_per_token;
  MoneyPerToken<S> cost_per_token;

  MLS_RECORD("serve.result", "one deployment in steady state, every replica kept at its batch", "pope_2022") {
    return std::tuple{
        out("ttft", &ServeOut::ttft, "time to first token: prefill of one prompt without queueing", unit("ms"), boundBy("ttft_bound")),
        out("itl", &ServeOut::itl, "inter-token latency: one decode step at the end of the output, undisturbed by prefills", unit("ms"), boundBy("bound")),
        out("tpot", &ServeOut::tpot, "time per output token: (request_latency - ttft) / (output - 1 tok), stalls by others' prefills included", unit("ms/tok"), boundBy("tpot_bound")),
        out("interactivity", &ServeOut::interactivity, "1 / tpot", unit("tok/s"), boundBy("tpot_bound")),
        out("request_latency", &ServeOut::request_latency, "from the arrival of a request to its last token, without queueing", unit("s"), boundBy("throughput_bound")),
        out("throughput", &ServeOut::throughput, "output tokens per second of the whole deployment", unit("tok/s"), boundBy("throughput_bound")),
        out("throughput_per_gpu", &ServeOut::throughput_per_gpu, "throughput over the accelerators of the node", unit("tok/s"), boundBy("throughput_bound")),
        out("request_rate", &ServeOut::request_rate, "requests that the deployment completes", unit("req/s"), boundBy("throughput_bound")),
        out("load", &ServeOut::load, "the workload's rate over request_rate; above 1 the queue grows", unit("%")),
        out("memory", &ServeOut::memory, "memory of one replica"),
        out("fits", &ServeOut::fits, "memory.total <= memory.capacity", because("shortfall largest_batch")),
        out("shortfall", &ServeOut::shortfall, "memory missing in a replica; 0 if it fits", unit("GB")),
        out("largest_batch", &ServeOut::largest_batch, "largest batch that fits; 0 if the weights do not"),
        out("bound", &ServeOut::bound, "resource that sets itl; capacity if it does not fit"),
        out("margin", &ServeOut::margin, "factor by which it exceeds the next one"),
        out("next_bound", &ServeOut::next_bound, "the next one"),
        out("ttft_bound", &ServeOut::ttft_bound, "resource that sets ttft"),
        out("ttft_margin", &ServeOut::ttft_margin, "factor by which it exceeds the next one"),
        out("ttft_next", &ServeOut::ttft_next, "the next one"),
        out("tpot_bound", &ServeOut::tpot_bound, "resource that sets tpot: decode steps and others' prefills together"),
        out("tpot_margin", &ServeOut::tpot_margin, "factor by which it exceeds the next one"),
        out("tpot_next", &ServeOut::tpot_next, "the next one"),
        out("throughput_bound", &ServeOut::throughput_bound, "resource that sets request_latency, and with it rates and costs: all prefills and decode steps of a request"),
        out("throughput_margin", &ServeOut::throughput_margin, "factor by which it exceeds the next one"),
        out("throughput_next", &ServeOut::throughput_next, "the next one"),
        out("mfu", &ServeOut::mfu, "model FLOPs of the requests over peak FLOPs of the devices in the same time", unit("%")),
        out("hfu", &ServeOut::hfu, "executed FLOPs over peak FLOPs of the devices in the same time", unit("%")),
        out("mbu", &ServeOut::mbu, "weights and KV cache read over what the memory could deliver, in a decode step", unit("%")),
        out("efficiency", &ServeOut::efficiency, "achieved shares of peak, in effect"),
        out("energy_per_token", &ServeOut::energy_per_token, "power drawn by the node over throughput", unit("J/tok"), boundBy("throughput_bound")),
        out("cost_per_token", &ServeOut::cost_per_token, "rent of the node over throughput", unit("USD/Mtok"), boundBy("throughput_bound"))};
  }
};

} // namespace mls
