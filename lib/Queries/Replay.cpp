//===- Replay.cpp - the expressions of a block at other inputs ------------===//

#include "Queries/Replay.h"
#include "Tape/Live.h"
#include "Tape/Run.h"
#include "llvm/ADT/ScopeExit.h"

#include <cmath>

namespace mls {

/// The unit that a user wrote in the values of an axis.
static llvm::StringRef writtenUnit(const Node *domain) {
  if (!domain)
    return {};
  if (domain->op == NodeOp::Number)
    return domain->text;
  for (const Node *kid : domain->kids)
    if (llvm::StringRef unit = writtenUnit(kid); !unit.empty())
      return unit;
  return {};
}

Replay::Replay(const Checked &checked, llvm::ArrayRef<const Solver *> solvers, const BlockQuery &block,
               BlockResults results)
    : checked(checked), solvers(solvers), block(block), results(std::move(results)) {
  for (const BlockAxis &axis : block.axes)
    for (const BlockInput &in : axis.inputs) {
      allInputs.push_back(&in);
      llvm::StringRef unit = writtenUnit(axis.domain);
      units.push_back(unit.empty() && in.field ? in.field->unit : unit);
    }
}

unsigned Replay::want(const Node *node) {
  for (unsigned i = 0; i != wantedExpressions.size(); ++i)
    if (wantedExpressions[i] == node)
      return i;
  wantedExpressions.push_back(node);
  return unsigned(wantedExpressions.size() - 1);
}

std::unique_ptr<Configuration> Replay::record(llvm::ArrayRef<const Node *> structure, llvm::ArrayRef<double> numbers,
                                              llvm::ArrayRef<Override> more) const {
  std::lock_guard lock(lowering);
  return std::make_unique<Configuration>(*this, structure, numbers, more);
}

//===-- Recording -----------------------------------------------------------===//

/// The inputs of the block as `--set` gives them. `literals` holds the numbers.
static SessionSetup setupOf(const Replay &replay, llvm::ArrayRef<const Node *> structure, llvm::ArrayRef<double> numbers,
                            llvm::ArrayRef<Override> more, std::vector<Node> &literals) {
  SessionSetup setup;
  setup.block = replay.results;
  literals.resize(replay.inputs().size());
  for (unsigned i = 0; i != literals.size(); ++i) {
    const BlockInput &in = *replay.inputs()[i];
    Node &n = literals[i];
    n.op = NodeOp::Number;
    n.type = in.type;
    n.range = in.range;
    n.number = i < numbers.size() ? numbers[i] : 0;
    n.text = replay.unit(i);
    bool number = i >= structure.size() || !structure[i];
    if (in.path.empty() || (number && i >= numbers.size())) // a variable; an input left as it is
      continue;
    Override o;
    o.path.append(in.path.begin(), in.path.end());
    o.value = number ? &n : structure[i];
    setup.overrides.push_back(std::move(o));
  }
  setup.overrides.insert(setup.overrides.end(), more.begin(), more.end());
  return setup;
}

Configuration::Configuration(const Replay &replay, llvm::ArrayRef<const Node *> structure,
                             llvm::ArrayRef<double> numbers, llvm::ArrayRef<Override> more)
    : session(replay.checked, replay.solvers, diags, setupOf(replay, structure, numbers, more, literals)),
      replay(replay) {
  Lowering &lowering = session.lowering;
  const ValueEnv *variables = nullptr;
  for (unsigned i = 0; i != literals.size(); ++i)
    if (const BlockInput &in = *replay.inputs()[i]; in.path.empty()) {
      const Node *value = i < structure.size() && structure[i] ? structure[i] : &literals[i];
      variables = lowering.bindVaried(variables, in.slot, in.name, value);
    }
  for (const BlockLet &let : replay.block.lets)
    variables = lowering.bindLet(variables, let.slot, let.name, let.value);

  for (const Node *node : replay.wanted()) {
    size_t reported = diags.all().size();
    bool shown = llvm::any_of(replay.block.columns, [&](const BlockColumn &c) { return c.value == node; });
    Value v = shown ? lowering.lowerShown(node, variables) : lowering.lower(node, variables);
    wantedValues.push_back(v);
    // What a `let` above reported is the reason too.
    bool failed = v.kind == Value::Error;
    lowered.push_back(!failed              ? std::string()
                      : diags.all().empty() ? std::string("it cannot be evaluated")
                                            : diags.all()[std::min(reported, diags.all().size() - 1)].message);
  }
  for (const Value &v : wantedValues) {
    PlanId id = v.isNode() ? v.node : noPlan;
    wantedNodes.push_back(id == noPlan ? noNode : session.recorder.node(id));
  }
  for (const PlanGuard &g : session.plan().guards)
    if (!session.recorder.at(g.node).isConstant())
      decidedNodes.push_back({session.recorder.node(g.node), g.value});
  for (const PlanCheck &c : session.plan().checks)
    if (!session.recorder.at(c.node).isConstant())
      domainChecks.push_back({session.recorder.node(c.node), &c});
  for (PlanId id = 0; id != session.plan().nodes.size(); ++id)
    switch (session.plan().nodes[id].op) {
    case PlanOp::Div: case PlanOp::Pow: case PlanOp::Exp: case PlanOp::Log: case PlanOp::Log2:
      if (!session.recorder.at(id).isConstant())
        watchedNodes.push_back(session.recorder.node(id));
      if (session.plan().nodes[id].op == PlanOp::Div)
        divisors[session.recorder.node(id)] = session.recorder.node(session.plan().nodes[id].b);
      break;
    default: break;
    }
  for (const Node *node : structure)
    if (node)
      lowering.askedOf(node);
  for (const Node &literal : literals) {
    PlanId id = lowering.askedOf(&literal);
    inputs.push_back(id == noPlan ? noInput : tape()[session.recorder.node(id)].index);
  }
  nameMissing();
}

//===-- Running -------------------------------------------------------------===//

std::vector<double> Configuration::tapeInputs(llvm::ArrayRef<double> numbers) const {
  std::vector<double> all = tape().recordedInputs();
  for (unsigned i = 0; i != inputs.size() && i != numbers.size(); ++i)
    if (inputs[i] != noInput)
      all[inputs[i]] = numbers[i];
  return all;
}

bool Configuration::run(llvm::ArrayRef<double> numbers, std::vector<double> &values) const {
  evaluate(tape(), tapeInputs(numbers), values);
  return guardsHold(tape(), values) &&
         llvm::all_of(decidedNodes, [&](const Decided &d) { return values[d.node] == d.value; });
}

std::string Configuration::missingText(uint32_t index) const {
  const PlanMissing &m = session.plan().toGive(session.plan().missing[index]);
  return fmt::format("`{}` has no `{}`", m.path[0] ? llvm::StringRef(m.path) : m.schema, m.name);
}

/// What each absent figure is called, while the calls that read it are at hand.
void Configuration::nameMissing() {
  auto rows = tape().missing();
  for (uint32_t i = 0; i != rows.size(); ++i) {
    missing.push_back(rows[i].ref ? missingText(rows[i].ref - 1)
                                  : fmt::format("there is no `{}`", rows[i].name));
    for (uint32_t call = 0; !rows[i].ref && call != session.recorder.callCount(); ++call)
      if (auto &record = session.recorder.call(call); record.missingBegin <= i && i < record.missingEnd)
        if (auto at = session.lowering.missingIn(session.plan().calls[call], rows[i].name))
          missing.back() = missingText(*at);
  }
}

std::string Configuration::reason(llvm::ArrayRef<double> values, llvm::ArrayRef<unsigned> wanted) const {
  llvm::SmallVector<NodeId, 8> nodes;
  for (unsigned i : wanted) {
    if (!lowered[i].empty())
      return lowered[i];
    if (wantedValues[i].kind == Value::Absent)
      return missingText(wantedValues[i].index);
    if (wantedNodes[i] != noNode)
      nodes.push_back(wantedNodes[i]);
  }
  for (const Check &c : domainChecks)
    if (double x = values[c.node]; std::isfinite(x) && !c.check->domain.contains(x))
      return fmt::format("`{}` must be {}", c.check->path,
                         describe(c.check->domain, [&](double x) {
                           return display(x, session.plan().nodes[c.check->node].dim, replay.checked.units,
                                          session.plan().nodes[c.check->node].unit);
                         }));
  for (const Problem &p : problems(tape(), values, nodes))
    switch (p.kind) {
    case Problem::Missing: return missing[p.index];
    case Problem::Requirement: return p.text.str();
    case Problem::NotFinite: {
      Explain explain(tape(), values);
      return fmt::format("`{}` is not a finite number",
                         explain.isNamed(p.node) ? explain.name(p.node) : explain.formula(p.node).text);
    }
    }
  return hidden(values, nodes);
}

/// An operation of the user on the way to the wanted that is not finite there.
std::string Configuration::hidden(llvm::ArrayRef<double> values, llvm::ArrayRef<NodeId> wanted) const {
  llvm::BitVector counted = evidenceBehind(tape(), values, wanted);
  for (NodeId id : watchedNodes) {
    if (!counted[id] || std::isfinite(values[id]))
      continue;
    std::lock_guard lock(replay.lowering); // which adds texts of defaults as it meets them
    const PlanNode &n = session.plan().nodes[session.recorder.planOf(id)];
    llvm::StringRef text = replay.checked.sources.text(n.range);
    return n.op == PlanOp::Div && values[divisors.lookup(id)] == 0 ? fmt::format("division by zero in `{}`", text)
                                                                          : fmt::format("`{}` is not a finite number", text);
  }
  return {};
}

Configuration *Variants::variant(unsigned n) {
  std::lock_guard lock(growing);
  return n < variants.size() ? variants[n].get() : nullptr;
}

Configuration &Variants::at(llvm::ArrayRef<double> numbers, std::vector<double> &values) {
  for (unsigned n = 0;; ++n) {
    Configuration *c = variant(n);
    if (!c)
      break;
    if (c->run(numbers, values))
      return *c;
  }
  std::unique_ptr<Configuration> recorded = replay.record(structure, numbers);
  recorded->run(numbers, values);
  std::lock_guard lock(growing);
  variants.push_back(std::move(recorded));
  return *variants.back();
}

} // namespace mls
