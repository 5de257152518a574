//===- Lint.cpp - every figure of a program, to the rules -----------------===//

#include "Lint/Lint.h"

#include "Lint/Rules.h"
#include "Units/Display.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace mls {

using namespace lint_rules;

std::string Figure::shown(double base) const {
  if (auto unit = checked.units.parse(value.text); unit && unit->dim == value.type.dim)
    return format(base, *unit);
  return display(base, value.type.dim, checked.units);
}

Range lint_rules::sourceName(const Figure &figure, const Claim &claim) {
  StringRef name = figure.checked.sources.text(claim.range).drop_front(strlen("from")).ltrim();
  return partOf(figure, claim, name.take_until([](char c) { return isSpace(c) || c == '{'; }));
}

Range lint_rules::partOf(const Figure &figure, const Claim &claim, StringRef part) {
  // The parts of a claim are slices of the file, except for texts with escapes.
  StringRef text = figure.checked.sources.text(claim.range);
  if (part.empty() || part.begin() < text.begin() || part.end() > text.end())
    return claim.range;
  uint32_t begin = claim.range.begin + (part.begin() - text.begin());
  return {claim.range.file, begin, uint32_t(begin + part.size())};
}

namespace {

/// Walks the value of a declaration down to its figures.
class Linter {
public:
  Linter(const Checked &checked, DiagnosticEngine &diags) : checked(checked), diags(diags) {}

  void declaration(const Decl &decl) {
    if (decl.kind == DeclKind::Source || decl.kind == DeclKind::Query || decl.kind == DeclKind::Def)
      return;
    current = &decl;
    if (decl.value)
      value(*decl.value, nullptr, nullptr, decl.path.str());
    if (decl.kind == DeclKind::Schema && decl.schema)
      for (const Field &field : decl.schema->fields)
        if (const Node *given = checked.defaultOf(decl.schema, field))
          value(*given, decl.schema, &field, decl.path.str() + "." + field.name.str());
  }

private:
  void value(const Node &node, const Schema *owner, const Field *field, const std::string &path) {
    if (node.type.kind == Type::Quantity && node.origin && node.origin->claim)
      figure({checked, *current, owner, field, path, node});
    if (node.op == NodeOp::With && !node.kids.empty())
      value(*node.kids[0], owner, field, path);
    if (node.op == NodeOp::Record || node.op == NodeOp::With || node.op == NodeOp::Map)
      for (const Entry &entry : node.entries)
        member(node, entry, owner, field, path);
    if (node.op == NodeOp::List || node.op == NodeOp::Interval)
      for (const auto &[i, kid] : enumerate(node.kids))
        value(*kid, owner, field, fmt::format("{}[{}]", path, i));
  }

  /// A member of a record has a field of its own; of a map, that of the map.
  void member(const Node &node, const Entry &entry, const Schema *owner, const Field *field, const std::string &path) {
    if (!entry.value)
      return;
    if (node.op != NodeOp::Map) {
      owner = node.type.schema;
      field = nullptr;
      for (StringRef part : entry.path) {
        if (field && field->kind != FieldKind::Map)
          owner = field->sub;
        if (!field || field->kind != FieldKind::Map)
          field = find(owner, part);
      }
    }
    value(*entry.value, owner, field, path + "." + llvm::join(entry.path, "."));
  }

  static const Field *find(const Schema *schema, StringRef name) {
    for (; schema; schema = schema->base)
      if (const Field *field = schema->find(name))
        return field;
    return nullptr;
  }

  void figure(const Figure &figure) {
    const Origin *origin = figure.value.origin;
    checkAgreement(figure, diags);
    for (const Claim *claim : {origin->claim, origin->second}) {
      if (!claim || !claim->source)
        continue;
      checkSubject(figure, *claim, diags);
      checkQuote(figure, *claim, diags);
      checkCoverage(figure, *claim, diags);
      checkQualifiers(figure, *claim, diags);
    }
  }

  const Checked &checked;
  DiagnosticEngine &diags;
  const Decl *current = nullptr;
};

} // namespace

void lint(const Checked &checked, DiagnosticEngine &diags) {
  Linter linter(checked, diags);
  for (const Decl *decl : checked.decls) {
    linter.declaration(*decl);
    checkIdentities(checked, *decl, diags);
  }
  checkPlausible(checked, diags);
  checkSources(checked.decls, diags);
  checkAge(checked.decls, checked.pin.empty() ? checked.registry.data().date : checked.pin, diags);
}

} // namespace mls
