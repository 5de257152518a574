//===- Zoo.cpp - mlsc zoo --------------------------------------------------===//

#include "Basic/Text.h"
#include "Driver/Load.h"
#include "Report/Style.h"
#include "Units/Display.h"
#include "llvm/ADT/STLExtras.h"

#include <map>

using namespace mls;

namespace {

/// Prints one entry field by field, with the grade of each figure and its source.
class EntryPrinter {
public:
  EntryPrinter(const Checked &checked, Invocation &invocation)
      : checked(checked), out(invocation.out), colour(invocation.colourOut) {}

  void print(const Decl &decl) {
    out << paint(decl.path, Accent::Bold, colour);
    if (decl.type.schema)
      out << ": " << decl.type.schema->name;
    out << '\n';
    if (!decl.doc.empty())
      out << decl.doc << '\n';
    out << '\n';
    if (!decl.value)
      return;
    if (decl.value->op == NodeOp::Record)
      fields(*decl.value, decl.type.schema, "", 0);
    else
      row(*decl.value, nullptr, "value");
    flush();
  }

private:
  struct Row {
    std::string path, value, origin;
    Grade grade;
    bool graded;
  };

  void fields(const Node &record, const Schema *schema, const std::string &prefix, unsigned depth) {
    for (const Entry &entry : record.entries) {
      std::string path = prefix;
      for (llvm::StringRef part : entry.path)
        path += (path.empty() ? "" : ".") + part.str();
      const Field *field = schema ? schema->find(entry.path.front()) : nullptr;
      bool nested = entry.value->op == NodeOp::Record || entry.value->op == NodeOp::Map;
      if (nested && depth < 16)
        fields(*entry.value, field && entry.path.size() == 1 ? field->sub : nullptr, path, depth + 1);
      else
        row(*entry.value, field, path);
    }
  }

  void row(const Node &node, const Field *field, std::string path) {
    Row row{std::move(path), text(node, field), "", Grade::A, false};
    if (const Origin *origin = node.origin) {
      row.graded = true;
      row.grade = gradeOf(*origin);
      if (origin->claim && origin->claim->source) {
        row.origin = origin->claim->source->id.str();
        if (!origin->claim->locator.empty())
          row.origin += ", " + origin->claim->locator.str();
      } else {
        row.origin = origin->kind == OriginKind::Estimate     ? "estimate: " + origin->reason.str()
                     : origin->kind == OriginKind::Convention ? "convention: " + origin->reason.str()
                                                              : "";
      }
    }
    rows.push_back(std::move(row));
  }

  std::string text(const Node &node, const Field *field) const {
    if (node.op == NodeOp::Number && node.type.kind == Type::Quantity)
      return display(node.number, node.type.dim, checked.units,
                     field && !field->unit.empty() ? field->unit : node.text);
    if (node.op == NodeOp::Bool)
      return node.number ? "true" : "false";
    if (node.op == NodeOp::Name || node.op == NodeOp::Text)
      return node.text.str();
    if (node.op == NodeOp::Ref)
      return node.decl->path.str();
    return checked.sources.text(node.range).str(); // a formula, as written
  }

  void flush() {
    unsigned pathWidth = 0, valueWidth = 0;
    for (const Row &row : rows) {
      pathWidth = std::max(pathWidth, columns(row.path));
      valueWidth = std::max(valueWidth, std::min(columns(row.value), 40u));
    }
    for (const Row &row : rows) {
      out << "  " << row.path << fill(row.path, pathWidth) << "  " << row.value;
      if (row.graded)
        out << fill(row.value, valueWidth) << "  "
            << paint(std::string(1, letter(row.grade)), row.grade <= Grade::B ? Accent::Good : Accent::Warn, colour)
            << "  " << paint(row.origin, Accent::Dim, colour);
      out << '\n';
    }
  }

  const Checked &checked;
  llvm::raw_ostream &out;
  bool colour;
  std::vector<Row> rows;
};

/// The first sentence of a doc comment on one line.
std::string summary(llvm::StringRef doc) {
  size_t end = std::min(doc.find(". "), doc.find(".\n"));
  std::string line = doc.take_front(end == llvm::StringRef::npos ? doc.size() : end + 1).str();
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

/// What was meant by a name: one that it begins, else one that is spelt alike.
llvm::StringRef meant(llvm::StringRef name, llvm::ArrayRef<std::string> known) {
  const auto *at = llvm::find_if(known, [&](llvm::StringRef entry) { return entry.starts_with_insensitive(name); });
  return at != known.end() ? llvm::StringRef(*at) : nearest(name, known);
}

/// All entries, by schema.
int list(Invocation &invocation, const Checked &checked, const Schema *only) {
  bool first = true;
  for (const Schema *schema : invocation.catalog.schemas) {
    if (schema->keyword.empty() || (only && schema != only))
      continue;
    std::vector<const Decl *> entries = checked.zoo(schema);
    if (entries.empty())
      continue;
    if (!std::exchange(first, false))
      invocation.out << '\n';
    invocation.out << paint(schema->name, Accent::Bold, invocation.colourOut) << "  "
                   << paint(schema->doc, Accent::Dim, invocation.colourOut) << '\n';
    unsigned width = 0;
    for (const Decl *decl : entries)
      width = std::max(width, columns(decl->path));
    for (const Decl *decl : entries)
      invocation.out << "  " << decl->path
                     << (decl->doc.empty() ? "" : fill(decl->path, width) + "  " + summary(decl->doc)) << '\n';
  }
  return Success;
}

int runZoo(Invocation &invocation) {
  std::shared_ptr<const Checked> checked = registryView(invocation);
  if (!checked->ok()) {
    report(invocation, checked->diags, checked->sources);
    return DoesNotCheck;
  }
  if (invocation.operands.empty())
    return list(invocation, *checked, nullptr);
  int status = Success;
  bool first = true;
  for (const Operand &operand : invocation.operands) {
    if (!std::exchange(first, false))
      invocation.out << '\n';
    if (const Schema *schema = invocation.catalog.schema(operand.text)) {
      list(invocation, *checked, schema);
      continue;
    }
    std::vector<std::string> known;
    const Decl *found = checked->lookup(operand.text);
    for (const Schema *schema : invocation.catalog.schemas)
      for (const Decl *decl : checked->zoo(schema)) {
        if (decl->path == operand.text || decl->name == operand.text)
          found = decl;
        known.push_back(decl->name.str());
      }
    if (found) {
      EntryPrinter(*checked, invocation).print(*found);
      continue;
    }
    llvm::StringRef near = meant(operand.text, known);
    status = invocation.fail(diag::nothing_named, operand.range, {operand.text},
                             near.empty() ? "`mlsc zoo` lists the registry" : "did you mean `" + near.str() + "`?");
  }
  return status;
}

constexpr Option own[] = {
    {"--registry", "DIR", "lay a folder of entries over the registry"},
    {"--diagnostics", "FORMAT", "how messages are printed: text, json or sarif", diagnosticFormats},
};

} // namespace

namespace mls::command {
extern const Command zoo;
const Command zoo = {
    .name = "zoo",
    .operands = "[NAME|SCHEMA…]",
    .summary = "what the registry knows",
    .help = "Lists the registry, the entries of one schema, or one entry with the grade and source of each figure.\n\n"
            "  mlsc zoo\n"
            "  mlsc zoo Accelerator\n"
            "  mlsc zoo H200_SXM",
    .options = own,
    .run = runZoo,
};
} // namespace mls::command
