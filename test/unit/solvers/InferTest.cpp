//===- InferTest.cpp - families of models, by hand -------------------------===//

#include "Cases.h"
#include "Check.h"
#include "Operators/Diffusion.h"
#include "Operators/EncoderDecoder.h"
#include "Operators/Recommendation.h"
#include "Solvers/InferRecords.h"

using namespace mls;
using namespace mls::records;
using namespace mls::test;

namespace {

using Layer = Cnn<D>::Layer;

ElementSizes<D> bytesEach() { return {Data<D>(8), Data<D>(8), Data<D>(8), Data<D>(8)}; }
Network<D> of(const auto &model, Load<D> load = {1, {}, {}}) { return network(model, bytesEach(), load); }
double flop(const Network<D> &n) {
  double sum = 0;
  for (const Stage<D> &s : n.stages)
    sum += s.runs.raw() * workOf<D>(s.operators).raw();
  return sum;
}

Conv<D> conv(double out, double kernel, double stride = 1) { return {out, stride, 1, 1, {kernel}}; }

/// torchvision's ResNet-50.
Cnn<D> resnet50() {
  return {{224, 224, 3},
          {Layer(conv(64, 7, 2)), Layer(MaxPool<D>{2}), Layer(Bottleneck<D>{64, 256, 1, 3}),
           Layer(Bottleneck<D>{128, 512, 2, 4}), Layer(Bottleneck<D>{256, 1024, 2, 6}),
           Layer(Bottleneck<D>{512, 2048, 2, 3}), Layer(GlobalPool<D>{}), Layer(DenseLayer<D>{1000})},
          2};
}

} // namespace

//===-- Convolutional networks ---------------------------------------------===//

TEST(resnet50AsPublished) {
  Network<D> n = of(resnet50());
  CHECK_EQ(n.parameters.raw(), 25557032.0); // torchvision
  // fvcore counts 4.089 GMAC for convolutions and classifier.
  CHECK_NEAR(flop(n), 2 * 4.089e9, 1e-3);
}

TEST(resnet18AsPublished) {
  Cnn<D> m{{224, 224, 3},
           {Layer(conv(64, 7, 2)), Layer(MaxPool<D>{2}), Layer(Residual<D>{64, 1, 2}), Layer(Residual<D>{128, 2, 2}),
            Layer(Residual<D>{256, 2, 2}), Layer(Residual<D>{512, 2, 2}), Layer(GlobalPool<D>{}),
            Layer(DenseLayer<D>{1000})},
           2};
  CHECK_EQ(of(m).parameters.raw(), 11689512.0); // torchvision
}

TEST(mobileNetV2AsPublished) {
  auto row = [](double expand, double out, double repeat, double stride) {
    return Layer(Inverted<D>{expand, out, 3, stride, repeat});
  };
  Cnn<D> m{{224, 224, 3},
           {Layer(conv(32, 3, 2)), row(1, 16, 1, 1), row(6, 24, 2, 2), row(6, 32, 3, 2), row(6, 64, 4, 2),
            row(6, 96, 3, 1), row(6, 160, 3, 2), row(6, 320, 1, 1), Layer(conv(1280, 1)), Layer(GlobalPool<D>{}),
            Layer(DenseLayer<D>{1000})},
           2};
  CHECK_EQ(of(m).parameters.raw(), 3504872.0); // torchvision
  CHECK_NEAR(flop(of(m)), 2 * 300e6, 5e-3);    // Sandler et al. 2018, table 4: 300M
}

TEST(keywordSpottingAsPublished) {
  // MLPerf Tiny counts a bias and all four numbers of a batch normalization.
  Cnn<D> m{{49, 10, 1},
           {Layer(Conv<D>{64, 2, 1, 1, {10, 4}}), Layer(Depthwise<D>{{}, 1, 4, {3}}), Layer(GlobalPool<D>{}),
            Layer(DenseLayer<D>{12})},
           5};
  Network<D> n = of(m);
  CHECK_EQ(n.parameters.raw(), 24908.0);
  // 25 x 5 places of 40 weights to 64 channels, then 4 times 9 weights of a channel and 64 x 64; the classifier.
  CHECK_EQ(flop(n), 2.0 * (125 * 40 * 64 + 4 * 125 * (9 * 64 + 64 * 64) + 64 * 12));
  // With the normalization folded, a bias is left of its four numbers.
  CHECK_EQ(bytes(n.weights), 40 * 64 + 64 + 4 * (9 * 64 + 64 + 64 * 64 + 64) + 65 * 12.0);
  CHECK_EQ(bytes(n.widest), 2 * 125 * 64.0); // in and out of a convolution in the middle
}

