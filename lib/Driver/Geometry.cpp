//===- Geometry.cpp - R6: parameters counted and published ----------------===//
//
// A width read off another model changes the count by percents, and no quote shows it.
// The count is that of `infer`, asked in the language like any other question.
//
//===----------------------------------------------------------------------===//

#include "Driver/Geometry.h"

#include "Driver/Command.h"
#include "Eval/Run.h"
#include "Lint/Lint.h"
#include "Units/Display.h"

#include <cmath>

using namespace llvm;

namespace mls {

/// What a publisher rounds away. An encoder's total has a pooler or a head besides,
/// which a geometry leaves out: it is not held to this.
static constexpr double tolerance = 0.005;

namespace {
struct Published {
  const Decl *model;
  const Node *total;
};
} // namespace

/// What a record gives to a field itself, or what it was made from does; null: neither.
static const Node *given(const Node *record, StringRef field) {
  while (record && record->op == NodeOp::Ref)
    record = record->decl->value;
  if (!record)
    return nullptr;
  for (const Entry &e : record->entries)
    if (e.path.size() == 1 && e.path.front() == field)
      return e.value;
  return record->op == NodeOp::With ? given(record->kids[0], field) : nullptr;
}

static std::vector<Published> decoders(const Checked &checked) {
  std::vector<Published> found;
  for (const Decl *decl : checked.decls) {
    if (decl->type.kind != Type::Record || !decl->type.schema || decl->type.schema->name != "Transformer")
      continue;
    const Node *total = given(decl->value, "parameters"), *causal = given(decl->value, "causal");
    if (total && total->op == NodeOp::Number && !(causal && causal->number == 0))
      found.push_back({decl, total});
  }
  return found;
}

void checkGeometry(const Checked &checked, const std::string &registryDir, DiagnosticEngine &diags) {
  std::vector<Published> models = decoders(checked);
  if (models.empty())
    return;
  // A file is asked behind its last line, where its models are at hand.
  std::string name = checked.file ? checked.sources.name(checked.file).str() : "<geometry>";
  std::string text = checked.file ? checked.sources.text(checked.file).str() + "\n" : "";
  text +=
      "hardware R6_Chip: Accelerator { peak: { bf16: 1 PFLOP/s }  memory: { capacity: 10 TB  bandwidth: 5 TB/s } }\n";
  for (const auto &[i, m] : enumerate(models))
    text += fmt::format("workload R6_W{0}: Inference {{ model: {1}  sequence: 1 tok }}\n"
                        "query R6_q{0} = infer(R6_W{0}, on: R6_Chip)\nshow R6_q{0}.parameters\n",
                        i, m.model->path);
  CheckInput input{.name = name, .text = text, .catalog = checked.catalog, .registry = checked.registry};
  input.options.registryDir = registryDir;
  std::shared_ptr<const Checked> asked = check(std::move(input));
  if (!asked->ok())
    return; // a folder of models alone has no constants to evaluate with
  DiagnosticEngine unseen;
  Results results = run(*asked, {callables(), {}}, unseen);
  for (const auto &[m, shown] : zip(models, ArrayRef(results.shown).take_back(models.size()))) {
    double counted = shown.value.number, published = m.total->number;
    const Origin *origin = m.total->origin;
    bool holds = origin && origin->hasRange() ? origin->lo <= counted && counted <= origin->hi
                                              : std::fabs(counted / published - 1) <= tolerance;
    if (shown.failed || holds)
      continue;
    diags
        .report(diag::geometry_differs, m.total->range, m.model->path, formatNumber(std::round(counted)),
                formatNumber(published))
        .at(fmt::format("off by {:+.1f}%", 100 * (published / counted - 1)))
        .label(m.model->nameRange, "counted from its layers and widths")
        .help("one of them is of another model; what a geometry leaves out is declared by a range: `± 2%`");
  }
}

} // namespace mls
