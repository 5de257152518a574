//===- Snippet.h - source lines with underlines and labels ------*- C++ -*-===//
//
// The part of a rendered diagnostic between ` |` bars. Private to lib/Basic.
//
// A line is drawn on a grid of terminal cells: tabs are expanded, wide characters
// take two cells, control characters one visible stand-in, and a line of megabytes
// is clipped around its marks. A mark over several lines runs in a margin:
//
//    3 | / query rank = optimize {
//      :
//    9 | | }
//      | |_^ no objective
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Source.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"

namespace mls {

enum class Ink : uint8_t { Plain, Error, Warning, Note, Label, Frame, Bold };

/// Writes `text`, within ANSI escapes when `colour`.
void paint(llvm::raw_ostream &out, bool colour, Ink ink, llvm::StringRef text);

/// Cells that `text` takes on a terminal.
unsigned displayWidth(llvm::StringRef text);

/// An underlined range of the snippet's file.
struct Mark {
  Range range;
  llvm::StringRef text; ///< beside or below the underline; may be empty
  Ink ink;
  char line; ///< '^' for the primary range, '-' for labels
};

class Snippet {
public:
  /// All marks lie in `file` and outlive the snippet.
  Snippet(const SourceManager &sources, FileId file, llvm::ArrayRef<Mark> marks);

  /// `gutter`: digits of the widest line number of the whole diagnostic.
  void print(llvm::raw_ostream &out, unsigned gutter, bool colour) const;

private:
  /// A mark within one line, in bytes of that line.
  struct Span {
    const Mark *mark;
    uint32_t line;
    size_t begin, end;
  };
  /// A mark over several lines; its bar runs in the margin column of its index.
  struct Block {
    const Mark *mark;
    uint32_t first, last;
    size_t begin, end; ///< bytes within the first and the last line
    bool flush;        ///< begins at the first word of its line
  };
  friend class SnippetPrinter;

  const SourceManager &sources;
  FileId file;
  llvm::SmallVector<Span, 4> spans;
  llvm::SmallVector<Block, 1> blocks;
  llvm::SmallVector<uint32_t, 4> lines; ///< shown, ascending
};

} // namespace mls
