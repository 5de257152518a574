//===- ServeReplica.h - one copy of a model on its devices ------*- C++ -*-===//
//
// What it holds and how long its steps take. Several models (a target and its draft)
// may share the devices.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Operators/Transformer.h"
#include "Solvers/Deployment.h"

namespace mls {
using namespace records;

template <class S> class Replica {
public:
  Replica(const Transformer<S> &m, const Formats<S> &formats, const Allocation<S> &place, const Layout<S> &at, Ratio<S> pp,
          const Efficiency<S> &efficiency, const Collective<S> &betweenNodes, Granularity granularity)
      : m(m), size(elementSizes(formats)), at(at), pp(pp),
        timer(place.node, place.fabric, efficiency, betweenNodes, formats, place.exchange, granularity) {}

  /// A step that takes these sequences of every attention group together.
  StepTime<S> step(const char *name, llvm::ArrayRef<Phase<S>> phases, bool parts = true) {
    Ratio<S> sequences;
    for (const Phase<S> &phase : phases)
      sequences += phase.sequences;
    Scope scope(name, m.layers); // sequences may be a constant, which knows no tape
    return timer(lower(m, size, at, phases), sequences, at, m.layers, pp, parts);
  }
  Time<S> total(const char *name, llvm::ArrayRef<Phase<S>> phases) { return step(name, phases, false).total; }
  /// Its arithmetic, and its traffic and messages, at an efficiency of one.
  Time<S> idealCompute(llvm::ArrayRef<Phase<S>> phases) const { return timer.idealCompute(lower(m, size, at, phases)); }
  IdealStep<S> ideal(llvm::ArrayRef<Phase<S>> phases) const { return timer.ideal(lower(m, size, at, phases), at, pp); }

  /// On all devices together: attention, dense and shared weights are copied to each of
  /// `ep` groups, routed experts are stored once.
  Data<S> weights() const {
    Parameters<S> p = parameters(m);
    Ratio<S> stored = p.rest * at.ep;
    if (m.experts.given())
      stored += p.routed;
    return stored * size.weight;
  }
  /// Of one sequence, on all devices of its attention group.
  Data<S> kv(Tokens<S> length) const { return m.window.given() ? at.tp * kvCache(m, size.kv, at.tp, length) : length * kvOfToken(); }
  DataPerToken<S> kvOfToken() const { return at.tp * kvPerToken(m, size.kv, at.tp); }
  /// Of a step that takes so many tokens in every attention group.
  Data<S> activations(Tokens<S> tokens) const { return at.ep * widestActivations<S>(m, tokens / oneToken, size.residual); }
  /// Model FLOPs: of one sequence, nothing stored or computed twice.
  Work<S> work(const Phase<S> &phase) const { return modelWork(m, size, phase); }

private:
  const Transformer<S> &m;
  ElementSizes<S> size;
  Layout<S> at;
  Ratio<S> pp;
  StepTimer<S> timer;
};

} // namespace mls
