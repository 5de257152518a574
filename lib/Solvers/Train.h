//===- Train.h - a training run on a cluster --------------------*- C++ -*-===//
//
// Replicas that work on parts of one batch and then agree on the weights. Narayanan et
// al., arXiv 2104.04473; Korthikanti et al., arXiv 2205.05198. On pools of different
// machines the slowest replica sets the step, unless the batch is split by speed.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Physics/Serving.h"
#include "Solvers/TrainReplica.h"

namespace mls {

template <class S> Ratio<S> gpusOf(const Pool<S> &p) { return p.count * p.node.count; }

/// tp, refused unless the layout uses the cluster up.
template <class S> Ratio<S> placedTp(const TrainIn<S> &in, Ratio<S> gpus) {
  Ratio<S> replica = let("gpus_of_a_replica", in.tp * in.pp * in.cp), idle = let("idle_gpus", gpus - replica * in.dp);
  Ratio<S> tp = require(lessEqual(replica, gpus), "a replica needs more accelerators than the cluster has", in.tp);
  for (const Pool<S> &p : in.on.pools)
    tp = require(divides(replica, gpusOf(p)), "`tp * pp * cp` must divide the accelerators of every pool", tp);
  tp = require(lessEqual(0, idle), "the layout needs more accelerators than the cluster has", tp);
  tp = require(lessEqual(idle, 0), "the layout leaves accelerators of the cluster idle", tp);
  if (!in.on.fabric.empty())
    tp = require(lessEqual(gpus, in.on.fabric.back().span), "the fabric does not span the cluster", tp);
  if (in.workload.model.experts.given())
    tp = require(lessEqual(in.expert_imbalance, in.ep),
                 "the busiest device cannot get more than all tokens: `expert_imbalance` exceeds `ep`", tp);
  else
    tp = require(lessEqual(in.expert_imbalance, 1), "`expert_imbalance` is about experts, and the model has none", tp);
  return checkedTp<S>(in, tp);
}

/// The step of the slowest replica.
template <class S> TrainSplit<S> slower(const TrainSplit<S> &a, const TrainSplit<S> &b) {
  Flag<S> second = less(a.sum(), b.sum());
  auto pick = [&](Time<S> TrainSplit<S>::*part) { return select(second, b.*part, a.*part); };
  using T = TrainSplit<S>;
  return {pick(&T::compute), pick(&T::memory),    pick(&T::overhead), pick(&T::tp),
          pick(&T::cp),      pick(&T::ep),        pick(&T::pp),       pick(&T::bubble),
          pick(&T::dp),      pick(&T::optimizer), pick(&T::straggler)};
}

/// Micro-batches of a replica of each pool, `mean` of all of them. In shares by speed
/// all pools end together: a step is linear in its micro-batches, so that the common
/// time follows from the sum of all.
template <class S>
std::vector<Ratio<S>> sharesOf(const TrainIn<S> &in, llvm::ArrayRef<TrainReplica<S>> pools, Ratio<S> mean) {
  std::vector<Ratio<S>> shares(pools.size(), mean);
  if (in.split == BatchSplit::equal || pools.size() == 1)
    return shares;
  Ratio<S> all;
  Frequency<S> rate;
  for (size_t i = 0; i != pools.size(); ++i) {
    Ratio<S> replicas = gpusOf(in.on.pools[i]) / (in.tp * in.pp * in.cp);
    all += replicas * (mean + pools[i].once.sum() / pools[i].each.sum()), rate += replicas / pools[i].each.sum();
  }
  Time<S> together = let("common_time", all / rate);
  for (size_t i = 0; i != pools.size(); ++i)
    shares[i] = max((together - pools[i].once.sum()) / pools[i].each.sum(), 0);
  return shares;
}

/// Model FLOPs of one sequence: a forward pass, and a backward pass of twice its work.
/// Frozen weights have no gradient, their products cost half of that.
template <class S> Work<S> modelWork(const TrainLayout<S> &at) {
  const Transformer<S> &m = at.workload.model;
  Tokens<S> sequence = at.workload.sequence;
  ElementSizes<S> size = elementSizes(at.workload.formats);
  Lowered<S> forward = lowerTraining(at.workload, Layout<S>{1, 1}, Phase<S>::forward(Ratio<S>(1), sequence));
  LayerSums<S, Work<S>> sums;
  for (const Operator<S> &op : forward.operators) {
    bool frozen = at.lora_rank.given() && op.kernel != Kernel::PrefillAttention;
    sums.add(op, (frozen ? 2 : 3) * op.work);
  }
  Work<S> work = sums.total();
  if (at.lora_rank.given())
    work += 3 * workOf<S>(adapterProducts<S>(m, *at.lora_rank, sequence / oneToken, Ratio<S>(1), size));
  return work;
}

/// A token of latent attention has keys and values of different width. Of the three
/// passes that the formula counts for a weight, a frozen one has two.
template <class S> WorkPerToken<S> palmWork(const TrainLayout<S> &at) {
  const Transformer<S> &m = at.workload.model;
  Ratio<S> dim = m.latent.given() ? (m.head_dim + m.latent->rope_dim + m.latent->value_dim) / 2 : m.head_dim;
  Ratio<S> n = parametersTrained(m).active();
  if (at.lora_rank.given())
    n = 2 * n / 3 + adapters(m, *at.lora_rank);
  return palmWorkPerToken(n, m.layers, m.heads, dim, at.workload.sequence);
}

template <class S> TrainOut<S> trainResult(const TrainIn<S> &given) {
  TrainIn<S> in = asTrained(given);
  const Training<S> &load = in.workload;
  TrainOut<S> o;
  CostRate<S> rent;
  ComputeRate<S> peak;
  for (size_t i = 0; i != in.on.pools.size(); ++i) {
    const Pool<S> &p = in.on.pools[i];
    Data<S> size = p.node.accelerator.memory.capacity;
    o.gpus += gpusOf(p), o.usage.power += p.count * *p.node.power * in.power_draw, rent += p.count * *p.node.rent;
    peak += gpusOf(p) * p.node.accelerator.peak[load.formats.weights.compute];
    o.memory.capacity = i ? min(o.memory.capacity, size) : size;
  }
  Ratio<S> tp = placedTp(in, o.gpus);
  o.memory = trainMemory<S>(in, tp, o.memory.capacity * in.memory_share);
  o.fits = o.memory.fits;
  o.replicas = in.dp, o.micro_batches = microBatchesOf<S>(in);

  std::vector<TrainReplica<S>> pools;
  for (const Pool<S> &p : in.on.pools)
    pools.emplace_back(in, p.node, tp);
  std::vector<Ratio<S>> shares = sharesOf<S>(in, pools, o.micro_batches);
  Work<S> executed;
  for (size_t i = 0; i != pools.size(); ++i) {
    Scope scope("pool", o.gpus);
    TrainSplit<S> step = pools[i].step(shares[i]);
    if (i == 0)
      o.split = step;
    else if (in.split == BatchSplit::equal) // in shares by speed all take equally long
      o.split = slower(o.split, step);
    executed += gpusOf(in.on.pools[i]) / (in.tp * in.pp * in.cp) * shares[i] * pools[i].executed();
  }
  o.step_time = require(o.fits, "the model does not fit in memory", o.split.sum());

  o.work_per_token = modelWork<S>(in) / load.sequence;
  Work<S> useful = o.work_per_token * load.global_batch;
  o.mfu = useful / (o.step_time * peak);
  o.mfu_palm = palmWork<S>(in) * load.global_batch / (o.step_time * peak);
  o.hfu = executed / (o.step_time * peak);
  o.kernel_efficiency = o.hfu * o.step_time / (o.split.compute + o.split.memory + o.split.overhead);
  o.flops_per_gpu = useful / (o.step_time * o.gpus);
  o.throughput = load.global_batch / o.step_time;
  o.throughput_per_gpu = o.throughput / o.gpus;

  Tokens<S> tokens =
      require(lessEqual(load.global_batch, load.tokens), "the run is shorter than one batch", load.tokens);
  o.steps = tokens / load.global_batch;
  o.run_time = tokens / o.throughput;
  o.gpu_hours = o.gpus * o.run_time;
  o.usage.time = o.run_time;
  o.energy = o.usage.power * o.usage.time;
  o.cost = rent * o.run_time;
  const TrainSplit<S> &t = o.split;
  Regime<S> r =
      regime<S>(t.compute, t.memory + t.optimizer, t.network(), t.overhead + t.bubble + t.straggler, o.memory.used);
  o.bound = r.bound, o.next_bound = r.next, o.margin = r.margin;
  return o;
}

} // namespace mls
