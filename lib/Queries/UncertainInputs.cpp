//===- UncertainInputs.cpp - the inputs of a `given` ------------------------------===//

#include "Queries/UncertainInputs.h"
#include "Queries/Answer.h"

#include <cmath>

namespace mls {

std::optional<Spread> spreadOf(const BlockAxis &axis, Session &file, DiagnosticEngine &diags) {
  const BlockInput &in = axis.inputs.front();
  const Node *domain = axis.domain;
  bool normal = domain->op == NodeOp::Builtin && domain->text == "normal";
  bool known = domain->op == NodeOp::Interval || normal || (domain->op == NodeOp::Builtin && domain->text == "uniform");
  if (!known || axis.inputs.size() != 1) {
    diags
        .report(diag::wrong_type, axis.range, fmt::format("`given {}`", in.text), "a range or a distribution", "a list")
        .help("write `lo .. hi`, `uniform(lo, hi)` or `normal(mean, deviation)`");
    return std::nullopt;
  }
  auto a = numberOf(file, domain->kids[0]), b = numberOf(file, domain->kids[1]);
  if (!a || !b)
    return std::nullopt;
  auto text = [&](const Node *n) { return file.checked.sources.text(n->range); };
  if (normal ? !(*b > 0) : !(*a <= *b)) {
    if (normal)
      diags.report(diag::domain, domain->kids[1]->range, "a standard deviation", "above 0", text(domain->kids[1]));
    else
      diags.report(diag::range_reversed, domain->range, text(domain->kids[0]), text(domain->kids[1]));
    return std::nullopt;
  }
  Spread s = normal ? Spread::normal(*a, *b) : Spread::even(*a, *b);
  if (in.field) {
    s.lo = std::max(s.lo, in.field->domain.lo);
    s.hi = std::min(s.hi, in.field->domain.hi);
  }
  return s;
}

std::optional<double> swingOf(const BlockQuery &block, Session &file, DiagnosticEngine &diags, double otherwise) {
  if (!block.swing)
    return otherwise;
  std::optional<double> by = numberOf(file, block.swing);
  if (!by || *by > 0)
    return by;
  diags.report(diag::domain, block.swing->range, "`by`", "above 0", file.checked.sources.text(block.swing->range));
  return std::nullopt;
}

void addDeclared(Session &session, llvm::ArrayRef<uint32_t> inputs, double width, std::vector<UncertainInput> &to) {
  for (uint32_t i : inputs) {
    const PlanInput &in = session.plan().inputs[i];
    if (llvm::any_of(to, [&](const UncertainInput &u) { return u.input == i; }))
      continue;
    if (in.origin && in.kind != OriginKind::Override && in.origin->hasRange())
      to.push_back({i, Spread::even(in.origin->lo, in.origin->hi)});
    else if (char grade = session.grade(in); width > 0 && in.value != 0 && (grade == 'D' || grade == 'U') &&
                                             in.kind != OriginKind::Convention && in.role == InputRole::Figure)
      to.push_back({i, Spread::even(in.value - width * std::fabs(in.value), in.value + width * std::fabs(in.value))});
  }
}

Value inputValue(Session &session, const BlockInput &input) {
  const Decl *d = session.checked.lookup(input.path.front());
  if (!d)
    return {};
  Value v = session.lowering.lower(d);
  if (v.kind == Value::Record && v.instance->arguments)
    v.instance = v.instance->arguments;
  for (llvm::StringRef part : input.path.drop_front())
    v = session.lowering.member(v, part);
  return v;
}

void inputsBelow(Session &session, const Value &value, std::vector<uint32_t> &to, unsigned depth) {
  constexpr unsigned deepest = 12;
  if (depth == deepest)
    return;
  if (value.isNode() && !session.recorder.at(value.node).isConstant())
    for (uint32_t i : session.evidence(value.node))
      if (llvm::find(to, i) == to.end())
        to.push_back(i);
  for (const Value &item : value.items)
    inputsBelow(session, item, to, depth + 1);
  if (value.kind == Value::Record)
    for (llvm::StringRef name : session.lowering.memberNames(*value.instance))
      inputsBelow(session, session.lowering.member(value, name), to, depth + 1);
}

} // namespace mls
