//===- SnippetPrinter.cpp - source lines with underlines and labels -------===//

#include "Basic/Grid.h"
#include "Basic/Text.h"
#include "llvm/ADT/STLExtras.h"

#include <fmt/format.h>

using namespace llvm;

namespace mls {

/// A line of more than `clipAbove` bytes is shown in windows around its marks:
/// `clipContext` bytes on either side, at most `clipWidth` bytes of marks.
constexpr size_t clipAbove = 200, clipContext = 30, clipWidth = 100;

class SnippetPrinter {
public:
  using Span = Snippet::Span;
  using Block = Snippet::Block;

  SnippetPrinter(const Snippet &s, raw_ostream &out, unsigned gutter, bool colour)
      : s(s), out(out), gutter(gutter), colour(colour), margin(s.blocks.empty() ? 0 : s.blocks.size() + 1),
        open(s.blocks.size(), false) {}

  void run() {
    print(Row(), "");
    uint32_t previous = s.lines.front();
    for (uint32_t line : s.lines) {
      if (line > previous + 1)
        print(bars(), "", ":");
      previous = line;
      printLine(line);
    }
  }

private:
  /// The windows of a line: most often one, the whole line.
  struct Window {
    size_t begin, end;
    SmallVector<Span, 4> spans;
  };

  void printLine(uint32_t line) {
    StringRef text = s.sources.line(s.file, line);
    for (const auto &[i, block] : enumerate(s.blocks))
      open[i] |= block.flush && block.first == line;
    for (const Window &w : windows(line, text)) {
      LineView view(text, w.begin, w.end);
      Row row = bars();
      for (const auto &[i, block] : enumerate(s.blocks))
        if (block.flush && block.first == line)
          row.fill(i, i + 1, '/', block.mark->ink);
      row.put(margin, StringRef(view.text()).rtrim(), Ink::Plain);
      print(row, std::to_string(line));
      printMarks(view, w.spans);
    }
    for (const auto &[i, block] : enumerate(s.blocks)) {
      if (block.first == line && !block.flush)
        printEdge(i, block, text, block.begin, "");
      if (block.last == line)
        printEdge(i, block, text, block.end - 1, block.mark->text);
    }
  }

  SmallVector<Window, 1> windows(uint32_t line, StringRef text) const {
    Window whole{0, text.size(), {}};
    for (const Span &span : s.spans)
      if (span.line == line)
        whole.spans.push_back(span);
    stable_sort(whole.spans, [](const Span &a, const Span &b) { return a.begin < b.begin; });
    if (text.size() <= clipAbove)
      return {whole};
    if (whole.spans.empty())
      return {{0, head(text), {}}};
    SmallVector<Window, 1> out;
    for (const Span &span : whole.spans) {
      if (out.empty() || span.begin > out.back().spans.front().begin + clipWidth)
        out.push_back({boundary(text, span.begin - std::min(span.begin, clipContext)), 0, {}});
      Window &w = out.back();
      w.spans.push_back(span);
      size_t end = std::min(span.end, w.spans.front().begin + clipWidth) + clipContext;
      w.end = std::max(w.end, boundary(text, std::min(end, text.size())));
    }
    return out;
  }

  /// The start of the character that holds this byte.
  static size_t boundary(StringRef text, size_t at) {
    while (at > 0 && at < text.size() && (text[at] & 0xC0) == 0x80)
      --at;
    return at;
  }

  /// The end of what is shown of a line from its start.
  static size_t head(StringRef text) { return text.size() <= clipAbove ? text.size() : boundary(text, clipWidth); }

  /// Underlines, and their labels: the last one beside its underline, the others
  /// below their first cell, each on the highest row that keeps clear of those to
  /// its right.
  void printMarks(const LineView &view, ArrayRef<Span> spans) {
    if (spans.empty())
      return;
    struct Placed {
      const Mark *mark;
      unsigned from, to, row;
    };
    SmallVector<Placed, 4> placed;
    unsigned edge = 0;
    for (const Span &span : spans) {
      unsigned from = margin + view.cell(span.begin), to = std::max(margin + view.cell(span.end), from + 1);
      placed.push_back({span.mark, from, to, 0});
      edge = std::max(edge, to);
    }
    SmallVector<Row, 4> rows(1, bars());
    // Short underlines over long ones, so that nested marks stay visible.
    stable_sort(placed, [](const Placed &a, const Placed &b) { return a.to - a.from > b.to - b.from; });
    for (const Placed &p : placed)
      rows[0].fill(p.from, p.to, p.mark->line, p.mark->ink);

    stable_sort(placed,
                [](const Placed &a, const Placed &b) { return std::pair(a.from, a.to) > std::pair(b.from, b.to); });
    for (size_t i = 0; i != placed.size(); ++i) {
      Placed &p = placed[i];
      if (p.mark->text.empty())
        continue;
      if (i == 0 && p.to == edge) {
        rows[0].put(edge + 1, p.mark->text, p.mark->ink);
        continue;
      }
      p.row = 1;
      for (const Placed &right : ArrayRef(placed).take_front(i))
        if (right.row != 0 && p.from + displayWidth(p.mark->text) >= right.from)
          p.row = std::max(p.row, right.row + 1);
      while (rows.size() <= p.row)
        rows.push_back(bars());
      for (unsigned row = 1; row < p.row; ++row)
        rows[row].fill(p.from, p.from + 1, '|', p.mark->ink);
      rows[p.row].put(p.from, p.mark->text, p.mark->ink);
    }
    for (const Row &row : rows)
      print(row, "");
  }

  /// The row that leads from a block's bar to its first or last byte.
  void printEdge(unsigned index, const Block &block, StringRef text, size_t byte, StringRef label) {
    const Mark &mark = *block.mark;
    unsigned caret = margin + LineView(text, 0, head(text)).cell(byte);
    Row row;
    row.fill(index + 1, caret, '_', mark.ink);
    row.fill(caret, caret + 1, mark.line, mark.ink);
    if (!label.empty())
      row.put(caret + 2, label, mark.ink);
    drawBars(row);
    print(row, "");
    open[index] = !open[index];
  }

  void drawBars(Row &row) const {
    for (size_t i = 0; i != open.size(); ++i)
      if (open[i])
        row.fill(i, i + 1, '|', s.blocks[i].mark->ink);
  }

  Row bars() const {
    Row row;
    drawBars(row);
    return row;
  }

  void print(const Row &row, StringRef number, StringRef bar = "|") {
    paint(out, colour, Ink::Frame, fmt::format(" {:>{}} {}", number, gutter, bar));
    if (row.width() != 0)
      out << ' ';
    row.print(out, colour);
    out << '\n';
  }

  const Snippet &s;
  raw_ostream &out;
  unsigned gutter;
  bool colour;
  unsigned margin;           ///< cells in front of the source text
  SmallVector<bool, 1> open; ///< of each block: its bar runs here
};

void Snippet::print(raw_ostream &out, unsigned gutter, bool colour) const {
  SnippetPrinter(*this, out, gutter, colour).run();
}

} // namespace mls
