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
  if (!block)
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
