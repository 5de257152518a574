//===- Cases.h - records written out for tests ------------------*- C++ -*-===//
//
// Figures stand here explicitly and never come from the registry: a corrected entry
// must not move a test. Units are base units: bit, s, FLOP, W, USD.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Solvers/ServeRecords.h"
#include "Solvers/Solver.h"

namespace mls::test {

using D = double;
using namespace records;

inline Format<D> format(double bits, Arithmetic compute) { return {Data<D>(bits), Data<D>(0), 1, compute}; }
inline Format<D> bf16() { return format(16, Arithmetic::bf16); }
inline Format<D> fp8() { return format(8, Arithmetic::fp8); }
inline Formats<D> formats(Format<D> f) { return {f, f, f, bf16()}; }

inline Transformer<D> transformer(double layers, double hidden, double heads, double kvHeads, double ffn, double vocab) {
  return {layers, hidden, heads, kvHeads, hidden / heads, ffn, vocab, true, false, {}, {}};
}
inline Transformer<D> llama8B() { return transformer(32, 4096, 32, 8, 14336, 128256); }
inline Transformer<D> llama70B() { return transformer(80, 8192, 64, 8, 28672, 128256); }
inline Transformer<D> llama405B() { return transformer(126, 16384, 128, 8, 53248, 128256); }
inline Transformer<D> mixtral8x7B() {
  Transformer<D> m = transformer(32, 4096, 32, 8, 14336, 32000);
  m.experts = Experts<D>{8, 2, 0, 14336, 0};
  return m;
}

/// The calibration of H100 as of the day the tests were written.
inline Calibration<D> hopper() {
  Calibration<D> c;
  c.gemm.set(Arithmetic::bf16, {0.842, 0.891, 0.852, Time<D>(3.38e-6)});
  c.gemm.set(Arithmetic::fp8, {0.655, 0.895, 0.213, Time<D>(6.37e-6)});
  c.experts.set(Arithmetic::bf16, {0.246, 0.891, 0.708, Time<D>(32.0e-6)});
  c.experts.set(Arithmetic::fp8, {0.204, 0.895, 0.0504, Time<D>(40.6e-6)});
  c.prefill.set(Arithmetic::bf16, {0.640, Tokens<D>(1310), Time<D>(12.7e-6)});
  c.prefill.set(Arithmetic::fp8, {0.376, Tokens<D>(1040), Time<D>(16.7e-6)});
  c.decode.set(Arithmetic::bf16, {0.884, Time<D>(10.4e-6)});
  c.decode.set(Arithmetic::fp8, {0.627, Time<D>(9.36e-6)});
  c.network = NetworkCurves<D>{{0.704, Time<D>(2.39e-6), Time<D>(0.119e-6)}, {0.558, Time<D>(7.8e-6), Time<D>(0)}};
  c.host = {Time<D>(420e-6), Time<D>(12.7e-6), Time<D>(8.4e-6)};
  return c;
}

inline Accelerator<D> h100() {
  Accelerator<D> a;
  a.peak.set(Arithmetic::bf16, ComputeRate<D>(989.4e12));
  a.peak.set(Arithmetic::fp8, ComputeRate<D>(1978.9e12));
  a.memory = {Data<D>(80e9 * 8), Bandwidth<D>(3.35e12 * 8)};
  a.link = Link<D>{Bandwidth<D>(450e9 * 8)};
  a.calibration = hopper();
  return a;
}
inline Accelerator<D> h200() {
  Accelerator<D> a = h100();
  a.memory = {Data<D>(141e9 * 8), Bandwidth<D>(4.8e12 * 8)};
  return a;
}
inline Node<D> node(Accelerator<D> a, double count) {
  return {a, count, a.link, Power<D>(10200.0 / 8 * count), CostRate<D>(2.5 * count / 3600)};
}

inline ServeIn<D> deployment(Transformer<D> model, Formats<D> f, Node<D> on, double batch, double tp, double prompt = 2048, double output = 512) {
  Serving<D> load{model, f, Tokens<D>(prompt), Tokens<D>(output), Frequency<D>(1)};
  Deployment<D> d{.on = on, .tp = tp, .pp = 1, .ep = 1, .replicas = {}, .prefill_chunk = {}, .cached = {}, .draft = {}, .overlap_exchange = false, .send_once = false, .efficiency = {},
                  .between_nodes = {0.7, Time<D>(20e-6), Time<D>(2e-6)}, .granularity = Granularity::operators, .memory_share = 0.9};
  return {d, load, batch, 0.75};
}

/// Arguments of any solver as streams, and its results from theirs.
template <class Out, class In> Out call(llvm::StringRef solver, const In &in) {
  Writer<D> arguments, results;
  emit(arguments, in);
  findSolver(solver)->run(arguments.slots, arguments.tags, results);
  Reader<D> reader(results.slots, results.tags);
  return bind<Out>(reader);
}
inline ServeOut<D> serve(const ServeIn<D> &in) { return call<ServeOut<D>>("serve", in); }

inline double ms(Time<D> t) { return t.raw() * 1e3; }
inline double bytes(Data<D> x) { return x.raw() / 8; }

} // namespace mls::test
