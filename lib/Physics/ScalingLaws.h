//===- ScalingLaws.h - loss by parameters and tokens ------------*- C++ -*-===//
//
// L(N, D) = E + A / N^alpha + B / D^beta: Hoffmann et al., "Training compute-optimal
// large language models", arXiv 2203.15556 (approach 3). Its coefficients are registry
// constants: those of that paper, and those of Besiroglu et al., "Chinchilla scaling: a
// replication attempt", arXiv 2404.10102. Loss is in nats a token.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/ServingOptimum.h"

namespace mls {

/// Training a dense model: two FLOPs a parameter forward, four backward.
template <class S> Work<S> trainingWork(Ratio<S> parameters, Tokens<S> tokens) {
  return (1 + 2) * parameters * (tokens / oneToken) * flopPerMac;
}
/// Using one: forward only.
template <class S> Work<S> inferenceWork(Ratio<S> parameters, Tokens<S> tokens) {
  return parameters * (tokens / oneToken) * flopPerMac;
}

template <class S>
Ratio<S> scalingLoss(Ratio<S> parameters, Tokens<S> tokens, Ratio<S> irreducible, Ratio<S> a, Ratio<S> alpha,
                     Ratio<S> b, Ratio<S> beta) {
  return irreducible + a / pow(parameters, alpha) + b / pow(tokens / oneToken, beta);
}

/// Parameters of the least loss at this much training work (Hoffmann et al., eq. 4):
/// G (C / 6)^(beta / (alpha + beta)), G = (alpha A / (beta B))^(1 / (alpha + beta)).
template <class S> Ratio<S> optimalParameters(Work<S> work, Ratio<S> a, Ratio<S> alpha, Ratio<S> b, Ratio<S> beta) {
  Ratio<S> pairs = work / trainingWork(Ratio<S>(1), Tokens<S>(oneToken)); // parameters * tokens
  return pow(alpha * a / (beta * b), 1 / (alpha + beta)) * pow(pairs, beta / (alpha + beta));
}

/// Tokens that this much work allows.
template <class S> Tokens<S> affordableTokens(Work<S> work, Ratio<S> parameters) {
  return work / trainingWork(parameters, Tokens<S>(oneToken)) * oneToken;
}

/// Parameters where `ratio` tokens a parameter are wanted: the rule of thumb that came
/// of approaches 1 and 2 of the same paper.
template <class S> Ratio<S> parametersAtRatio(Work<S> work, Per<Tokens<S>, Ratio<S>> ratio) {
  return sqrt(work / trainingWork(Ratio<S>(1), ratio));
}

//===-- A loss that is wanted ----------------------------------------------===//

/// Share of the reducible loss that the parameters leave, the tokens leaving the rest,
/// in the cheapest model of that loss: training and then `served` tokens of inference.
/// Sardana et al., "Beyond Chinchilla-optimal: accounting for inference in language
/// model scaling laws", arXiv 2401.00448; without inference beta / (alpha + beta).
/// `least`: tokens that reach the loss with boundless parameters.
template <class S> Ratio<S> parameterShare(Ratio<S> alpha, Ratio<S> beta, Tokens<S> served, Tokens<S> least) {
  Ratio<S> burden = inferenceWork(Ratio<S>(1), served) / trainingWork(Ratio<S>(1), least);
  return iterate(servingOptimum, alpha, beta, burden);
}

/// Parameters, or tokens, that leave this much loss: (A / loss)^(1 / alpha).
/// Domain: loss > 0.
template <class S> Ratio<S> sizeForLoss(Ratio<S> loss, Ratio<S> coefficient, Ratio<S> exponent) {
  return pow(coefficient / loss, 1 / exponent);
}

} // namespace mls
