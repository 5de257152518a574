//===- Document.h - an open file and its newest snapshot --------*- C++ -*-===//
#pragma once

#include "LSP/Server.h"
#include "llvm/Support/JSON.h"

#include <memory>
#include <string>

namespace mls::lsp {

/// The text as the editor has it. A change only marks the snapshot outdated; it is
/// made anew when someone asks, so of ten changes in a row only the last is checked.
class Document {
public:
  Document(std::string uri, std::string text, int64_t version);

  const std::string &uri() const { return uriText; }
  const std::string &path() const { return pathText; }
  const std::string &text() const { return content; }
  int64_t version() const { return number; }

  /// One element of `contentChanges`: with a `range` a part, else the whole text.
  void change(const llvm::json::Object &change);
  void setVersion(int64_t v) { number = v; }

  /// Another file that this one imports may have changed.
  void outdate() { checked = nullptr; }
  std::shared_ptr<const Checked> snapshot(const ServerOptions &options,
                                          std::function<FileText(const std::string &)> load);

private:
  std::string uriText, pathText, content;
  int64_t number;
  std::shared_ptr<const Checked> checked;
};

} // namespace mls::lsp
