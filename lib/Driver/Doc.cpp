//===- Doc.cpp - mlsc doc --------------------------------------------------===//

#include "Basic/Text.h"
#include "Driver/Load.h"
#include "Eval/Equations.h"
#include "Report/Style.h"
#include "Solvers/Solver.h"
#include "Units/BaseUnit.h"
#include "Units/Display.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>

#include <cmath>

using namespace mls;

namespace {

class DocPrinter {
public:
  DocPrinter(Invocation &invocation, const Checked &registry)
      : registry(registry), out(invocation.out), colour(invocation.colourOut) {}

  void solver(const Solver &solver) {
    const Signature &signature = solver.signature;
    out << heading(signature.name) << "  " << signature.doc << "\n\n";
    if (signature.isFunction)
      out << "  let x: " << type(signature.out->fields.front(), signature.out->fields.front().kind);
    else
      out << "  query x";
    out << " = " << callForm(signature) << "\n\n" << heading("arguments") << '\n';
    fields(*signature.in);
    if (!signature.isFunction) {
      out << '\n' << heading("results") << '\n';
      fields(*signature.out);
    }
    out << '\n' << heading("equations");
    out << (signature.isFunction ? "\n" : "  (each result, and below it the steps that it takes and no earlier one took)\n");
    for (llvm::StringRef line : equations(solver)) {
      auto [name, formula] = line.split(" = ");
      bool isResult = signature.isFunction ? name == signature.name : findField(*signature.out, name) != nullptr;
      std::string indent = isResult ? "  " : "    ";
      out << indent << (isResult ? heading(name) : name.str()) << " = "
          << wrap(formula, indent + "    ", 100, columns(indent) + columns(name) + 3) << '\n';
    }
    citation(signature.citation);
    if (!signature.notModelled.empty())
      out << '\n' << heading("not modelled") << '\n';
    for (llvm::StringRef effect : signature.notModelled)
      out << "  " << effect << '\n';
  }

  void schema(const Schema &schema) {
    out << "/// " << schema.doc << '\n';
    out << "schema " << heading(schema.name) << (schema.base ? ": " + schema.base->name.str() : "") << " {\n";
    fields(schema, "// ");
    out << "}\n";
    if (!schema.keyword.empty())
      out << "\ndeclared with `" << schema.keyword << " NAME: " << schema.name << " { … }`; `mlsc zoo " << schema.name
          << "` lists the registry's\n";
    citation(schema.citation);
  }

  void unit(const UnitDef &unit) {
    out << "unit " << heading(unit.name) << (unit.definition.empty() ? "" : " = " + unit.definition.str()) << '\n';
    if (!unit.doc.empty())
      out << unit.doc << '\n';
    out << "dimension: " << (unit.counting ? "Count, a counting word" : dimension(unit.dim)) << '\n';
    llvm::SmallVector<std::string, 8> prefixes;
    for (unsigned p = 1; p < numPrefixes; ++p)
      if (unit.prefixes.contains(Prefix(p)))
        prefixes.push_back(info(Prefix(p)).word.str() + unit.name.str());
    if (!prefixes.empty())
      out << "prefixed:  " << llvm::join(prefixes, " ") << '\n';
  }

private:
  std::string heading(llvm::StringRef text) const { return paint(text, Accent::Bold, colour); }

  /// The field that a dotted path leads to, or null.
  static const Field *findField(const Schema &schema, llvm::StringRef path) {
    auto [name, rest] = path.split('.');
    const Field *field = schema.find(name);
    return !field || rest.empty() ? field : field->sub ? findField(*field->sub, rest) : nullptr;
  }

  /// `Bandwidth` where it has a name, else `Time/Token`.
  std::string dimension(Dim dim) const {
    const DimAlias *alias = llvm::find_if(dimAliases(), [&](const DimAlias &a) { return a.dim == dim; });
    return alias != dimAliases().end() ? alias->name.str() : printShort(dim, registry.dims());
  }

  /// `batch: Number`, `memory: Memory`, `peak: Map<ComputeRate>`.
  std::string declaration(const Field &field) const {
    return field.name.str() + (field.optional ? "?: " : ": ") + type(field, field.kind) +
           (field.defaultValue.empty() ? "" : " = " + field.defaultValue.str());
  }

