//===- Fmt.cpp - mlsc fmt --------------------------------------------------===//

#include "Driver/Load.h"
#include "Syntax/Format.h"

using namespace mls;

static int runFmt(Invocation &invocation) {
  return eachFile(invocation, [&](const Operand &operand, const std::string &path) -> int {
    std::optional<std::string> text = textOf(invocation, operand, path);
    if (!text)
      return BadUsage;
    std::string formatted = format(*text);
    bool changed = formatted != *text;
    if (invocation.has("--check")) {
      if (changed)
        invocation.out << path << '\n';
      return changed ? Unsatisfied : Success;
    }
    if (path == "-")
      invocation.out << formatted;
    else if (changed)
      return writeFile(invocation, operand.range, path, [&](llvm::raw_ostream &out) { out << formatted; });
    return Success;
  });
}

static constexpr Option options[] = {
    {"--check", "", "change nothing; name the files that are not formatted, and exit with 1 if there are any"},
};

namespace mls::command {
extern const Command fmt;
const Command fmt = {
    .name = "fmt",
    .operands = "FILE|DIR…",
    .needs = "a file or a folder",
    .summary = "bring files into the standard layout",
    .help = "Rewrites each file in place; from standard input to standard output. Comments stay where they are, and\n"
            "lines that do not parse stay byte for byte as they are.\n\n"
            "  mlsc fmt chat.mls\n"
            "  mlsc fmt --check .",
    .minOperands = 1,
    .options = options,
    .run = runFmt,
};
} // namespace mls::command
