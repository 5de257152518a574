//===- InstanceTest.cpp - late binding, layers, paths ---------------------===//

#include "../Check.h"
#include "Ir.h"

using namespace mls;
using namespace mls::test;

namespace {

// Node { chip: Chip { memory: Memory { bandwidth size } } count rent power: count * chip.tdp }
const Field memoryFields[] = {{.name = "bandwidth"}, {.name = "size"}};
const Schema memorySchema{.name = "Memory", .fields = memoryFields};
const Field chipFields[] = {{.name = "memory", .kind = FieldKind::Record, .sub = &memorySchema},
                            {.name = "tdp"},
                            {.name = "one_way", .optional = true, .group = "way"},
                            {.name = "two_way", .optional = true, .group = "way"},
                            {.name = "price", .optional = true}};
const Schema chipSchema{.name = "Chip", .side = Side::Supply, .fields = chipFields};
const Field nodeFields[] = {{.name = "chip", .kind = FieldKind::Record, .sub = &chipSchema},
                            {.name = "count", .domain = {.lo = 1, .integer = true}},
                            {.name = "power"},
                            {.name = "rent", .optional = true}};
const Schema nodeSchema{.name = "Node", .side = Side::Supply, .fields = nodeFields};

struct Fixture : Ir {
  const Decl *chip, *pod;
  Fixture() {
    const Node *memory = &record(&memorySchema, {entry("bandwidth", number(3)), entry("size", mul(self("tdp", 1), number(2)))});
    chip = declare("H", &record(&chipSchema, {entry("memory", memory), entry("tdp", number(700)), entry("one_way", number(450))}),
                   DeclKind::Hardware);
    pod = declare("Pod", &record(&nodeSchema, {entry("chip", ref(chip)), entry("count", number(8))}), DeclKind::Hardware);
    defaults.emplace_back(&nodeFields[2], mul(self("count"), field(self("chip"), "tdp")));
    defaults.emplace_back(&chipFields[2], mul(self("two_way"), number(0.5)));
    defaults.emplace_back(&chipFields[3], mul(self("one_way"), number(2)));
  }
  const Node *at(const Decl *d, llvm::StringRef path) {
    const Node *n = ref(d);
    for (; !path.empty(); path = path.split('.').second)
      n = field(n, path.split('.').first);
    return n;
  }
};

} // namespace

TEST(aDefaultIsAnEquationOverSiblings) {
  Fixture f;
  Lowered lower(f);
  CHECK_EQ(lower(f.at(f.pod, "power")), 5600.0);
}

TEST(withReplacesALeafAtAnyDepthAndSharesTheRest) {
  Fixture f;
  const Decl *fast = f.declare("Fast", f.with(f.ref(f.pod), {f.entry("chip.memory.bandwidth", f.number(6))}), DeclKind::Hardware);
  Lowered lower(f);
  Value changed = lower.lower(f.at(fast, "chip.memory.bandwidth")), kept = lower.lower(f.at(fast, "chip.tdp"));
  CHECK_EQ(lower.path(changed), "Fast.chip.memory.bandwidth");
  CHECK_EQ(valueOf(lower.plan(), changed.node), 6.0);
  CHECK_EQ(lower.path(kept), "H.tdp");
  CHECK_EQ(kept.node, lower.lower(f.at(f.pod, "chip.tdp")).node);
  CHECK_EQ(lower(f.at(f.pod, "chip.memory.bandwidth")), 3.0);
}

TEST(dependentsFollowAReplacedField) {
  Fixture f;
  const Decl *hot = f.declare("Hot", f.with(f.ref(f.pod), {f.entry("chip.tdp", f.number(1000)), f.entry("count", f.number(4))}));
  Lowered lower(f);
  CHECK_EQ(lower(f.at(hot, "power")), 4000.0);
  CHECK_EQ(lower(f.at(hot, "chip.memory.size")), 2000.0); // an equation of an inner record over the outer
  CHECK_EQ(lower(f.at(f.pod, "power")), 5600.0);
}

TEST(settingADerivedFieldFixesIt) {
  Fixture f;
  const Decl *fixed = f.declare("Fixed", f.with(f.ref(f.pod), {f.entry("power", f.number(10200)), f.entry("count", f.number(2))}));
  Lowered lower(f);
  CHECK_EQ(lower(f.at(fixed, "power")), 10200.0);
}

