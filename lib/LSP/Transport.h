//===- Transport.h - framed JSON messages over a pipe -----------*- C++ -*-===//
//
// The base protocol of the language server protocol: `Content-Length: N`, other
// headers, a blank line, N bytes of JSON. Whatever else arrives is skipped up to
// the next header, so that a client's mistake costs one message and not a session.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <optional>
#include <string>

namespace mls::lsp {

class Transport {
public:
  Transport(int in, llvm::raw_ostream &out) : in(in), out(out) {}

  /// The body of the next message; blocks. Nothing at the end of input.
  std::optional<std::string> read();

  /// A whole message is waiting: what is computed now would be outdated at once.
  bool pending();

  void write(const llvm::json::Value &message);

private:
  /// Takes a whole message off the front of `buffer`, skipping what is none.
  std::optional<std::string> take();
  /// Appends what has arrived; false at the end of input.
  bool fill();

  int in;
  llvm::raw_ostream &out;
  std::string buffer;
  bool ended = false;
};

} // namespace mls::lsp
