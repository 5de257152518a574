//===- Qualifiers.cpp - R4: what the kind of quantity needs is said -------===//
//
// The same words on two data sheets mean different figures: a peak with or without
// sparsity, a link one way or both, a grid direct or over its life cycle.
//
//===----------------------------------------------------------------------===//

#include "Basic/Text.h"
#include "Lint/Rules.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace mls::lint_rules {

namespace {

/// A qualifier that figures of a schema's fields need. Empty `values`: any word.
struct Need {
  StringLiteral schema;
  ArrayRef<StringLiteral> fields;
  StringLiteral what; ///< in the message: "a peak"
  StringLiteral qualifier;
  ArrayRef<StringLiteral> values;
};

constexpr StringLiteral peaks[] = {"peak", "peak_sparse"}, rates[] = {"per_direction", "bidirectional"},
                        grids[] = {"average", "marginal"}, prices[] = {"rent", "price"}, powers[] = {"tdp", "power"};
constexpr StringLiteral bases[] = {"dense", "sparse"}, scopes[] = {"chip", "node", "port"},
                        carbonBases[] = {"direct", "life_cycle"}, priceScopes[] = {"chip", "node"},
                        powerScopes[] = {"chip", "node", "rack"};

constexpr Need needs[] = {
    {"Accelerator", peaks, "peak", "basis", bases},         {"Link", rates, "link rate", "scope", scopes},
    {"Grid", grids, "grid figure", "basis", carbonBases},   {"Grid", grids, "grid figure", "year", {}},
    {"Node", prices, "price", "scope", priceScopes},        {"Accelerator", prices, "price", "scope", priceScopes},
    {"Own", prices, "price", "scope", priceScopes},         {"Node", powers, "power", "scope", powerScopes},
    {"Accelerator", powers, "power", "scope", powerScopes},
};

bool extends(const Schema *schema, StringRef name) {
  for (; schema; schema = schema->base)
    if (schema->name == name)
      return true;
  return false;
}

} // namespace

void checkQualifiers(const Figure &figure, const Claim &claim, DiagnosticEngine &diags) {
  if (!figure.field)
    return;
  for (const Need &need : needs) {
    if (!extends(figure.owner, need.schema) || !is_contained(need.fields, figure.field->name))
      continue;
    auto *given = find_if(claim.qualifiers, [&](const Claim::Qualifier &q) { return q.name == need.qualifier; });
    bool missing = given == claim.qualifiers.end();
    if (!missing && (need.values.empty() || is_contained(need.values, given->value)))
      continue;
    SmallVector<StringRef, 3> values(need.values.begin(), need.values.end());
    std::string wanted = values.empty() ? "" : ": " + quotedList(values);
    auto d =
        diags.report(diag::missing_qualifier, missing ? sourceName(figure, claim) : partOf(figure, claim, given->value),
                     need.what, need.qualifier);
    d.label(figure.value.range, figure.path);
    if (!missing)
      d.note(fmt::format("`{}` is no `{}` of a {}{}", given->value, need.qualifier, need.what, wanted));
    else
      d.help(fmt::format("write `{{ {}: … }}` behind the place{}", need.qualifier, wanted));
  }
}

} // namespace mls::lint_rules
