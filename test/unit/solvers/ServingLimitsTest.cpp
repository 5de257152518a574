//===- ServingLimitsTest.cpp - what holds of every deployment --------------===//

#include "Cases.h"
#include "Check.h"

using namespace mls;
using namespace mls::records;
using namespace mls::test;

namespace {

/// Factors on the resources of a machine.
struct Scale {
  double bandwidth = 1, peak = 1, link = 1, nic = 1;
};

Node<D> machine(const Scale &s) {
  Accelerator<D> a = h200();
  for (Arithmetic x : {Arithmetic::bf16, Arithmetic::fp8})
    a.peak.set(x, a.peak[x] * s.peak);
  a.memory.bandwidth = a.memory.bandwidth * s.bandwidth;
  a.link = Link<D>{a.link->per_direction * s.link};
  Node<D> n = node(a, 8);
  n.nic = Link<D>{Bandwidth<D>(50e9 * 8 * s.nic)};
  n.nics = 8;
  return n;
}

/// Deployments of every kind, at a scale.
std::vector<ServeIn<D>> deployments(const Scale &s = {}) {
  Node<D> n = machine(s);
  Cluster<D> two;
  two.pools.push_back(Pool<D>{n, 2});
  ServeIn<D> plain = deployment(llama70B(), formats(fp8()), n, 64, 8);
  std::vector<ServeIn<D>> all(7, plain);
  all[1].prefill_chunk = Tokens<D>(256);
  all[2].draft = Draft<D>{llama8B(), formats(fp8()), 4, 0.7};
  all[3].cached = Tokens<D>(1000);
  all[4].on = two, all[4].pp = 2;
  all[5].on = two, all[5].tp = 16;
  all[6] = deployment(mixtral8x7B(), formats(bf16()), n, 64, 2);
  all[6].on = two, all[6].ep = 8;
  return all;
}

void isFinite(const ServeOut<D> &o) { CHECK(std::isfinite(o.ttft.raw()) && std::isfinite(o.itl.raw()) && std::isfinite(o.request_latency.raw())); }

} // namespace

TEST(servingIsMonotoneInEveryResource) {
  std::vector<ServeIn<D>> before = deployments();
  for (Scale s : {Scale{1.5, 1, 1, 1}, Scale{1, 1.5, 1, 1}, Scale{1, 1, 1.5, 1}, Scale{1, 1, 1, 1.5}}) {
    std::vector<ServeIn<D>> after = deployments(s);
    for (size_t i = 0; i != before.size(); ++i) {
      ServeOut<D> a = serve(before[i]), b = serve(after[i]);
      isFinite(a);
      CHECK(b.ttft.raw() <= a.ttft.raw() && b.itl.raw() <= a.itl.raw() && b.request_latency.raw() <= a.request_latency.raw());
      CHECK(b.throughput.raw() >= a.throughput.raw());
    }
  }
  // The resources matter where they should.
  CHECK(serve(deployments({1, 1, 1, 1.5})[5]).itl.raw() < serve(before[5]).itl.raw());
  CHECK_EQ(serve(deployments({1, 1, 1, 1.5})[0]).itl.raw(), serve(before[0]).itl.raw());
}

TEST(servingTakesNoLessThanItsRoofline) {
  for (const ServeIn<D> &in : deployments()) {
    ServeOut<D> o = serve(in);
    CHECK(o.mfu.raw() > 0 && o.mfu.raw() <= 1 && o.hfu.raw() <= 1 && o.mbu.raw() <= 1);
    CHECK(o.efficiency.compute.raw() <= 1 && o.efficiency.memory.raw() <= 1 && o.efficiency.network.raw() <= 1);
    ServeIn<D> ideal = in; // the best that any software could do
    ideal.efficiency = {Ratio<D>(1), Ratio<D>(1), Ratio<D>(1)};
    ideal.granularity = Granularity::aggregate;
    ServeOut<D> least = serve(ideal);
    CHECK(o.ttft.raw() >= least.ttft.raw() && o.itl.raw() >= least.itl.raw());
  }
}

TEST(servingPartsMakeTheWhole) {
  for (const ServeIn<D> &in : deployments()) {
    ServeOut<D> o = serve(in);
    CHECK_NEAR(o.memory.total.raw(), (o.memory.weights + o.memory.kv + o.memory.draft + o.memory.activations).raw(), 1e-12);
    CHECK_NEAR(o.request_latency.raw(), o.ttft.raw() + 511 * o.tpot.raw(), 1e-12);
    CHECK(o.stall.raw() >= 0.99 * o.itl.raw()); // a step with a chunk is no shorter than one without
  }
}

