//===- TrainTest.cpp - training against papers and hand calculations -------===//

#include "Check.h"
#include "Physics/Activations.h"
#include "Physics/Pipeline.h"
#include "Physics/Training.h"
#include "Physics/Zero.h"
#include "TrainCases.h"

using namespace mls;
using namespace mls::records;
using namespace mls::test;

namespace {

/// Executed FLOPs of a step.
double executed(const TrainOut<D> &o, const TrainIn<D> &in) {
  return o.hfu.raw() * o.step_time.raw() * o.gpus.raw() * in.on.pools[0].node.accelerator.peak[Arithmetic::bf16].raw();
}

} // namespace

//===-- Kernels against papers ---------------------------------------------===//

TEST(zeroMemoryTable) { // Rajbhandari et al., figure 1: 7.5 B parameters, 64 replicas, K = 12
  auto gigabytes = [](double stage) {
    return bytes(modelStates<D>(7.5e9, Data<D>(16), Data<D>(16), Data<D>(96), 64, stage)) / 1e9;
  };
  CHECK_NEAR(gigabytes(0), 120.0, 1e-12);
  CHECK_NEAR(gigabytes(1), 31.4, 1e-3);
  CHECK_NEAR(gigabytes(2), 16.6, 3e-3);
  CHECK_NEAR(gigabytes(3), 1.9, 2e-2);
}

TEST(activationsOfKorthikanti) { // s b h (34 + 5 a s / h) bytes a layer
  double h = 6144, a = 64, s = 2048;
  Data<D> e(16);
  double sum = bytes(streamActivations<D>(h, e, true)) + bytes(headActivations<D>(h, h, h, h, e)) + bytes(ffnActivations<D>(4 * h, false, e));
  CHECK_NEAR(sum, 34 * h, 1e-12);
  CHECK_NEAR(bytes(scoreActivations<D>(a, s, e, true)), 5 * a * s, 1e-12);
}

TEST(bubbles) { // Narayanan et al., section 2.2: (p - 1) / m of the ideal time, a v-th of it interleaved
  CHECK_NEAR(bubbleTime<D>(8, 1, Time<D>(1), Time<D>(2)).raw() / (64 * 3), 7.0 / 64, 1e-12);
  CHECK_NEAR(bubbleTime<D>(8, 2, Time<D>(1), Time<D>(2)).raw() / (64 * 3), 7.0 / 128, 1e-12);
  CHECK_NEAR(bubbleShare<D>(8, 64, 1).raw(), 7.0 / 71, 1e-12);
  // Qi et al., ZB-H1: (p - 1)(T_F + T_B - T_W), T_B for inputs alone.
  CHECK_NEAR(zeroBubbleTime<D>(8, Time<D>(1), Time<D>(1.1 + 0.9), Time<D>(0.9)).raw(), 7 * (1 + 1.1 - 0.9), 1e-12);
}

TEST(utilisationOfPalm) { // appendix B: 238.3 thousand tokens/s on 6,144 TPU v4 of 275 TFLOP/s are 46.2 %
  WorkPerToken<D> w = palmWorkPerToken<D>(540.35e9, 118, 48, 256, Tokens<D>(2048));
  CHECK_NEAR(w.raw() * 238.3e3 / (6144 * 275e12), 0.462, 1e-3);
}

TEST(adaptersOfGpt3) { // Hu et al., table 4: 4.7 M parameters of rank 1 beside queries and values of 96 layers
  CHECK_NEAR(96 * 2 * adapterParameters<D>(1, 12288, 12288).raw(), 4.7e6, 5e-3);
}

//===-- Memory -------------------------------------------------------------===//

TEST(activationMemoryOfFourModels) { // Korthikanti et al., figure 1, GiB a device: without anything; sequence parallel and selective
  struct Run {
    double layers, hidden, heads, pp, microBatch, interleave, plain, saved;
  };
  for (Run r : {Run{48, 6144, 64, 1, 4, 1, 59.25, 9.5625}, Run{96, 12288, 96, 8, 1, 3, 66.84375, 12.3515625},
                Run{105, 20480, 128, 35, 1, 3, 114.0234375, 23.076171875}, Run{128, 25600, 160, 64, 1, 1, 131.25, 26.5625}}) {
    TrainIn<D> in = spread(training(gpt(r.layers, r.hidden, r.heads), r.pp, 64 * r.pp), 8, r.pp);
    in.micro_batch = r.microBatch, in.interleave = r.interleave;
    in.attention = AttentionKernel::unfused, in.dropout = true, in.sequence_parallel = false;
    CHECK_NEAR(gib(train(in).memory.activations), r.plain, 1e-9);
    in.sequence_parallel = true, in.recompute = Recompute::selective;
    CHECK_NEAR(gib(train(in).memory.activations), r.saved, 1e-9);
  }
}

