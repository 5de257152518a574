//===- ServeTest.cpp - `serve` against hand calculations and measurements --===//

#include "Cases.h"
#include "Check.h"

using namespace mls;
using namespace mls::records;
using namespace mls::test;

MLS_TEST_MAIN()

TEST(parametersFromGeometry) {
  // Published counts of the released checkpoints.
  CHECK_EQ(parameters(llama8B()).total().raw(), 8030261248.0);
  CHECK_EQ(parameters(llama70B()).total().raw(), 70553706496.0);
  CHECK_EQ(parameters(llama405B()).total().raw(), 405853388800.0);
  CHECK_EQ(parameters(mixtral8x7B()).total().raw(), 46702792704.0);
}

TEST(memoryIsExact) {
  ServeOut<D> o = serve(deployment(llama70B(), formats(bf16()), node(h200(), 8), 4, 8));
  CHECK_EQ(o.memory.kv_per_token.raw() / 8, 327680.0); // 2 * 80 layers * 8 heads * 128 * 2 B
  CHECK_EQ(bytes(o.memory.kv), 4 * 2560 * 327680.0);
  o = serve(deployment(llama70B(), formats(fp8()), node(h200(), 8), 4, 8));
  CHECK_EQ(bytes(o.memory.weights), 70553706496.0); // 1 B a parameter
}

TEST(blockScalesCount) {
  Format<D> nvfp4{Data<D>(4), Data<D>(8), 16, Arithmetic::fp4};
  CHECK_EQ(elementSizes(formats(nvfp4)).weight.raw(), 4.5);
}

TEST(whatDoesNotFitSaysByHowMuch) {
  ServeIn<D> in = deployment(llama70B(), formats(fp8()), node(h200(), 8), 4096, 8);
  ServeOut<D> o = serve(in);
  CHECK_EQ(o.fits.raw(), 0.0);
  CHECK_NEAR(bytes(o.shortfall), bytes(o.memory.total) - 8 * 141e9 * 0.9, 1e-12);
  CHECK(std::isnan(o.itl.raw()) && std::isnan(o.cost_per_token.raw())); // no answer for what cannot run
  in.batch = o.largest_batch;
  CHECK_EQ(serve(in).fits.raw(), 1.0);
  in.batch = o.largest_batch + 1;
  CHECK_EQ(serve(in).fits.raw(), 0.0);
}

TEST(layoutMustUseTheNodeUp) {
  ServeIn<D> in = deployment(llama8B(), formats(bf16()), node(h100(), 8), 4, 2);
  CHECK(!std::isnan(serve(in).itl.raw()));
  in.replicas = Ratio<D>(3); // 2 of 8 GPUs idle
  CHECK(std::isnan(serve(in).itl.raw()));
  in.tp = 3, in.replicas = Ratio<D>(2);
  CHECK(std::isnan(serve(in).itl.raw()));
  in.tp = 4, in.replicas = Ratio<D>(4);
  CHECK(std::isnan(serve(in).itl.raw()));
}

TEST(missingPriceIsNoZero) {
  ServeIn<D> in = deployment(llama8B(), formats(bf16()), node(h100(), 1), 4, 1);
  Node<D> unpriced = node(h100(), 1);
  unpriced.rent = Opt<CostRate<D>>::absent(CostRate<D>(undetermined));
  in.on = unpriced;
  ServeOut<D> o = serve(in);
  CHECK(std::isnan(o.cost_per_token.raw()));
  CHECK(!std::isnan(o.energy_per_token.raw()) && !std::isnan(o.tpot.raw()));
}

//===-- Faults of other models (physics.md) --------------------------------===//

TEST(fault2ThroughputPaysForPrefill) {
  // A request of one output token costs its prefill: at most peak / FLOPs of a prompt.
  ServeOut<D> o = serve(deployment(llama8B(), formats(bf16()), node(h100(), 1), 8, 1, 4000, 1));
  double prompt = 2 * 8.03e9 * 4000; // without attention: a lower bound of the work
  CHECK(o.request_rate.raw() < 989.4e12 / prompt);
  CHECK(o.request_rate.raw() > 0.3 * 989.4e12 / prompt);
}

TEST(fault3DecodeHasAComputeCeiling) {
  Accelerator<D> roomy = h100();
  roomy.memory.capacity = Data<D>(1e18);
  for (double batch = 1; batch < 1e7; batch *= 4) {
    ServeIn<D> in = deployment(llama8B(), formats(bf16()), node(roomy, 1), batch, 1, 16, 64);
    in.efficiency.compute = Ratio<D>(0.5);
    ServeOut<D> o = serve(in);
    double flopPerToken = 2 * (8030261248.0 - 128256 * 4096.0 - 65 * 4096.0); // products alone: embedding and norms multiply nothing
    CHECK(batch / o.itl.raw() <= 0.5 * 989.4e12 / flopPerToken);
    CHECK(o.mfu.raw() <= 0.5);
  }
}

