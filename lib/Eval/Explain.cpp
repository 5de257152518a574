//===- Explain.cpp - proof trees off the tape ----------------------------------===//

#include "Eval/Explain.h"
#include "Eval/Session.h"
#include "Tape/Reverse.h"
#include "Units/BaseUnit.h"
#include "llvm/ADT/StringSet.h"

#include <cmath>
#include <map>

namespace mls {

namespace {

using Proof = std::shared_ptr<ProofNode>;

/// Deeper than physics goes; a file of chained `let`s is cut.
constexpr unsigned maxProofDepth = 200;
constexpr unsigned maxRecords = 3; ///< records within records
constexpr unsigned maxLevers = 12;

class Prover {
public:
  Prover(Session &s, Blocks *blocks) : s(s), blocks(blocks) {}

  Proof value(const Value &v, llvm::StringRef path, Range use, unsigned nesting = 0) {
    if (v.kind == Value::Error)
      return nullptr;
    if (v.kind == Value::Absent) {
      reportMissing(s.diags, s.plan(), v.index, use);
      return nullptr;
    }
    if (v.isNode())
      return s.sound(v.node, use) ? number(v, path) : nullptr;
    auto p = std::make_shared<ProofNode>();
    p->name = path.str();
    if (v.kind == Value::Record) {
      members(*p, v, path, use, nesting);
    } else if (v.kind == Value::Table) { // its first rows
      p->value.kind = ResultValue::Record;
      for (size_t i = 0; i != std::min<size_t>(v.table->rows, maxRecords); ++i)
        if (Proof row = value(s.lowering.element(v, i), fmt::format("{}[{}]", path, i), use, nesting + 1))
          p->inputs.push_back(row);
    } else {
      p->value = s.present(v, {}, use);
      for (size_t i = 0; i != v.items.size(); ++i)
        if (Proof item = value(v.items[i], fmt::format("{}[{}]", path, i), use, nesting + 1))
          p->inputs.push_back(item);
    }
    p->grade = '-'; // a word is a choice; what holds others is no better than the worst of them
    for (const Proof &inner : p->inputs)
      p->grade = std::max(p->grade, inner->grade);
    return p;
  }

  /// What the result moves most with, by one reverse sweep.
  std::vector<Lever> levers(PlanId id) {
    std::vector<Lever> all;
    if (auto found = behind.find(s.recorder.node(id)); found != behind.end())
      return found->second;
    double y = s.recorder.value(id);
    if (s.recorder.at(id).isConstant() || y == 0)
      return all;
    std::vector<double> slope = gradient(s.recorder.tape(), s.recorder.values(), s.recorder.node(id));
    auto rows = s.recorder.tape().inputs();
    for (size_t i = 0; i != rows.size(); ++i) {
      const PlanInput &in = s.plan().inputs[rows[i].ref];
      if (in.field && in.field->domain.integer)
        continue; // eight GPUs have no one per cent
      double elasticity = slope[i] * in.value / y;
      if (std::isfinite(elasticity) && std::fabs(elasticity) > 1e-6)
        all.push_back({in.path, elasticity, s.grade(in), Session::originText(in)});
    }
    llvm::stable_sort(all, [](const Lever &a, const Lever &b) { return std::fabs(a.elasticity) > std::fabs(b.elasticity); });
    if (all.size() > maxLevers)
      all.resize(maxLevers);
    return all;
  }

private:
  /// A query is proven by its headline outputs, a record by the members it has.
  void members(ProofNode &p, const Value &v, llvm::StringRef path, Range use, unsigned nesting) {
    llvm::SmallVector<llvm::StringRef, 16> names;
    if (v.instance->arguments)
      names.append(v.instance->solver->headline.begin(), v.instance->solver->headline.end());
    else
      names = s.lowering.memberNames(*v.instance);
    p.value.kind = ResultValue::Record;
    for (llvm::StringRef name : names) {
      Value m = v;
      for (llvm::StringRef rest = name; !rest.empty(); rest = rest.split('.').second)
        m = s.lowering.member(m, rest.split('.').first);
      if (m.kind == Value::Absent || m.kind == Value::Error || (m.kind == Value::Record && nesting == maxRecords))
        continue;
      if (Proof child = value(m, (path + "." + name).str(), use, nesting + 1))
        p.inputs.push_back(child);
    }
  }

  Proof number(const Value &v, llvm::StringRef path) {
    const Trace &t = s.recorder.at(v.node);
    auto p = std::make_shared<ProofNode>();
    p->name = path.str();
    p->value = s.present(v, {}, {});
    p->range = s.plan().nodes[v.node].range;
    if (const Field *f = s.plan().nodes[v.node].field)
      p->doc = f->doc.str();
    if (t.isConstant()) {
      p->formula = s.checked.sources.text(p->range).str();
      p->origin = "derived";
      return p;
    }
    Proof root = node(t.id);
    if (root->name == p->name) {
      root->value = p->value;
      if (root->doc.empty())
        root->doc = p->doc;
      return root;
    }
    if (root->formula.empty() && root->inputs.empty()) { // another name of an input: show which
      p->formula = root->name;
      p->inputs.push_back(root);
      p->grade = root->grade;
      return p;
    }
    auto renamed = std::make_shared<ProofNode>(*root);
    renamed->name = p->name;
    renamed->value = p->value;
    if (!p->doc.empty())
      renamed->doc = p->doc;
    return renamed;
  }