  std::string type(const Field &field, FieldKind kind) const {
    switch (kind) {
    case FieldKind::Quantity:
      return dimension(field.dim);
    case FieldKind::Flag:
    case FieldKind::Bool:
      return "Bool";
    case FieldKind::Integer:
      return "Number";
    case FieldKind::Choice:
    case FieldKind::Enum:
      return llvm::join(field.names, "|");
    case FieldKind::Record:
      return field.sub->name.str();
    case FieldKind::List:
      return "List<" + type(field, field.element) + ">";
    case FieldKind::Map:
      return "Map<" + type(field, field.element) + ">";
    case FieldKind::OneOf: {
      llvm::SmallVector<llvm::StringRef, 4> names;
      for (const Schema *alternative : field.alternatives)
        names.push_back(alternative->name);
      return llvm::join(names, "|");
    }
    case FieldKind::Text:
      return "Text";
    }
    llvm_unreachable("every kind is handled");
  }

  /// Unit, domain, group: what a value must keep to.
  std::string note(const Field &field, const Schema &schema) const {
    llvm::SmallVector<std::string, 3> parts;
    if (!field.unit.empty())
      parts.push_back("in " + field.unit.str());
    if (!field.domain.isAny())
      parts.push_back(describe(field.domain, [&](double x) { return display(x, field.dim, registry.units, field.unit); }));
    if (field.inherited)
      parts.push_back("that of the query given first, where it has one");
    for (const Field &other : schema.fields)
      if (!field.group.empty() && other.group == field.group && other.name != field.name)
        parts.push_back("instead of `" + other.name.str() + "`");
    return llvm::join(parts, ", ");
  }

  void fields(const Schema &schema, llvm::StringRef comment = "") {
    unsigned width = 0;
    for (const Field &field : schema.fields)
      width = std::max(width, columns(declaration(field)));
    for (const Field &field : schema.fields) {
      std::string text = declaration(field), more = note(field, schema);
      out << "  " << text << fill(text, width) << "  " << comment << field.doc << (more.empty() ? "" : "; " + more) << '\n';
    }
  }

  void citation(llvm::StringRef id) {
    if (id.empty())
      return;
    out << "\nsource: ";
    const RegistryImage &image = registry.registry.data();
    if (const ImageSource *source = registry.registry.source(id))
      out << image.str(source->publisher) << ", " << image.str(source->title) << "  " << image.str(source->url) << '\n';
    else
      out << id << '\n';
  }

  const Checked &registry;
  llvm::raw_ostream &out;
  bool colour;
};

int runDoc(Invocation &invocation) {
  std::shared_ptr<const Checked> registry = registryView(invocation);
  DocPrinter printer(invocation, *registry);
  int status = Success;
  bool first = true;
  for (const Operand &operand : invocation.operands) {
    if (!std::exchange(first, false))
      invocation.out << '\n';
    std::vector<llvm::StringRef> known, solvers;
    for (const Schema *schema : invocation.catalog.schemas)
      known.push_back(schema->name);
    for (const Signature *solver : invocation.catalog.solvers) {
      known.push_back(solver->name);
      if (!solver->isFunction)
        solvers.push_back(solver->name);
    }
    if (const Solver *solver = findCallable(operand.text)) {
      printer.solver(*solver);
    } else if (const Schema *schema = invocation.catalog.schema(operand.text)) {
      printer.schema(*schema);
    } else if (const UnitDef *unit = registry->units.find(operand.text)) {
      printer.unit(*unit);
    } else if (auto prefixed = registry->units.lookup(operand.text)) {
      printer.unit(*prefixed->def);
    } else {
      llvm::StringRef near = nearest(operand.text, known);
      status = invocation.fail(diag::nothing_named, operand.range, {operand.text},
                               near.empty() ? "solvers, functions, schemas and units have a page; the solvers are " + quotedList(solvers, "and")
                                            : "did you mean `" + near.str() + "`?");
    }
  }
  return status;
}

} // namespace

namespace mls::command {
extern const Command doc;
const Command doc = {
    .name = "doc",
    .operands = "NAME…",
    .needs = "a name",
    .summary = "a solver's or a function's arguments, results and equations; a schema; a unit",
    .help = "Prints what the compiler knows of a name. The equations are read off the solver itself.\n\n"
            "  mlsc doc serve\n"
            "  mlsc doc ridge\n"
            "  mlsc doc Node\n"
            "  mlsc doc Gbps",
    .minOperands = 1,
    .run = runDoc,
};
} // namespace mls::command
