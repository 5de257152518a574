//===- Diff.cpp - mlsc diff ------------------------------------------------===//

#include "Queries/Compare.h"
#include "Driver/Load.h"
#include "Report/Comparison.h"
#include "Solvers/Solver.h"

using namespace mls;

namespace {

/// Exit status as of diff(1): 0 nothing differs, 1 something does.
int runDiff(Invocation &invocation) {
  llvm::ArrayRef<Operand> operands = invocation.operands;
  bool one = operands.size() == 1;
  if (one && invocation.values("--set").empty())
    return invocation.fail(diag::missing_operand, operands[0].range, {"diff", "a second file, or `--set`"},
                           "one file is compared with itself under `--set PATH=EXPR`");
  auto before = load(invocation, operands.front(), operands.front().text, /*withSets=*/!one);
  auto after = load(invocation, operands.back(), operands.back().text);
  if (!before || !after)
    return BadUsage;
  DiagnosticEngine diagsBefore = before->diags, diagsAfter = after->diags;
  std::optional<Comparison> comparison;
  if (before->ok() && after->ok())
    comparison = compare(*before, *after, engine(), diagsBefore, diagsAfter);
  report(invocation, diagsBefore, before->sources);
  if (!one)
    report(invocation, diagsAfter, after->sources);
  else if (!after->ok() || diagsAfter.errors() > diagsBefore.errors()) // what both say is said once
    report(invocation, diagsAfter, after->sources);
  if (!comparison)
    return DoesNotCheck;
  if (one)
    for (const std::string &set : invocation.values("--set"))
      comparison->after += " --set " + set;
  if (invocation.value("--format") == "json")
    reportComparisonJson(*comparison, invocation.out);
  else
    reportComparison(*comparison, {.colour = invocation.colourOut}, invocation.out);
  return comparison->differs() || comparison->failed ? Unsatisfied : Success;
}

constexpr llvm::StringRef formats[] = {"text", "json"};
constexpr Option own[] = {{"--format", "FORMAT", "text or json", formats}};
constexpr auto options = withCheckOptions(own);

} // namespace

namespace mls::command {
extern const Command diff;
const Command diff = {
    .name = "diff",
    .operands = "FILE [FILE]",
    .needs = "two files, or one and `--set`",
    .summary = "what changed between two files, by how much, and which input caused it",
    .help = "Evaluates both and aligns what they show and assert by name. Below each result that differs stand the\n"
            "inputs that differ: what each does when it alone is set in the first file, what all do at once, and\n"
            "what no input explains. Rows of tables are aligned by the values of their axes.\n"
            "One file is compared with itself under `--set`.\n"
            "The exit status is 0 when nothing differs, 1 when something does.\n\n"
            "  mlsc diff before.mls after.mls\n"
            "  mlsc diff chat.mls --set slo.batch=128 --set Pod.accelerator.memory.bandwidth='6 TB/s'\n"
            "  mlsc diff before.mls after.mls --format json",
    .minOperands = 1,
    .maxOperands = 2,
    .options = options,
    .run = runDiff,
};
} // namespace mls::command
