//===- Server.h - the language server ---------------------------*- C++ -*-===//
//
// `mlsc lsp`: diagnostics while typing, hover, formatting, completion, definitions,
// symbols and quick fixes over standard input and output. One thread: messages
// that are already waiting are taken in before anything is checked, so the newest
// text wins, and answers are the same every time.
//
// Features.h has one function a feature, each in a file of its own.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Results/Results.h"
#include "Sema/Check.h"
#include "llvm/Support/raw_ostream.h"

#include <functional>
#include <memory>
#include <string>

namespace mls::lsp {

struct ServerOptions {
  const Catalog *catalog = nullptr; ///< never null
  /// The one entry to evaluation: what `mlsc explain FILE PATH` shows, or null.
  /// Empty: hover shows no values.
  std::function<std::shared_ptr<const ProofNode>(const std::shared_ptr<const Checked> &, const std::string &path)>
      explain;
  /// The equations of a solver, a line each, as `mlsc doc` prints them; may be empty.
  std::function<std::vector<std::string>(const Signature &)> equations;
};

/// Serves until `exit` or the end of input. Exit status: 0 after `shutdown`, else 1.
int runServer(int in, llvm::raw_ostream &out, ServerOptions options);

} // namespace mls::lsp