TEST(anEntryOfWithSeesTheRecordItMakes) {
  Fixture f;
  const Decl *d = f.declare("D", f.with(f.ref(f.pod), {f.entry("count", f.number(16)), f.entry("rent", f.mul(f.self("count"), f.number(3)))}));
  Lowered lower(f);
  CHECK_EQ(lower(f.at(d, "rent")), 48.0);
}

TEST(theUpperMemberOfAOneOfGroupWins) {
  Fixture f;
  const Decl *d = f.declare("D", f.with(f.ref(f.chip), {f.entry("two_way", f.number(1000))}));
  Lowered lower(f);
  CHECK_EQ(lower(f.at(f.chip, "two_way")), 900.0);
  CHECK_EQ(lower(f.at(d, "one_way")), 500.0);
}

TEST(aGroupNobodyGivesIsAbsentAndNoCycle) {
  Fixture f;
  const Decl *bare = f.declare("Bare", &f.record(&chipSchema, {f.entry("tdp", f.number(1))}));
  Lowered lower(f);
  CHECK_EQ(lower.lower(f.at(bare, "one_way")).kind, Value::Absent);
  CHECK(f.diags.all().empty());
}

TEST(absenceTravelsThroughArithmeticToDefault) {
  Fixture f;
  const Node *twice = f.mul(f.at(f.pod, "rent"), f.number(2));
  Lowered lower(f);
  Value v = lower.lower(twice);
  CHECK_EQ(v.kind, Value::Absent);
  CHECK_EQ(lower.plan().missing[v.index].name.str(), "rent");
  CHECK_EQ(std::string(lower.plan().missing[v.index].path), "Pod");
  CHECK_EQ(lower(f.with(NodeOp::Default, {twice, f.number(7)})), 7.0);
  CHECK_EQ(lower(f.with(NodeOp::Has, {twice}, Type::Bool)), 0.0);
}

TEST(setReplacesALeafAndNominalDoesNotSeeIt) {
  Fixture f;
  f.set("Pod.chip.tdp", f.number(500));
  Lowered lower(f);
  CHECK_EQ(lower(f.at(f.pod, "power")), 4000.0);
  CHECK_EQ(lower(f.with(NodeOp::Nominal, {f.at(f.pod, "power")})), 5600.0);
  CHECK_EQ(lower(f.at(f.chip, "tdp")), 700.0); // the chip itself is another record
  Value v = lower.lower(f.at(f.pod, "chip.tdp"));
  CHECK(lower.plan().inputs[lower.plan().nodes[v.node].index].kind == OriginKind::Override);
}

TEST(setReachesWhatIsMadeFromTheDeclaration) {
  Fixture f;
  const Decl *big = f.declare("Big", f.with(f.ref(f.pod), {f.entry("count", f.number(16))}));
  f.set("H.tdp", f.number(100));
  Lowered lower(f);
  CHECK_EQ(lower(f.at(big, "power")), 1600.0);
}

TEST(aCycleMadeByAnOverrideIsReportedOnce) {
  Fixture f;
  f.set("Pod.count", f.mul(f.at(f.pod, "power"), f.number(2)));
  Lowered lower(f);
  CHECK(std::isnan(lower(f.at(f.pod, "power"))));
  CHECK(std::isnan(lower(f.at(f.pod, "count"))));
  CHECK_EQ(f.diags.errors(), 1u);
  CHECK(f.diags.all()[0].id == diag::cyclic_value);
}

TEST(twentyThousandLetsInEitherOrder) {
  Fixture f;
  std::vector<Decl *> chain;
  for (int i = 0; i != 20000; ++i)
    chain.push_back(&f.decls.emplace_back());
  for (int i = 0; i != 20000; ++i) {
    chain[i]->name = chain[i]->path = "a";
    chain[i]->value = i + 1 == 20000 ? f.number(1, Dim(Base::Time)) : f.add(f.ref(chain[i + 1]), f.number(1));
  }
  Lowered lower(f);
  Value v = lower.lower(f.ref(chain[0]));
  CHECK_EQ(v.kind, Value::Number);
  CHECK(f.diags.all().empty());
}

TEST(depthIsGuarded) {
  Fixture f;
  const Node *n = f.number(1, Dim(Base::Time));
  for (int i = 0; i != 100000; ++i)
    n = f.with(NodeOp::Neg, {n});
  Lowered lower(f);
  CHECK_EQ(lower.lower(n).kind, Value::Error);
  CHECK(f.diags.errors() == 1 && f.diags.all()[0].id == diag::too_deep);
}

MLS_TEST_MAIN()
