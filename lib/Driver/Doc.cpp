//===- Doc.cpp - mlsc doc --------------------------------------------------===//

#include "Basic/Text.h"
#include "Driver/DocText.h"
#include "Driver/Load.h"
#include "Eval/Equations.h"
#include "LSP/Keywords.h"
#include "Report/Style.h"
#include "Sema/Clauses.h"
#include "Solvers/Solver.h"
#include "Units/BaseUnit.h"
#include "Units/Display.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

#include <fmt/format.h>

#include <cmath>

using namespace mls;

namespace {

class DocPrinter {
public:
  DocPrinter(Invocation &invocation, const Checked &registry)
      : text(registry), out(invocation.out), colour(invocation.colourOut) {}

  void solver(const Solver &solver) {
    const Signature &signature = solver.signature;
    out << heading(signature.name) << "  " << signature.doc << "\n\n";
    if (signature.isFunction)
      out << "  let x: " << text.type(signature.out->fields.front());
    else
      out << "  query x";
    out << " = " << callForm(signature) << "\n\n" << heading("arguments") << '\n';
    fields(*signature.in);
    if (!signature.isFunction) {
      out << '\n' << heading("results") << '\n';
      fields(*signature.out);
    }
    std::vector<std::string> lines = equations(solver);
    if (!lines.empty())
      out << '\n'
          << heading("equations")
          << (signature.isFunction ? "\n"
                                   : "  (each result, and below it the steps that it takes and no earlier one took)\n");
    for (llvm::StringRef line : lines) {
      auto [name, formula] = line.split(" = ");
      bool isResult = DocText::isResult(signature, name);
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
    out << "dimension: " << (unit.counting ? "Count, a counting word" : text.dimension(unit.dim)) << '\n';
    llvm::SmallVector<std::string, 8> prefixes;
    for (unsigned p = 1; p < numPrefixes; ++p)
      if (unit.prefixes.contains(Prefix(p)))
        prefixes.push_back(info(Prefix(p)).word.str() + unit.name.str());
    if (!prefixes.empty())
      out << "prefixed:  " << llvm::join(prefixes, " ") << '\n';
  }

  void keyword(const lsp::Keyword &keyword) {
    out << heading(keyword.word) << "  " << keyword.help << "\n\n  " << keyword.form << '\n';
    using Form = ast::QueryDecl::Form;
    for (Form form : {Form::Sweep, Form::Solve, Form::Optimize, Form::Sensitivity, Form::Uncertainty})
      if (name(form) == keyword.word)
        out << "\nclauses: " << clausesOf(form) << '\n';
  }

private:
  std::string heading(llvm::StringRef text) const { return paint(text, Accent::Bold, colour); }

  /// `batch: Number`, `memory: Memory`, `peak: Map<ComputeRate>`.
  std::string declaration(const Field &field) const {
    return field.name.str() + (field.optional ? "?: " : ": ") + text.type(field) +
           (field.defaultValue.empty() ? "" : " = " + field.defaultValue.str());
  }

  void fields(const Schema &schema, llvm::StringRef comment = "") {
    unsigned width = 0;
    for (const Field &field : schema.fields)
      width = std::max(width, columns(declaration(field)));
    for (const Field &field : schema.fields) {
      std::string left = declaration(field), more = text.note(field, schema);
      out << "  " << left << fill(left, width) << "  " << comment << field.doc << (more.empty() ? "" : "; " + more)
          << '\n';
    }
  }

  void citation(llvm::StringRef id) {
    if (!id.empty())
      out << "\nsource: " << text.source(id) << '\n';
  }

  DocText text;
  llvm::raw_ostream &out;
  bool colour;
};

/// Every record that a file can name, and those that arguments and results are made of (`ServingPool`).
llvm::SmallVector<const Schema *> allSchemas(const Catalog &catalog) {
  llvm::SetVector<const Schema *> all(catalog.schemas.begin(), catalog.schemas.end());
  auto reach = [&](const Schema &schema) {
    for (const Field &field : schema.fields) {
      if (field.sub)
        all.insert(field.sub);
      all.insert(field.alternatives.begin(), field.alternatives.end());
    }
  };
  for (const Signature *solver : catalog.solvers)
    reach(*solver->in), reach(*solver->out);
  for (size_t i = 0; i != all.size(); ++i) // which grows
    reach(*all[i]);
  return {all.begin(), all.end()};
}

int runDoc(Invocation &invocation) {
  std::shared_ptr<const Checked> registry = registryView(invocation);
  DocPrinter printer(invocation, *registry);
  const llvm::SmallVector<const Schema *> schemas = allSchemas(invocation.catalog);
  int status = Success;
  bool first = true;
  for (const Operand &operand : invocation.operands) {
    if (!std::exchange(first, false))
      invocation.out << '\n';
    std::vector<llvm::StringRef> known, solvers;
    for (const Schema *schema : schemas)
      known.push_back(schema->name);
    for (const Signature *solver : invocation.catalog.solvers) {
      known.push_back(solver->name);
      if (!solver->isFunction)
        solvers.push_back(solver->name);
    }
    if (const Solver *solver = findCallable(operand.text)) {
      printer.solver(*solver);
    } else if (auto at = llvm::find_if(schemas, [&](const Schema *s) { return s->name == operand.text; });
               at != schemas.end()) {
      printer.schema(**at);
    } else if (const UnitDef *unit = registry->units.find(operand.text)) {
      printer.unit(*unit);
    } else if (auto prefixed = registry->units.lookup(operand.text)) {
      printer.unit(*prefixed->def);
    } else if (const lsp::Keyword *keyword = lsp::findKeyword(operand.text)) {
      printer.keyword(*keyword);
    } else {
      llvm::StringRef near = nearest(operand.text, known);
      status = invocation.fail(diag::nothing_named, operand.range, {operand.text},
                               near.empty() ? "solvers, functions, schemas, units and keywords have a page; the solvers are " +
                                                  quotedList(solvers, "and")
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
    .summary = "a solver's or a function's arguments, results and equations; a schema; a unit; a keyword",
    .help = "Prints what the compiler knows of a name. The equations are read off the solver itself.\n\n"
            "  mlsc doc serve\n"
            "  mlsc doc ridge\n"
            "  mlsc doc Node\n"
            "  mlsc doc Gbps\n"
            "  mlsc doc sweep",
    .minOperands = 1,
    .run = runDoc,
};
} // namespace mls::command
