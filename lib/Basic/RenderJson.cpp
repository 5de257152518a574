//===- RenderJson.cpp - diagnostics as JSON -------------------------------===//

#include "Basic/Render.h"

#include "llvm/Support/JSON.h"

using namespace llvm;

namespace mls {

namespace {

class JsonRenderer {
public:
  JsonRenderer(const SourceManager &sources, raw_ostream &out) : sources(sources), json(out, /*IndentSize=*/2) {}

  void render(const DiagnosticEngine &diags) {
    json.object([&] {
      json.attribute("schema", "mls.diagnostics/1");
      json.attributeArray("diagnostics", [&] {
        for (const Diagnostic *d : diags.sorted())
          json.object([&] { diagnostic(*d); });
      });
      json.attribute("errors", diags.errors());
      json.attribute("warnings", diags.warnings());
      json.attribute("dropped", diags.dropped());
    });
    json.flush();
  }

private:
  void diagnostic(const Diagnostic &d) {
    static constexpr const char *severities[] = {"note", "warning", "error"};
    json.attribute("code", info(d.id).code);
    json.attribute("name", info(d.id).name);
    json.attribute("severity", severities[unsigned(d.severity)]);
    text("message", d.message);
    range(d.range);
    if (!d.label.empty())
      text("label", d.label);
    list("labels", d.labels, [&](const Label &l) {
      range(l.range);
      text("text", l.text);
    });
    list("remarks", d.remarks, [&](const Remark &r) {
      text("kind", r.kind);
      text("text", r.text);
      range(r.range);
    });
    list("fixits", d.fixits, [&](const Fixit &f) {
      range(f.range);
      text("text", f.text);
      if (!f.title.empty())
        text("title", f.title);
    });
  }

  /// "file" and "range" of a place; nothing for no place.
  void range(Range r) {
    if (!r.valid())
      return;
    text("file", sources.name(r.file).str());
    json.attributeObject("range", [&] {
      position("start", r.file, r.begin);
      position("end", r.file, r.end);
    });
  }

  void position(StringRef key, FileId file, uint32_t offset) {
    LineColumn at = sources.position(file, offset);
    json.attributeObject(key, [&] {
      json.attribute("line", at.line);
      json.attribute("column", at.column);
      json.attribute("offset", offset);
    });
  }

  template <class T, class Fn> void list(StringRef key, const std::vector<T> &items, Fn each) {
    if (items.empty())
      return;
    json.attributeArray(key, [&] {
      for (const T &item : items)
        json.object([&] { each(item); });
    });
  }

  /// A message may quote a file that is not UTF-8.
  void text(StringRef key, const std::string &value) { json.attribute(key, json::fixUTF8(value)); }

  const SourceManager &sources;
  json::OStream json;
};

} // namespace

void renderJson(const DiagnosticEngine &diags, const SourceManager &sources, raw_ostream &out) {
  JsonRenderer(sources, out).render(diags);
  out << '\n';
}

} // namespace mls