TEST(statesFollowFormatsAndOptimizer) {
  TrainIn<D> in = training(llama8B(), 1, 8);
  in.tp = 8, in.zero = 0;
  TrainMemoryOut<D> m = train(in).memory;
  double p = 8030261248.0 / 8;
  CHECK_NEAR(bytes(m.weights), 2 * p, 1e-12);
  CHECK_NEAR(bytes(m.gradients), 4 * p, 1e-12);
  CHECK_NEAR(bytes(m.optimizer), 12 * p, 1e-12);
  in.workload.formats.moments = bf16();
  CHECK_NEAR(bytes(train(in).memory.optimizer), 8 * p, 1e-12);
  in.workload.optimizer = Optimizer::sgd;
  CHECK_NEAR(bytes(train(in).memory.optimizer), 4 * p, 1e-12);
  in.workload.formats.weights = fp32(); // its own master copy
  CHECK_EQ(train(in).memory.optimizer.raw(), 0.0);
}

TEST(adaptersTrainAFraction) {
  TrainIn<D> in = training(llama8B(), 1, 8);
  in.tp = 8, in.zero = 0;
  in.lora_rank = Opt<Ratio<D>>(16);
  TrainOut<D> o = train(in);
  double adapters = 32 * 16 * (2 * (4096 + 4096) + 2 * (4096 + 1024)); // Q and O; K and V
  CHECK_NEAR(o.memory.trained.raw(), adapters, 1e-12);
  CHECK_NEAR(bytes(o.memory.optimizer), 12 * adapters / 8, 1e-12);
  CHECK_NEAR(bytes(o.memory.weights), 2 * (8030261248.0 + adapters) / 8, 1e-12); // frozen and trained
  in.lora_rank = {};
  CHECK(o.step_time.raw() < train(in).step_time.raw()); // no gradients of weights
}

TEST(whatDoesNotFitHasNoTime) {
  TrainIn<D> in = training(llama70B(), 1, 8);
  in.tp = 8;
  in.on.pools[0].node.accelerator.memory.capacity = Data<D>(80e9 * 8);
  TrainOut<D> o = train(in);
  CHECK_EQ(o.fits.raw(), 0.0);
  CHECK(std::isnan(o.step_time.raw()) && std::isnan(o.mfu.raw()) && o.memory.shortfall.raw() > 0);
}

//===-- Work ---------------------------------------------------------------===//

TEST(workOfAnIteration) { // Narayanan et al., equation 3, with recomputation; Korthikanti et al., equation 7, without
  double B = 64, s = 2048, l = 96, h = 12288, V = 51200;
  TrainIn<D> in = spread(training(gpt(l, h, 96), 8, B), 8, 8);
  in.attention = AttentionKernel::unfused, in.recompute = Recompute::full;
  CHECK_NEAR(executed(train(in), in), 96 * B * s * l * h * h * (1 + s / (6 * h) + V / (16 * l * h)), 1e-9);
  in.recompute = Recompute::none;
  double model = 72 * B * s * l * h * h * (1 + s / (6 * h) + V / (12 * l * h));
  CHECK_NEAR(executed(train(in), in), model, 1e-9);
  // Equation 3 with N of the geometry: mfu_palm counts norms too.
  TrainOut<D> o = train(in);
  CHECK_NEAR(o.mfu_palm.raw(), o.hfu.raw(), 1e-3);
}

TEST(fault5AttentionIsWork) {
  auto perToken = [](double s) {
    TrainIn<D> in = training(llama8B(), 1, 8);
    in.tp = 8, in.workload.sequence = Tokens<D>(s), in.workload.global_batch = Tokens<D>(8 * s);
    return train(in).work_per_token.raw();
  };
  // 3 passes * 2 products * 2 FLOPs * 32 layers * 4096 wide * (s + 1) / 2 pairs a token
  CHECK_NEAR(perToken(131072) - perToken(2048), 12 * 32 * 4096 * (131072.0 - 2048) / 2, 1e-9);
}