TEST(fault4ExpertsAreCountedByUse) {
  CHECK_NEAR(expertsTouched<D>(8, 2, 1).raw(), 2.0, 1e-12);              // one token: its own
  CHECK_NEAR(expertsTouched<D>(8, 2, 2).raw(), 8 * (1 - 0.5625), 1e-12); // 1 - (6/8)^2
  CHECK_NEAR(expertsTouched<D>(256, 8, 1e5).raw(), 256.0, 1e-12);        // many: all
  // Prefill of Mixtral costs its 12.9 B active parameters, not 46.7 B. Attention comes on top.
  Phase<D> prompt = Phase<D>::prefill(1, Tokens<D>(128));
  double perToken = modelWork(mixtral8x7B(), elementSizes(formats(bf16())), prompt).raw() / 128;
  CHECK(perToken > 2 * 12.5e9 && perToken < 2 * 13.0e9);
}

TEST(fault5AttentionIsCausal) {
  // 1 + 2 + … + s pairs, two products of head_dim MACs, in every head.
  CHECK_EQ(causalAttentionWork(Tokens<D>(1000), Ratio<D>(32), Ratio<D>(128)).raw(), 500500.0 * 2 * 2 * 128 * 32);
  // The queries of a prompt cost what its decode steps would.
  double sum = 0;
  for (int context = 1; context <= 1000; ++context)
    sum += attentionWork(Tokens<D>(context), Ratio<D>(32), Ratio<D>(128)).raw();
  CHECK_EQ(sum, causalAttentionWork(Tokens<D>(1000), Ratio<D>(32), Ratio<D>(128)).raw());
}

TEST(fault6WorkIsPerToken) {
  // Linear work grows with the prompt; the LM head works once a prompt.
  ElementSizes<D> f = elementSizes(formats(bf16()));
  auto linear = [&](double s) {
    return modelWork(llama8B(), f, Phase<D>::prefill(1, Tokens<D>(s))) - 32 * causalAttentionWork(Tokens<D>(s), Ratio<D>(32), Ratio<D>(128));
  };
  double head = 2 * 4096.0 * 128256;
  CHECK_NEAR((linear(4096).raw() - head) / (linear(512).raw() - head), 8.0, 1e-12);
}

TEST(fault7ActivationsAreCountedByOperator) {
  Lowered<D> step = lower(llama8B(), elementSizes(formats(bf16())), {1, 1}, Phase<D>::decode(4, Tokens<D>(100)));
  CHECK_EQ(llvm::StringRef(step.operators[0].name), llvm::StringRef("qkv"));
  CHECK_EQ(step.operators[0].activations().raw(), 4 * (4096 + (32 + 16) * 128) * 16.0);
  double sum = 0;
  for (const Operator<D> &op : step.operators)
    if (op.kernel == Kernel::Gemm)
      sum += op.repeat.raw() * op.operands.raw() / 16;
  CHECK_EQ(sum, 8030261248.0 - 128256 * 4096.0 - 65 * 4096.0); // all weights but embedding and norms, once
}

TEST(tensorParallelOfOneIsOneDevice) {
  ServeIn<D> linked = deployment(llama8B(), formats(bf16()), node(h100(), 1), 16, 1), alone = linked;
  Node<D> unlinked = node(h100(), 1);
  unlinked.link = Opt<Link<D>>::absent({Bandwidth<D>(undetermined)});
  unlinked.accelerator.calibration.network = {};
  alone.on = unlinked;
  CHECK_EQ(serve(linked).tpot.raw(), serve(alone).tpot.raw());
  CHECK_EQ(serve(alone).efficiency.network.raw(), 1.0);
}

TEST(timesFallWithBandwidth) {
  double before = 1e9;
  for (double bandwidth = 0.5e12; bandwidth < 20e12; bandwidth *= 1.3) {
    Accelerator<D> a = h200();
    a.memory.bandwidth = Bandwidth<D>(bandwidth * 8);
    double itl = serve(deployment(llama70B(), formats(fp8()), node(a, 8), 64, 8)).itl.raw();
    CHECK(itl <= before);
    before = itl;
  }
}

TEST(definitionsHold) {
  ServeIn<D> in = deployment(llama70B(), formats(fp8()), node(h200(), 8), 64, 4);
  ServeOut<D> o = serve(in);
  CHECK_NEAR(o.request_latency.raw(), o.ttft.raw() + 511 * o.tpot.raw(), 1e-12);
  CHECK_NEAR(o.throughput.raw(), 2 * 64 * 512 / o.request_latency.raw(), 1e-12);
  CHECK_NEAR(o.cost_per_token.raw(), 20 / 3600.0 / o.throughput.raw(), 1e-12);
  CHECK_NEAR(o.energy_per_token.raw(), 10200 * 0.75 / o.throughput.raw(), 1e-12);
  CHECK_NEAR(o.load.raw(), 1 / o.request_rate.raw(), 1e-12);
  CHECK(o.mbu.raw() > 0.3 && o.mbu.raw() < 1);
  CHECK(o.mfu.raw() <= o.hfu.raw() && o.hfu.raw() < 1.0001 * o.mfu.raw());
}

