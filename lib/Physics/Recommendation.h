//===- Recommendation.h - embeddings and their interactions -----*- C++ -*-===//
//
// Naumov et al.: "Deep learning recommendation model for personalization and
// recommendation systems", arXiv 1906.00091.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Units/Typed.h"

namespace mls {

/// Read from the tables for one sample: rows scattered at random, none of them shared.
template <class S> Data<S> lookupTraffic(Ratio<S> tables, Ratio<S> lookups, Ratio<S> dim, Data<S> element) {
  return tables * lookups * dim * element;
}

/// Pairs among `features` vectors, whose dot products are the interactions (section 2).
template <class S> Ratio<S> interactions(Ratio<S> features) { return features * (features - 1) / 2; }

/// Their arithmetic for one sample.
template <class S> Work<S> interactionWork(Ratio<S> features, Ratio<S> dim) {
  return interactions(features) * dim * flopPerMac;
}

} // namespace mls
