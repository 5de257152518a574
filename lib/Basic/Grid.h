//===- Grid.h - text on terminal cells --------------------------*- C++ -*-===//
//
// What a snippet is drawn with: a view of a source line that knows the cell of
// each byte, and a row of cells below it. Private to lib/Basic.
//
//===----------------------------------------------------------------------===//
#pragma once

#include "Basic/Snippet.h"

#include <string>
#include <vector>

namespace mls {

/// The bytes [begin, end) of a line as a terminal shows them, with `…` where
/// the line goes on beyond them.
class LineView {
public:
  LineView(llvm::StringRef line, size_t begin, size_t end);

  /// The cell at which a byte of the line is shown, clamped to the view.
  unsigned cell(size_t byte) const;
  const std::string &text() const { return shown; }

private:
  size_t begin, end;
  std::string shown;
  std::vector<unsigned> cells; ///< of each byte of [begin, end], end included
};

/// One row of cells. A text is held by its first cell and covers those behind.
class Row {
public:
  void fill(unsigned from, unsigned to, char c, Ink ink);
  void put(unsigned at, llvm::StringRef text, Ink ink);
  unsigned width() const { return cells.size(); }
  void print(llvm::raw_ostream &out, bool colour) const;

private:
  struct Cell {
    std::string text = " ";
    Ink ink = Ink::Plain;
  };
  std::vector<Cell> cells;
};

} // namespace mls
