//===- Snippet.cpp - which lines of a file a diagnostic shows -------------===//

#include "Basic/Snippet.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;

namespace mls {

/// A mark over at most this many lines is shown whole.
constexpr uint32_t wholeBlock = 4;

Snippet::Snippet(const SourceManager &sources, FileId file, ArrayRef<Mark> marks) : sources(sources), file(file) {
  for (const Mark &mark : marks) {
    // A range that takes the line end along is drawn to its last word.
    uint32_t begin = mark.range.begin, end = begin + sources.text(mark.range).rtrim().size();
    uint32_t first = sources.position(file, begin).line, last = sources.position(file, end).line;
    size_t from = begin - sources.lineStart(file, first), to = end - sources.lineStart(file, last);
    if (first == last) {
      spans.push_back({&mark, first, from, to});
    } else {
      bool flush = sources.line(file, first).take_front(from).trim().empty();
      blocks.push_back({&mark, first, last, from, to, flush});
    }
    lines.append({first, last});
    if (last - first < wholeBlock)
      for (uint32_t line = first + 1; line < last; ++line)
        lines.push_back(line);
  }
  sort(lines);
  lines.erase(unique(lines), lines.end());
  // A single skipped line takes no more room than the dots in its place.
  for (size_t i = 1; i < lines.size(); ++i)
    if (lines[i] - lines[i - 1] == 2)
      lines.insert(lines.begin() + i, lines[i] - 1);
}

} // namespace mls
