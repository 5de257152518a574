//===- Reason.cpp - `reason`: thinking longer, answering more than once ---===//
//
// Test-time compute: what chains of thought and repeated samples cost on a deployment
// whose pace `serve` has found.
//
//===----------------------------------------------------------------------===//

#include "Physics/Sampling.h"
#include "Solvers/Solver.h"

namespace mls {

enum class SampleOrder { parallel, sequential };
MLS_ENUM(SampleOrder, "parallel", "sequential");

namespace {

template <class S> struct ReasonIn {
  Time<S> ttft;
  TimePerToken<S> tpot;
  Tokens<S> thought, answer;
  Ratio<S> samples;
  SampleOrder order;
  Opt<Ratio<S>> solve_rate;
  Opt<EnergyPerToken<S>> energy_per_token;
  Opt<MoneyPerToken<S>> cost_per_token;

  MLS_RECORD("reason", "time, tokens, energy and cost of reasoning before an answer", "brown_2024") {
    return std::tuple{
        in("ttft", &ReasonIn::ttft, "time to first token of the deployment: `slo.ttft`", positive, unit("ms")),
        in("tpot", &ReasonIn::tpot, "time per output token of the deployment: `slo.tpot`", positive, unit("ms/tok")),
        in("thought", &ReasonIn::thought, "tokens of reasoning before one answer", whole(0), unit("tok")),
        in("answer", &ReasonIn::answer, "tokens of one answer", whole(1), unit("tok")),
        in("samples", &ReasonIn::samples, "answers to one question, of which the best is taken", whole(1), orElse("1")),
        in("order", &ReasonIn::order, "samples run together, or one after another as refinements do", orElse("parallel")),
        in("solve_rate", &ReasonIn::solve_rate, "chance that one sample is right", between(0, 1)),
        in("energy_per_token", &ReasonIn::energy_per_token, "of the deployment: `slo.energy_per_token`", positive, unit("J/tok")),
        in("cost_per_token", &ReasonIn::cost_per_token, "of the deployment: `slo.cost_per_token`", positive, unit("USD/Mtok"))};
  }
};

template <class S> struct ReasonOut {
  Time<S> latency, first_answer;
  Tokens<S> tokens;
  Ratio<S> overhead, coverage;
  Energy<S> energy;
  Money<S> cost, cost_per_solved;

  MLS_RECORD("reason.result", "one question", "brown_2024") {
    return std::tuple{
        out("latency", &ReasonOut::latency, "from the question to the end of the last sample", unit("s")),
        out("first_answer", &ReasonOut::first_answer, "from the question to the first token of an answer that a user sees: all reasoning lies before it", unit("s")),
        out("tokens", &ReasonOut::tokens, "written for one question", unit("tok")),
        out("overhead", &ReasonOut::overhead, "tokens over those of one answer without reasoning"),
        out("coverage", &ReasonOut::coverage, "chance that one of the samples is right (pass@k)", unit("%")),
        out("energy", &ReasonOut::energy, "of one question", unit("J")),
        out("cost", &ReasonOut::cost, "of one question", unit("USD")),
        out("cost_per_solved", &ReasonOut::cost_per_solved, "cost over coverage", unit("USD"))};
  }
};

template <class S> ReasonOut<S> reason(const ReasonIn<S> &in) {
  ReasonOut<S> o;
  Tokens<S> each = let("tokens_of_a_sample", in.thought + in.answer);
  Time<S> sample = let("time_of_a_sample", in.ttft + (each - oneToken) * in.tpot);
  Ratio<S> turns = in.order == SampleOrder::sequential ? in.samples : Ratio<S>(1);
  o.latency = turns * sample;
  o.first_answer = (turns - 1) * sample + in.ttft + in.thought * in.tpot;
  o.tokens = in.samples * each;
  o.overhead = o.tokens / in.answer;
  o.coverage = mls::coverage(*in.solve_rate, in.samples);
  o.energy = o.tokens * *in.energy_per_token;
  o.cost = o.tokens * *in.cost_per_token;
  o.cost_per_solved = o.cost / o.coverage;
  return o;
}

constexpr llvm::StringRef headline[] = {"latency", "first_answer", "tokens", "overhead"};
constexpr llvm::StringRef notModelled[] = {
    "samples that are alike: they are taken as independent", "whatever picks the best sample, and its mistakes",
    "prompts that samples share, and parallel samples that slow each other down: the pace is the one given",
    "a solve rate that grows with the length of thought"};

} // namespace

MLS_DEFINE_SOLVER(Reason, reason, ReasonIn, ReasonOut, .positional = 2, .headline = headline,
                  .notModelled = notModelled)

} // namespace mls
