//===- Blocks.cpp - the answers of query blocks ---------------------------===//

#include "Eval/Blocks.h"

namespace mls {

Blocks::Blocks(const Checked &checked, const Engine &engine, DiagnosticEngine &diags, RunControl control)
    : control(std::move(control)), forms(engine.forms),
      context{checked, engine.solvers, diags, this->control,
              [this](Lowering &asker, const Decl *decl) { return value(asker, decl); }} {}

const BlockQuery *Blocks::find(const Checked &checked, const Decl *decl) {
  for (const BlockQuery &block : checked.blocks)
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
  auto form = llvm::find_if(forms, [&](const QueryForm &f) { return f.name == block->form; });
  std::unique_ptr<BlockAnswer> answer = form->answer(context, *block);
  Entry &done = entries[decl]; // others may have come in between
  done.answer = std::move(answer);
  done.done = true;
  return done.answer.get();
}

llvm::DenseSet<const Decl *> Blocks::reach(const Checked &checked, llvm::ArrayRef<const Node *> from) {
  llvm::DenseSet<const Decl *> seen;
  llvm::SmallVector<const Node *, 32> work(from.begin(), from.end());
  while (!work.empty()) {
    const Node *n = work.pop_back_val();
    if (!n)
      continue;
    if (n->decl && seen.insert(n->decl).second) {
      work.push_back(n->decl->value);
      if (const BlockQuery *block = find(checked, n->decl))
        uses(*block, [&](const Node *use) { work.push_back(use); });
    }
    work.append(n->kids.begin(), n->kids.end());
    for (const mls::Entry &e : n->entries)
      work.push_back(e.value);
  }
  return seen;
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
  use(block.top);
  use(block.swing);
}

Value Blocks::value(Lowering &asker, const Decl *decl) {
  BlockAnswer *known = answer(decl);
  return known ? known->value(asker) : Value();
}

} // namespace mls
