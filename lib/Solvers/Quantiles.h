//===- Quantiles.h - a time that varies -------------------------*- C++ -*-===//
#pragma once

#include "Schema/Record.h"

namespace mls {

template <class S> struct Quantiles {
  Time<S> mean, p50, p95, p99;

  MLS_RECORD("Quantiles", "a time that varies from request to request", "kleinrock_1975") {
    return std::tuple{out("mean", &Quantiles::mean, "over all requests", unit("ms")),
                      out("p50", &Quantiles::p50, "half of the requests take no longer", unit("ms")),
                      out("p95", &Quantiles::p95, "95 % take no longer", unit("ms")),
                      out("p99", &Quantiles::p99, "99 % take no longer", unit("ms"))};
  }

  /// From the time that a share of requests does not exceed.
  template <class F> static Quantiles of(Time<S> mean, F quantile) {
    return {mean, quantile(Ratio<S>(0.50)), quantile(Ratio<S>(0.95)), quantile(Ratio<S>(0.99))};
  }
};

} // namespace mls