TEST(visualWakeWordsAsPublished) {
  // MobileNetV1 at a quarter of its width: 7,489,664 multiply-accumulates and 221,794 numbers.
  auto separable = [](double out, double stride, double repeat = 1) {
    return Layer(Depthwise<D>{Ratio<D>(out), stride, repeat, {3}});
  };
  Cnn<D> m{{96, 96, 3},
           {Layer(conv(8, 3, 2)), separable(16, 1), separable(32, 2), separable(32, 1), separable(64, 2),
            separable(64, 1), separable(128, 2), separable(128, 1, 5), separable(256, 2), separable(256, 1),
            Layer(GlobalPool<D>{}), Layer(DenseLayer<D>{2})},
           5};
  CHECK_EQ(of(m).parameters.raw(), 221794.0);
  CHECK_EQ(flop(of(m)), 2 * 7489664.0);
}

TEST(imageClassificationAsPublished) {
  // ResNet-8 of MLPerf Tiny: 12,501,632 multiply-accumulates.
  Cnn<D> m{{32, 32, 3},
           {Layer(conv(16, 3)), Layer(Residual<D>{16, 1, 1}), Layer(Residual<D>{32, 2, 1}),
            Layer(Residual<D>{64, 2, 1}), Layer(GlobalPool<D>{}), Layer(DenseLayer<D>{10})},
           1};
  CHECK_EQ(flop(of(m)), 2 * 12501632.0);
}

TEST(rowsOfEqualLayers) {
  // Three in a row: the first has the stride and the input of 3 channels.
  Cnn<D> m{{32, 32, 3}, {Layer(Conv<D>{16, 2, 1, 3, {3}})}, 2};
  CHECK_EQ(of(m).parameters.raw(), 9 * 3 * 16 + 2 * 9 * 16 * 16 + 3 * 2 * 16.0);
  CHECK_EQ(flop(of(m)), 2.0 * 256 * (9 * 3 * 16 + 2 * 9 * 16 * 16));
}

//===-- Language -----------------------------------------------------------===//

TEST(fault6EncoderWorkIsPerSequence) {
  Transformer<D> bert = transformer(12, 768, 12, 12, 3072, 30522);
  bert.gated = false, bert.tied_embeddings = true, bert.causal = false;
  Network<D> n = of(bert, {1, Tokens<D>(128), {}});
  // 12 layers of 12 h^2 weights, once for each of 128 tokens, and 128^2 pairs.
  double weights = 12 * 12 * 768.0 * 768;
  CHECK_EQ(flop(n), 2 * 128 * weights + 12 * 4 * 128.0 * 128 * 768);
  CHECK_NEAR(flop(n), 22.4e9, 5e-3);
  CHECK_EQ(n.parameters.raw(), weights + 30522 * 768 + 25 * 768.0);
  CHECK_EQ(n.state.raw(), 0.0);
}

TEST(encoderDecoderAsPublished) {
  EncoderDecoder<D> t5{12, 12, 768, 12, 64, 3072, 32128, false, true};
  Network<D> n = of(t5, {1, Tokens<D>(100), Tokens<D>(20)});
  // T5-Base has 222,903,552 parameters; two tables of 32 relative positions in 12 heads are not counted here.
  CHECK_EQ(n.parameters.raw(), 222903552.0 - 2 * 32 * 12);
  double attention = 4 * 768.0 * 768, ffn = 2 * 768 * 3072.0;
  double encoder = 12 * (2 * 100 * (attention + ffn) + 4 * 100 * 100 * 768.0);
  double crossKeys = 12 * 2 * 100 * (2 * 768.0 * 768);
  // 20 steps, whose own context is 1 to 20 tokens and that of the encoder 100.
  double decoder =
      12 * (20 * 2 * (attention + ffn + 2 * 768.0 * 768) + 4 * 768.0 * (210 + 20 * 100)) + 20 * 2 * 768.0 * 32128;
  CHECK_NEAR(flop(n), encoder + crossKeys + decoder, 1e-12);
  CHECK_EQ(bytes(n.state), 12 * 120 * 2 * 768.0);
}

