//===- Steady.h - a replica that is kept full -------------------*- C++ -*-===//
//
// A replica is a group of tp * pp * ep devices that prefills and decodes. A *wave* is
// the part of its batch that one attention group of one stage handles; the waves of a
// batch fill the stages and groups. Pope et al., "Efficiently scaling transformer
// inference", arXiv 2211.05102; Agrawal et al., "Sarathi-Serve", arXiv 2403.02310.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Serving.h"
#include "Physics/Speculative.h"
#include "Solvers/ServeMemory.h"

#include <optional>

namespace mls {

/// One cycle of a replica with `batch` requests in flight.
template <class S> struct Steady {
  StepTime<S> prefill, decode; ///< passes with a prompt or a chunk of one, and without
  StepTime<S> drafts;          ///< of `decode`
  Passes<S> passes;
  Ratio<S> chunks; ///< passes in which one prompt is prefilled
  Ratio<S> wave, tokensOfStep;
  Time<S> ttft, latency, stall, bubble;
  llvm::SmallVector<Phase<S>, 2> prompts; ///< phases of `prefill`
};

/// A target, its draft if there is one, and the traffic that they serve.
template <class S> class Engine {
public:
  Engine(const Deployment<S> &d, const Serving<S> &load)
      : d(d), load(load), place(allocate(d, load)), fresh(load.prompt - d.cached),
        target(load.model, load.formats, place, place.at, d.pp, d.efficiency, d.between_nodes, d.granularity) {
    if (d.draft.given()) // shares the devices of an attention group
      draft.emplace(d.draft->model, d.draft->formats, place, Layout<S>{place.at.tp, 1}, Ratio<S>(1), d.efficiency, d.between_nodes,
                    d.granularity);
    chunks = Ratio<S>(1);
    if (d.prefill_chunk.given())
      chunks = let("chunks", max(ceil(fresh / *d.prefill_chunk), 1));
    if (draft) // a step that brings all its proposals and one more token ends the output at most
      drafted = let("drafted", min(d.draft->tokens, max(load.output / oneToken - 2, 0)));
    tokensOfStep = draft ? let("tokens_of_step", speculativeTokens(d.draft->acceptance, drafted)) : Ratio<S>(1);
  }
  Engine(const Engine &) = delete; // the replicas refer to the allocation

  const Allocation<S> &placed() const { return place; }
  Tokens<S> whole() const { return load.prompt + load.output; }

  /// `length`: of a request in memory.
  Fit<S> fit(Ratio<S> batch, Tokens<S> length) const {
    Tokens<S> step = d.prefill_chunk.given() ? min(*d.prefill_chunk, fresh) : fresh; // an engine fills its chunks
    return mls::fit<S>(place, target, draft ? &*draft : nullptr, batch, length, step, d.memory_share);
  }

  Steady<S> steady(Ratio<S> batch) {
    Steady<S> o;
    o.chunks = chunks, o.tokensOfStep = tokensOfStep;
    o.wave = let("wave", max(batch / (d.pp * d.ep), 1));
    Ratio<S> waves = max(min(d.pp, batch / d.ep), 1); // under way at once
    Ratio<S> steps = (load.output / oneToken - 1) / tokensOfStep;

    if (draft)
      o.drafts = drafted * draft->step("draft", proposal(o.wave, middle()));
    o.decode = decodeStep("decode", o.wave, middle(), o.drafts);
    if (d.prefill_chunk.given()) {
      Tokens<S> chunk = fresh / chunks;
      Phase<S> decodes = next(let("decodes_beside_chunk", decodesBesideChunk(o.wave, chunks, steps)), middle());
      Phase<S> mean = Phase<S>::chunk(1, chunk, d.cached + (fresh - chunk) / 2, 1 / chunks), last = Phase<S>::chunk(1, chunk, load.prompt - chunk);
      StepTime<S> drafts = o.drafts;
      if (draft)
        drafts += draft->step("draft_chunk", mean);
      o.prompts = {mean, decodes};
      o.prefill = withDrafts(target.step("mixed", o.prompts), drafts);
      o.stall = target.total("last_mixed", {last, decodes});
      if (draft)
        o.stall += drafts.total;
      o.passes = mixedPasses(o.wave, chunks, steps);
    } else {
      Phase<S> prompt = Phase<S>::chunk(1, fresh, d.cached);
      o.prompts = {prompt};
      o.prefill = target.step("prefill", o.prompts);
      if (draft)
        o.prefill += draft->step("draft_prefill", prompt);
      o.stall = o.prefill.total + o.decode.total;
      o.passes = separatePasses(o.wave, steps);
    }
    o.ttft = chunks * o.prefill.total;
    Time<S> decode = let("decode_step", o.decode.total);
    Time<S> round = let("round", roundTime<S>(o.passes.prefill / o.passes.total(), o.prefill.total, decode, waves));
    o.latency = o.passes.total() * round;
    o.bubble = o.latency - o.passes.prefill * o.prefill.total - o.passes.decode * decode;
    return o;
  }

  /// The longest decode step, at the end of the output.
  StepTime<S> lastDecode(const Steady<S> &s) { return decodeStep("last_decode", s.wave, whole(), s.drafts); }

  /// Arithmetic of a pass with a prompt, at its peak.
  Time<S> idealPrefill(const Steady<S> &s) const {
    Time<S> t = target.idealCompute(s.prompts);
    if (draft)
      t += draft->idealCompute(s.prompts[0]);
    if (draft && d.prefill_chunk.given())
      t += drafted * draft->idealCompute(proposal(s.wave, middle()));
    return t;
  }
  /// Traffic and messages of the longest decode step, at an efficiency of one.
  IdealStep<S> idealDecode(const Steady<S> &s) const {
    IdealStep<S> t = target.ideal(next(s.wave, whole()));
    if (draft)
      t += drafted * draft->ideal(proposal(s.wave, middle()));
    return t;
  }

  /// FLOPs of the requests in one cycle, a request: what the models define, and what a
  /// device group executes.
  Work<S> modelWork() const {
    return target.work(Phase<S>::chunk(1, fresh, d.cached)) +
           (load.output / oneToken - 1) * target.work(Phase<S>::decode(1, middle()));
  }
  Work<S> executedWork(const Steady<S> &s) const {
    return place.at.tp * (s.passes.prefill * s.prefill.work + s.passes.decode * s.decode.work) / s.wave;
  }

private:
  const Deployment<S> &d;
  const Serving<S> &load;
  Allocation<S> place;
  Tokens<S> fresh; ///< of a prompt, that are computed
  Replica<S> target;
  std::optional<Replica<S>> draft;
  Ratio<S> chunks, drafted, tokensOfStep;

  Tokens<S> middle() const { return load.prompt + load.output / 2; }
  /// Every sequence by its next token; with a draft, by what it proposes too.
  Phase<S> next(Ratio<S> sequences, Tokens<S> context) const {
    return draft ? Phase<S>::verify(sequences, (drafted + 1) * oneToken, context - oneToken) : Phase<S>::decode(sequences, context);
  }
  /// One step of the draft.
  Phase<S> proposal(Ratio<S> sequences, Tokens<S> context) const { return Phase<S>::decode(sequences, context); }
  StepTime<S> withDrafts(StepTime<S> t, const StepTime<S> &drafts) const {
    if (draft)
      t += drafts;
    return t;
  }
  StepTime<S> decodeStep(const char *name, Ratio<S> sequences, Tokens<S> context, const StepTime<S> &drafts) {
    return withDrafts(target.step(name, next(sequences, context)), drafts);
  }
};

} // namespace mls
