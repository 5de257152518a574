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

} // namespace mls
