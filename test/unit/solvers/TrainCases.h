//===- TrainCases.h - training runs written out for tests -------*- C++ -*-===//
#pragma once

#include "Cases.h"
#include "Solvers/TrainRecords.h"

namespace mls::test {

inline Format<D> fp32() { return format(32, Arithmetic::fp32); }

/// GPT as Megatron-LM trains it: plain FFN of four times the width, tied embeddings.
inline Transformer<D> gpt(double layers, double hidden, double heads) {
  Transformer<D> m = transformer(layers, hidden, heads, heads, 4 * hidden, 51200);
  m.gated = false, m.tied_embeddings = true;
  return m;
}

inline Node<D> trainNode() {
  Accelerator<D> a = h100();
  a.memory.capacity = Data<D>(1e15); // memory has tests of its own
  a.calibration.training = {0.8, 0.75};
  Node<D> n = node(a, 8);
  n.nic = Link<D>{Bandwidth<D>(50e9 * 8)}, n.nics = 8;
  return n;
}

/// Sequences of 2,048 tokens on nodes of eight, all degrees 1, no overlap, one tier.
inline TrainIn<D> training(Transformer<D> m, double nodes, double sequences) {
  TrainIn<D> in;
  in.workload = {m, Tokens<D>(1e12), Tokens<D>(2048), Tokens<D>(2048 * sequences), {bf16(), bf16(), fp32(), fp32(), fp32(), bf16()}};
  in.on.pools.push_back({trainNode(), nodes});
  in.tp = in.pp = in.cp = in.ep = in.dp = in.micro_batch = in.interleave = 1, in.zero = 1;
  in.sequence_parallel = true, in.dropout = false;
  in.schedule = PipelineSchedule::one_f_one_b, in.recompute = Recompute::none, in.attention = AttentionKernel::fused;
  in.split = BatchSplit::equal, in.overlap = {0, 0, 0, 0, 0}, in.expert_imbalance = in.straggler = 1;
  in.across_nodes = {0.8, Time<D>(20e-6), Time<D>(3e-6)};
  in.granularity = Granularity::operators, in.memory_share = in.power_draw = 0.9;
  return in;
}
/// The degrees of parallelism; dp fills the cluster.
inline TrainIn<D> spread(TrainIn<D> in, double tp, double pp, double cp = 1, double ep = 1) {
  in.tp = tp, in.pp = pp, in.cp = cp, in.ep = ep;
  in.dp = in.on.pools[0].count * in.on.pools[0].node.count / (tp * pp * cp);
  return in;
}

inline TrainOut<D> train(const TrainIn<D> &in) { return call<TrainOut<D>>("train", in); }

inline double gib(Data<D> x) { return x.raw() / 8 / 1073741824; }

} // namespace mls::test
