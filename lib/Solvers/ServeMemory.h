//===- ServeMemory.h - memory of one replica --------------------*- C++ -*-===//
#pragma once

#include "Solvers/ServeReplica.h"

namespace mls {

template <class S> struct ServeMemory {
  Data<S> weights, kv, draft, activations, total, capacity;
  Ratio<S> used;
  DataPerToken<S> kv_per_token;

  MLS_RECORD("serve.memory", "memory of one replica, all of its devices together", "kwon_2023") {
    return std::tuple{out("weights", &ServeMemory::weights, "parameters, from the geometry of the model", unit("GB")),
                      out("kv", &ServeMemory::kv, "KV cache of all requests in flight at their full length", unit("GB")),
                      out("draft", &ServeMemory::draft, "parameters and KV cache of the draft model", unit("GB")),
                      out("activations", &ServeMemory::activations, "widest tensors of one prefill", unit("GB")),
                      out("total", &ServeMemory::total, "weights, kv, activations and draft", unit("GB")),
                      out("capacity", &ServeMemory::capacity, "what the engine may use", unit("GB")),
                      out("used", &ServeMemory::used, "total over capacity", unit("%")),
                      out("kv_per_token", &ServeMemory::kv_per_token, "KV cache of one token in all layers that keep it", unit("B/tok"))};
  }
};

/// Memory, and what follows from it about the batch.
template <class S> struct Fit {
  ServeMemory<S> memory;
  Data<S> sequence; ///< of one request at its full length
  Data<S> room;     ///< for KV caches
  Flag<S> fits;
  Data<S> shortfall;
  Ratio<S> largestBatch;

  /// A result that exists only if the deployment fits: the same condition as `fits`, in
  /// the terms that help: by how much not, and what would.
  Time<S> ifFits(Ratio<S> batch, Time<S> t) const {
    return require(lessEqual(shortfall, Data<S>()) || lessEqual(batch, largestBatch), "the deployment does not fit in memory", t);
  }
};

/// `step`: most tokens of a prompt that go through an attention group at once.
/// `length`: of a request in memory.
template <class S>
Fit<S> fit(const Allocation<S> &place, const Replica<S> &target, const Replica<S> *draft, Ratio<S> batch, Tokens<S> length, Tokens<S> step,
           Ratio<S> memoryShare) {
  Fit<S> f;
  ServeMemory<S> &m = f.memory;
  Data<S> kv = target.kv(length);
  m.weights = target.weights();
  m.kv_per_token = target.kvOfToken();
  m.kv = batch * kv;
  m.activations = target.activations(step);
  m.total = m.weights + m.kv + m.activations;
  Data<S> fixed = m.weights + m.activations;
  f.sequence = kv;
  if (draft) {
    Data<S> weights = draft->weights(), of = draft->kv(length);
    m.draft = place.at.ep * weights + batch * of;
    fixed += place.at.ep * weights;
    f.sequence += of;
    m.total += m.draft;
  }
  m.capacity = place.gpusOfReplica() * place.node.accelerator.memory.capacity * memoryShare;
  m.used = m.total / m.capacity;
  f.room = m.capacity - fixed;
  f.fits = lessEqual(m.total, m.capacity);
  f.shortfall = max(m.total - m.capacity, Data<S>());
  f.largestBatch = max(floor(f.room / f.sequence), 0);
  return f;
}

} // namespace mls
