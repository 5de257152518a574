//===- Flow.cpp - demand and supply stay apart ----------------------------===//
//
// Information flow in the sense of Denning & Denning 1977: every value is neutral,
// demand, supply or joint, and a record of one side accepts nothing that the other
// side had a part in, by whatever path of `let`, `def` or `with` it came.
//
//===----------------------------------------------------------------------===//

#include "Sema/Checker.h"

namespace mls {

namespace {
/// From a value back to where a flow enters it.
struct Trail {
  std::vector<std::string> names;
  Range entry; ///< within the expression itself
};
} // namespace

static bool carries(const Node *n, Flow flow) { return (uint8_t(n->flow) & uint8_t(flow)) != 0; }

static const Node *rootOf(const Node *n) {
  while (n->op == NodeOp::Field)
    n = n->kids[0];
  return n;
}

static bool isRecordDecl(const Decl *d) {
  return d->kind == DeclKind::Model || d->kind == DeclKind::Workload || d->kind == DeclKind::Hardware ||
         d->kind == DeclKind::Site;
}

/// The value of an argument, or of a member of a plain record; null: not given, or no such node.
static const Node *entryOf(const Checker &c, const Node *n, llvm::StringRef name) {
  auto isPlain = [&](const Schema *s) {
    auto named = s ? c.schemas.find(std::string_view(s->name)) : c.schemas.end();
    return s && s->name == "record" && (named == c.schemas.end() || named->second != s);
  };
  if (n->op == NodeOp::Call || (n->op == NodeOp::Record && isPlain(n->type.schema)))
    for (const Entry &e : n->entries)
      if (e.path.size() == 1 && e.path.front() == name)
        return e.value;
  return nullptr;
}

static Trail trace(const Checker &c, const Node *n, Flow flow) {
  Trail trail;
  bool inside = true; // still within the expression at hand
  for (unsigned steps = 0; n && steps != 100000; ++steps) {
    if (inside)
      trail.entry = n->range;
    const Node *root = rootOf(n);
    if (root->op == NodeOp::Ref) {
      const Decl *d = root->decl;
      trail.names.push_back(n->range.valid() ? c.out.sources.text(n->range).str() : d->name.str());
      inside = false;
      if (isRecordDecl(d))
        break;
      n = d->value;
      continue;
    }
    if (n->op == NodeOp::Local || n->op == NodeOp::Self) {
      trail.names.push_back(n->text.str());
      break;
    }
    const Node *next = nullptr;
    if (n->op == NodeOp::CallDef)
      trail.names.push_back(n->decl->name.str());
    for (const Node *kid : n->kids)
      if (!next && carries(kid, flow))
        next = kid;
    for (const Entry &e : n->entries)
      if (!next && carries(e.value, flow))
        next = e.value;
    if (!next && n->op == NodeOp::CallDef) {
      inside = false;
      next = n->decl->value;
    }
    n = next;
  }
  return trail;
}

/// A member of a plain `{ a: …  b: … }`, or an argument of a call, holds what it says itself.
/// A record of a schema is taken whole: its fields may be made from one another.
Flow Checker::memberFlow(const Node *n) {
  llvm::SmallVector<llvm::StringRef, 4> names; // still to follow, the next one last
  for (unsigned steps = 0; steps != 100000; ++steps) {
    if (n->op == NodeOp::Field) {
      names.push_back(n->text);
      n = n->kids[0];
    } else if (n->op == NodeOp::Ref && n->decl->value && !isRecordDecl(n->decl)) {
      n = n->decl->value;
    } else if (const Node *value = names.empty() ? nullptr : entryOf(*this, n, names.back())) {
      names.pop_back();
      n = value;
    } else {
      break;
    }
  }
  return n->flow;
}

bool Checker::checkFlow(Node *n, const Env &env, const Boundary &at) {
  if (at.input || (env.side != Side::Neutral && !env.module->registry && n->op != NodeOp::Number))
    crossings.push_back({n, at, env.side});
  if (env.side == Side::Neutral || (!at.field && at.path.empty()))
    return true;
  bool supply = env.side == Side::Supply;
  Flow foreign = supply ? Flow::Demand : Flow::Supply;
  if (!carries(n, foreign))
    return true;
  Trail trail = trace(*this, n, foreign);
  std::string links = at.path.empty() ? at.field->name.str() : at.path;
  for (const std::string &name : trail.names)
    links += " ← " + name;
  std::string subject = fmt::format("`{}`", at.path.empty() ? at.field->name.str() : at.path);
  auto d = diags.report(supply ? diag::demand_in_supply : diag::supply_in_demand, trail.entry, subject);
  d.at(supply ? "demand" : "supply").label(at.place, supply ? "supply" : "demand").note(links);
  bool whole = at.field && at.field->domain.integer && n->type.kind == Type::Quantity;
  if (supply && n->type.kind == Type::Quantity)
    d.help(fmt::format("to size supply from demand: `find {} in {}` in a `solve` or `optimize` block", at.path,
                       whole ? "1..64" : "…"));
  else if (supply)
    d.help("to pick supply by demand, list the candidates: `over … in […]` in an `optimize` block");
  else if (n->type.kind == Type::Quantity)
    d.help(fmt::format("to find the load that a machine carries: `find {} in …` in a `solve` block", at.path));
  else
    d.help("to compare loads on a machine, list them: `over … in […]` in a `sweep` block");
  return false;
}

//===-- Inputs -------------------------------------------------------------===//
//
// A `let` and an argument of a query take any side, so what `--set` or an axis puts in
// their place was no part of the flow when the records made from them were checked.
// Once all is known, whatever entered a record of one side is traced back to them.

namespace {
/// A declaration, or one member of it (`slo.batch`).
using Place = std::pair<const Decl *, llvm::StringRef>;

struct Search {
  struct Step {
    Place place;
    const Step *from;
    std::string name;
  };
  const Checker &c;
  std::deque<Step> steps;
  llvm::DenseSet<Place> places;
  llvm::DenseSet<const Node *> nodes;

