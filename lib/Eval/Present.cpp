//===- Present.cpp - values as a reader sees them -----------------------------===//

#include "Eval/Session.h"
#include "Tape/Interval.h"
#include "Units/BaseUnit.h"

#include <cmath>

namespace mls {

const Session::UnitInfo &Session::unitInfo(llvm::StringRef unit) const {
  auto [it, isNew] = unitInfos.try_emplace(unit);
  UnitInfo &info = it->second;
  if (!isNew || unit.empty())
    return info;
  if (auto parsed = checked.units.parse(unit)) {
    info.family = familyOf(*parsed);
    info.counts = !parsed->counts.empty();
    for (const UnitPart &part : parsed->parts)
      if (part.def->origin && part.def->origin->kind != OriginKind::Convention)
        info.claimed.push_back(part.def);
  }
  return info;
}

/// How the data behind a node was written.
UnitFamily Session::family(PlanId id) {
  UnitFamily f = unitInfo(plan().nodes[id].unit).family;
  if (f.known)
    return f;
  for (uint32_t i : evidence(id))
    if (f = f.joined(unitInfo(plan().inputs[i].unit).family); f.known)
      break;
  return f;
}

static bool hasData(Dim d) { return d.twelfths(unsigned(Base::Data)) != 0; }

Unit Session::unitOf(PlanId id, llvm::StringRef unit) {
  if (!unit.empty())
    if (auto parsed = checked.units.parse(unit))
      return *parsed;
  const PlanNode &n = plan().nodes[id];
  bool given = n.op == PlanOp::Input || n.op == PlanOp::Result;
  double base = recorder.value(id);
  UnitFamily written = hasData(n.dim) ? family(id) : UnitFamily();
  // What is computed from milliseconds may be hours; what is computed from requests is requests.
  if (!given && unitInfo(n.unit).counts)
    if (auto product = productUnit(base, n.unit, checked.units, written))
      return *product;
  return displayUnit(base, n.dim, checked.units, given ? n.unit : llvm::StringRef(), written);
}

Value Session::valueOf(PlanId id) const {
  const PlanNode &n = plan().nodes[id];
  Value v = Lowering::ofNode(id);
  if ((n.op >= PlanOp::Less && n.op <= PlanOp::Or) || n.op == PlanOp::Not || (n.field && n.field->kind == FieldKind::Flag))
    v.kind = Value::Flag;
  if (n.field && n.field->kind == FieldKind::Choice) {
    v.kind = Value::Choice;
    v.names = n.field->names;
  }
  return v;
}

std::string Session::show(PlanId id, llvm::StringRef unit) { return format(recorder.value(id), unitOf(id, unit)); }

std::string Session::showNode(NodeId id) {
  if (PlanId p = recorder.planOf(id); p != noPlan)
    return show(p);
  Explain explain(recorder.tape(), recorder.values());
  return display(recorder.values()[id], explain.dim(id), checked.units);
}

std::string Session::showInputOf(const PlanInput &in) const { return display(in.value, in.dim, checked.units, in.unit); }

/// The range of a node when the inputs behind it vary over theirs; nothing where none of them does.
static std::optional<OutputRange> rangeBehind(Session &s, PlanId id) {
  llvm::ArrayRef<uint32_t> behind = s.evidence(id);
  auto ranged = [&](uint32_t i) {
    const PlanInput &in = s.plan().inputs[i];
    return in.origin && in.kind != OriginKind::Override && in.origin->hasRange();
  };
  if (llvm::none_of(behind, ranged))
    return std::nullopt;
  std::vector<Interval> box;
  for (const Tape::Input &row : s.recorder.tape().inputs()) {
    const PlanInput &in = s.plan().inputs[row.ref];
    box.push_back(ranged(row.ref) ? Interval(in.origin->lo, in.origin->hi) : Interval(in.value));
  }
  OutputRange out = rangeOf(s.recorder.tape(), box, s.recorder.node(id));
  out.decided &= std::isfinite(out.range.lo) && std::isfinite(out.range.hi);
  return out;
}

/// What a range does not tell.
static llvm::StringRef gapOf(const OutputRange &out) {
  if (out.answered == Answered::InPart)
    return "no answer in part of the ranges of its inputs";
  if (out.answered == Answered::Unproven)
    return "perhaps no answer in part of the ranges of its inputs";
  return out.decided ? "" : "range not known";
}

/// A choice computed from numbers names one of its words.
static llvm::StringRef word(const Value &v, double index) {
  return index >= 0 && index < double(v.names.size()) ? v.names[size_t(index)] : llvm::StringRef();
}

ResultValue Session::present(const Value &v, llvm::StringRef unit, Range use, unsigned nesting) {
  ResultValue r;
  switch (v.kind) {
  case Value::Number: {
    r.kind = ResultValue::Quantity;
    r.number = recorder.value(v.node);
    Unit u = unitOf(v.node, unit);
    Dim dim = plan().nodes[v.node].dim;
    r.unit = baseUnit(dim, checked.units);
    r.dimension = printShort(dim, checked.dims());
    r.display = format(r.number, u);
    if (auto out = rangeBehind(*this, v.node)) {
      r.gap = gapOf(*out).str();
      if (out->decided && !out->range.isPoint()) {
        r.lo = out->range.lo;
        r.hi = out->range.hi;
        r.range = formatRange(r.lo, r.hi, u);
      }
    }
    break;
  }
  case Value::Flag:
    r.kind = ResultValue::Bool;
    r.number = recorder.value(v.node);
    r.display = r.number != 0 ? "true" : "false";
    break;
  case Value::Choice:
    r.kind = ResultValue::Name;
    r.number = recorder.value(v.node);
    r.display = r.text = word(v, r.number).str();
    break;
  case Value::Name:
  case Value::Text:
    r.kind = v.kind == Value::Name ? ResultValue::Name : ResultValue::Text;
    r.display = r.text = v.text.str();
    break;
  case Value::Record:
    r.kind = ResultValue::Record;
    if (nesting < 3)
      for (llvm::StringRef name : lowering.memberNames(*v.instance)) {
        Value m = lowering.member(v, name);
        if (m.kind == Value::Absent || m.kind == Value::Error || (m.isNode() && !std::isfinite(recorder.value(m.node))))
          continue;
        ResultValue shown = present(m, {}, use, nesting + 1);
        if (shown.kind != ResultValue::Record || !shown.members.empty())
          r.members.emplace_back(name.str(), std::move(shown));
      }
    break;
  case Value::List:
  case Value::Interval:
    r.kind = ResultValue::List;
    for (const Value &item : v.items)
      r.members.emplace_back("", present(item, unit, use, nesting + 1));
    break;
  case Value::Table:
  case Value::Column: {
    constexpr size_t mostShown = 100; // a whole table is printed as one
    r.kind = ResultValue::List;
    for (size_t i = 0; i != std::min(v.table->rows, mostShown); ++i)
      r.members.emplace_back("", present(lowering.element(v, i), unit, use, nesting + 1));
    break;
  }
  case Value::Error:
  case Value::Absent:
    break;
  }
  return r;
}

} // namespace mls
