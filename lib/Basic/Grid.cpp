//===- Grid.cpp - text on terminal cells ----------------------------------===//

#include "Basic/Grid.h"

#include "Basic/Text.h"
#include "llvm/Support/Unicode.h"

#include <algorithm>

using namespace llvm;

namespace mls {

constexpr unsigned tabStop = 4;

void paint(raw_ostream &out, bool colour, Ink ink, StringRef text) {
  static constexpr const char *escapes[] = {"",         "\x1b[1;31m", "\x1b[1;33m", "\x1b[1;36m",
                                            "\x1b[34m", "\x1b[1;34m", "\x1b[1m"};
  if (!colour || ink == Ink::Plain)
    out << text;
  else
    out << escapes[unsigned(ink)] << text << "\x1b[0m";
}

/// A character as it is shown, and its cells. Control characters get their
/// pictures (U+2400 and on), so that no input can steer the terminal.
static std::pair<std::string, unsigned> shownCharacter(StringRef character) {
  auto byte = static_cast<unsigned char>(character.front());
  if (character.size() == 1) {
    if (byte >= 0x80)
      return {"\uFFFD", 1};
    if (byte == 0x7F)
      return {"\u2421", 1};
    if (byte < 0x20)
      return {std::string{'\xE2', '\x90', char(0x80 + byte)}, 1};
    return {character.str(), 1};
  }
  int width = sys::unicode::columnWidthUTF8(character);
  return width < 0 ? std::pair{std::string("\uFFFD"), 1u} : std::pair{character.str(), unsigned(width)};
}

unsigned displayWidth(StringRef text) {
  unsigned width = 0;
  for (; !text.empty(); text = text.substr(characterBytes(text)))
    width += shownCharacter(text.take_front(characterBytes(text))).second;
  return width;
}

LineView::LineView(StringRef line, size_t begin, size_t end) : begin(begin), end(end) {
  unsigned at = 0;
  if (begin != 0) {
    shown = "…";
    at = 1;
  }
  for (size_t byte = begin; byte < end;) {
    size_t bytes = characterBytes(line.slice(byte, end));
    cells.insert(cells.end(), bytes, at);
    if (line[byte] == '\t') {
      unsigned width = tabStop - at % tabStop;
      shown.append(width, ' ');
      at += width;
    } else {
      auto [text, width] = shownCharacter(line.substr(byte, bytes));
      shown += text;
      at += width;
    }
    byte += bytes;
  }
  cells.push_back(at);
  if (end != line.size())
    shown += "…";
}

unsigned LineView::cell(size_t byte) const { return cells[std::clamp(byte, begin, end) - begin]; }

void Row::fill(unsigned from, unsigned to, char c, Ink ink) {
  if (cells.size() < to)
    cells.resize(to);
  for (unsigned i = from; i < to; ++i)
    cells[i] = {std::string(1, c), ink};
}

void Row::put(unsigned at, StringRef text, Ink ink) {
  std::string shown;
  unsigned width = 0;
  while (!text.empty()) {
    StringRef character = text.take_front(characterBytes(text));
    auto [glyph, glyphWidth] = shownCharacter(character);
    shown += glyph;
    width += glyphWidth;
    text = text.substr(character.size());
  }
  if (width == 0)
    return;
  if (cells.size() < at + width)
    cells.resize(at + width);
  for (unsigned i = at; i < at + width; ++i)
    cells[i].text.clear();
  cells[at] = {std::move(shown), ink};
}

void Row::print(raw_ostream &out, bool colour) const {
  for (size_t i = 0; i < cells.size();) {
    // Neighbours of one ink share their escapes.
    std::string run = cells[i].text;
    Ink ink = cells[i].ink;
    for (++i; i < cells.size() && (cells[i].ink == ink || cells[i].text.empty()); ++i)
      run += cells[i].text;
    paint(out, colour, ink, run);
  }
}

} // namespace mls
