//===- Protocol.cpp - places and names as the protocol spells them --------===//

#include "LSP/Protocol.h"

#include "Basic/Text.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace mls::lsp {

json::Object toPosition(const SourceManager &sources, FileId file, uint32_t offset) {
  uint32_t line = sources.position(file, offset).line;
  StringRef before = sources.text(Range{file, sources.lineStart(file, line), offset});
  return json::Object{{"line", line - 1}, {"character", int64_t(utf16Length(before))}};
}

json::Object toRange(const SourceManager &sources, Range range) {
  return json::Object{{"start", toPosition(sources, range.file, range.begin)},
                      {"end", toPosition(sources, range.file, std::max(range.begin, range.end))}};
}

json::Object wholeRange(const SourceManager &sources, FileId file) {
  return toRange(sources, {file, 0, uint32_t(sources.text(file).size())});
}

uint32_t toOffset(StringRef text, const json::Object *position) {
  if (!position)
    return 0;
  int64_t line = position->getInteger("line").value_or(0);
  int64_t character = position->getInteger("character").value_or(0);
  size_t start = 0;
  for (; line > 0; --line) {
    size_t end = text.find('\n', start);
    if (end == StringRef::npos)
      return text.size();
    start = end + 1;
  }
  StringRef rest = text.substr(start).take_until([](char c) { return c == '\n'; });
  rest.consume_back("\r");
  return start + utf16ToByte(rest, std::max<int64_t>(0, character));
}

std::string toPath(StringRef uri) {
  if (!uri.consume_front("file://"))
    return uri.str();
  std::string path;
  for (size_t i = 0; i < uri.size(); ++i) {
    uint8_t byte = 0;
    if (uri[i] == '%' && !uri.substr(i + 1, 2).getAsInteger(16, byte)) {
      path += char(byte);
      i += 2;
    } else {
      path += uri[i];
    }
  }
  return path;
}

std::string toUri(StringRef path) {
  if (!path.starts_with("/"))
    return path.str();
  std::string uri = "file://";
  for (char c : path)
    uri += isAlnum(c) || StringRef("-._~/").contains(c) ? std::string(1, c) : fmt::format("%{:02X}", uint8_t(c));
  return uri;
}

} // namespace mls::lsp