TEST(fault11UtilisationIsByDefinition) {
  TrainIn<D> in = spread(training(gpt(24, 2048, 16), 4, 64), 2, 2);
  TrainOut<D> o = train(in);
  double tokens = 64 * 2048, peak = 32 * 989.4e12;
  CHECK_NEAR(o.mfu.raw(), o.work_per_token.raw() * tokens / (o.step_time.raw() * peak), 1e-12);
  CHECK(o.work_per_token.raw() > 6 * (24 * 12 * 2048.0 * 2048 + 51200 * 2048.0)); // and attention
  in.recompute = Recompute::full;
  TrainOut<D> again = train(in);
  CHECK(again.mfu.raw() < o.mfu.raw() && again.hfu.raw() > again.mfu.raw() * 1.25);
}

TEST(fault11FrozenWeightsHaveNoGradient) {
  double l = 24, h = 2048, s = 2048, V = 51200, rank = 16;
  TrainIn<D> in = spread(training(gpt(l, h, 16), 4, 64), 2, 2);
  in.lora_rank = Opt<Ratio<D>>(rank);
  // Products of 12 l h^2 + V h weights and 4 adapters of 2 h rank, of 2 FLOPs; attention on (s + 1) / 2 pairs.
  double frozen = 12 * l * h * h + V * h, adapters = 8 * l * h * rank, attention = 2 * l * h * (s + 1) / 2;
  TrainOut<D> o = train(in);
  CHECK_NEAR(o.work_per_token.raw(), 2 * (2 * frozen + 3 * adapters + 3 * attention), 1e-12);
  // Fused attention forms one of its two products again.
  CHECK_NEAR(executed(o, in) / (64 * s), 2 * (2 * frozen + 3 * adapters + 3.5 * attention), 1e-12);
  for (Recompute again : {Recompute::none, Recompute::selective, Recompute::full})
    for (AttentionKernel attention : {AttentionKernel::fused, AttentionKernel::unfused})
      for (double rank : {0., 1., 16., 4096.}) {
        in.recompute = again, in.attention = attention;
        in.lora_rank = rank ? Opt<Ratio<D>>(rank) : Opt<Ratio<D>>();
        TrainOut<D> o = train(in);
        CHECK(o.mfu.raw() <= o.hfu.raw() * (1 + 1e-12) && o.hfu.raw() <= o.kernel_efficiency.raw());
      }
}

//===-- Time ---------------------------------------------------------------===//

TEST(oneDeviceIsKernelsAlone) {
  TrainIn<D> in = training(gpt(24, 2048, 16), 1, 4);
  in.on.pools[0].node.count = 1;
  TrainOut<D> o = train(in);
  for (Time<D> t : {o.split.tp, o.split.cp, o.split.ep, o.split.pp, o.split.dp, o.split.bubble, o.split.straggler})
    CHECK_EQ(t.raw(), 0.0);
  CHECK_EQ(o.step_time.raw(), o.split.compute.raw() + o.split.memory.raw() + o.split.overhead.raw() + o.split.optimizer.raw());
  CHECK_NEAR(o.kernel_efficiency.raw(), o.hfu.raw() * o.step_time.raw() / (o.step_time.raw() - o.split.optimizer.raw()), 1e-12);
}

TEST(partsSumToTheStep) {
  TrainIn<D> in = spread(training(mixtral8x7B(), 16, 256), 2, 4, 2, 4);
  in.straggler = 1.1, in.expert_imbalance = 1.5, in.interleave = 2, in.zero = 3;
  TrainOut<D> o = train(in);
  const TrainSplit<D> &t = o.split;
  double sum = 0;
  for (Time<D> part : {t.compute, t.memory, t.overhead, t.tp, t.cp, t.ep, t.pp, t.bubble, t.dp, t.optimizer, t.straggler}) {
    CHECK(part.raw() > 0);
    sum += part.raw();
  }
  CHECK_NEAR(sum, o.step_time.raw(), 1e-12);
  CHECK_NEAR(t.straggler.raw(), o.step_time.raw() * (1 - 1 / 1.1), 1e-12);
}