  /// A node that has several names, under the one by which a formula calls it.
  Proof called(NodeId id, llvm::StringRef name) {
    Proof first = node(id);
    if (name == first->name || s.recorder.tape()[id].isLeaf())
      return first;
    Proof &other = others[{id, name.str()}];
    if (!other) {
      other = std::make_shared<ProofNode>(*first);
      other->name = name.str();
    }
    return other;
  }

  Proof node(NodeId id) {
    Proof &known = proofs[id];
    if (known)
      return known;
    auto p = known = std::make_shared<ProofNode>();
    const TapeNode &n = s.recorder.tape()[id];
    PlanId own = s.recorder.planOf(id);
    p->value = own != noPlan ? s.present(s.valueOf(own), {}, {}) : plain(id);
    if (n.op == Op::Input) {
      const PlanInput &in = s.plan().inputs[s.recorder.tape().inputs()[n.index].ref];
      input(*p, in);
      if (in.cell.query && blocks)
        queried(*p, in, id);
      return p;
    }
    Explain explain(s.recorder.tape(), s.recorder.values());
    p->name = explain.name(id);
    Formula f = explain.formula(id);
    p->formula = f.text;
    p->origin = "derived";
    if (own != noPlan) {
      p->range = s.plan().nodes[own].range;
      if (const Origin *origin = s.plan().nodes[own].origin)
        claim(*p, *origin);
    }
    citation(*p, id);
    p->grade = s.gradeAt(id);
    if (++depth < maxProofDepth)
      for (auto [operand, name] : llvm::zip_equal(f.operands, f.names))
        p->inputs.push_back(called(operand, name));
    --depth;
    return p;
  }

  ResultValue plain(NodeId id) {
    ResultValue r;
    r.number = s.recorder.values()[id];
    switch (s.recorder.tape()[id].op) {
    case Op::Less: case Op::LessEqual: case Op::Equal: case Op::And: case Op::Or: case Op::Not:
      r.kind = ResultValue::Bool;
      r.display = r.number != 0 ? "true" : "false";
      return r;
    default:
      break;
    }
    Dim dim = Explain(s.recorder.tape(), s.recorder.values()).dim(id);
    Unit unit = displayUnit(r.number, dim, s.checked.units);
    r.unit = baseUnit(dim, s.checked.units);
    r.dimension = printShort(dim, s.checked.dims());
    r.display = format(r.number, unit);
    return r;
  }

  void input(ProofNode &p, const PlanInput &in) {
    p.name = in.path;
    p.doc = in.doc.str();
    p.range = in.range;
    p.origin = Session::originText(in);
    p.grade = s.grade(in);
    if (in.origin && in.kind != OriginKind::Override)
      claim(p, *in.origin);
    for (const UnitDef *unit : s.claimedUnits(in))
      p.inputs.push_back(rate(*unit));
    // A field that follows from its siblings was set, and follows no longer.
    bool follows = in.field && !in.mapEntry && in.field->group.empty() && in.field->defaultValue.find_first_of("*/+-(") != llvm::StringRef::npos;
    if (follows && !in.fromRegistry && in.kind != OriginKind::Default)
      p.doc += fmt::format("{}fixed here, instead of `{}`", p.doc.empty() ? "" : "; ", in.field->defaultValue);
  }

  /// A result of a query block: the values that it was found from, at the inputs that the block chose.
  void queried(ProofNode &p, const PlanInput &in, NodeId id) {
    BlockAnswer *answer = blocks->answer(in.cell.query);
    auto derivation = answer->derive(in.cell, [&](Session &there, const Value &v, llvm::StringRef name) {
      Prover prover(there, blocks);
      if (Proof step = prover.value(v, name, in.range))
        p.inputs.push_back(step);
      if (v.isNode())
        behind[id] = prover.levers(v.node);
    });
    p.origin = "derived";
    p.reason = derivation.how;
    p.formula = derivation.formula;
    if (derivation.isExample) {
      p.formula = fmt::format("{}, of {}", in.path, derivation.formula);
      behind[id].clear();
    }
  }

  /// What the user's unit is worth, and who says so.
  static Proof rate(const UnitDef &unit) {
    auto p = std::make_shared<ProofNode>();
    p->name = unit.name.str();
    p->value.number = unit.factor.value();
    p->value.display = unit.definition.str();
    p->doc = unit.doc.str();
    p->origin = "claimed";
    p->grade = letter(gradeOf(*unit.origin));
    claim(*p, *unit.origin);
    return p;
  }

