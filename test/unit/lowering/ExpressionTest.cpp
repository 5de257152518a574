//===- ExpressionTest.cpp - structure is decided, numbers stay -------------===//

#include "../Check.h"
#include "Ir.h"

using namespace mls;
using namespace mls::test;

TEST(aLongSumIsNoDeepRecursion) {
  Ir ir;
  const Node *sum = ir.number(1);
  for (int i = 0; i != 50000; ++i)
    sum = ir.add(sum, ir.number(1));
  Lowered lower(ir);
  CHECK_EQ(lower(sum), 50001.0);
}

TEST(aBranchThatStructureDecidesIsNotLowered) {
  Ir ir;
  const Field fields[] = {{.name = "rent", .optional = true}};
  const Schema schema{.name = "Node", .fields = fields};
  const Decl *d = ir.declare("Pod", &ir.record(&schema, {}));
  const Node *rent = ir.field(ir.ref(d), "rent");
  const Node *cost = ir.with(NodeOp::If, {ir.with(NodeOp::Has, {rent}, Type::Bool), rent, ir.number(5)});
  Lowered lower(ir);
  CHECK_EQ(lower(cost), 5.0);
  const Node *cheap = ir.with(NodeOp::And, {ir.with(NodeOp::Has, {rent}, Type::Bool), ir.less(rent, ir.number(3))}, Type::Bool);
  CHECK_EQ(lower(cheap), 0.0);
}

TEST(aBranchThatNumbersDecideIsASelect) {
  Ir ir;
  const Decl *n = ir.declare("n", ir.number(3));
  const Node *choice = ir.with(NodeOp::If, {ir.less(ir.ref(n), ir.number(4)), ir.number(10), ir.number(20)});
  Lowered lower(ir);
  Value v = lower.lower(choice);
  CHECK(lower.plan().nodes[v.node].op == PlanOp::Select);
  CHECK_EQ(valueOf(lower.plan(), v.node), 10.0);
  CHECK(lower.plan().guards.empty());
}

TEST(numbersThatDecideStructureLeaveAGuard) {
  Ir ir;
  const Decl *n = ir.declare("n", ir.number(3));
  Node &choice = ir.make(NodeOp::If, Type::Enum);
  const Node *kids[] = {ir.less(ir.ref(n), ir.number(4)), ir.word("fp8"), ir.word("bf16")};
  choice.kids = kids;
  Lowered lower(ir);
  CHECK_EQ(lower.lower(&choice).text.str(), "fp8");
  CHECK_EQ(lower.plan().guards.size(), 1u);
  CHECK_EQ(lower.plan().guards[0].value, 1.0);
}

TEST(reductionsFoldFromTheLeft) {
  Ir ir;
  const Node *list = ir.with(NodeOp::List, {ir.number(1, Dim(Base::Time)), ir.number(2, Dim(Base::Time)), ir.number(4, Dim(Base::Time))}, Type::List);
  Node &variable = ir.make(NodeOp::Local);
  variable.number = 0;
  auto reduce = [&](llvm::StringRef op, const Node *body, Type::Kind kind = Type::Quantity) {
    Node &n = ir.make(NodeOp::Reduce, kind);
    n.text = op;
    n.kids = ir.kids.emplace_back(std::vector{list, body});
    return &n;
  };
  Lowered lower(ir);
  const Node *square = ir.mul(&variable, &variable);
  CHECK_EQ(lower(reduce("sum", square)), 21.0);
  CHECK_EQ(lower(reduce("min", square)), 1.0);
  CHECK_EQ(lower(reduce("max", square)), 16.0);
  CHECK_EQ(lower(reduce("count", ir.less(&variable, ir.number(3)))), 2.0);
  CHECK_EQ(lower(reduce("all", ir.less(&variable, ir.number(3)), Type::Bool)), 0.0);
  CHECK_EQ(lower(reduce("any", ir.less(&variable, ir.number(3)), Type::Bool)), 1.0);
}

TEST(withinIsRelativeToTheSecond) {
  Ir ir;
  Node &n = ir.make(NodeOp::Within, Type::Bool);
  n.kids = ir.kids.emplace_back(std::vector<const Node *>{ir.number(109), ir.number(100), ir.number(0.1)});
  n.number = 1;
  Lowered lower(ir);
  CHECK_EQ(lower(&n), 1.0);
  n.kids = ir.kids.emplace_back(std::vector<const Node *>{ir.number(100), ir.number(89), ir.number(0.1)});
  CHECK_EQ(lower(&n), 0.0);
}

TEST(whatIsNotFiniteIsNotFolded) {
  Ir ir;
  Lowered lower(ir);
  Value v = lower.lower(ir.with(NodeOp::Div, {ir.number(1), ir.number(0)}));
  CHECK(lower.plan().nodes[v.node].op == PlanOp::Div);
}

TEST(aCallOfADefHasItsOwnFrame) {
  Ir ir;
  auto local = [&](unsigned slot) {
    Node &n = ir.make(NodeOp::Local);
    n.number = slot;
    return &n;
  };
  const Decl *square = ir.declare("square", ir.mul(local(0), local(0)), DeclKind::Def);
  auto call = [&](const Decl *def, std::vector<const Node *> arguments) {
    Node &n = ir.make(NodeOp::CallDef);
    n.decl = def;
    n.kids = ir.kids.emplace_back(std::move(arguments));
    return &n;
  };
  const Decl *poly = ir.declare("poly", ir.add(call(square, {local(1)}), local(0)), DeclKind::Def);
  Lowered lower(ir);
  CHECK_EQ(lower(call(poly, {ir.number(3), ir.number(5)})), 28.0);
}

TEST(defsThatDoubleAreStopped) {
  Ir ir;
  Node &x = ir.make(NodeOp::Local);
  const Decl *previous = nullptr;
  for (int level = 0; level != 60; ++level) {
    auto call = [&]() -> const Node * {
      if (!previous)
        return &x;
      Node &n = ir.make(NodeOp::CallDef);
      n.decl = previous;
      n.kids = ir.kids.emplace_back(std::vector<const Node *>{&x});
      return &n;
    };
    previous = ir.declare("f", ir.add(call(), call()), DeclKind::Def);
  }
  Node &top = ir.make(NodeOp::CallDef);
  top.decl = previous;
  top.kids = ir.kids.emplace_back(std::vector<const Node *>{ir.number(1, Dim(Base::Time))});
  Lowered lower(ir);
  CHECK_EQ(lower.lower(&top).kind, Value::Error);
  CHECK(ir.diags.errors() == 1 && ir.diags.all()[0].id == diag::too_large);
}
