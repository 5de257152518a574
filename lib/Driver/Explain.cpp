//===- Explain.cpp - mlsc explain ------------------------------------------===//

#include "Eval/Explain.h"
#include "Basic/Pages.h"
#include "Basic/Text.h"
#include "Driver/Load.h"
#include "Report/Report.h"
#include "Solvers/Solver.h"

using namespace mls;

namespace {

/// `mlsc explain E0301`: the page of a diagnostic.
int explainCode(Invocation &invocation, const Operand &operand) {
  llvm::StringRef text = page(llvm::StringRef(operand.text).upper());
  if (!text.empty()) {
    invocation.out << text;
    return Success;
  }
  return invocation.fail(diag::nothing_named, operand.range, {operand.text},
                         "a diagnostic has a code such as `E0301`; of a file: `mlsc explain FILE NAME`");
}

/// What to explain in place of a declaration that has no value; empty: nothing.
std::string instead(const Checked &checked, llvm::StringRef name) {
  for (const Decl *d : checked.decls)
    if (d->name == name)
      switch (d->kind) {
      case DeclKind::Def: return fmt::format("`{}` is a function: explain a value that calls it", name);
      case DeclKind::Source: return fmt::format("`{}` is a source: explain a value that cites it", name);
      case DeclKind::Schema: return fmt::format("`{}` is a schema: explain a record made from it", name);
      case DeclKind::Unit:
      case DeclKind::Dimension: return fmt::format("`{}` measures values: explain one of them", name);
      case DeclKind::Import: return fmt::format("`{}` is a file: explain a name in it, `{}.…`", name, name);
      default: return {};
      }
  return {};
}

int explainName(Invocation &invocation, const Checked &checked, const Operand &name) {
  DiagnosticEngine diags = checked.diags;
  std::shared_ptr<ProofNode> proof = explain(checked, engine(), name.text, diags);
  if (!proof) {
    if (diags.hasErrors()) {
      report(invocation, diags, checked.sources);
      return Unsatisfied;
    }
    if (std::string other = instead(checked, name.text); !other.empty())
      return invocation.fail(diag::nothing_named, name.range, {name.text}, other);
    if (std::string end = pastTheEnd(checked, engine(), name.text); !end.empty())
      return invocation.fail(diag::nothing_named, name.range, {name.text}, end);
    std::vector<std::string> known = explainable(checked, engine(), name.text);
    llvm::StringRef near = nearest(name.text, known);
    return invocation.fail(diag::nothing_named, name.range, {name.text},
                           !near.empty()   ? "did you mean `" + near.str() + "`?"
                           : known.empty() ? std::string("the file names nothing that has a value")
                                           : "in this file: " + quotedList(known, "and"));
  }
  if (invocation.value("--format") == "json")
    reportProofJson(*proof, invocation.out);
  else
    reportProof(*proof, {.colour = invocation.colourOut}, invocation.out);
  return Success;
}

int runExplain(Invocation &invocation) {
  llvm::ArrayRef<Operand> operands = invocation.operands;
  if (operands.size() == 1)
    return explainCode(invocation, operands[0]);
  std::shared_ptr<const Checked> checked = load(invocation, operands[0], operands[0].text);
  if (!checked)
    return BadUsage;
  if (!checked->ok()) {
    report(invocation, checked->diags, checked->sources);
    return DoesNotCheck;
  }
  int status = Success;
  for (const Operand &name : operands.drop_front())
    status = std::max(status, explainName(invocation, *checked, name));
  return status;
}

constexpr llvm::StringRef formats[] = {"text", "json"};
constexpr Option own[] = {{"--format", "FORMAT", "text or json", formats}};
constexpr auto options = withCheckOptions(own);

} // namespace

namespace mls::command {
extern const Command explain;
const Command explain = {
    .name = "explain",
    .operands = "FILE NAME… | CODE",
    .needs = "a file and a name, or a code",
    .summary = "where a figure comes from, or what a diagnostic means",
    .help = "Prints the proof of a value: its formula, the values that go into it, and for each figure the source\n"
            "with quote, page, URL and date. The letter says how far to trust it: A confirmed twice, B the quote\n"
            "matches, C cited but not read, D an estimate, U a number of yours without a source.\n\n"
            "  mlsc explain chat.mls slo.tpot\n"
            "  mlsc explain chat.mls Pod.accelerator.memory.bandwidth\n"
            "  mlsc explain E0301",
    .minOperands = 1,
    .options = options,
    .run = runExplain,
};
} // namespace mls::command
