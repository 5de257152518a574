//===- QueryResults.cpp - what a query block lacks, and what it gives -----===//
//
// What the result of a block holds is a schema made here (`rank.best.price`, `t.tpot`).
//
//===----------------------------------------------------------------------===//

#include "Sema/BlockChecker.h"

#include "llvm/ADT/STLExtras.h"

namespace mls {

using Form = ast::QueryDecl::Form;
using Kind = ast::Clause::Kind;
using Word = ast::AxesClause::Word;

void BlockChecker::finish() {
  auto has = [&](auto test) { return llvm::any_of(q.clauses, [&](const ast::Clause *c) { return test(*c); }); };
  auto hasKind = [&](Kind k) { return has([k](const ast::Clause &c) { return c.kind == k; }); };
  auto hasAxis = [&](Word w) {
    return has([w](const ast::Clause &c) { return c.kind == Kind::Axes && llvm::cast<ast::AxesClause>(c).word == w; });
  };
  llvm::StringRef missing;
  if (q.form == Form::Sweep && !hasAxis(Word::Over))
    missing = "over";
  else if (q.form == Form::Solve && !hasAxis(Word::Find))
    missing = "find";
  else if (q.form == Form::Solve && !hasKind(Kind::Where))
    missing = "where";
  else if (q.form == Form::Optimize && !hasAxis(Word::Over) && !hasAxis(Word::Find))
    missing = "over";
  else if (q.form == Form::Optimize && !hasKind(Kind::Goal))
    missing = "minimize";
  else if ((q.form == Form::Sensitivity || q.form == Form::Uncertainty) && !hasKind(Kind::Of))
    missing = "of";
  if (!missing.empty() && !broken)
    c.diags.report(diag::clause_missing, q.formRange, name(q.form), missing)
        .help(fmt::format("for example `{}`", exampleOf(missing)));
  // One unknown may have a bound instead: it is the value at which the bound is met.
  auto isEquation = [](const Node *n) { return n->op == NodeOp::Equal || n->op == NodeOp::Within; };
  auto equations = finds > 1 ? size_t(llvm::count_if(conditions, isEquation)) : conditions.size();
  if (q.form == Form::Solve && missing.empty() && !broken && finds > equations)
    c.diags.report(diag::underdetermined, q.formRange, plural(finds, "unknown"), plural(equations, "equation"))
        .help("every unknown needs an equation: `where slo.tpot == 10 ms/tok`");
  for (auto &[scope, place] : freshPlaces)
    if (!scope->used)
      c.diags.report(diag::axis_unused, place, scope->name)
          .help("an axis is an input of the file, such as `slo.batch`, or a name that a clause here uses");
  finishResult();
}

/// What a condition compares, where it is more than a number.
static void compared(const Node *condition, llvm::function_ref<void(const Node *)> use) {
  switch (condition->op) {
  case NodeOp::And:
    for (const Node *kid : condition->kids)
      compared(kid, use);
    return;
  case NodeOp::Less: case NodeOp::LessEqual: case NodeOp::Greater: case NodeOp::GreaterEqual: case NodeOp::Within:
    for (const Node *side : condition->kids.take_front(2))
      if (side->op == NodeOp::Field)
        use(side);
    return;
  default: return;
  }
}

void BlockChecker::finishResult() {
  llvm::SmallVector<BlockColumn> all;
  auto shown = [&](llvm::StringRef text) {
    return llvm::any_of(shows, [&](const BlockColumn &s) { return c.text(s.range) == text; });
  };
  out.axes = c.keep(llvm::ArrayRef(allAxes));
  for (const BlockAxis &axis : out.axes)
    for (const BlockInput &in : axis.inputs)
      if (!shown(in.text) && (q.form != Form::Uncertainty && q.form != Form::Sensitivity)) {
        BlockColumn col;
        col.name = in.name;
        col.label = in.text;
        col.input = &in;
        col.range = in.range;
        all.push_back(col);
      }
  llvm::append_range(all, shows);
  auto add = [&](const BlockColumn &col) {
    if (llvm::none_of(all, [&](const BlockColumn &other) { return c.text(other.range) == c.text(col.range); }))
      all.push_back(col);
  };
  for (const BlockGoal &goal : goals)
    add(goal.column);
  if (shows.empty())
    for (const Node *condition : conditions)
      compared(condition, [&](const Node *side) {
        BlockColumn col;
        col.name = side->text;
        col.label = c.text(side->range);
        col.value = side;
        col.range = side->range;
        add(col);
      });

  llvm::SmallVector<Column> members;
  for (const BlockColumn &col : all)
    if (!col.name.empty() && llvm::none_of(members, [&](const Column &m) { return m.first == col.name; }))
      members.push_back({col.name, col.value ? col.value->type : col.input->type});
  out.columns = c.keep(llvm::ArrayRef(all));
  out.lets = c.keep(llvm::ArrayRef(lets));
  out.conditions = c.keep(llvm::ArrayRef(conditions));
  out.goals = c.keep(llvm::ArrayRef(goals));
  out.per = c.keep(llvm::ArrayRef(perInputs));
  out.sort = c.keep(llvm::ArrayRef(sort));
  out.of = c.keep(llvm::ArrayRef(of));
  out.to = c.keep(llvm::ArrayRef(to));

  Type row = c.record(c.adHoc("row", members)), type;
  auto tableOf = [&](const Type &of) {
    Type t = c.listOf(of);
    t.kind = Type::Table;
    t.schema = of.schema;
    return t;
  };
  auto recordOf = [&](llvm::ArrayRef<Column> members) { return c.record(c.adHoc(name(q.form), members)); };
  Type text = c.plain(Type::Text);
  switch (q.form) {
  case Form::Value: break;
  case Form::Sweep: type = tableOf(row); break;
  case Form::Optimize:
    type = recordOf(
        {Column("best", row), Column("runner_up", row), Column("rows", c.listOf(row)), Column("binding", text)});
    break;
  case Form::Solve: type = recordOf(members); break;
  case Form::Sensitivity:
    if (!of.empty() && !of.front().value->type.isError()) {
      Type target = of.front().value->type;
      llvm::SmallVector<Column> lever{Column("input", text),           Column("value", text),
                                      Column("elasticity", c.number()), Column("down", target),
                                      Column("up", target),             Column("swing", c.number()),
                                      Column("regime", text),           Column("distance", c.number())};
      for (const BlockColumn &other : llvm::ArrayRef(of).drop_front()) { // `levers.cost_elasticity`
        auto add = [&](llvm::StringRef what, const Type &t) {
          llvm::StringRef member = c.keep(fmt::format("{}_{}", other.name, what));
          if (!other.name.empty() && llvm::none_of(lever, [&](const Column &m) { return m.first == member; }))
            lever.push_back({member, t});
        };
        add("elasticity", c.number());
        add("down", other.value->type);
        add("up", other.value->type);
        add("swing", c.number());
      }
      type = tableOf(recordOf(lever));
    }
    break;
  case Form::Uncertainty:
    if (!of.empty() && !of.front().value->type.isError()) {
      Type target = of.front().value->type;
      type = recordOf({Column("low", target), Column("high", target), Column("p05", target), Column("p50", target),
                       Column("p95", target), Column("mean", target), Column("nominal", target)});
    }
    break;
  }
  p.decl->type = type;
}

} // namespace mls
