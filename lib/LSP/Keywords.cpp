//===- Keywords.cpp - one line of help a word of the language -------------===//

#include "LSP/Keywords.h"

namespace mls::lsp {

static constexpr Keyword table[] = {
    {Keyword::Declaration, "registry", "registry \"2026.11\"",
     "Pins the registry: figures that changed since are listed, never swapped in silence."},
    {Keyword::Declaration, "use", "use hardware.nvidia.{H200_SXM}",
     "Brings registry entries into the file; `use V = path` renames."},
    {Keyword::Declaration, "import", "import \"team/fleet.mls\"",
     "Makes the names of another file available as `fleet.X`. Its queries, shows and asserts do not run."},
    {Keyword::Declaration, "model", "model N: Schema { … }",
     "An architecture (Transformer, CNN, …). Demand: no hardware reaches it."},
    {Keyword::Declaration, "workload", "workload N: Schema { … }",
     "The use of a model (Serving, Training, …). Demand: no hardware reaches it."},
    {Keyword::Declaration, "hardware", "hardware N: Schema { … }",
     "An accelerator, node, cluster, link or storage. Supply: no workload reaches it."},
    {Keyword::Declaration, "site", "site N: Schema { … }",
     "A place with its grid, prices and climate. Supply: no workload reaches it."},
    {Keyword::Declaration, "format", "format N { storage: 4.85 bit  compute: bf16 }",
     "A number format: how it is stored and what it computes in."},
    {Keyword::Declaration, "source", "source N { kind: quote  title: \"…\"  accessed: 2026-10-02 }",
     "A document that `from` can name."},
    {Keyword::Declaration, "let", "let x = e", "Names a value. Late bound: `--set x=…` replaces it."},
    {Keyword::Declaration, "def", "def f(a: Time) -> Ratio = e",
     "A function of one expression; dimensions are declared at its boundary."},
    {Keyword::Declaration, "dimension", "dimension Image", "A new base dimension."},
    {Keyword::Declaration, "unit", "unit EUR = 1.08 USD from ecb",
     "A unit, of a dimension or by its factor to another unit."},
    {Keyword::Declaration, "schema", "schema X: Node { pump: Power = 400 W }", "A record type that extends another."},
    {Keyword::Declaration, "query", "query slo = serve(Chat, on: Pod)",
     "A named result. Its arguments and results are paths: `slo.batch`, `slo.tpot`."},
    {Keyword::Declaration, "show", "show slo.tpot as ms/tok", "Prints a value, in the unit after `as`."},
    {Keyword::Declaration, "assert", "assert slo.tpot <= 40 ms/tok \"budget\"",
     "A condition that must hold; the exit status is 1 when it does not."},
    {Keyword::Clause, "sweep", "query t = sweep { over … show … }", "A table over the points of its axes."},
    {Keyword::Clause, "optimize", "query t = optimize { over … minimize … }",
     "The best points of its axes under conditions."},
    {Keyword::Clause, "solve", "query t = solve { find P in lo..hi where a == b }",
     "Unknowns that make equations hold."},
    {Keyword::Clause, "sensitivity", "query t = sensitivity { of e to P }", "How much a value moves with each input."},
    {Keyword::Clause, "uncertainty", "query t = uncertainty { of e given P in lo..hi }",
     "The range of a value over uncertain inputs."},
    {Keyword::Clause, "over", "over Pod.count in [1, 2, 4]", "An enumerated axis."},
    {Keyword::Clause, "find", "find Pod.count in 1..64", "An unknown of `solve` or `optimize`."},
    {Keyword::Clause, "given", "given P in 0.65 .. 0.85", "An uncertain input."},
    {Keyword::Clause, "where", "where slo.fits, slo.ttft <= 500 ms",
     "Conditions; a comma is `and`. What they exclude is counted by reason."},
    {Keyword::Clause, "minimize", "minimize slo.cost_per_token",
     "The objective of `optimize`; two give a Pareto front."},
    {Keyword::Clause, "maximize", "maximize slo.throughput", "The objective of `optimize`; two give a Pareto front."},
    {Keyword::Clause, "per", "per Pod", "The best row for each value of a path."},
    {Keyword::Clause, "sort", "sort slo.tpot desc", "Order of a table."},
    {Keyword::Clause, "top", "top 10", "Cuts a table."},
    {Keyword::Expression, "if", "if c then a else b", "A choice between two values."},
    {Keyword::Expression, "then", "if c then a else b", "A choice between two values."},
    {Keyword::Expression, "else", "if c then a else b", "A choice between two values."},
    {Keyword::Expression, "with", "DGX_H200 with { count: 4 }",
     "A copy of a record with other fields; what depends on them follows."},
    {Keyword::Expression, "as", "400 Gbps as GB/s", "The unit in which a value is shown."},
    {Keyword::Expression, "default", "x default 1 kW", "The value where an optional field is absent."},
    {Keyword::Expression, "within", "a == b within 10%",
     "The tolerance of an equality of reals, relative or absolute."},
    {Keyword::Expression, "for", "sum(e for x in xs)", "A reduction over a list: `sum min max all any`."},
    {Keyword::Expression, "in", "sum(e for x in xs)", "What a variable or an axis runs over."},
    {Keyword::Expression, "by", "1..512 by *2", "The step of a range."},
    {Keyword::Expression, "steps", "lo..hi steps 10", "The number of points of a range."},
    {Keyword::Expression, "and", "a and b", "Both hold."},
    {Keyword::Expression, "or", "a or b", "At least one holds."},
    {Keyword::Expression, "not", "not a", "It does not hold."},
    {Keyword::Provenance, "from", "31.20 USD/h from rfq \"line 3\"",
     "Where a value was read: a source and a place in it."},
    {Keyword::Provenance, "estimate", "600 W estimate \"two reticles\"",
     "A value without a source, and the reasoning behind it."},
    {Keyword::Provenance, "convention", "365 day convention \"no leap day\"", "A value that holds by definition."},
    {Keyword::Provenance, "range", "600 W range 500 W .. 750 W", "How far a value may be off."},
};

llvm::ArrayRef<Keyword> keywords() { return table; }

const Keyword *findKeyword(llvm::StringRef word) {
  for (const Keyword &k : table)
    if (k.word == word)
      return &k;
  return nullptr;
}

} // namespace mls::lsp
