//===- Features.h - what the server can answer ------------------*- C++ -*-===//
//
// Each is a pure function of a snapshot, in a file of its own name; offsets are
// bytes in the snapshot's own file. Answers are protocol JSON.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "LSP/Server.h"
#include "llvm/Support/JSON.h"

namespace mls::lsp {

using Snapshot = std::shared_ptr<const Checked>;

/// The diagnostics that stand in one file of the snapshot.
llvm::json::Array diagnosticsOf(const Checked &checked, FileId file);

/// Fix-its of the diagnostics that touch [begin, end] as quick fixes.
llvm::json::Array codeActions(const Checked &checked, llvm::StringRef uri, uint32_t begin, uint32_t end);

/// Value, dimension, provenance, documentation of what stands at an offset; null: nothing.
llvm::json::Value hover(const Snapshot &checked, const ServerOptions &options, uint32_t offset);

/// Edits that format the file as `mlsc fmt` does; none when it already is.
llvm::json::Array formatting(const Checked &checked);

llvm::json::Array completion(const Checked &checked, uint32_t offset);

/// Where the thing at an offset is declared; null in the compiled registry.
llvm::json::Value definition(const Checked &checked, uint32_t offset);

llvm::json::Array documentSymbols(const Checked &checked);

} // namespace mls::lsp