TEST(neverFasterThanTheRoofline) {
  for (double tp : {1, 8})
    for (double pp : {1, 4})
      for (Recompute r : {Recompute::none, Recompute::selective, Recompute::full})
        for (Granularity g : {Granularity::operators, Granularity::aggregate}) {
          TrainIn<D> in = spread(training(llama8B(), 4, 64), tp, pp);
          in.recompute = r, in.granularity = g, in.efficiency.compute = Ratio<D>(0.6);
          TrainOut<D> o = train(in);
          CHECK(o.step_time.raw() >= executed(o, in) / (0.6 * 32 * 989.4e12) * (1 - 1e-12));
          CHECK(o.mfu.raw() <= 0.6 && o.hfu.raw() <= 0.6 * (1 + 1e-12));
        }
}

TEST(moreOfAnythingIsNeverSlower) {
  TrainIn<D> in = spread(training(mixtral8x7B(), 16, 256), 2, 4, 1, 8);
  in.on.fabric = {Tier<D>{128, 2, Link<D>{Bandwidth<D>(50e9 * 8)}}};
  double base = train(in).step_time.raw();
  auto faster = [&](auto change) {
    TrainIn<D> better = in;
    change(better, better.on.pools[0].node);
    return train(better).step_time.raw() / base;
  };
  using I = TrainIn<D>;
  using N = Node<D>;
  CHECK(faster([](I &, N &n) { n.accelerator.peak.set(Arithmetic::bf16, ComputeRate<D>(2e15)); }) < 1);
  CHECK(faster([](I &, N &n) { n.accelerator.memory.bandwidth = Bandwidth<D>(1e14); }) < 1);
  CHECK(faster([](I &, N &n) { n.link = Link<D>{Bandwidth<D>(1e13)}; }) < 1);
  CHECK(faster([](I &i, N &) { i.on.fabric[0].oversubscription = 1; }) < 1);
  CHECK(faster([](I &i, N &) { i.across_nodes.share = 1; }) < 1);
  CHECK(faster([](I &i, N &) { i.overlap = {1, 1, 1, 1, 1}; }) < 1);
  CHECK(faster([](I &i, N &) { i.efficiency.compute = Ratio<D>(1), i.efficiency.memory = Ratio<D>(1); }) < 1);
  CHECK(faster([](I &i, N &) { i.on.pools[0].count = 32, i.dp = 32; i.on.fabric[0].span = 256; }) < 1);
}

TEST(schedulesDifferInBubbleAndMemory) {
  TrainIn<D> in = spread(training(gpt(32, 4096, 32), 4, 64), 8, 4);
  TrainOut<D> plain = train(in);
  // Three of the four stages are waited for, once each, whatever the number of micro-batches.
  double stage = (plain.step_time - plain.split.bubble - plain.split.optimizer).raw() / 64; // with the head
  CHECK(plain.split.bubble.raw() < 3 * stage && plain.split.bubble.raw() > 2.5 * stage);
  in.schedule = PipelineSchedule::gpipe; // as long, with all 64 micro-batches kept instead of 4
  CHECK_EQ(train(in).step_time.raw(), plain.step_time.raw());
  CHECK_NEAR(train(in).memory.activations.raw(), 16 * plain.memory.activations.raw(), 1e-12);
  in.schedule = PipelineSchedule::zero_bubble; // gradients of weights, a third of the products, fill twice their time
  TrainOut<D> full = train(in);
  CHECK(full.split.bubble.raw() < 0.72 * plain.split.bubble.raw() && full.split.bubble.raw() > 0.3 * plain.split.bubble.raw());
  CHECK_EQ(full.memory.activations.raw(), plain.memory.activations.raw());
  in.schedule = PipelineSchedule::one_f_one_b, in.interleave = 8;
  TrainOut<D> chunks = train(in);
  double eighth = plain.split.bubble.raw() / 8; // and sends, of which there are as many to wait for as before
  CHECK(chunks.split.bubble.raw() > eighth && chunks.split.bubble.raw() < 1.2 * eighth);
  CHECK(chunks.split.pp.raw() > 7.9 * plain.split.pp.raw());
  CHECK_NEAR(chunks.memory.activations.raw(), plain.memory.activations.raw() * (1 + 3.0 / 32), 1e-12);
}

