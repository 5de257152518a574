//===- Blocks.cpp - the answers of query blocks ---------------------------===//

#include "Eval/Blocks.h"

namespace mls {

Blocks::Blocks(const Checked &checked, const Engine &engine, DiagnosticEngine &diags, RunControl control)
    : control(std::move(control)), forms(engine.forms),
      context{checked, engine.solvers, diags, this->control,
              [this](Lowering &asker, const Decl *decl) { return value(asker, decl); }} {}

const BlockQuery *Blocks::find(const Decl *decl) const {
  for (const BlockQuery &block : context.checked.blocks)
    if (block.decl == decl)
      return &block;
  return nullptr;
}

BlockAnswer *Blocks::answer(const Decl *decl) {
  const BlockQuery *block = find(decl);
  if (!block || forms.empty())
    return nullptr;
  Entry &entry = entries[decl];
  if (entry.done)
    return entry.answer.get();
  if (entry.running) {
    context.diags.report(diag::cyclic_value, decl->nameRange, decl->name).help("a query cannot use its own result");
    return nullptr;
  }
  entry.running = true;
  if (!staysTrue(*block)) {
    entry.done = true;
    return nullptr;
  }
  auto form = llvm::find_if(forms, [&](const QueryForm &f) { return f.name == block->form; });
  std::unique_ptr<BlockAnswer> answer = form->answer(context, *block);
  Entry &done = entries[decl]; // others may have come in between
  done.answer = std::move(answer);
  done.done = true;
  return done.answer.get();
}

llvm::DenseSet<const Decl *> Blocks::reach(llvm::ArrayRef<const Node *> from) const {
  llvm::DenseSet<const Decl *> seen;
  llvm::SmallVector<const Node *, 32> work(from.begin(), from.end());
  while (!work.empty()) {
    const Node *n = work.pop_back_val();
    if (!n)
      continue;
    if (n->decl && seen.insert(n->decl).second) {
      work.push_back(n->decl->value);
      if (const BlockQuery *block = find(n->decl))
        uses(*block, [&](const Node *use) { work.push_back(use); });
    }
    work.append(n->kids.begin(), n->kids.end());
    for (const mls::Entry &e : n->entries)
      work.push_back(e.value);
  }
  return seen;
}

/// Whether an input lies behind the answer of a block that reaches its declaration. Words, records and
/// whole numbers may decide structure, and are not told apart.
bool Blocks::restsOn(const Decl *block, const BlockInput &input) {
  if (input.type.kind != Type::Quantity || (input.field && input.field->domain.integer))
    return true;
  bool found = false;
  if (BlockAnswer *known = answer(block))
    known->evidence([&](Session &session, llvm::ArrayRef<uint32_t> inputs) {
      found |= llvm::any_of(inputs, [&](uint32_t i) { return session.plan().inputs[i].path == input.text; });
    });
  return found;
}

/// Another block is answered once, at the values of the file. Where this one varies what that
/// one rests on, its answer would be another at each point. What it sets itself does not matter.
bool Blocks::staysTrue(const BlockQuery &block) {
  llvm::SmallVector<const Node *, 16> own;
  uses(block, [&](const Node *n) { own.push_back(n); });
  llvm::SmallVector<const BlockInput *, 8> varied;
  for (const BlockAxis &axis : block.axes)
    for (const BlockInput &in : axis.inputs)
      varied.push_back(&in);
  for (const BlockInput &in : block.to)
    varied.push_back(&in);
  for (const BlockQuery &other : context.checked.blocks) {
    if (!reach(own).contains(other.decl))
      continue;
    llvm::SmallVector<const Node *, 16> others;
    uses(other, [&](const Node *n) { others.push_back(n); });
    llvm::DenseSet<const Decl *> behind = reach(others);
    auto sets = [&](const BlockInput &in) {
      return llvm::any_of(other.axes, [&](const BlockAxis &axis) {
        return llvm::any_of(axis.inputs, [&](const BlockInput &its) { return its.path == in.path; });
      });
    };
    for (const BlockInput *in : varied)
      if (!in->path.empty() && behind.contains(context.checked.lookup(in->path.front())) && !sets(*in) &&
          restsOn(other.decl, *in)) {
        context.diags.report(diag::stale_answer, in->range, block.decl->name, in->text, other.decl->name)
            .note(fmt::format("`{}` is answered once, at the values of the file", other.decl->name), other.decl->nameRange)
            .help(fmt::format("ask both questions in one query, or give the number that `{}` has now", other.decl->name));
        return false;
      }
  }
  return true;
}

void Blocks::uses(const BlockQuery &block, llvm::function_ref<void(const Node *)> use) {
  for (const BlockAxis &axis : block.axes)
    for (const Node *node : {axis.domain, axis.step})
      use(node);
  for (const BlockLet &let : block.lets)
    use(let.value);
  for (const Node *condition : block.conditions)
    use(condition);
  for (const BlockColumn &column : block.columns)
    use(column.value);
  for (const BlockColumn &column : block.of)
    use(column.value);
  for (const BlockGoal &goal : block.goals)
    use(goal.column.value);
  for (const BlockSort &key : block.sort)
    use(key.key);
}

Value Blocks::value(Lowering &asker, const Decl *decl) {
  BlockAnswer *known = answer(decl);
  return known ? known->value(asker) : Value();
}

} // namespace mls
