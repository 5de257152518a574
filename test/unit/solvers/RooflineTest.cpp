//===- RooflineTest.cpp - `roofline` and collectives, by hand --------------===//

#include "Cases.h"
#include "Check.h"
#include "Physics/Collectives.h"
#include "Physics/Roofline.h"

using namespace mls;
using namespace mls::records;
using namespace mls::test;

TEST(kernelOverlap) {
  Time<D> two(2), five(5);
  CHECK_EQ(overlapped(two, five, Ratio<D>(1)).raw(), 5.0);
  CHECK_EQ(overlapped(two, five, Ratio<D>(0)).raw(), 7.0);
  CHECK_EQ(overlapped(five, two, Ratio<D>(0.5)).raw(), 6.0);
}

TEST(collectives) {
  Bandwidth<D> rate(100);
  Time<D> alpha(1);
  // Ring bound of Patarasuk & Yuan: 2 (n - 1) / n of the message.
  CHECK_EQ(twoShotAllReduce(Data<D>(800), Ratio<D>(8), rate, alpha).raw(), 2 + 14.0);
  CHECK_EQ(oneShotAllReduce(Data<D>(800), Ratio<D>(8), rate, alpha).raw(), 1 + 56.0);
  CHECK_EQ(allReduce(Data<D>(8), Ratio<D>(8), rate, alpha).raw(), 1.56); // small: one round
  CHECK_EQ(allReduce(Data<D>(800), Ratio<D>(8), rate, alpha).raw(), 16.0);
  CHECK_EQ(allReduce(Data<D>(800), Ratio<D>(1), rate, alpha).raw(), 0.0);
  CHECK_EQ(allToAll(Data<D>(800), Ratio<D>(8), rate, alpha).raw(), 8.0);
  CHECK_EQ(allToAll(Data<D>(800), Ratio<D>(1), rate, alpha).raw(), 0.0);
  // 268,435,456 halves over 8 H100: 2.11 ms at 445 GB/s of bus bandwidth (silicon/nccl.csv).
  CHECK_NEAR(twoShotAllReduce(Data<D>(268435456.0 * 16), Ratio<D>(8), Bandwidth<D>(445e9 * 8), Time<D>(0)).raw(), 2.11e-3, 0.01);
}

TEST(rooflineSolver) {
  const Solver *s = findSolver("roofline");
  CHECK(s != nullptr);
  // 2 PFLOP against 100 GB on H100, half of each peak: 4.043 s of arithmetic, 59.70 ms of traffic.
  Writer<D> in, out;
  in.slots = {2e15, 100e9 * 8};
  emit(in, h100());
  emit(in, bf16());
  emit(in, Efficiency<D>{Ratio<D>(0.5), Ratio<D>(0.5), {}});
  s->run(in.slots, in.tags, out);
  auto result = [&](llvm::StringRef name) {
    for (size_t i = 0; i != out.slots.size(); ++i)
      if (s->signature.out->fields[i].name == name)
        return out.slots[i];
    return undetermined;
  };
  CHECK_NEAR(result("compute_time"), 2e15 / (0.5 * 989.4e12), 1e-12);
  CHECK_NEAR(result("memory_time"), 100e9 / (0.5 * 3.35e12), 1e-12);
  CHECK_EQ(result("time"), result("compute_time"));
  CHECK_EQ(result("bound"), 0.0);
  CHECK_EQ(result("next_bound"), 1.0);
  CHECK_NEAR(result("margin"), (2e15 / 989.4e12) / (100e9 / 3.35e12), 1e-12);
  CHECK_NEAR(result("intensity"), 2e15 / 100e9 / 8, 1e-12);
  CHECK_NEAR(result("ridge"), 989.4e12 / 3.35e12 / 8, 1e-12);
}
