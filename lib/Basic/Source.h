//===- Source.h - buffers, ranges, line and column --------------*- C++ -*-===//
//
// Every message has a place. A place is a half-open range of bytes in a buffer;
// buffers live in a SourceManager for as long as one snapshot of a program.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

namespace mls {

/// Index of a buffer; 0 is no file.
using FileId = uint32_t;

/// Half-open byte range [begin, end) of one buffer. Plain data, so that it can
/// stand in the compiled registry image.
struct Range {
  FileId file = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr bool valid() const { return file != 0; }
  constexpr Range to(Range last) const { return {file, begin, last.end}; }
  friend constexpr bool operator==(const Range &, const Range &) = default;
};

/// 1-based; the column counts Unicode code points.
struct LineColumn {
  uint32_t line = 0;
  uint32_t column = 0;
};

/// Owns the text of every file of one snapshot. Text is immutable once added
/// and its address is stable. Not thread safe; one per snapshot.
class SourceManager {
public:
  SourceManager();
  ~SourceManager();
  SourceManager(const SourceManager &) = delete;

  /// Adds a buffer under the name shown to the user (`job.mls`, `<stdin>`).
  FileId add(std::string name, std::string text);

  /// Adds a buffer whose text is not owned (the compiled registry).
  FileId addStatic(llvm::StringRef name, llvm::StringRef text);

  llvm::StringRef name(FileId file) const;
  llvm::StringRef text(FileId file) const;
  llvm::StringRef text(Range range) const;

  LineColumn position(FileId file, uint32_t offset) const;
  /// The text of a 1-based line without its line end.
  llvm::StringRef line(FileId file, uint32_t line) const;
  /// Byte offset at which a 1-based line starts.
  uint32_t lineStart(FileId file, uint32_t line) const;
  uint32_t lineCount(FileId file) const;

private:
  struct Buffer;
  const Buffer &buffer(FileId file) const;
  std::deque<Buffer> buffers;
};

} // namespace mls