TEST(mixedPools) {
  TrainIn<D> in = spread(training(llama8B(), 4, 96), 8, 1);
  double fast = train(in).step_time.raw();
  Pool<D> slow = in.on.pools[0];
  slow.node.accelerator.peak.set(Arithmetic::bf16, ComputeRate<D>(989.4e12 / 2));
  in.on.pools.push_back(slow);
  in.dp = 8;
  TrainOut<D> equal = train(in);
  TrainIn<D> alone = in;
  alone.on.pools.erase(alone.on.pools.begin()), alone.dp = 4, alone.workload.global_batch = Tokens<D>(2048 * 48);
  CHECK_NEAR(equal.split.compute.raw(), train(alone).split.compute.raw(), 1e-12); // the slow pool sets it
  in.split = BatchSplit::proportional;
  TrainOut<D> shared = train(in);
  CHECK(shared.step_time.raw() < equal.step_time.raw() && shared.step_time.raw() > fast / 2);
  CHECK_NEAR(shared.hfu.raw() * shared.step_time.raw(), equal.hfu.raw() * equal.step_time.raw(), 1e-9); // the same work
}

//===-- Communication ------------------------------------------------------===//

TEST(fault1ExpertsExchangeInEveryLayer) {
  TrainIn<D> in = spread(training(mixtral8x7B(), 2, 64), 1, 1, 1, 8);
  in.overlap.dp = 1;
  // Two nodes of eight, expert groups inside a node: dispatch and combine, forward and backward, 32 layers, 4 micro-batches.
  double message = 2048 * 2 * 4096 * 2.0, once = 7.8e-6 + 7.0 / 8 * message / (0.558 * 450e9);
  CHECK_NEAR(train(in).split.ep.raw(), 4 * 32 * 2 * 2 * once, 1e-9);
  in.workload.model.layers = 64;
  CHECK_NEAR(train(in).split.ep.raw(), 4 * 64 * 2 * 2 * once, 1e-9);
  in.recompute = Recompute::full;
  CHECK_NEAR(train(in).split.ep.raw(), 4 * 64 * 3 * 2 * once, 1e-9);
}

TEST(fault9OverlapNeedsWorkToHideBehind) {
  TrainIn<D> in = spread(training(gpt(24, 2048, 16), 32, 256), 1, 1);
  in.workload.sequence = Tokens<D>(64), in.workload.global_batch = Tokens<D>(256 * 64);
  double exposed = train(in).split.dp.raw();
  in.overlap.dp = 1;
  TrainOut<D> o = train(in);
  double kernels = o.split.compute.raw() + o.split.memory.raw();
  CHECK(exposed > 3 * kernels);
  CHECK(o.split.dp.raw() >= exposed - kernels - 1e-12 && o.split.dp.raw() < exposed);
}

TEST(exposedTimeIsNeverNegative) {
  using namespace mls;
  for (double share : {0., 0.5, 1.})
    for (double window : {0., 2., 10.})
      CHECK_NEAR(exposedTime<D>(Time<D>(4), share, Time<D>(window)).raw(), 4 - std::fmin(4 * share, window), 1e-15);
}

TEST(fault10AccumulationSharesNothing) {
  TrainIn<D> in = spread(training(gpt(24, 2048, 16), 2, 256), 1, 1);
  in.workload.formats.gradients = bf16();
  double once = train(in).split.dp.raw();
  for (double microBatch : {2, 4, 16}) { // 8, 4, 1 micro-batches a step: the same batch, the same gradients
    in.micro_batch = microBatch;
    CHECK_NEAR(train(in).split.dp.raw(), once, 1e-12);
  }
  in.workload.global_batch = Tokens<D>(2048 * 512);
  CHECK_NEAR(train(in).split.dp.raw(), once, 1e-12);
}

TEST(fault15PipelinesSendAndZero3Costs) {
  TrainIn<D> in = spread(training(gpt(64, 8192, 64), 8, 64), 8, 8);
  // 64 micro-batches there and back, an eighth of the stream on each device's port.
  double send = 20e-6 + 3e-6 + 2048 * 8192 * 2.0 / 8 / (0.8 * 50e9);
  CHECK_NEAR(train(in).split.pp.raw(), 64 * 2 * send, 1e-9);

  in = spread(training(gpt(24, 2048, 16), 2, 16), 1, 1);
  in.workload.formats.gradients = bf16();
  in.across_nodes = {1, Time<D>(0), Time<D>(0)};
  auto network = in.on.pools[0].node.accelerator.calibration.network;
  in.on.pools[0].node.accelerator.calibration.network = NetworkCurves<D>{{network->all_reduce.share, Time<D>(0), Time<D>(0)}, network->all_to_all};
  std::vector<double> time;
  for (double stage : {0, 1, 2, 3}) {
    in.zero = stage;
    time.push_back(train(in).split.dp.raw());
  }
  CHECK_NEAR(time[1], time[0], 1e-12);
  CHECK_NEAR(time[2], time[0], 1e-12);
  CHECK_NEAR(time[3], 1.5 * time[0], 1e-12); // Rajbhandari et al., section 7: one volume more than two
}