TEST(stateSpaceAsPublished) {
  StateSpace<D> mamba{24, 768, 16, 1536, 4, 48, 50280, true};
  Network<D> n = of(mamba, {2, Tokens<D>(1000), Tokens<D>(11)});
  CHECK_EQ(n.parameters.raw(), 129135360.0); // the checkpoint: 517 MB in four bytes each
  // A token: 768 to 3072, 4 of 1536 channels, 1536 to 80, 48 to 1536, the scan, 1536 to 768.
  double token = 2 * 24 * (768.0 * 3072 + 4 * 1536 + 1536 * 80 + 48 * 1536 + 1536 * (3 * 16 + 1) + 1536 * 768);
  double head = 2 * 768 * 50280.0;
  CHECK_NEAR(flop(n), 2 * ((1000 + 10) * token + 11 * head), 1e-12);
  CHECK_EQ(bytes(n.state), 2 * 24 * 1536 * (16 + 3.0)); // whatever the length
}

//===-- The rest -----------------------------------------------------------===//

TEST(recommendation) {
  // MLPerf's: 26 tables of 128, the top of which takes 27 * 26 / 2 + 128 = 479.
  Recommendation<D> dlrm{26, 187767399, 128, 1, 13, {512, 256}, {1024, 1024, 512, 256, 1}};
  Network<D> n = of(dlrm, {10, {}, {}});
  double bottom = 13 * 512 + 512 * 256 + 256 * 128, top = 479 * 1024 + 1024 * 1024 + 1024 * 512 + 512 * 256 + 256;
  double biases = 512 + 256 + 128 + 1024 + 1024 + 512 + 256 + 1;
  CHECK_EQ(n.parameters.raw(), 187767399 * 128.0 + bottom + top + biases);
  CHECK_EQ(flop(n), 10 * 2 * (bottom + top + 351 * 128));
  // Of the tables only what is looked up crosses the memory interface.
  CHECK_EQ(bytes(n.stages[0].operators[0].operands), 10 * 26 * 128.0);
}

TEST(diffusion) {
  Totals<D> unet{860e6, 600e6, 60e6, Work<D>(677e9)}, text{123e6, 10e6, 1e6, Work<D>(13e9)};
  Diffusion<D> m;
  m.backbone = unet, m.steps = 50, m.guidance = true, m.encoder = text;
  CHECK_EQ(flop(of(m, {4, {}, {}})), 4 * 2 * (50 * 677e9 + 13e9));
  CHECK_EQ(of(m).parameters.raw(), 983e6);
  m.guidance = false;
  CHECK_EQ(flop(of(m)), 50 * 677e9 + 13e9);
  m.backbone = transformer(2, 64, 4, 4, 256, 100), m.tokens = Tokens<D>(16), m.encoder = {};
  CHECK(flop(of(m)) > 0);
}

//===-- Attention of all kinds ---------------------------------------------===//

namespace {

/// DeepSeek-V3's published geometry.
Transformer<D> deepSeekV3() {
  Transformer<D> m = transformer(61, 7168, 128, 128, 18432, 129280);
  m.head_dim = 128;
  m.experts = Experts<D>{256, 8, 1, 2048, 3};
  m.latent = Latent<D>{512, 1536, 64, 128};
  return m;
}
const Operator<D> &named(const Lowered<D> &l, llvm::StringRef name) {
  for (const Operator<D> &op : l.operators)
    if (name == op.name)
      return op;
  CHECK(false);
  return l.operators[0];
}

} // namespace

