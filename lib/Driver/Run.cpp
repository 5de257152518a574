//===- Run.cpp - mlsc run --------------------------------------------------===//

#include "Eval/Run.h"
#include "Driver/Load.h"
#include "Report/Report.h"
#include "Solvers/Solver.h"

using namespace mls;

namespace {

int runRun(Invocation &invocation) {
  std::vector<Results> all;
  bool json = invocation.value("--format") == "json";
  TextStyle style{.colour = invocation.colourOut, .explain = invocation.has("--definitions")};
  bool first = true;
  int status = eachChecked(invocation, [&](const Checked &checked) -> int {
    DiagnosticEngine diags = checked.diags;
    std::optional<Results> results;
    if (checked.ok())
      results = run(checked, callables(), diags);
    report(invocation, diags, checked.sources);
    if (!results)
      return DoesNotCheck;
    int answer = diags.hasErrors() || results->failedAsserts() ? Unsatisfied : Success;
    if (json) {
      all.push_back(std::move(*results));
      return answer;
    }
    if (!std::exchange(first, false))
      invocation.out << '\n';
    reportText(*results, style, invocation.out);
    return answer;
  });
  if (json && !all.empty())
    reportJson(all, invocation.out);
  return status;
}

constexpr llvm::StringRef formats[] = {"text", "json"};
constexpr Option own[] = {
    {"--format", "FORMAT", "how results are printed: text or json", formats},
    {"--definitions", "", "say what each figure means below it"},
};
constexpr auto options = withCheckOptions(own);

} // namespace

namespace mls::command {
extern const Command run;
const Command run = {
    .name = "run",
    .operands = "FILE|DIR…",
    .needs = "a file or a folder",
    .summary = "evaluate what files show and assert",
    .help = "Evaluates every `show` and `assert` in file order; a query that nothing shows prints its main results.\n"
            "Each line has its value, its range where inputs have one, what bounds it and how far the next bound is.\n"
            "`--set` replaces an input by its path, so one file answers many questions.\n\n"
            "  mlsc run chat.mls\n"
            "  mlsc run chat.mls --set slo.batch=128 --set Pod.accelerator.memory.bandwidth='6 TB/s'\n"
            "  mlsc run examples/ --format json",
    .minOperands = 1,
    .options = options,
    .run = runRun,
};
} // namespace mls::command
