//===- RegistryImage.cpp - mlsc registry-image, the build's second stage ---===//

#include "Driver/Geometry.h"
#include "Driver/Load.h"
#include "Lint/ImageWriter.h"
#include "Lint/Lint.h"

using namespace mls;

static int runRegistryImage(Invocation &invocation) {
  const Operand &folder = invocation.operands.front();
  if (!filesOf(invocation, folder))
    return BadUsage;
  std::shared_ptr<const Checked> registry = checkRegistry(folder.text, invocation.catalog);
  DiagnosticEngine diags = registry->diags;
  if (registry->ok())
    lint(*registry, diags);
  if (!diags.hasErrors())
    checkGeometry(*registry, folder.text, diags);
  report(invocation, diags, registry->sources);
  if (diags.hasErrors())
    return DoesNotCheck;

  std::string path = invocation.value("--out").str();
  if (path.empty() || path == "-") {
    writeImage(*registry, folder.text, invocation.out);
    return Success;
  }
  return writeFile(invocation, folder.range, path,
                   [&](llvm::raw_ostream &out) { writeImage(*registry, folder.text, out); });
}

static constexpr Option options[] = {
    {"--out", "FILE", "where to write; standard output when it is left out"},
    {"--diagnostics", "FORMAT", "how messages are printed: text, json or sarif", diagnosticFormats},
};

namespace mls::command {
extern const Command registryImage;
const Command registryImage = {
    .name = "registry-image",
    .operands = "DIR",
    .needs = "a folder",
    .summary = "write a registry as the C++ table that the build embeds",
    .help = "Checks and lints a folder of entries, and writes it as constant data. Used by the build.",
    .minOperands = 1,
    .maxOperands = 1,
    .options = options,
    .run = runRegistryImage,
    .hidden = true,
};
} // namespace mls::command
