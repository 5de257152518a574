//===- Usage.h - machine time that a result has consumed --------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls::records {

/// What energy, carbon, water and money are counted from. A result that has one stands
/// for it where one is wanted: `footprint(run)`.
template <class S> struct Usage {
  Time<S> time;
  Power<S> power;

  MLS_RECORD("Usage", "machines held and drawing power for a time", "") {
    return std::tuple{in("time", &Usage::time, "wall-clock time for which the machines are held", positive, unit("day")),
                      in("power", &Usage::power, "mean draw of the machines themselves, before the facility's overhead", nonNegative, unit("MW"))};
  }
};

} // namespace mls::records
