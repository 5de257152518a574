//===- Reference.cpp - mlsc reference, the source of docs/solvers.md -------===//
//
// Markdown of every solver and function. A line `<!-- example NAME -->` stands where
// test/driver/Inputs/reference.py puts an example and what it prints.
//
//===----------------------------------------------------------------------===//

#include "Driver/DocText.h"
#include "Driver/Load.h"
#include "Eval/Equations.h"
#include "Solvers/Solver.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace mls;

namespace {

/// Of a large solver the results' own equations come first, and only the first lines are
/// printed; `mlsc doc` has all.
constexpr size_t mostLines = 30, mostColumns = 200;

class Reference {
public:
  Reference(const Checked &registry, llvm::raw_ostream &out) : text(registry), out(out) {}

  void solver(const Solver &solver) {
    const Signature &s = solver.signature;
    out << "## `" << s.name << "`\n\n" << sentence(s.doc) << "\n\n```\nquery x = " << callForm(s) << "\n```\n\n";
    table("argument", *s.in);
    table("result", *s.out);
    out << "Equations:\n\n";
    formulas(solver);
    source(s.citation);
    if (!s.notModelled.empty())
      out << "Not modelled: " << llvm::join(s.notModelled, "; ") << ".\n\n";
    out << "<!-- example " << s.name << " -->\n\n";
  }

  void function(const Solver &solver) {
    const Signature &s = solver.signature;
    out << "### `" << s.name << "`\n\n"
        << sentence(s.doc) << "\n\n```\nlet x: " << text.type(s.out->fields.front()) << " = " << callForm(s)
        << "\n```\n\n";
    table("argument", *s.in);
    formulas(solver);
    source(s.citation);
  }

private:
  static std::string sentence(llvm::StringRef doc) {
    return doc.empty() ? "" : std::string(1, llvm::toUpper(doc[0])) + doc.drop_front().str() + ".";
  }
  static std::string cell(llvm::StringRef s) {
    std::string escaped;
    for (char c : s)
      escaped += c == '|' ? "\\|" : std::string(1, c);
    return escaped;
  }

  void table(llvm::StringRef head, const Schema &schema) {
    if (schema.fields.empty())
      return;
    out << "| " << head << " | is | |\n|---|---|---|\n";
    rows(schema, "");
    out << '\n';
  }

  /// Records that only this result has are written out.
  void rows(const Schema &schema, const std::string &prefix) {
    for (const Field &f : schema.fields) {
      if (f.kind == FieldKind::Record && f.sub->name.contains('.')) {
        rows(*f.sub, prefix + f.name.str() + ".");
        continue;
      }
      std::string note = text.note(f, schema);
      out << "| `" << prefix << f.name << (f.optional ? "?" : "") << "` | " << cell(text.type(f));
      if (!f.defaultValue.empty())
        out << " = `" << cell(f.defaultValue) << '`';
      out << " | " << cell(f.doc) << (note.empty() ? "" : "; " + cell(note)) << " |\n";
    }
  }

  void formulas(const Solver &solver) {
    std::vector<std::string> lines = equations(solver);
    if (lines.empty())
      return;
    if (lines.size() > mostLines)
      std::stable_partition(lines.begin(), lines.end(), [&](llvm::StringRef line) {
        return DocText::isResult(solver.signature, line.split(" = ").first);
      });
    out << "```\n";
    for (llvm::StringRef line : llvm::ArrayRef(lines).take_front(mostLines))
      out << (line.size() > mostColumns ? line.take_front(line.rfind(' ', mostColumns)).str() + " …" : line.str())
          << '\n';
    if (lines.size() > mostLines)
      out << fmt::format("… and {} more: `mlsc doc {}`\n", lines.size() - mostLines, solver.signature.name);
    out << "```\n\n";
  }

  void source(llvm::StringRef id) {
    if (!id.empty())
      out << "Source: " << text.source(id) << "\n\n";
  }

  DocText text;
  llvm::raw_ostream &out;
};

int runReference(Invocation &invocation) {
  std::shared_ptr<const Checked> registry = registryView(invocation);
  Reference reference(*registry, invocation.out);
  std::vector<const Solver *> sorted(callables().begin(), callables().end());
  llvm::stable_sort(sorted, [](const Solver *a, const Solver *b) {
    return std::pair(a->signature.isFunction, a->signature.name) <
           std::pair(b->signature.isFunction, b->signature.name);
  });
  for (bool functions : {false, true}) {
    invocation.out << (functions ? "Functions:" : "Solvers:");
    llvm::ListSeparator dot(" ·");
    for (const Solver *s : sorted)
      if (s->signature.isFunction == functions)
        invocation.out << dot << " [`" << s->signature.name << "`](#" << s->signature.name << ')';
    invocation.out << ".\n\n";
  }
  bool functions = false;
  for (const Solver *s : sorted) {
    if (s->signature.isFunction && !std::exchange(functions, true))
      invocation.out << "## Functions\n\nA closed form of physics, which stands for its value. Arguments are given in "
                        "order, or by name.\n\n";
    s->signature.isFunction ? reference.function(*s) : reference.solver(*s);
  }
  return Success;
}

} // namespace

namespace mls::command {
extern const Command reference;
const Command reference = {
    .name = "reference",
    .summary = "every solver and function, as Markdown",
    .help = "Prints what docs/solvers.md is made from; `python3 test/driver/Inputs/reference.py --update` makes it.",
    .maxOperands = 0,
    .run = runReference,
    .hidden = true,
};
} // namespace mls::command
