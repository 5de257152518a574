//===- Document.cpp - an open file and its newest snapshot ----------------===//

#include "LSP/Document.h"

#include "LSP/Protocol.h"

using namespace llvm;

namespace mls::lsp {

Document::Document(std::string uri, std::string text, int64_t version)
    : uriText(std::move(uri)), pathText(toPath(uriText)), content(std::move(text)), number(version) {}

void Document::change(const json::Object &change) {
  StringRef text = change.getString("text").value_or("");
  if (const json::Object *range = change.getObject("range")) {
    uint32_t begin = toOffset(content, range->getObject("start"));
    uint32_t end = std::max(begin, toOffset(content, range->getObject("end")));
    content.replace(begin, end - begin, text);
  } else {
    content = text.str();
  }
  outdate();
}

std::shared_ptr<const Checked> Document::snapshot(const ServerOptions &options,
                                                  std::function<FileText(const std::string &)> load) {
  if (!checked) {
    CheckInput input;
    input.name = pathText;
    input.text = content;
    input.catalog = options.catalog;
    input.options.load = std::move(load);
    checked = check(std::move(input));
  }
  return checked;
}

} // namespace mls::lsp
