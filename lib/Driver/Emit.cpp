//===- Emit.cpp - mlsc emit ------------------------------------------------===//

#include "Driver/Load.h"
#include "Eval/Run.h"
#include "Solvers/Solver.h"
#include "Syntax/Print.h"

using namespace mls;

static int runEmit(Invocation &invocation) {
  const Operand &operand = invocation.operands.front();
  std::shared_ptr<const Checked> checked = load(invocation, operand, operand.text);
  if (!checked)
    return BadUsage;
  bool plan = invocation.has("--plan"), tape = invocation.has("--tape");
  DiagnosticEngine diags = checked->diags;
  if (invocation.has("--ast") || (!plan && !tape))
    print(*checked->ast, checked->sources, invocation.out); // of a broken file too: it shows what was understood
  if (plan && checked->ok())
    dumpPlan(*checked, engine(), diags, invocation.out);
  if (tape && checked->ok())
    dumpTape(*checked, engine(), diags, invocation.out);
  report(invocation, diags, checked->sources);
  return !checked->ok() ? DoesNotCheck : diags.hasErrors() ? Unsatisfied : Success;
}

static constexpr Option own[] = {
    {"--ast", "", "the syntax tree with ranges (default)"},
    {"--plan", "", "what would be evaluated: inputs, arithmetic and solver calls"},
    {"--tape", "", "the numbers alone, solver calls opened"},
};
static constexpr auto options = withCheckOptions(own);

namespace mls::command {
extern const Command emit;
const Command emit = {
    .name = "emit",
    .operands = "FILE",
    .needs = "a file",
    .summary = "print an intermediate form: syntax tree, plan or tape",
    .help = "Shows what the compiler makes of a file, stage by stage.\n\n"
            "  mlsc emit --ast chat.mls\n"
            "  mlsc emit --plan chat.mls\n"
            "  mlsc emit --tape chat.mls",
    .minOperands = 1,
    .maxOperands = 1,
    .options = options,
    .run = runEmit,
};
} // namespace mls::command