TEST(latentParametersAsPublished) {
  Parameters<D> p = parameters(deepSeekV3());
  // 671,026,419,200 in the checkpoint, of which 58 * 256 are biases of routers.
  CHECK_EQ(p.total().raw(), 671026419200.0 - 58 * 256);
  // 36.6 B of a token with the head, without the embedding (weight file documentation).
  CHECK_NEAR(p.active().raw() - 129280 * 7168.0, 36.6e9, 1e-3);
}

TEST(latentCache) {
  // 512 + 64 numbers a token and layer: 70.3 kB in bf16 (DeepSeek-V3 report on hardware, arXiv 2505.09343, table 1).
  CHECK_EQ(bytes(kvCache(deepSeekV3(), Data<D>(16), Ratio<D>(8), Tokens<D>(1))), 61 * 576 * 2.0);
  CHECK_EQ(bytes(kvCache(llama405B(), Data<D>(16), Ratio<D>(1), Tokens<D>(1))), 516096.0); // ibid.
}

TEST(latentForms) {
  Transformer<D> m = deepSeekV3();
  ElementSizes<D> size = bytesEach();
  // A step meets the compressed cache in 128 heads of 576 and 512.
  Lowered<D> step = lower(m, size, {1, 1}, Phase<D>::decode(3, Tokens<D>(1000)));
  CHECK_EQ(named(step, "attention").work.raw(), 3 * 1000 * 128 * 2.0 * (576 + 512));
  CHECK_EQ(bytes(named(step, "attention").operands), 3 * 1000 * 576.0);
  CHECK_EQ(named(step, "q_absorb").work.raw(), 3 * 128 * 2.0 * 128 * 512);
  // A prompt expands it: heads of 192 and 128, causal pairs.
  Lowered<D> prompt = lower(m, size, {1, 1}, Phase<D>::prefill(1, Tokens<D>(1000)));
  CHECK_EQ(named(prompt, "attention").work.raw(), 500500 * 128 * 2.0 * (192 + 128));
  CHECK_EQ(named(prompt, "kv_up").work.raw(), 1000 * 2.0 * 512 * 128 * 256);
  // Either way each weight is read once: those of the absorbed products are those of the expansion.
  CHECK_EQ(named(step, "q_absorb").operands.raw() + named(step, "v_absorb").operands.raw(),
           named(prompt, "kv_up").operands.raw());
}

TEST(slidingWindow) {
  // Two of six layers see four tokens: 1 + 2 + 3 + 4 + 4 + 4 pairs of six tokens.
  CHECK_EQ(windowedPairs(Tokens<D>(6), Tokens<D>(0), Tokens<D>(4)).raw(), 18.0);
  CHECK_EQ(windowedPairs(Tokens<D>(2), Tokens<D>(4), Tokens<D>(4)).raw(), 8.0);
  CHECK_EQ(windowedPairs(Tokens<D>(6), Tokens<D>(0), Tokens<D>(9)).raw(), 21.0);
  Transformer<D> m = transformer(6, 64, 4, 2, 128, 100);
  m.window = Window<D>{Tokens<D>(4), 2};
  CHECK_EQ(bytes(kvCache(m, Data<D>(8), Ratio<D>(1), Tokens<D>(6))), (4 * 6 + 2 * 4) * 2 * 2 * 16.0);
  CHECK_EQ(bytes(kvCache(m, Data<D>(8), Ratio<D>(1), Tokens<D>(3))), 6 * 3 * 2 * 2 * 16.0);
  Lowered<D> step = lower(m, bytesEach(), {1, 1}, Phase<D>::decode(1, Tokens<D>(6)));
  CHECK_EQ(bytes(named(step, "window_attention").operands), 4 * 2 * 2 * 16.0);
  CHECK_EQ(named(step, "window_attention").repeat.raw(), 2.0);
}

//===-- Phases -------------------------------------------------------------===//

TEST(chunksAddUpToThePrompt) {
  Transformer<D> m = llama8B();
  ElementSizes<D> size = bytesEach();
  auto attention = [&](const Phase<D> &p) { return named(lower(m, size, {1, 1}, p), "attention").work.raw(); };
  CHECK_EQ(attention(Phase<D>::chunk(1, Tokens<D>(300), Tokens<D>(0))) +
               attention(Phase<D>::chunk(1, Tokens<D>(700), Tokens<D>(300))),
           attention(Phase<D>::prefill(1, Tokens<D>(1000))));
  CHECK_EQ(attention(Phase<D>::verify(1, Tokens<D>(2), Tokens<D>(10))),
           attention(Phase<D>::decode(1, Tokens<D>(11))) + attention(Phase<D>::decode(1, Tokens<D>(12))));
}

