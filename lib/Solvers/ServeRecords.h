//===- ServeRecords.h - arguments and results of `serve` --------*- C++ -*-===//
#pragma once

#include "Solvers/Bound.h"
#include "Solvers/Steady.h"

namespace mls {
using namespace records;

template <class S> struct ServeIn : Deployment<S> {
  Serving<S> workload;
  Ratio<S> batch, power_draw;

  MLS_RECORD("serve", "latency, throughput, memory and cost of a language model in steady state", "pope_2022") {
    return std::tuple_cat(std::tuple{in("workload", &ServeIn::workload, "what is served"),
                                     in("batch", &ServeIn::batch, "requests in flight on one replica", whole(1))},
                          Deployment<S>::rows(),
                          std::tuple{in("power_draw", &ServeIn::power_draw, "mean draw over the rated power of the machines", fraction, orElse("constants.power_draw"))});
  }
};

template <class S> struct ServeOut {
  Time<S> ttft, itl, stall, request_latency;
  TimePerToken<S> tpot;
  TokenRate<S> interactivity, throughput, throughput_per_gpu;
  Frequency<S> request_rate;
  Ratio<S> load, tokens_per_step;
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
        out("itl", &ServeOut::itl, "inter-token latency: one decode step at the end of the output, undisturbed by prefills; with a draft it brings several tokens", unit("ms"), boundBy("bound")),
        out("stall", &ServeOut::stall, "longest gap between tokens that the prefill of one other request makes", unit("ms")),
        out("tpot", &ServeOut::tpot, "time per output token: (request_latency - ttft) / (output - 1 tok), stalls by others' prefills included", unit("ms/tok"), boundBy("tpot_bound")),
        out("interactivity", &ServeOut::interactivity, "1 / tpot", unit("tok/s"), boundBy("tpot_bound")),
        out("request_latency", &ServeOut::request_latency, "from the admission of a request to its last token, without queueing", unit("s"), boundBy("throughput_bound")),
        out("throughput", &ServeOut::throughput, "output tokens per second of the whole deployment", unit("tok/s"), boundBy("throughput_bound")),
        out("throughput_per_gpu", &ServeOut::throughput_per_gpu, "throughput over all accelerators", unit("tok/s"), boundBy("throughput_bound")),
        out("request_rate", &ServeOut::request_rate, "requests that the deployment completes", unit("req/s"), boundBy("throughput_bound")),
        out("load", &ServeOut::load, "the workload's rate over request_rate; above 1 the queue grows", unit("%")),
        out("tokens_per_step", &ServeOut::tokens_per_step, "tokens that a decode step yields for a request; 1 without a draft"),
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
        out("throughput_bound", &ServeOut::throughput_bound, "resource that sets request_latency, and with it rates and costs: all prefills and decode steps of a request; bubbles of the pipeline are overhead"),
        out("throughput_margin", &ServeOut::throughput_margin, "factor by which it exceeds the next one"),
        out("throughput_next", &ServeOut::throughput_next, "the next one"),
        out("mfu", &ServeOut::mfu, "model FLOPs of the requests over peak FLOPs of the devices in the same time", unit("%")),
        out("hfu", &ServeOut::hfu, "executed FLOPs over peak FLOPs of the devices in the same time", unit("%")),
        out("mbu", &ServeOut::mbu, "weights and KV cache read over what the memory could deliver, in a decode step", unit("%")),
        out("efficiency", &ServeOut::efficiency, "achieved shares of peak, in effect"),
        out("energy_per_token", &ServeOut::energy_per_token, "power drawn by the machines over throughput", unit("J/tok"), boundBy("throughput_bound")),
        out("cost_per_token", &ServeOut::cost_per_token, "rent of the machines over throughput", unit("USD/Mtok"), boundBy("throughput_bound"))};
  }
};

} // namespace mls
