//===- Lsp.cpp - mlsc lsp --------------------------------------------------===//

#include "Driver/Command.h"
#include "Eval/Equations.h"
#include "Eval/Explain.h"
#include "LSP/Server.h"
#include "Solvers/Solver.h"

using namespace mls;

static int runLsp(Invocation &invocation) {
  lsp::ServerOptions options;
  options.catalog = &invocation.catalog;
  options.explain = [](const std::shared_ptr<const Checked> &checked,
                       const std::string &path) -> std::shared_ptr<const ProofNode> {
    if (!checked->ok())
      return nullptr;
    DiagnosticEngine unseen;
    return explain(*checked, {callables(), {}}, path, unseen); // no query runs under a resting pointer
  };
  options.equations = [](const Signature &signature) { return equations(*findCallable(signature.name)); };
  return lsp::runServer(0, invocation.out, std::move(options));
}

namespace mls::command {
extern const Command lsp;
const Command lsp = {
    .name = "lsp",
    .summary = "language server on standard input and output",
    .help = "Speaks the Language Server Protocol: diagnostics while typing, hover, completion, formatting.\n"
            "Editors start it by themselves; tools/editors/ has the set-up for Neovim and VS Code.",
    .maxOperands = 0,
    .run = runLsp,
};
} // namespace mls::command
