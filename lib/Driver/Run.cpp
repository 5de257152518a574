//===- Run.cpp - mlsc run --------------------------------------------------===//

#include "Eval/Run.h"
#include "Basic/Render.h"
#include "Driver/Load.h"
#include "Driver/Progress.h"
#include "Driver/ResultFormats.h"
#include "Report/Tables.h"
#include "Solvers/Solver.h"
#include "llvm/Support/Process.h"

#include <thread>

using namespace mls;

namespace {

/// `--threads N` and `--shard K/N`; nothing when they are wrong (reported).
std::optional<RunControl> controlOf(Invocation &invocation, int &status) {
  RunControl control;
  auto refuse = [&](llvm::StringRef option, llvm::StringRef help) {
    status = invocation.fail(diag::option_bad_value, {1, 0, 4}, {option.str(), invocation.value(option).str()}, help);
    return std::nullopt;
  };
  control.threads = std::max(1u, std::thread::hardware_concurrency());
  constexpr unsigned mostThreads = 1024;
  if (invocation.has("--threads") && (invocation.value("--threads").getAsInteger(10, control.threads) ||
                                      control.threads < 1 || control.threads > mostThreads))
    return refuse("--threads", "a whole number from 1 to 1024");
  if (invocation.has("--shard")) {
    auto [k, n] = invocation.value("--shard").split('/');
    if (k.getAsInteger(10, control.shard) || n.getAsInteger(10, control.shards) || control.shard < 1 ||
        control.shard > control.shards)
      return refuse("--shard", "the first of four parts is `--shard 1/4`");
  }
  return control;
}

/// Says what a reader of CSV does not see in it.
void remarkTables(const Results &results, llvm::ArrayRef<TableSummary> summaries, bool told, int &status) {
  for (auto [table, summary] : llvm::zip(results.tables, summaries)) {
    if (summary.interrupted) {
      llvm::errs() << "mlsc: interrupted: `" << table.name << "` ends after " << summary.points << " points, "
                   << summary.rows << " rows\n";
      status = Interrupted;
    } else if (!told && summary.excluded) {
      llvm::errs() << "mlsc: `" << table.name << "`: " << summaryText(summary) << '\n';
    }
  }
}

int runRun(Invocation &invocation) {
  int status = Success;
  auto control = controlOf(invocation, status);
  if (!control)
    return status;
  control->joinable = invocation.value("--format") == "jsonl";
  Progress progress(llvm::sys::Process::StandardErrIsDisplayed());
  Progress::catchInterrupt();
  control->progress = [&](uint64_t done, uint64_t total) { return progress(done, total); };
  std::unique_ptr<ResultPrinter> printer = resultPrinter(invocation, {control->shard, control->shards});
  bool messages = invocation.value("--diagnostics") == "text";
  status = eachChecked(invocation, [&](const Checked &checked) -> int {
    DiagnosticEngine diags = checked.diags;
    std::optional<Results> results;
    if (checked.ok())
      results = run(checked, engine(), diags, *control);
    // What goes wrong while rows are made comes after them, as messages for people do;
    // a document of messages is one.
    size_t reported = diags.all().size();
    if (messages || !results)
      report(invocation, diags, checked.sources);
    std::vector<TableSummary> summaries =
        printer->file({checked.sources.name(checked.file), results ? &*results : nullptr, diags, checked.sources,
                       checked.files});
    if (!results)
      return DoesNotCheck;
    invocation.out.flush();
    if (!messages)
      report(invocation, diags, checked.sources);
    for (; messages && reported != diags.all().size(); ++reported) {
      renderText(diags.all()[reported], checked.sources, invocation.err, invocation.colourErr);
      invocation.err << '\n';
    }
    int answer = diags.hasErrors() || results->failedAsserts() ? Unsatisfied : Success;
    remarkTables(*results, summaries, printer->tellsExcluded(), answer);
    return answer;
  });
  printer->finish();
  return status;
}

constexpr Option own[] = {
    {"--format", "FORMAT", "how results are printed: text, json, csv, jsonl (one object a line), markdown or junit",
     resultFormats},
    {"--definitions", "", "say what each figure means below it, and all that is not modelled"},
    {"--threads", "N", "how many threads make the rows of tables; all cores by default"},
    {"--shard", "K/N", "only the K-th of N parts of the points of each sweep; joined in order they are the whole"},
};
constexpr auto options = withCheckOptions(own);

} // namespace

namespace mls::command {
extern const Command run;
const Command run = {
    .name = "run",
    .operands = "FILE|DIR…",
    .needs = "a file or a folder",
    .summary = "evaluate what files show and assert",
    .help = "Evaluates every `show` and `assert` in file order; a query that nothing shows prints its main results.\n"
            "Each line has its value, its range where inputs have one, what bounds it and how far the next bound is.\n"
            "`--set` replaces an input by its path, so one file answers many questions; `sweep` and `optimize` ask\n"
            "them all at once, and their rows can be written as CSV or JSON Lines of any length.\n\n"
            "  mlsc run chat.mls\n"
            "  mlsc run chat.mls --set slo.batch=128 --set Pod.accelerator.memory.bandwidth='6 TB/s'\n"
            "  mlsc run grid.mls --format csv > grid.csv\n"
            "  mlsc run grid.mls --format jsonl --shard 2/8 > part2.jsonl\n"
            "  mlsc run tests/ --format junit > asserts.xml\n"
            "  mlsc run examples/ --format json",
    .minOperands = 1,
    .options = options,
    .advise = otherOutput,
    .run = runRun,
};
} // namespace mls::command
