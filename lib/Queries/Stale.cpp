//===- Stale.cpp - answers that a query would have to ask anew ------------===//

#include "Queries/Stale.h"
#include "Queries/Replay.h"
#include "Tape/Live.h"

namespace mls {

namespace {

/// The expressions of a block; of the values of an axis each one.
llvm::SmallVector<const Node *, 16> usesOf(const BlockQuery &block) {
  llvm::SmallVector<const Node *, 16> all;
  Blocks::uses(block, [&](const Node *n) {
    if (n && (n->op == NodeOp::Interval || n->op == NodeOp::List))
      all.append(n->kids.begin(), n->kids.end());
    else if (n)
      all.push_back(n);
  });
  return all;
}

/// What a block varies: its axes, and the inputs that it moves.
llvm::SmallVector<const BlockInput *, 8> variedBy(const BlockQuery &block) {
  llvm::SmallVector<const BlockInput *, 8> varied;
  for (const BlockAxis &axis : block.axes)
    for (const BlockInput &in : axis.inputs)
      varied.push_back(&in);
  for (const BlockInput &in : block.to)
    varied.push_back(&in);
  return varied;
}

/// Whether any expression of `other` has the input on its way. Its program is recorded with
/// that input set to the number it has: whatever name it goes by, it is one input of the tape.
bool restsOn(const BlockContext &context, const BlockQuery &other, const BlockInput &input) {
  // Words, records and whole numbers may decide structure, and are not told apart.
  if (input.type.kind != Type::Quantity || (input.field && input.field->domain.integer))
    return true;
  DiagnosticEngine quiet;
  Session file(context.checked, context.solvers, quiet, {{}, context.results});
  auto now = file.resolve(input.text);
  if (!now || !now->isNode())
    return true;
  Node literal;
  literal.op = NodeOp::Number;
  literal.type = input.type;
  literal.range = input.range;
  literal.number = file.recorder.value(now->node);
  Override set;
  set.path.append(input.path.begin(), input.path.end());
  set.value = &literal;

  Replay replay(context.checked, context.solvers, other, context.results);
  for (const Node *use : usesOf(other))
    replay.want(use);
  std::unique_ptr<Configuration> at = replay.record({}, {}, set);
  PlanId id = at->session.lowering.inputOf(&literal);
  if (id == noPlan)
    return false;
  llvm::SmallVector<NodeId, 16> roots;
  for (unsigned w = 0; w != replay.wanted().size(); ++w)
    if (at->node(w) != noNode)
      roots.push_back(at->node(w));
  for (const Configuration::Decided &d : at->decided())
    roots.push_back(d.node);
  return codeBehind(at->tape(), roots)[at->session.recorder.node(id)];
}

} // namespace

bool answersStay(const BlockContext &context, const BlockQuery &block) {
  llvm::DenseSet<const Decl *> used = Blocks::reach(context.checked, usesOf(block));
  auto refuse = [&](Range range, llvm::StringRef what, const BlockQuery &other) {
    context.diags.report(diag::stale_answer, range, block.decl->name, what, other.decl->name)
        .note(fmt::format("`{}` is answered once, at the values of the file", other.decl->name), other.decl->nameRange)
        .help(fmt::format("ask both questions in one query, or give the number that `{}` has now", other.decl->name));
    return false;
  };
  for (const BlockQuery &other : context.checked.blocks) {
    if (!used.contains(other.decl))
      continue;
    if (block.movesAll())
      return refuse(block.decl->nameRange, "all inputs", other);
    llvm::DenseSet<const Decl *> behind = Blocks::reach(context.checked, usesOf(other));
    llvm::SmallVector<const BlockInput *, 8> its = variedBy(other);
    for (const BlockInput *in : variedBy(block)) {
      bool sets = llvm::any_of(its, [&](const BlockInput *own) { return own->path == in->path; });
      if (!in->path.empty() && !sets && behind.contains(context.checked.lookup(in->path.front())) &&
          restsOn(context, other, *in))
        return refuse(in->range, in->text, other);
    }
  }
  return true;
}

} // namespace mls
