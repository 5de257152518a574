//===- Completion.cpp - what may be written here --------------------------===//
//
// The text before the cursor decides: behind a dot the fields of what stands in
// front of it, behind a number or `as` the units, at the start of a line within a
// record its missing fields, else every name, solver and word of the language.
//
//===----------------------------------------------------------------------===//

#include "LSP/Cursor.h"
#include "LSP/Features.h"
#include "LSP/Keywords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace mls::lsp {

namespace {

// CompletionItemKind of the protocol.
enum : int { FunctionItem = 3, FieldItem = 5, VariableItem = 6, ModuleItem = 9, UnitItem = 11, KeywordItem = 14 };

class Completer {
public:
  explicit Completer(const Checked &checked) : checked(checked) {}

  json::Array items;

  void add(StringRef label, int kind, StringRef detail = {}, StringRef doc = {}) {
    json::Object item{{"label", label.str()}, {"kind", kind}};
    if (!detail.empty())
      item["detail"] = detail.str();
    if (!doc.empty())
      item["documentation"] = json::Object{{"kind", "markdown"}, {"value", doc}};
    items.push_back(std::move(item));
  }

  void fields(const Schema *schema, ArrayRef<Entry> given = {}) {
    for (; schema; schema = schema->base)
      for (const Field &f : schema->fields)
        if (none_of(given, [&](const Entry &e) { return !e.path.empty() && e.path[0] == f.name; }))
          add(f.name, FieldItem, f.unit, f.doc);
  }

  void units() {
    for (const std::string &unit : checked.units.spellings())
      add(unit, UnitItem);
  }

  void names() {
    for (StringRef name : checked.names())
      add(name, VariableItem);
    for (const Signature *solver : checked.catalog->solvers)
      add(solver->name, FunctionItem, callForm(*solver), solver->doc);
    for (const Schema *schema : checked.catalog->schemas)
      if (!schema->keyword.empty())
        add(schema->name, ModuleItem, schema->keyword, schema->doc);
    for (const Keyword &keyword : keywords())
      add(keyword.word, KeywordItem, keyword.form, keyword.help);
  }

  /// The fields of `slo`, `Pod.accelerator`; the entries of the folder `hardware.nvidia`.
  void members(StringRef path) {
    for (const ImageEntry &entry : checked.registry.under(path)) {
      StringRef rest = checked.registry.path(entry).substr(path.size() + 1);
      StringRef next = rest.split('.').first;
      if (items.empty() || items.back().getAsObject()->getString("label") != next)
        add(next, ModuleItem, checked.registry.schema(entry), next == rest ? checked.registry.doc(entry) : "");
    }
    auto [root, rest] = path.split('.');
    const Decl *decl = checked.lookup(root);
    if (!decl)
      return;
    const Schema *schema = decl->type.schema;
    bool call = decl->value && decl->value->op == NodeOp::Call && rest.empty();
    while (schema && !rest.empty()) {
      StringRef part;
      std::tie(part, rest) = rest.split('.');
      const Field *field = findField(schema, part);
      schema = field ? schemaOf(*field) : nullptr;
    }
    fields(schema);
    if (call && decl->value->solver)
      fields(decl->value->solver->in);
  }

private:
  const Checked &checked;
};

/// The dotted path that ends where the text ends.
StringRef pathBefore(StringRef text) {
  size_t begin = text.size();
  while (begin > 0 && (isAlnum(text[begin - 1]) || text[begin - 1] == '_' || text[begin - 1] == '.'))
    --begin;
  return text.substr(begin);
}

/// A number, or the word `as`, stands directly before.
bool wantsUnit(StringRef before) {
  StringRef trimmed = before.rtrim(' ');
  if (trimmed.size() == before.size())
    return false;
  StringRef last = pathBefore(trimmed);
  return last == "as" || (!last.empty() && isDigit(last.front()));
}

} // namespace

json::Array completion(const Checked &checked, uint32_t offset) {
  Completer out(checked);
  StringRef text = checked.sources.text(checked.file);
  Range word = wordAt(text, checked.file, offset);
  StringRef before = text.take_front(word.begin);
  StringRef line = before.substr(before.rfind('\n') + 1);
  if (line.contains("//"))
    return std::move(out.items);

  if (before.ends_with(".") && !before.ends_with("..")) {
    out.members(pathBefore(before.drop_back()));
  } else if (wantsUnit(line)) {
    out.units();
  } else {
    Cursor c = cursorAt(checked, offset);
    bool atKey = line.trim().empty() || line.rtrim().ends_with("{") || line.rtrim().ends_with(",");
    if (atKey && c.record)
      out.fields(c.schema, c.record->entries);
    if (!c.record || !atKey)
      out.names();
  }
  return std::move(out.items);
}

} // namespace mls::lsp
