//===- Efficiency.h - achieved shares of peak -------------------*- C++ -*-===//
#pragma once

#include "Records/Calibration.h"

namespace mls::records {

/// What an author may say about software instead of the accelerator's calibration. A
/// part that is set replaces its curves by a constant; launches and host time stay.
template <class S> struct Efficiency {
  Opt<Ratio<S>> compute, memory, network;

  MLS_RECORD("Efficiency", "achieved share of peak; what is absent is calibrated", "", .bare = "compute") {
    return std::tuple{in("compute", &Efficiency::compute, "of the peak arithmetic rate", fraction),
                      in("memory", &Efficiency::memory, "of the peak memory bandwidth", fraction),
                      in("network", &Efficiency::network, "of the one-way link rate", fraction)};
  }
};

/// The share that an author has set, else that of the curve.
template <class S> Ratio<S> either(const Opt<Ratio<S>> &set, const Ratio<S> &curve) { return set.given() ? *set : curve; }

/// What was reached in effect, over all operators of a step.
template <class S> struct Effective {
  Ratio<S> compute, memory, network;

  MLS_RECORD("Effective", "shares of peak in effect", "") {
    return std::tuple{out("compute", &Effective::compute, "ideal time of the arithmetic over its modelled time, in a prefill"),
                      out("memory", &Effective::memory, "ideal time of the traffic over its modelled time, in a decode step"),
                      out("network", &Effective::network, "ideal time of the messages over their modelled time, in a decode step")};
  }
};

} // namespace mls::records
