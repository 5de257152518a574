//===- Lint.cpp - mlsc lint ------------------------------------------------===//

#include "Lint/Lint.h"
#include "Driver/Geometry.h"
#include "Driver/Load.h"
#include "llvm/Support/FileSystem.h"

using namespace mls;

static int runLint(Invocation &invocation) {
  int status = Success;
  for (const Operand &operand : invocation.operands) {
    bool folder = operand.text != "-" && llvm::sys::fs::is_directory(operand.text);
    std::shared_ptr<const Checked> checked;
    if (!folder)
      checked = load(invocation, operand, operand.text);
    else if (filesOf(invocation, operand))
      checked = checkRegistry(operand.text, invocation.catalog);
    if (!checked) {
      status = BadUsage;
      continue;
    }
    DiagnosticEngine diags = checked->diags;
    if (checked->ok()) {
      lint(*checked, diags);
      checkGeometry(*checked, folder ? operand.text : invocation.value("--registry").str(), diags);
    }
    report(invocation, diags, checked->sources);
    if (diags.hasErrors())
      status = std::max<int>(status, DoesNotCheck);
  }
  return status;
}

namespace mls::command {
extern const Command lint;
const Command lint = {
    .name = "lint",
    .operands = "FILE|DIR…",
    .needs = "a file or a folder",
    .summary = "hold figures against what their sources are said to print",
    .help = "Checks the provenance of a file, or of a folder of registry entries: that a source is about this very\n"
            "part, that the quoted figure equals the value, that such a document can publish such a figure. In a\n"
            "folder, and under --strict, a number without a source is an error.\n\n"
            "  mlsc lint chat.mls\n"
            "  mlsc lint registry/",
    .minOperands = 1,
    .options = checkOptions,
    .run = runLint,
};
} // namespace mls::command
