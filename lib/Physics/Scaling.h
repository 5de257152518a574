//===- Scaling.h - speed-up by more workers ---------------------*- C++ -*-===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Speed-up of a fixed problem of which a share runs on n workers: Amdahl, "Validity of
/// the single processor approach …", AFIPS 1967, doi 10.1145/1465482.1465560.
/// Domain: parallel in [0, 1].
template <class S> Ratio<S> amdahl(Ratio<S> parallel, Ratio<S> workers) {
  return 1 / ((1 - parallel) + parallel / workers);
}

/// Speed-up of a problem that grows with the workers, `parallel` being its share of the
/// time on all of them: Gustafson, "Reevaluating Amdahl's law", CACM 31(5), 1988,
/// doi 10.1145/42411.42415.
template <class S> Ratio<S> gustafson(Ratio<S> parallel, Ratio<S> workers) {
  return (1 - parallel) + parallel * workers;
}

/// Universal scalability law: workers wait for one another (contention) and agree
/// pairwise (coherency). Gunther, "A general theory of computational scalability based
/// on rational functions", arXiv 0808.1431.
template <class S> Ratio<S> scalability(Ratio<S> workers, Ratio<S> contention, Ratio<S> coherency) {
  return workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1));
}

/// The number of workers at which that is largest (Gunther 2008); one works alone at
/// least. Domain: coherency > 0.
template <class S> Ratio<S> scalabilityOptimum(Ratio<S> contention, Ratio<S> coherency) {
  return max(sqrt((1 - contention) / coherency), 1);
}

} // namespace mls
