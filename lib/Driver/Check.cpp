//===- Check.cpp - mlsc check ----------------------------------------------===//

#include "Basic/Verify.h"
#include "Driver/Load.h"

using namespace mls;

static int runCheck(Invocation &invocation) {
  int status = Success;
  for (const Operand &operand : invocation.operands) {
    auto files = filesOf(invocation, operand);
    if (!files) {
      status = BadUsage;
      continue;
    }
    for (const std::string &path : *files) {
      std::shared_ptr<const Checked> checked = load(invocation, operand, path);
      if (!checked) {
        status = BadUsage;
        continue;
      }
      if (invocation.has("--verify")) {
        if (!verify(checked->diags, checked->sources, checked->files, invocation.err))
          status = std::max<int>(status, Unsatisfied);
        continue;
      }
      report(invocation, checked->diags, checked->sources);
      if (!checked->ok())
        status = std::max<int>(status, DoesNotCheck);
    }
  }
  return status;
}

static constexpr Option own[] = {
    {"--verify", "", "compare the messages with `// expected-error {{text}}` comments of the file"},
};
static constexpr auto options = withCheckOptions(own);

namespace mls::command {
extern const Command check;
const Command check = {
    .name = "check",
    .operands = "FILE|DIR…",
    .needs = "a file or a folder",
    .summary = "find mistakes in names, units and types without evaluating anything",
    .help = "Checks names, dimensions, domains and the flow of demand and supply. Nothing is evaluated and no\n"
            "solver runs, so it is as fast as an editor needs.\n\n"
            "  mlsc check chat.mls\n"
            "  mlsc check examples/ --strict\n"
            "  cat chat.mls | mlsc check - --diagnostics=json",
    .minOperands = 1,
    .options = options,
    .run = runCheck,
};
} // namespace mls::command
