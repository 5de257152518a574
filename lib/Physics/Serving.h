//===- Serving.h - a replica in steady state --------------------*- C++ -*-===//
//
// One engine both prefills and decodes: Yu et al., "Orca", OSDI 2022 (iteration-level
// scheduling); Agrawal et al., "Sarathi-Serve", arXiv 2403.02310 (how prefills of new
// requests stall decodes under way).
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// From the arrival of a request to its last token, while the replica is kept full:
/// in one such cycle the replica prefills every request in flight once (`waves`
/// prefills follow one another) and takes one decode step for every further token.
/// Domain: output >= 1 tok, waves >= 1.
template <class S> Time<S> requestCycle(Ratio<S> waves, Time<S> prefill, Tokens<S> output, Time<S> decodeStep) {
  return waves * prefill + (output / oneToken - 1) * decodeStep;
}

/// Mean time of a token after the first, stalls by others' prefills included.
/// Domain: output > 1 tok.
template <class S> TimePerToken<S> timePerOutputToken(Time<S> latency, Time<S> ttft, Tokens<S> output) {
  return (latency - ttft) / (output - oneToken);
}

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
