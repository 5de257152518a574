//===- Protocol.h - places and names as the protocol spells them -*- C++ -*-===//
//
// Positions are 0-based lines and UTF-16 units, documents are URIs. Everything
// else in the compiler has byte ranges and paths; the two meet here.
// Specification: Language Server Protocol 3.17.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "llvm/Support/JSON.h"

#include <string>

namespace mls::lsp {

enum ErrorCode : int {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  ServerNotInitialized = -32002
};

/// `{line, character}` of a byte offset.
llvm::json::Object toPosition(const SourceManager &sources, FileId file, uint32_t offset);
llvm::json::Object toRange(const SourceManager &sources, Range range);
/// The range of a whole file.
llvm::json::Object wholeRange(const SourceManager &sources, FileId file);

/// The byte offset of a `{line, character}`, clamped to the text.
uint32_t toOffset(llvm::StringRef text, const llvm::json::Object *position);

/// `/home/a b.mls` of `file:///home/a%20b.mls`; other schemes stay as they are.
std::string toPath(llvm::StringRef uri);
std::string toUri(llvm::StringRef path);

} // namespace mls::lsp