  Search(const Checker &c, Side side);
  void follow(const Node *value, const Step *from);
  const Step *reach(Place input) const;
};
} // namespace

static bool meet(Place a, Place b) {
  return a.first == b.first && (a.second == b.second || a.second.empty() || b.second.empty());
}

/// Adds the places that `value` is made from.
void Search::follow(const Node *value, const Step *from) {
  llvm::SmallVector<const Node *, 16> stack{value};
  while (!stack.empty()) {
    const Node *n = stack.pop_back_val();
    if (!n || !nodes.insert(n).second)
      continue;
    llvm::StringRef member;
    if (n->op == NodeOp::Field && n->kids[0]->op == NodeOp::Ref)
      if (const Node *whole = n->kids[0]->decl->value)
        if (entryOf(c, whole, n->text) ||
            (whole->op == NodeOp::Call && whole->solver && whole->solver->in->find(n->text)))
          member = n->text;
    const Decl *d = member.empty() ? n->decl : n->kids[0]->decl;
    if (d && !d->fromRegistry && !isRecordDecl(d) && places.insert({d, member}).second)
      steps.push_back({{d, member}, from, member.empty() ? d->name.str() : fmt::format("{}.{}", d->name, member)});
    if (!member.empty())
      continue;
    stack.append(n->kids.begin(), n->kids.end());
    for (const Entry &e : n->entries)
      stack.push_back(e.value);
  }
}

/// From all that entered a record of this side.
Search::Search(const Checker &c, Side side) : c(c) {
  for (const Checker::Crossing &x : c.crossings)
    if (x.side == side) {
      steps.push_back({{}, nullptr, x.at.path});
      follow(x.value, &steps.back());
    }
  for (size_t i = 0; i != steps.size(); ++i) {
    const Step &s = steps[i];
    auto [d, member] = s.place;
    if (!d)
      continue;
    const Node *part = member.empty() ? nullptr : entryOf(c, d->value, member);
    if (part || member.empty())
      follow(part ? part : d->value, &s);
    for (const Checker::Crossing &x : c.crossings)
      if (x.at.input && meet({x.at.input, x.at.member}, s.place))
        follow(x.value, &s);
  }
}

const Search::Step *Search::reach(Place input) const {
  for (const Step &s : steps)
    if (s.place.first && meet(s.place, input))
      return &s;
  return nullptr;
}

void Checker::checkInputFlows() {
  static constexpr llvm::StringLiteral word[] = {"neutral", "demand", "supply", "both demand and supply"};
  for (Side side : {Side::Supply, Side::Demand}) {
    Flow foreign = side == Side::Supply ? Flow::Demand : Flow::Supply;
    std::optional<Search> search; // rarely needed
    for (const Crossing &x : crossings) {
      if (x.side != Side::Neutral || !carries(x.value, foreign))
        continue;
      if (!search)
        search.emplace(*this, side);
      const Decl &d = *x.at.input;
      const Search::Step *step = search->reach({&d, x.at.member});
      if (!step)
        continue;
      Trail trail = trace(*this, x.value, foreign);
      std::string links;
      for (; step; step = step->from)
        links = step->name + (links.empty() ? "" : " ← ") + links;
      for (const std::string &name : trail.names)
        links += " ← " + name;
      const Node *part = x.at.member.empty() || !d.value ? nullptr : entryOf(*this, d.value, x.at.member);
      Flow own = part ? part->flow : d.kind == DeclKind::Let ? d.flow : Flow::Neutral;
      if ((own | x.value->flow) == own)
        own = Flow::Neutral;
      diags.report(diag::let_changes_side, trail.entry, x.at.path, word[int(own)], word[int(x.value->flow)])
          .at(word[int(foreign)].str())
          .note(links)
          .help(fmt::format("write it into the file, `{}…`, where everything that uses it is checked again",
                            d.kind == DeclKind::Let ? fmt::format("let {} = ", d.name) : x.at.member.str() + ": "));
    }
  }
}

} // namespace mls
