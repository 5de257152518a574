//===- Check.cpp - mlsc check ----------------------------------------------===//

#include "Basic/Verify.h"
#include "Driver/Load.h"
#include "Report/Report.h"

using namespace mls;

static int runCheck(Invocation &invocation) {
  bool junit = invocation.value("--format") == "junit";
  JUnitReport document;
  int status = eachChecked(invocation, [&](const Checked &checked) -> int {
    if (invocation.has("--verify"))
      return verify(checked.diags, checked.sources, checked.files, invocation.err) ? Success : Unsatisfied;
    report(invocation, checked.diags, checked.sources);
    if (junit)
      document.add("check", {checked.sources.name(checked.file), nullptr, checked.diags, checked.sources, checked.files});
    return checked.ok() ? Success : DoesNotCheck;
  });
  if (junit)
    document.write(invocation.out);
  return status;
}

static constexpr llvm::StringRef formats[] = {"text", "junit"};
static constexpr Option own[] = {
    {"--format", "FORMAT", "text, or junit: a test suite of JUnit XML for each file", formats},
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
            "  mlsc check examples/ --format junit > check.xml\n"
            "  cat chat.mls | mlsc check - --diagnostics=json",
    .minOperands = 1,
    .options = options,
    .run = runCheck,
};
} // namespace mls::command
