//===- TrainMemory.h - memory of a device in training -----------*- C++ -*-===//
//
// Of the device with the most: one of the first stage, which holds the embedding and,
// in 1F1B, the activations of as many micro-batches as there are stages.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Activations.h"
#include "Solvers/TrainAdapters.h"
#include "Solvers/TrainLayout.h"

namespace mls {

template <class S> struct TrainMemoryOut {
  Data<S> weights, gradients, optimizer, activations, buffers, total, capacity;
  Ratio<S> used;
  Flag<S> fits;
  Data<S> shortfall;
  Ratio<S> parameters, trained;
  DataPerToken<S> activations_per_token;

  MLS_RECORD("training_memory.result", "memory of one accelerator, that with the most", "korthikanti_2022") {
    using T = TrainMemoryOut;
    return std::tuple{out("weights", &T::weights, "parameters as the products read them", unit("GB")),
                      out("gradients", &T::gradients, "of the parameters that are trained", unit("GB")),
                      out("optimizer", &T::optimizer, "master weights and moments", unit("GB")),
                      out("activations", &T::activations,
                          "kept from forward to backward, of all micro-batches in flight", unit("GB")),
                      out("buffers", &T::buffers,
                          "one layer formed again, weights gathered for it, logits in single precision", unit("GB")),
                      out("total", &T::total, "sum of the five", unit("GB")),
                      out("capacity", &T::capacity, "what they may fill", unit("GB")),
                      out("used", &T::used, "total over capacity", unit("%")),
                      out("fits", &T::fits, "total <= capacity", because("shortfall")),
                      out("shortfall", &T::shortfall, "memory missing; 0 if it fits", unit("GB")),
                      out("parameters", &T::parameters, "of the model, from its geometry; modules that predict further tokens among them"),
                      out("trained", &T::trained, "those of the model, or of the adapters beside it"),
                      out("activations_per_token", &T::activations_per_token,
                          "kept by one token in one layer on one device", unit("B/tok"))};
  }
};

/// Parameters of a device of the first stage: those that every replica has, and routed
/// experts.
template <class S> struct StageParameters {
  Ratio<S> common, routed;
};
/// Of all layers, those that a device has.
template <class S> Ratio<S> layersHeld(const TrainLayout<S> &at) {
  return stagesOfDevice(at) * layersOfStage(at) / at.workload.model.layers;
}
/// Those of the adapters alone.
template <class S> StageParameters<S> stageAdapters(const TrainLayout<S> &at) {
  return {layersHeld(at) * adapters(at.workload.model, *at.lora_rank) / at.tp, Ratio<S>()};
}
/// All that the products read: of the model, and of adapters beside it.
template <class S> StageParameters<S> stageParameters(const TrainLayout<S> &at) {
  const Transformer<S> &m = at.workload.model;
  Parameters<S> p = parametersTrained(m);
  bool both = at.schedule == PipelineSchedule::dual_pipe;
  Ratio<S> ends = embeddingParameters(m), first = both ? ends : select(less(1, at.pp), m.hidden * m.vocab, ends),
           part = layersHeld(at);
  StageParameters<S> held{(part * (p.rest - ends) + first) / at.tp, part * p.routed / (at.tp * at.ep)};
  if (at.lora_rank.given())
    held.common += stageAdapters(at).common;
  return held;
}
/// Those that have gradients and optimizer states.
template <class S> StageParameters<S> trainedParameters(const TrainLayout<S> &at, const StageParameters<S> &held) {
  return at.lora_rank.given() ? stageAdapters(at) : held;
}

/// What the optimizer keeps for one parameter. A weight stored as wide as its master
/// copy is its own.
template <class S> struct OptimizerState {
  Data<S> master, moment;
  Ratio<S> moments;
  Data<S> size() const { return master + moments * moment; }
};
template <class S> OptimizerState<S> optimizerState(const Training<S> &w) {
  Data<S> weight = elementSize("bits_per_weight", w.formats.weights),
          master = elementSize("bits_per_master_weight", w.formats.optimizer);
  return {select(less(weight, master), master, Data<S>()), elementSize("bits_per_moment", w.formats.moments),
          optimizerMoments<S>(w.optimizer)};
}

/// Bytes of a token in an average layer, on one device.
template <class S> struct LayerActivations {
  Data<S> whole;
  Data<S> cheap; ///< of these, what selective recomputation forms again
  Data<S> input; ///< of these, what full recomputation starts from
};
template <class S> LayerActivations<S> layerActivations(const TrainLayout<S> &at, Data<S> element) {
  const Transformer<S> &m = at.workload.model;
  bool latent = m.latent.given();
  Ratio<S> dense = denseLayers(m) / m.layers, ofStream = at.sequence_parallel ? at.tp : Ratio<S>(1);
  Ratio<S> keyDim = latent ? m.head_dim + m.latent->rope_dim : m.head_dim,
           valueDim = latent ? m.latent->value_dim : m.head_dim;
  Ratio<S> kvHeads = latent ? m.heads : kvHeadsPerDevice(m.kv_heads, at.tp) * at.tp, columns = dense * m.ffn;
  Data<S> copies;
  if (m.experts.given()) { // each expert of a token has a copy of it
    columns += (1 - dense) * (m.experts->active + m.experts->shared) * m.experts->ffn;
    copies = (1 - dense) * m.experts->active * m.hidden * element;
  }
  Data<S> heads =
      headActivations<S>(m.heads * keyDim, kvHeads * keyDim, kvHeads * valueDim, m.heads * valueDim, element);
  Data<S> scores = scoreActivations<S>(m.heads / at.tp, at.workload.sequence / oneToken, element, at.dropout);
  LayerActivations<S> a;
  a.whole = streamActivations(m.hidden, element, at.dropout) / ofStream +
            (heads + ffnActivations(columns, m.gated, element) + copies) / at.tp;
  a.cheap = normResults(m.hidden, element) / ofStream + ffnResults(columns, element) / at.tp;
  a.input = m.hidden * element / (at.distribute_saved_activations ? at.tp : ofStream);
  if (latent) { // compressed, whole on every device; expanded again from that
    const Latent<S> &l = *m.latent;
    a.whole += (l.query_rank + l.kv_rank + l.rope_dim) * element;
    Ratio<S> queries = select(less(0, l.query_rank), m.heads * keyDim, 0);
    a.cheap += (queries + m.heads * (keyDim + valueDim)) * element / at.tp;
  }
  if (at.attention == AttentionKernel::unfused)
    a.whole += scores, a.cheap = scores;
  return a;
}

/// `tp`: that has passed the checks.
template <class S> TrainMemoryOut<S> trainMemory(const TrainLayout<S> &at, Ratio<S> tp, Data<S> capacity) {
  const Transformer<S> &m = at.workload.model;
  const TrainingFormats<S> &f = at.workload.formats;
  Data<S> weight = elementSize("bits_per_weight", f.weights), gradient = elementSize("bits_per_gradient", f.gradients),
          element = elementSize("bits_per_activation", f.activations), state = optimizerState(at.workload).size();
  Ratio<S> replicas = stagesOfDevice(at) * at.cp * at.dp, ofExperts = replicas / at.ep;
  StageParameters<S> held = stageParameters(at), trained = trainedParameters(at, held);
  auto kept = [&](const StageParameters<S> &p, int from, Data<S> each) {
    Data<S> common = p.common * each, routed = p.routed * each;
    return sharded(at.zero, from, replicas, common) + sharded(at.zero, from, ofExperts, routed);
  };

  TrainMemoryOut<S> o;
  o.parameters = parametersTrained(m).total();
  o.trained = at.lora_rank.given() ? adapters(m, *at.lora_rank) : o.parameters;
  o.weights = kept(held, 3, weight), o.gradients = kept(trained, 2, gradient), o.optimizer = kept(trained, 1, state);

  Ratio<S> tokens = let("tokens_of_a_device", at.micro_batch * (at.workload.sequence / oneToken) / at.cp),
           n = microBatchesOf(at);
  Ratio<S> inFlight = let("micro_batches_in_flight",
                          at.schedule == PipelineSchedule::gpipe       ? n
                          : at.schedule == PipelineSchedule::dual_pipe ? min(at.pp + 1, n)
                                                                       : microBatchesHeld(at.pp, n, at.interleave));
  LayerActivations<S> a = layerActivations(at, element);
  Data<S> each = a.whole;
  if (at.recompute == Recompute::full)
    each = a.input;
  else if (at.recompute == Recompute::selective)
    each = a.whole - a.cheap;
  o.activations_per_token = each / oneToken;
  o.activations = inFlight * layersOfStage(at) * tokens * each;

  Ratio<S> layer = (held.common + held.routed) / (stagesOfDevice(at) * layersOfStage(at));
  o.buffers = select(lessEqual(3, at.zero), 2 * layer * weight, Data<S>()); // in use, and on its way
  o.buffers += tokens * (a.whole - each);                                   // formed again
  o.buffers += select(less(1, at.pp), Data<S>(), tokens * m.vocab / tp * Data<S>(4 * oneByte)); // logits

  o.total = o.weights + o.gradients + o.optimizer + o.activations + o.buffers;
  o.capacity = capacity;
  o.used = o.total / capacity;
  o.fits = lessEqual(o.total, capacity);
  o.shortfall = max(o.total - capacity, Data<S>());
  return o;
}

} // namespace mls
