//===- Serving.h - a replica in steady state --------------------*- C++ -*-===//
//
// One engine both prefills and decodes: Yu et al., "Orca", OSDI 2022 (iteration-level
// scheduling); Agrawal et al., "Sarathi-Serve", arXiv 2403.02310 (how prefills of new
// requests stall decodes under way, and chunks that share a step with them).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

//===-- One cycle: every request in flight is prefilled once and decodes its output ---===//

/// Passes of one wave of requests through a replica in one cycle: those that carry
/// (part of) a prompt, and those that only decode. A request is in flight for all of
/// them, from its admission to its last token.
template <class S> struct Passes {
  Ratio<S> prefill, decode;
  Ratio<S> total() const { return prefill + decode; }
};

/// Prompts are prefilled between decode steps: `wave` of them follow one another, and
/// every request takes `steps` decode steps together with the others.
template <class S> Passes<S> separatePasses(Ratio<S> wave, Ratio<S> steps) { return {wave, steps}; }

/// Prompts of `chunks` pieces that share their passes with the decodes of the others:
/// a request that is not being prefilled takes a step in every pass, until there are
/// too few decodes to go with all chunks.
template <class S> Passes<S> mixedPasses(Ratio<S> wave, Ratio<S> chunks, Ratio<S> steps) {
  return {wave * chunks, max(steps - (wave - 1) * chunks, 0)};
}

/// Requests that decode beside a chunk: all others, or as many as have steps to take.
template <class S> Ratio<S> decodesBesideChunk(Ratio<S> wave, Ratio<S> chunks, Ratio<S> steps) { return min(wave - 1, steps / chunks); }

/// Mean time of a round in which each of `waves` under way passes the pipeline once.
/// None overtakes, so a round lasts as long as its longest pass; a share `heavy` of
/// the passes takes `longer`, and kinds meet at random. What exceeds the mean pass is
/// the pipeline's bubble (Agrawal et al. 2024, section 3.3). One wave has none.
/// Domain: heavy in [0, 1], waves >= 1.
template <class S> Time<S> roundTime(Ratio<S> heavy, Time<S> longer, Time<S> shorter, Ratio<S> waves) {
  Ratio<S> any = select(lessEqual(shorter, longer), 1 - pow(1 - heavy, waves), pow(heavy, waves));
  return shorter + any * (longer - shorter);
}

/// Mean time of a token after the first, stalls by others' prefills included.
/// Domain: output > 1 tok.
template <class S> TimePerToken<S> timePerOutputToken(Time<S> latency, Time<S> ttft, Tokens<S> output) {
  return (latency - ttft) / (output - oneToken);
}

/// Mean wait of a request until `batch` have come together: the first waits for all
/// others, the last for none.
template <class S> Time<S> formationWait(Ratio<S> batch, Frequency<S> arrivals) { return (batch - 1) / (2 * arrivals); }

//===-- Utilisation and cost ---------------------------------------------------------===//

/// Useful arithmetic over what the devices could do in the same time (Chowdhery et
/// al., "PaLM", arXiv 2204.02311, appendix B): model FLOPs, nothing recomputed or
/// stored twice. With executed FLOPs it is the hardware utilisation.
template <class S> Ratio<S> flopsUtilisation(Work<S> work, Time<S> time, Ratio<S> devices, ComputeRate<S> peak) {
  return work / (time * devices * peak);
}

/// Bytes that must be read over what the memories could deliver in the same time.
template <class S> Ratio<S> bandwidthUtilisation(Data<S> traffic, Time<S> time, Ratio<S> devices, Bandwidth<S> bandwidth) {
  return traffic / (time * devices * bandwidth);
}

/// Energy and money of a token, from what the deployment draws and costs.
template <class S> EnergyPerToken<S> energyPerToken(Power<S> power, TokenRate<S> rate) { return power / rate; }
template <class S> MoneyPerToken<S> costPerToken(CostRate<S> rent, TokenRate<S> rate) { return rent / rate; }

} // namespace mls
