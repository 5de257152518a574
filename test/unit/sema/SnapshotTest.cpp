//===- SnapshotTest.cpp - what a checked program tells its users ----------===//

#include "Catalogue.h"

using namespace mls;
using namespace mls::test;

static const char *const program = "hardware Can: Box { size: 4 B }\n"
                                    "workload Water: Task { load: 16 B }\n"
                                    "query pour = fill(Water, into: Can)\n"
                                    "let later = earlier + 1 s\n"
                                    "let earlier = 2 s\n"
                                    "show pour.time, later\n";

TEST(declarationsKeepFileOrderAndOrderFollowsUse) {
  auto c = checkText(program);
  CHECK(c->ok());
  CHECK_EQ(c->decls.size(), size_t(5));
  CHECK(c->decls[3]->name == "later");
  size_t earlier = 0, later = 0;
  for (size_t i = 0; i != c->order.size(); ++i)
    (c->order[i]->name == "earlier" ? earlier : c->order[i]->name == "later" ? later : i) = i;
  CHECK(earlier < later);
  CHECK_EQ(c->statements.size(), size_t(2));
}

TEST(literalsAreInBaseUnits) {
  auto c = checkText(program);
  const Decl *can = c->lookup("Can");
  CHECK(can && can->value && can->value->op == NodeOp::Record);
  CHECK_EQ(can->value->entries.front().value->number, 32.0);
  CHECK(can->flow == Flow::Supply);
}

TEST(callsTakeResultsBeforeArguments) {
  auto c = checkText(program);
  const Node *time = c->statements.front().value;
  CHECK(time->op == NodeOp::Field && time->type.dim == Dim(Base::Time));
  CHECK(time->flow == Flow::Joint);
}

TEST(defaultsSeeTheirSiblings) {
  auto c = checkText(program);
  const Schema *box = c->catalog->schema("Box");
  const Node *rate = c->defaultOf(box, *box->find("rate"));
  CHECK(rate && rate->op == NodeOp::Div);
  CHECK(rate->kids[0]->op == NodeOp::Self && rate->kids[0]->text == "size");
  CHECK(c->defaultOf(box, *box->find("spare")) == nullptr);
}

TEST(positionsFindNodesAndDeclarations) {
  auto c = checkText(program);
  uint32_t use = uint32_t(llvm::StringRef(program).find("earlier + 1"));
  const Node *n = c->nodeAt(c->file, use + 2);
  CHECK(n && n->op == NodeOp::Ref);
  CHECK(c->declAt(c->file, use + 2) == c->lookup("earlier"));
  uint32_t name = uint32_t(llvm::StringRef(program).find("Water:"));
  CHECK(c->declAt(c->file, name) == c->lookup("Water"));
}

TEST(overridesAreCheckedAgainstTheFieldTheyReplace) {
  auto good = checkText(program, {"Can.size=8 B"});
  CHECK(good->ok());
  CHECK_EQ(good->overrides.size(), size_t(1));
  CHECK_EQ(good->overrides.front().value->number, 64.0);
  CHECK(!checkText(program, {"Can.size=8 s"})->ok());
  CHECK(!checkText(program, {"Can.size=0 B"})->ok());
  CHECK(!checkText(program, {"Can.size=Water.load"})->ok());
  CHECK(!checkText(program, {"pour.time=8 s"})->ok());
  CHECK(checkText(program, {"pour.times=8"})->ok());
}

TEST(oneMistakeIsOneMessage) {
  auto c = checkText("let a = 1 s + 1 B\nlet b = a * 2\nlet c = b + a\nshow c, fill(a, into: b).time\n");
  CHECK_EQ(c->diags.errors(), 1u);
}

TEST(everyDiagnosticHasAPlace) {
  for (const char *text : {"let", "show", "hardware X: Box {", "query q = fill(", "let x = {a: 1 s a: 2 s}.b",
                           "use a.b.c", "show 1 s + 1 B", "import \"nosuch.mls\"", "let a = a", "assert 1 s == 2 s"}) {
    auto c = checkText(text);
    CHECK(!c->ok());
    for (const Diagnostic &d : c->diags.all())
      CHECK(d.range.valid());
  }
}

MLS_TEST_MAIN()
