//===- ProblemTest.cpp - what is wrong has a name -------------------------===//

#include "Cases.h"
#include "Check.h"
#include "Tape/Live.h"
#include "Tape/Run.h"

using namespace mls;
using namespace mls::records;
using namespace mls::test;

namespace {

/// The reason, or the path of the missing figure, behind a result of `serve`.
std::string problem(const ServeIn<D> &in, llvm::StringRef result) {
  const Solver &solver = *findSolver("serve");
  Writer<D> arguments;
  emit(arguments, in);
  Tape tape;
  std::vector<Trace> slots;
  for (double x : arguments.slots)
    slots.push_back(tape.input(x, ""));
  Writer<Trace> results;
  solver.trace(tape, slots, arguments.tags, results);
  for (const Tape::Step &step : tape.steps())
    if (step.name == result) {
      auto found = problems(tape, recordedValues(tape), step.node);
      if (found.empty())
        return "";
      const Problem &p = found.front();
      return p.kind == Problem::Missing ? tape.missing()[p.index].name.str() : p.text.str();
    }
  return "no such result";
}

ServeIn<D> good() { return deployment(llama8B(), formats(bf16()), node(h100(), 8), 4, 2); }

} // namespace

TEST(nothingIsWrong) {
  CHECK_EQ(problem(good(), "cost_per_token"), std::string());
}

TEST(missingFiguresAreNamed) {
  ServeIn<D> in = good();
  Node<D> bare = node(h100(), 8);
  bare.rent = {};
  in.on = bare;
  CHECK_EQ(problem(in, "cost_per_token"), std::string("on.rent"));
  CHECK_EQ(problem(in, "tpot"), std::string());
  bare.link = {};
  in.on = bare;
  CHECK_EQ(problem(in, "tpot"), std::string("on.link.per_direction"));
  in.tp = 1; // nothing is sent
  CHECK_EQ(problem(in, "tpot"), std::string());
  in.workload.formats.weights.compute = Arithmetic::int4; // no such peak, no such curve
  CHECK(problem(in, "tpot").find("int4") != std::string::npos);
}

TEST(impossibleLayoutsAreRefused) {
  ServeIn<D> in = good();
  in.replicas = Ratio<D>(3);
  CHECK_EQ(problem(in, "tpot"), std::string("the layout leaves GPUs idle"));
  in.replicas = Ratio<D>(5);
  CHECK_EQ(problem(in, "tpot"), std::string("the replicas need more GPUs than there are"));
  in = good(), in.tp = 16;
  CHECK_EQ(problem(in, "memory.used"), std::string("a replica needs more GPUs than there are"));
  in = good(), in.on = node(h100(), 7), in.tp = 7; // 32 heads
  CHECK_EQ(problem(in, "tpot"), std::string("`tp` must divide the query heads of the model"));
  in = good(), in.ep = 2;
  CHECK_EQ(problem(in, "tpot"), std::string("`ep`, `overlap_exchange` and `send_once` are about experts, and the model has none"));
  in = good(), in.workload.model.context = Tokens<D>(2000);
  CHECK_EQ(problem(in, "tpot"), std::string("prompt and output exceed the context of the model"));
  in = good(), in.batch = 10000;
  CHECK_EQ(problem(in, "tpot"), std::string("the deployment does not fit in memory"));
  CHECK_EQ(problem(in, "largest_batch"), std::string());
}

TEST(oneTokenHasNoTimePerFurtherToken) {
  ServeIn<D> in = good();
  in.workload.output = Tokens<D>(1);
  for (llvm::StringRef result : {"tpot", "interactivity", "tpot_bound", "tpot_margin"})
    CHECK_EQ(problem(in, result), std::string("an output of one token has no token after the first"));
  for (llvm::StringRef result : {"ttft", "itl", "throughput", "request_rate", "throughput_bound", "cost_per_token", "mfu"})
    CHECK_EQ(problem(in, result), std::string());
}
