//===- Render.cpp - diagnostics as text -----------------------------------===//

#include "Basic/Render.h"

#include "Basic/Printable.h"
#include "Basic/Snippet.h"
#include "Basic/Text.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mls {

static const char *word(Severity severity) {
  return severity == Severity::Error ? "error" : severity == Severity::Warning ? "warning" : "note";
}

static Ink ink(Severity severity) {
  return severity == Severity::Error ? Ink::Error : severity == Severity::Warning ? Ink::Warning : Ink::Note;
}

namespace {

class TextRenderer {
public:
  TextRenderer(const SourceManager &sources, raw_ostream &out, bool colour)
      : sources(sources), out(out), colour(colour) {}

  void render(const Diagnostic &d) {
    gutter = gutterOf(d);
    title(ink(d.severity), fmt::format("{}[{}]", word(d.severity), info(d.id).code), d.message);
    place(d);
    std::vector<Remark> lines;
    for (const Remark &r : d.remarks)
      if (!r.range.valid())
        lines.push_back(r);
    for (const Fixit &f : d.fixits)
      if (std::string text = advice(f); !text.empty() && !said(d, f.text))
        lines.push_back({"help", std::move(text), {}});
    remarks(lines);
    for (const Remark &r : d.remarks)
      if (r.range.valid()) {
        title(Ink::Note, r.kind, r.text);
        snippet(r.range, {{r.range, "", Ink::Note, '^'}}, "-->");
      }
  }

private:
  void title(Ink colourOf, StringRef kind, StringRef text) {
    paint(out, colour, colourOf, kind);
    paint(out, colour, Ink::Bold, ": " + printable(text));
    out << '\n';
  }

  /// The primary range and the labels, the files of the labels after its own.
  void place(const Diagnostic &d) {
    std::vector<Mark> marks;
    if (d.range.valid())
      marks.push_back({d.range, d.label, ink(d.severity), '^'});
    for (const Label &l : d.labels)
      if (l.range.valid())
        marks.push_back({l.range, l.text, Ink::Label, '-'});
    for (StringRef arrow = "-->"; !marks.empty(); arrow = ":::") {
      Range first = marks.front().range;
      auto rest =
          std::stable_partition(marks.begin(), marks.end(), [&](const Mark &m) { return m.range.file == first.file; });
      snippet(first, {marks.begin(), rest}, arrow);
      marks.erase(marks.begin(), rest);
    }
  }

  void snippet(Range at, const std::vector<Mark> &marks, StringRef arrow) {
    LineColumn where = sources.position(at.file, at.begin);
    out.indent(gutter + 1);
    paint(out, colour, Ink::Frame, arrow);
    out << fmt::format(" {}:{}:{}\n", printable(sources.name(at.file)), where.line, where.column);
    Snippet(sources, at.file, marks).print(out, gutter, colour);
  }

  void remarks(ArrayRef<Remark> list) {
    auto aligned = [](const Remark &r) { return r.kind != "note" && r.kind != "help"; };
    unsigned width = 0;
    for (const Remark &r : list)
      if (aligned(r))
        width = std::max(width, displayWidth(r.kind));
    for (const Remark &r : list) {
      unsigned pad = aligned(r) ? width - displayWidth(r.kind) : 0;
      out.indent(gutter + 2);
      paint(out, colour, Ink::Frame, "=");
      paint(out, colour, Ink::Bold, " " + r.kind + ":");
      out.indent(pad + 1);
      // Further lines stand below the first.
      auto [line, rest] = StringRef(r.text).split('\n');
      out << printable(line) << '\n';
      while (!rest.empty()) {
        std::tie(line, rest) = rest.split('\n');
        out.indent(gutter + 2 + 2 + displayWidth(r.kind) + 1 + pad + 1) << printable(line) << '\n';
      }
    }
  }

  std::string advice(const Fixit &f) const {
    if (f.text.find('\n') != std::string::npos)
      return f.title;
    if (!f.title.empty())
      return StringRef(f.title).contains(f.text) ? f.title : fmt::format("{}: `{}`", f.title, f.text);
    if (f.text.empty())
      return fmt::format("remove `{}`", sources.text(f.range).trim());
    return fmt::format("write `{}`", StringRef(f.text).trim());
  }

  static bool said(const Diagnostic &d, StringRef text) {
    return !text.empty() && any_of(d.remarks, [&](const Remark &r) {
      return r.kind == "help" && StringRef(r.text).contains(fmt::format("`{}`", text.trim()));
    });
  }

  unsigned gutterOf(const Diagnostic &d) const {
    uint32_t last = 1;
    auto see = [&](Range r) {
      if (r.valid())
        last = std::max({last, sources.position(r.file, r.begin).line, sources.position(r.file, r.end).line});
    };
    see(d.range);
    for (const Label &l : d.labels)
      see(l.range);
    for (const Remark &r : d.remarks)
      see(r.range);
    return std::to_string(last).size();
  }

  const SourceManager &sources;
  raw_ostream &out;
  bool colour;
  unsigned gutter = 1;
};

} // namespace

void renderText(const Diagnostic &d, const SourceManager &sources, raw_ostream &out, bool colour) {
  TextRenderer(sources, out, colour).render(d);
}

void renderText(const DiagnosticEngine &diags, const SourceManager &sources, raw_ostream &out, bool colour) {
  for (const Diagnostic *d : diags.sorted()) {
    renderText(*d, sources, out, colour);
    out << '\n';
  }
  std::string summary;
  if (diags.errors())
    summary = plural(diags.errors(), "error");
  if (diags.warnings())
    summary += (summary.empty() ? "" : ", ") + plural(diags.warnings(), "warning");
  if (diags.dropped())
    summary += fmt::format(" ({} not shown)", diags.dropped());
  if (!summary.empty())
    out << summary << '\n';
}

} // namespace mls
