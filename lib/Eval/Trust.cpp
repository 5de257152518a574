//===- Trust.cpp - what a value rests on --------------------------------------===//
//
// A result's grade is the lowest among the inputs that it rests on at this point (its
// evidence, Live.h). What the user chooses (a layout, a workload) is the question, not
// evidence, and has no grade.
//
//===----------------------------------------------------------------------===//

#include "Eval/Session.h"
#include "Tape/Live.h"
#include "llvm/ADT/SetVector.h"

namespace mls {

llvm::ArrayRef<uint32_t> Session::evidence(PlanId id) {
  if (recorder.at(id).isConstant())
    return {};
  if (NodeId node = recorder.node(id); lastEvidence.of != node) {
    lastEvidence = {node, {}};
    for (uint32_t i : liveInputs(recorder.tape(), recorder.values(), node))
      lastEvidence.inputs.push_back(recorder.tape().inputs()[i].ref);
  }
  return lastEvidence.inputs;
}

char Session::gradeAt(NodeId id) {
  const Tape &tape = recorder.tape();
  for (NodeId next = NodeId(grades.size()); next <= id; ++next) { // operands stand before what is computed from them
    char worst = 'A';
    if (const TapeNode &n = tape[next]; n.op == Op::Input)
      worst = std::max(worst, grade(plan().inputs[tape.inputs()[n.index].ref])); // a choice, `-`, lowers nothing
    else
      forEachCounted(n, recorder.values(), [&](NodeId operand) { worst = std::max(worst, grades[operand]); });
    grades.push_back(worst);
  }
  return grades[id];
}

std::vector<uint32_t> Session::evidence(const Value &v) {
  if (v.isNode())
    return evidence(v.node).vec();
  llvm::SetVector<uint32_t> all;
  for (const Value &item : v.items) {
    auto part = evidence(item);
    all.insert(part.begin(), part.end());
  }
  return std::vector<uint32_t>(all.begin(), all.end());
}

static char ownGrade(const PlanInput &in) {
  if (in.grade)
    return in.grade;
  if (in.role == InputRole::Choice)
    return '-';
  if (in.kind == OriginKind::Override)
    return 'U';
  if (in.origin && in.origin->kind != OriginKind::Unsourced)
    return letter(gradeOf(*in.origin));
  return in.kind == OriginKind::Unsourced ? 'U' : 'D';
}

char Session::grade(const PlanInput &in) const {
  char worst = ownGrade(in); // `-` is below every letter
  for (const UnitDef *unit : claimedUnits(in))
    worst = std::max(worst, letter(gradeOf(*unit->origin)));
  return worst;
}

llvm::ArrayRef<const UnitDef *> Session::claimedUnits(const PlanInput &in) const {
  if (in.fromRegistry)
    return {};
  return unitInfo(in.unit).claimed;
}

std::string Session::originText(const PlanInput &in) {
  if (in.kind == OriginKind::Unsourced && in.role == InputRole::Choice)
    return "choice";
  switch (in.kind) {
  case OriginKind::Unsourced: return "unsourced";
  case OriginKind::Claimed: return "claimed";
  case OriginKind::Estimate: return "estimate";
  case OriginKind::Convention: return "convention";
  case OriginKind::Derived: return "derived";
  case OriginKind::Default: return "default";
  case OriginKind::Override: return "override";
  }
  return {};
}

ResultTrust Session::trust(llvm::ArrayRef<uint32_t> inputs) const {
  ResultTrust t;
  t.grade = 'A';
  llvm::SmallSetVector<llvm::StringRef, 8> sources;
  for (uint32_t i : inputs) {
    const PlanInput &in = plan().inputs[i];
    if (char g = grade(in); g != '-')
      t.grade = std::max(t.grade, g);
    auto cite = [&](const Origin &origin) {
      for (const Claim *claim : {origin.claim, origin.second})
        if (claim && claim->source)
          sources.insert(claim->source->id);
    };
    if (in.kind != OriginKind::Override && in.origin)
      cite(*in.origin);
    for (const UnitDef *unit : claimedUnits(in))
      cite(*unit->origin);
  }
  for (llvm::StringRef s : sources)
    t.sources.push_back(s.str());
  return t;
}

} // namespace mls