TEST(nothingJumpsWhereMemoryIsFull) {
  for (ServeIn<D> in : deployments()) {
    in.batch = serve(in).largest_batch;
    ServeOut<D> full = serve(in);
    in.batch = in.batch - 1;
    ServeOut<D> oneLess = serve(in);
    CHECK_EQ(full.fits.raw(), 1.0);
    CHECK_NEAR(full.itl.raw(), oneLess.itl.raw(), 0.02);
    CHECK_NEAR(full.throughput.raw(), oneLess.throughput.raw(), 0.02);
  }
}

TEST(largeBatchesMeetTheComputeCeiling) {
  Accelerator<D> roomy = h200();
  roomy.memory.capacity = Data<D>(1e18);
  Node<D> n = node(roomy, 1);
  ServeIn<D> in = deployment(llama8B(), formats(bf16()), n, 1e6, 1, 16, 64);
  in.efficiency = {Ratio<D>(0.5), Ratio<D>(1), {}};
  in.granularity = Granularity::aggregate;
  // Attention of so short a context is a hundredth of it.
  double products = 2 * (8030261248.0 - 128256 * 4096.0 - 65 * 4096.0);
  double ceiling = 0.5 * 989.4e12 / products;
  CHECK(1e6 / serve(in).itl.raw() <= ceiling);
  CHECK(1e6 / serve(in).itl.raw() >= 0.98 * ceiling);
}

TEST(featuresThatDoNothingChangeNothing) {
  ServeIn<D> in = deployments()[0];
  in.batch = 1;
  ServeOut<D> plain = serve(in);
  in.prefill_chunk = in.workload.prompt; // one chunk, nobody beside it
  CHECK_NEAR(serve(in).request_latency.raw(), plain.request_latency.raw(), 1e-3); // but for launches of an attention with no sequence
  // A cluster of one node is that node; one stage, one group, one device are none.
  Cluster<D> one;
  one.pools.push_back(Pool<D>{machine({}), 1});
  in = deployments()[0];
  plain = serve(in);
  in.on = one;
  CHECK_EQ(serve(in).tpot.raw(), plain.tpot.raw());
  CHECK_EQ(serve(in).cost_per_token.raw(), plain.cost_per_token.raw());
}

TEST(draftsPayWhenTheyAreAccepted) {
  double before = 1e9;
  for (double acceptance : {0.0, 0.3, 0.6, 0.9, 1.0}) {
    ServeIn<D> in = deployments()[2];
    in.draft = Draft<D>{llama8B(), formats(fp8()), 4, acceptance};
    ServeOut<D> o = serve(in);
    CHECK(o.tpot.raw() < before);
    before = o.tpot.raw();
    CHECK_NEAR(o.memory.draft.raw(), 8 * (8030261248.0 + 64 * 2560 * 65536.0), 1e-12);
  }
}

TEST(bubblesVanishWithOneStageAndEqualPasses) {
  using T = Time<D>;
  // One wave: the mean of both kinds. Equal kinds: that. Two waves meet a long pass twice as often, less the rounds of two.
  CHECK_NEAR(roundTime<D>(0.25, T(8), T(4), 1).raw(), 5, 1e-12);
  CHECK_NEAR(roundTime<D>(0.25, T(4), T(4), 8).raw(), 4, 1e-12);
  CHECK_NEAR(roundTime<D>(0.25, T(8), T(4), 2).raw(), 4 + 4 * 0.4375, 1e-12);
  CHECK_NEAR(roundTime<D>(0.25, T(2), T(4), 2).raw(), 4 - 2 * 0.0625, 1e-12); // both short
}

TEST(chunksShareTheirStepsWithTheOthers) {
  // Four waves of two chunks and ten steps: 8 passes with a chunk, of which 6 carry others' decodes; 4 more steps without.
  Passes<D> p = mixedPasses<D>(4, 2, 10);
  CHECK_EQ(p.prefill.raw(), 8.0);
  CHECK_EQ(p.decode.raw(), 4.0);
  CHECK_EQ(decodesBesideChunk<D>(4, 2, 10).raw(), 3.0);
  // Too few steps for all chunks: 4 * 2 passes take 4 * 3 decodes, one and a half beside each.
  p = mixedPasses<D>(4, 2, 3);
  CHECK_EQ(p.decode.raw(), 0.0);
  CHECK_EQ(decodesBesideChunk<D>(4, 2, 3).raw(), 1.5);
  CHECK_NEAR((p.prefill * 1.5).raw(), 4 * 3.0, 1e-12);
}
