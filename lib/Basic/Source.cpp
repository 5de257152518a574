//===- Source.cpp - buffers, ranges, line and column ----------------------===//

#include "Basic/Source.h"

#include "Basic/Text.h"

#include <algorithm>
#include <cstring>

using namespace llvm;

namespace mls {

struct SourceManager::Buffer {
  std::string name;
  std::string owned; ///< empty for static text
  StringRef text;
  /// Offsets at which lines start. Filled when first asked: the registry has
  /// thousands of lines, and most runs report nothing about them.
  mutable std::vector<uint32_t> starts;

  const std::vector<uint32_t> &lines() const {
    if (starts.empty()) {
      starts.push_back(0);
      for (const char *at = text.begin(), *end = text.end();
           (at = static_cast<const char *>(memchr(at, '\n', end - at)));)
        starts.push_back(++at - text.begin());
    }
    return starts;
  }
};

// Buffer 0 stands for "no file": empty name, empty text.
SourceManager::SourceManager() { buffers.emplace_back(); }
SourceManager::~SourceManager() = default;

FileId SourceManager::add(std::string name, std::string text) {
  Buffer &b = buffers.emplace_back();
  b.name = std::move(name);
  b.owned = std::move(text);
  b.text = b.owned;
  return buffers.size() - 1;
}

FileId SourceManager::addStatic(StringRef name, StringRef text) {
  Buffer &b = buffers.emplace_back();
  b.name = name.str();
  b.text = text;
  return buffers.size() - 1;
}

const SourceManager::Buffer &SourceManager::buffer(FileId file) const {
  return buffers[file < buffers.size() ? file : 0];
}

StringRef SourceManager::name(FileId file) const { return buffer(file).name; }
StringRef SourceManager::text(FileId file) const { return buffer(file).text; }
StringRef SourceManager::text(Range range) const { return buffer(range.file).text.slice(range.begin, range.end); }

LineColumn SourceManager::position(FileId file, uint32_t offset) const {
  const Buffer &b = buffer(file);
  offset = std::min<size_t>(offset, b.text.size());
  const auto &starts = b.lines();
  auto line = std::upper_bound(starts.begin(), starts.end(), offset) - 1;
  return {uint32_t(line - starts.begin() + 1), uint32_t(codePoints(b.text.slice(*line, offset)) + 1)};
}

StringRef SourceManager::line(FileId file, uint32_t line) const {
  StringRef rest = buffer(file).text.substr(lineStart(file, line));
  StringRef text = rest.take_until([](char c) { return c == '\n'; });
  text.consume_back("\r");
  return text;
}

uint32_t SourceManager::lineStart(FileId file, uint32_t line) const {
  const auto &starts = buffer(file).lines();
  return line == 0 ? 0 : line <= starts.size() ? starts[line - 1] : buffer(file).text.size();
}

uint32_t SourceManager::lineCount(FileId file) const { return buffer(file).lines().size(); }

} // namespace mls