TEST(aggregateIsTheTextbookRoofline) {
  ServeIn<D> in = deployment(llama8B(), formats(bf16()), node(h100(), 1), 1, 1, 1024, 1);
  in.granularity = Granularity::aggregate;
  in.efficiency = {Ratio<D>(1), Ratio<D>(1), Ratio<D>(1)};
  Work<D> work;
  Data<D> traffic;
  for (const Operator<D> &op : lower(llama8B(), elementSizes(formats(bf16())), {1, 1}, Phase<D>::decode(1, Tokens<D>(1025))).operators)
    work += op.repeat * op.work, traffic += op.repeat * op.traffic();
  CHECK_NEAR(serve(in).itl.raw(), traffic.raw() / (3.35e12 * 8), 1e-12);
  CHECK(work.raw() / 989.4e12 < traffic.raw() / (3.35e12 * 8));
}

//===-- What sets a result -------------------------------------------------===//

static bool isBy(const Choice<Bound, D> &choice, Bound b) { return is(choice, b).raw() == 1; }

TEST(otherPrefillsCountInWhatSetsTpot) {
  // Decoding waits for memory, but 63 prompts of 32768 tokens stall each request: their arithmetic is most of its time.
  ServeIn<D> in = deployment(llama70B(), formats(fp8()), node(h200(), 8), 64, 8, 32768);
  ServeOut<D> o = serve(in);
  CHECK(63 * o.ttft.raw() > 0.8 * (o.request_latency - o.ttft).raw());
  CHECK(isBy(o.bound, Bound::memory) && isBy(o.ttft_bound, Bound::compute));
  CHECK(isBy(o.tpot_bound, Bound::compute) && isBy(o.throughput_bound, Bound::compute));

  // Alone, a request has no other's prefill in its tpot, but its own in its latency.
  in.batch = 1, in.workload.output = Tokens<D>(16);
  o = serve(in);
  CHECK(o.ttft.raw() > 0.8 * o.request_latency.raw());
  CHECK(o.bound.raw() == o.tpot_bound.raw() && !isBy(o.tpot_bound, Bound::compute));
  CHECK(isBy(o.throughput_bound, Bound::compute));
}

TEST(marginOfTpotByHand) {
  // Ideal and alone on one GPU: a decode step of 512 prompt and half of 64 output tokens is max(arithmetic, traffic) of
  // its operators, and tpot is nothing but that step; the factor is that of the two sums.
  ServeIn<D> in = deployment(llama8B(), formats(bf16()), node(h100(), 1), 1, 1, 512, 64);
  in.granularity = Granularity::aggregate, in.efficiency = {Ratio<D>(1), Ratio<D>(1), Ratio<D>(1)};
  // Weights but the embedding, and a KV cache of 544 tokens; activations are below 2 % of them.
  double products = 8030261248.0 - 128256 * 4096.0 - 65 * 4096.0;
  double read = 2 * products + 544 * 131072.0, work = 2 * products + 4.0 * 544 * 32 * 128 * 32;
  CHECK_NEAR(serve(in).tpot_margin.raw(), (read / 3.35e12) / (work / 989.4e12), 0.02);
  CHECK(isBy(serve(in).tpot_bound, Bound::memory));
}

TEST(boundsStandInThreeRows) {
  for (const Solver *s : solvers())
    for (const Field &f : s->signature.out->fields)
      if (!f.boundBy.empty()) {
        const Field *b = s->signature.out->find(f.boundBy);
        CHECK(b && b->kind == FieldKind::Choice && b[1].kind == FieldKind::Quantity && b[2].kind == FieldKind::Choice && b[2].names.data() == b->names.data());
      }
}

//===-- Measurements (shared question sets, published.md) ------------------===//

TEST(llama8BOnOneH100) {
  // Sums of measured kernels (aiconfigurator, vLLM and TensorRT-LLM): 43.5 and 46.7 ms, then 6.24 and 6.62, 9.70 and 9.79 ms.
  ServeOut<D> one = serve(deployment(llama8B(), formats(bf16()), node(h100(), 1), 1, 1, 2048, 64));
  CHECK_NEAR(ms(one.ttft), 45.1, 0.05);
  CHECK_NEAR(ms(one.itl), 6.43, 0.10);
  CHECK_NEAR(ms(serve(deployment(llama8B(), formats(bf16()), node(h100(), 1), 32, 1, 2048, 64)).itl), 9.75, 0.10);
}

TEST(llama70BOnEightH100) {
  // The same sources: 11.3 and 13.2 ms at batch 32, 13.8 and 16.3 ms at 64.
  CHECK_NEAR(ms(serve(deployment(llama70B(), formats(bf16()), node(h100(), 8), 32, 8, 2048, 64)).itl), 12.2, 0.10);
  CHECK_NEAR(ms(serve(deployment(llama70B(), formats(bf16()), node(h100(), 8), 64, 8, 2048, 64)).itl), 15.0, 0.10);
}