  static void claim(ProofNode &p, const Origin &origin) {
    p.reason = origin.reason.str();
    for (const Claim *c : {origin.claim, origin.second})
      if (c && c->source)
        p.cited.push_back({c->source->id.str(), c->source->publisher.str(), c->source->title.str(), c->source->url.str(),
                           c->source->accessed.str(), c->locator.str(), c->quote.str(), c->printed.str()});
  }

  /// A result of a call is what its solver's equations say.
  void citation(ProofNode &p, NodeId id) {
    auto call = s.recorder.callOf(id);
    if (!call)
      return;
    const Signature &solver = *s.plan().calls[*call].solver;
    const Field *f = s.resultAt(*call, *solver.out, id);
    if (!f)
      return;
    p.doc = f->doc.str();
    p.citation = solver.citation.str();
    if (const ImageSource *source = s.checked.registry.source(solver.citation)) {
      p.citationTitle = s.checked.registry.data().str(source->title).str();
      p.citationUrl = s.checked.registry.data().str(source->url).str();
    }
  }

  Session &s;
  Blocks *blocks; ///< null: their results are leaves
  llvm::DenseMap<NodeId, Proof> proofs;
  llvm::DenseMap<NodeId, std::vector<Lever>> behind; ///< the results of blocks
  std::map<std::pair<NodeId, std::string>, Proof> others;
  unsigned depth = 0;
};

} // namespace

std::shared_ptr<ProofNode> explain(const Checked &checked, const Engine &engine, llvm::StringRef path,
                                   DiagnosticEngine &diags) {
  Blocks blocks(checked, engine, diags, {.derivable = true});
  Session session(checked, engine.solvers, diags,
                  {{}, [&](Lowering &asker, const Decl *decl) { return blocks.value(asker, decl); }});
  auto v = session.resolve(path);
  if (!v) { // proofs name registry entries by their last word alone
    llvm::StringRef first = path.split('.').first;
    auto entries = checked.registry.named(first);
    if (entries.size() == 1)
      v = session.resolve((checked.registry.path(*entries.front()) + path.drop_front(first.size())).str());
  }
  if (!v)
    return nullptr;
  Prover prover(session, &blocks);
  Proof proof = prover.value(*v, path, {checked.file, 0, 0});
  if (proof && v->isNode())
    proof->levers = prover.levers(v->node);
  return proof;
}

namespace {

/// A session to ask what a file has, and which reports nothing.
struct Quiet {
  Quiet(const Checked &checked, const Engine &engine)
      : blocks(checked, engine, diags),
        session(checked, engine.solvers, diags,
                {{}, [this](Lowering &asker, const Decl *decl) { return blocks.value(asker, decl); }}) {}
  DiagnosticEngine diags;
  Blocks blocks;
  Session session;
};

} // namespace

std::string pastTheEnd(const Checked &checked, const Engine &engine, llvm::StringRef path) {
  Quiet quiet(checked, engine);
  for (size_t at = path.find('['); at != llvm::StringRef::npos; at = path.find('[', at + 1)) {
    llvm::StringRef head = path.take_front(at), rest = path.drop_front(at + 1);
    size_t index;
    auto v = quiet.session.resolve(head);
    if (!v || rest.consumeInteger(10, index))
      continue;
    bool isTable = v->kind == Value::Table || v->kind == Value::Column;
    if (!isTable && v->kind != Value::List)
      continue;
    if (size_t size = isTable ? v->table->rows : v->items.size(); index >= size)
      return fmt::format("`{}` has {} {}, counted from 0", head, size,
                         isTable ? size == 1 ? "row" : "rows" : size == 1 ? "element" : "elements");
  }
  return {};
}

std::vector<std::string> explainable(const Checked &checked, const Engine &engine, llvm::StringRef path) {
  std::vector<std::string> all;
  llvm::StringSet<> seen;
  auto add = [&](const llvm::Twine &name) {
    if (std::string text = name.str(); seen.insert(text).second)
      all.push_back(text);
  };
  for (const Statement &s : checked.statements)
    if (s.kind == Statement::Show)
      add(s.label);
  for (llvm::StringRef name : checked.names())
    add(name);
  Quiet quiet(checked, engine);
  Session &session = quiet.session;
  for (llvm::StringRef head = path; head.contains('.');) {
    head = head.rsplit('.').first;
    auto v = session.resolve(head);
    bool isTable = v && v->kind == Value::Table && v->table->rows != 0;
    if (isTable) // its members are those of a row
      v = session.lowering.element(*v, 0);
    if (!v || v->kind != Value::Record)
      continue;
    for (const Instance *i = v->instance; i; i = i->arguments)
      for (llvm::StringRef member : session.lowering.memberNames(*i))
        add(head + (isTable ? "[0]." : ".") + member);
    break;
  }
  return all;
}

} // namespace mls