TEST(mixedStepSharesProducts) {
  // A chunk of 100 tokens and 8 decodes: the weights are read once.
  Lowered<D> step = lower(llama8B(), bytesEach(), {1, 1},
                          {Phase<D>::chunk(1, Tokens<D>(100), Tokens<D>(0)), Phase<D>::decode(8, Tokens<D>(50))});
  CHECK_EQ(named(step, "qkv").operands.raw(), 4096 * 48 * 128 * 8.0);
  CHECK_EQ(named(step, "qkv").work.raw(), 108 * 2 * 4096 * 48 * 128.0);
  CHECK_EQ(named(step, "lm_head").work.raw(), 9 * 2 * 4096 * 128256.0);
}

TEST(trainingWorkAsCounted) {
  // Narayanan et al. 2021, equation 2, without recomputation, causal masking halving its attention:
  // 72 B s l h^2 (1 + s / 6h / 2 + V / 12 l h), of which a third is the forward pass.
  Transformer<D> gpt = transformer(24, 2048, 16, 16, 8192, 51200);
  gpt.gated = false;
  double B = 4, s = 2048, l = 24, h = 2048, V = 51200;
  double forward = modelWork(gpt, bytesEach(), Phase<D>::forward(B, Tokens<D>(s))).raw();
  CHECK_NEAR(forward, 24 * B * s * l * h * h * (1 + (s + 1) / (12 * h) + V / (12 * l * h)), 1e-12);
}

//===-- Limits -------------------------------------------------------------===//

namespace {

InferOut<D> infer(AnyModel<D> model, Accelerator<D> on, double batch, Efficiency<D> efficiency = {}) {
  Inference<D> load{model, formats(bf16()), {}, {}, {}};
  return call<InferOut<D>>("infer", InferIn<D>{load, on, batch, efficiency, 1});
}

} // namespace

TEST(inferNeverBeatsTheRoofline) {
  for (double batch : {1, 7, 64, 1000}) {
    InferOut<D> o = infer(resnet50(), h100(), batch);
    CHECK(o.latency.raw() >= batch * o.work.raw() / 989.4e12);
    CHECK(o.latency.raw() >= batch * o.traffic.raw() / (3.35e12 * 8));
    CHECK(o.mfu.raw() <= 1 && o.mbu.raw() <= 1);
    CHECK_NEAR(o.throughput.raw(), batch / o.latency.raw(), 1e-12);
  }
}

TEST(inferMeetsTheComputeCeiling) {
  // Half of the peak, and a memory that never stands in the way.
  Accelerator<D> a = h100();
  a.memory = {Data<D>(1e18), Bandwidth<D>(1e18)};
  InferOut<D> o = infer(resnet50(), a, 1e6, {Ratio<D>(0.5), Ratio<D>(1), {}});
  double ceiling = 0.5 * 989.4e12 / o.work.raw();
  CHECK(o.throughput.raw() <= ceiling && o.throughput.raw() > 0.95 * ceiling);
}

TEST(inferIsMonotone) {
  double last = 0;
  for (double bandwidth : {1e12, 2e12, 4e12, 8e12}) { // bytes a second
    Accelerator<D> a = h100();
    a.memory.bandwidth = Bandwidth<D>(bandwidth * 8);
    double throughput = infer(resnet50(), a, 64).throughput.raw();
    CHECK(throughput > last);
    last = throughput;
  }
  // A larger memory on the chip never hurts, whether activations, weights or neither fit.
  double longest = 1e9;
  for (double room : {1e6, 1e7, 5e7, 1e9}) {
    Accelerator<D> a = h100();
    a.sram = Memory<D>{Data<D>(room * 8), Bandwidth<D>(20e12 * 8)};
    double latency = infer(resnet50(), a, 8).latency.raw();
    CHECK(latency <= longest);
    longest = latency;
  }
}