TEST(gradientsCrossNodesInParts) {
  TrainIn<D> in = spread(training(gpt(24, 2048, 16), 4, 64), 1, 1);
  in.zero = 0;
  double p = 24 * (12 * 2048.0 * 2048 + 2 * 2048) + 2048 + 51200 * 2048.0, message = 4 * p;
  double inside = 2.39e-6 + 7 * 0.119e-6 + 7.0 / 8 * message / (0.704 * 450e9);
  double across = 20e-6 + 2 * (3 * 3e-6 + 3.0 / 4 * (message / 8) / (0.8 * 50e9)); // launched once
  CHECK_NEAR(train(in).split.dp.raw(), 2 * inside + across, 1e-9);
}

TEST(fault19ImbalanceIsTimeNotWork) {
  TrainIn<D> in = spread(training(mixtral8x7B(), 2, 64), 1, 1, 1, 8);
  TrainOut<D> even = train(in);
  in.expert_imbalance = 4;
  TrainOut<D> odd = train(in);
  CHECK(odd.step_time.raw() > 1.5 * even.step_time.raw());
  CHECK_EQ(odd.work_per_token.raw(), even.work_per_token.raw());
  CHECK_NEAR(executed(odd, in), executed(even, in), 1e-12);
  in.expert_imbalance = 9; // more than all tokens
  CHECK(std::isnan(train(in).step_time.raw()));
}

TEST(fault21EveryInputCounts) {
  TrainIn<D> in = spread(training(llama8B(), 16, 256), 8, 1);
  in.on.fabric = {Tier<D>{64, 1, Link<D>{Bandwidth<D>(50e9 * 8)}}, Tier<D>{128, 7, Link<D>{Bandwidth<D>(50e9 * 8)}}};
  double dp = train(in).split.dp.raw();
  TrainIn<D> fewer = in;
  fewer.on.pools[0].node.nics = 1; // one port for eight devices: the level above, a seventh of a port a device, is the narrower no more
  CHECK(train(fewer).split.dp.raw() > dp);
  TrainIn<D> flat = in;
  flat.on.fabric[1].oversubscription = 1;
  CHECK(train(flat).split.dp.raw() < 0.5 * dp);
  TrainIn<D> slow = in;
  slow.on.fabric[1].link.latency = Time<D>(1e-3);
  CHECK(train(slow).split.dp.raw() > dp);
}

//===-- Layouts ------------------------------------------------------------===//

TEST(layoutsAreRefused) {
  auto time = [](auto change) {
    TrainIn<D> in = spread(training(mixtral8x7B(), 4, 64), 2, 2, 1, 4);
    change(in);
    return train(in).step_time.raw();
  };
  CHECK(!std::isnan(time([](auto &) {})));
  CHECK(std::isnan(time([](auto &in) { in.dp = 4; })));                                 // idle devices
  CHECK(std::isnan(time([](auto &in) { in.dp = 16; })));                                // too many
  CHECK(std::isnan(time([](auto &in) { in.tp = 3; })));                                 // 32 heads
  CHECK(std::isnan(time([](auto &in) { in.ep = 3; })));                                 // 8 replicas
  CHECK(std::isnan(time([](auto &in) { in.interleave = 20; })));                        // 40 stages of 32 layers
  CHECK(std::isnan(time([](auto &in) { in.micro_batch = 3; })));                        // 8 sequences a replica
  CHECK(std::isnan(time([](auto &in) { in.on.fabric = {Tier<D>{16, 1, {}}}; })));       // does not reach
  CHECK(std::isnan(time([](auto &in) { in.interleave = 2, in.schedule = PipelineSchedule::zero_bubble; })));
}

TEST(unevenStagesAreChargedByTheFullest) {
  auto busy = [](double layers) {
    TrainIn<D> in = spread(training(gpt(layers, 4096, 32), 4, 64), 8, 4);
    TrainSplit<D> t = train(in).split;
    return t.compute.raw() + t.memory.raw();
  };
  CHECK_NEAR(busy(33), busy(32), 0.03); // one stage of 9 layers; the head, about a layer, stands beside 8
  CHECK_NEAR(busy(35), busy(33), 1e-12);
  CHECK(busy(36) > 1.08 * busy(35));
}
