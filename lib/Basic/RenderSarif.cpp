//===- RenderSarif.cpp - diagnostics as SARIF 2.1.0 -----------------------===//
//
// OASIS, Static Analysis Results Interchange Format, version 2.1.0: one run, the
// rules of the codes that occur, one result a diagnostic. Labels and remarks with a
// place are related locations; the fixes of a result replace regions of its file.
//
//===----------------------------------------------------------------------===//

#include "Basic/Render.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

#include <map>

using namespace llvm;

namespace mls {

namespace {

class SarifRenderer {
public:
  explicit SarifRenderer(const SourceManager &sources) : sources(sources) {}

  json::Value run(const DiagnosticEngine &diags) {
    json::Array results;
    for (const Diagnostic *d : diags.sorted())
      results.push_back(result(*d));
    json::Object driver{{"name", "mlsc"}, {"rules", std::move(rules)}};
    return json::Object{{"tool", json::Object{{"driver", std::move(driver)}}},
                        {"columnKind", "unicodeCodePoints"},
                        {"results", std::move(results)}};
  }

private:
  json::Value result(const Diagnostic &d) {
    static constexpr const char *levels[] = {"note", "warning", "error"};
    json::Object out{{"ruleId", info(d.id).code},
                     {"ruleIndex", rule(d.id)},
                     {"level", levels[unsigned(d.severity)]},
                     {"message", message(full(d))}};
    if (d.range.valid())
      out["locations"] = json::Array{location(d.range, d.label)};
    json::Array related;
    for (const Label &l : d.labels)
      if (l.range.valid())
        related.push_back(location(l.range, l.text));
    for (const Remark &r : d.remarks)
      if (r.range.valid())
        related.push_back(location(r.range, r.text));
    if (!related.empty())
      out["relatedLocations"] = std::move(related);
    json::Array fixes;
    for (const Fixit &f : d.fixits)
      fixes.push_back(fix(f));
    if (!fixes.empty())
      out["fixes"] = std::move(fixes);
    return out;
  }

  int64_t rule(diag::Id id) {
    auto [at, added] = index.try_emplace(id, rules.size());
    if (added)
      rules.push_back(json::Object{{"id", info(id).code}, {"name", info(id).name}});
    return at->second;
  }

  /// The message with the remarks that have no place of their own.
  static std::string full(const Diagnostic &d) {
    std::string text = d.message;
    for (const Remark &r : d.remarks)
      if (!r.range.valid())
        text += fmt::format("\n{}: {}", r.kind, r.text);
    return text;
  }

  static json::Value message(std::string text) { return json::Object{{"text", json::fixUTF8(text)}}; }

  /// A relative URI reference (RFC 3986): what a path may hold and a URI may not is escaped.
  json::Value artifact(Range r) const {
    std::string uri;
    for (char c : sources.name(r.file))
      uri += isAlnum(c) || StringRef("-._~/").contains(c) ? std::string(1, c) : fmt::format("%{:02X}", uint8_t(c));
    return json::Object{{"uri", std::move(uri)}};
  }

  json::Value region(Range r) const {
    LineColumn begin = sources.position(r.file, r.begin), end = sources.position(r.file, r.end);
    return json::Object{
        {"startLine", begin.line}, {"startColumn", begin.column}, {"endLine", end.line}, {"endColumn", end.column}};
  }

  json::Value location(Range r, const std::string &text) const {
    json::Object out{{"physicalLocation", json::Object{{"artifactLocation", artifact(r)}, {"region", region(r)}}}};
    if (!text.empty())
      out["message"] = message(text);
    return out;
  }

  json::Value fix(const Fixit &f) const {
    json::Object replacement{{"deletedRegion", region(f.range)},
                             {"insertedContent", json::Object{{"text", json::fixUTF8(f.text)}}}};
    json::Object change{{"artifactLocation", artifact(f.range)}, {"replacements", json::Array{std::move(replacement)}}};
    json::Object out{{"artifactChanges", json::Array{std::move(change)}}};
    if (!f.title.empty())
      out["description"] = message(f.title);
    return out;
  }

  const SourceManager &sources;
  json::Array rules;
  std::map<diag::Id, int64_t> index;
};

} // namespace

void renderSarif(const DiagnosticEngine &diags, const SourceManager &sources, raw_ostream &out) {
  json::Value log = json::Object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                                 {"version", "2.1.0"},
                                 {"runs", json::Array{SarifRenderer(sources).run(diags)}}};
  out << formatv("{0:2}\n", log);
}

} // namespace mls
