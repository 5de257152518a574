//===- TapeTest.cpp - recording: folding, numbering, names, liveness ------===//

#include "Check.h"
#include "Reference.h"
#include "Tape/Explain.h"
#include "Tape/Live.h"
#include "Tape/Reverse.h"
#include "Tape/Run.h"

using namespace mls;
using namespace mls::test;

TEST(constantsFoldByThemselves) {
  Trace c = maxS(Trace(2) * 3, Trace(1)) + sqrtS(Trace(16));
  CHECK(c.isConstant());
  CHECK_EQ(c.value, 10.0);
  CHECK(requireS(lessS(Trace(1), Trace(2)), "never", Trace(5)).isConstant());
}

TEST(equalOperationsAreOneNode) {
  Tape tape;
  Trace x = tape.input(3, "x"), y = tape.input(3, "y");
  CHECK(x.id != y.id); // equal values, different inputs
  CHECK_EQ((x + y).id, (y + x).id);
  CHECK_EQ((x * y).id, (y * x).id);
  CHECK((x - y).id != (y - x).id);
  CHECK((x / y).id != (y / x).id);
  CHECK(maxS(x, y).id != minS(x, y).id);
  CHECK_EQ(sqrtS(x).id, sqrtS(x).id);
}

TEST(onlyRewritesThatKeepEveryBit) {
  Tape tape;
  Trace x = tape.input(3, "x");
  CHECK_EQ((x * 1).id, x.id);
  CHECK_EQ((1 * x).id, x.id);
  CHECK_EQ((x / 1).id, x.id);
  CHECK((x * 0).id != x.id && !(x * 0).isConstant()); // NaN * 0 is not 0
  CHECK((x + 0).id != x.id);                          // -0.0 + 0 is 0
  CHECK((x - x).id != x.id && !(x - x).isConstant());
}

TEST(constantsAreNumberedByTheirBits) {
  Tape tape;
  CHECK(tape.node(0.0) != tape.node(-0.0));
  CHECK_EQ(tape.node(0.0), tape.node(0.0));
  CHECK_EQ(tape.node(undetermined), tape.node(undetermined));
  Trace x = tape.input(0, "x");
  Trace plus = 1 / (x * 0.0), minus = 1 / (x * -0.0);
  CHECK(plus.id != minus.id);
  CHECK_EQ(plus.value, -minus.value);
}

TEST(theNumberingGrows) {
  Tape tape;
  Trace x = tape.input(1.5, "x"), sum = 0;
  for (int i = 0; i != 20000; ++i)
    sum = sum * 0.5 + x / double(i + 2);
  size_t size = tape.size();
  Trace again = 0;
  for (int i = 0; i != 20000; ++i)
    again = again * 0.5 + x / double(i + 2);
  CHECK_EQ(tape.size(), size);
  CHECK_EQ(again.id, sum.id);
}

TEST(aNodeKeepsAllItsNames) {
  Tape tape;
  Trace x = tape.input(3, "Pod.count", Dim());
  Trace y = x + 1;
  letS("first", y, Dim(Base::Time));
  tape.enterScope("slo");
  tape.enterScope("layer");
  letS("second", y, Dim(Base::Time));
  letS("second", y, Dim(Base::Time));
  tape.leaveScope();
  tape.leaveScope();
  std::vector<double> values = recordedValues(tape);
  Explain explain(tape, values);
  CHECK_EQ(explain.name(y.id), "first");
  auto names = explain.aliases(y.id);
  CHECK_EQ(names.size(), 2u);
  CHECK_EQ(names[1], "slo.layer.second");
  CHECK_EQ(explain.dim(y.id), Dim(Base::Time));
  CHECK_EQ(explain.name(x.id), "Pod.count");
}

static std::string formulaOf(Tape &tape, const Trace &x) {
  std::vector<double> values = recordedValues(tape);
  return Explain(tape, values).formula(tape.node(x)).text;
}

TEST(formulasHaveTheFewestParentheses) {
  Tape tape;
  Trace a = tape.input(5, "a"), b = tape.input(2, "b"), c = tape.input(3, "c");
  CHECK_EQ(formulaOf(tape, a - (b - c)), "a - (b - c)");
  CHECK_EQ(formulaOf(tape, (a - b) - c), "a - b - c");
  CHECK_EQ(formulaOf(tape, a + (b + c)), "a + b + c");
  CHECK_EQ(formulaOf(tape, a / (b * c)), "a / (b * c)");
  CHECK_EQ(formulaOf(tape, a / b * c), "a / b * c");
  CHECK_EQ(formulaOf(tape, (a + b) * c), "(a + b) * c");
  CHECK_EQ(formulaOf(tape, -(a + b) * c), "-(a + b) * c");
  CHECK_EQ(formulaOf(tape, powS(powS(a, b), c)), "(a^b)^c");
  CHECK_EQ(formulaOf(tape, powS(-a, Trace(-2))), "(-a)^(-2)");
  CHECK_EQ(formulaOf(tape, maxS(a + b, c) * sqrtS(a * b)), "max(a + b, c) * sqrt(a * b)");
  CHECK_EQ(formulaOf(tape, maxS(maxS(a, b + 1), minS(c, a))), "max(a, b + 1, min(c, a))");
  CHECK_EQ(formulaOf(tape, selectS(lessS(a, b), a + 1, c) * 2), "(if a < b then a + 1 else c) * 2");
  CHECK_EQ(formulaOf(tape, andS(notS(lessS(a, b)), lessEqualS(b, c + 1))), "not a < b and b <= c + 1");
  CHECK_EQ(formulaOf(tape, requireS(lessS(b, a), "b is below a", a - b)), "a - b");
}

TEST(namesAreCutToWhatIsUniqueInTheFormula) {
  Tape tape;
  Trace chip = tape.input(3, "Pod.chip.rate"), link = tape.input(2, "Pod.link.rate"), n = tape.input(2, "Pod.count");
  CHECK_EQ(formulaOf(tape, chip * n), "rate * count");
  CHECK_EQ(formulaOf(tape, (chip + link) * n), "(chip.rate + link.rate) * count");
}

TEST(aNameIsNotCutToThatOfTheResult) {
  Tape tape;
  Trace x = tape.input(3, "Pod.chip.capacity") * 2;
  letS("memory.capacity", x, Dim());
  CHECK_EQ(formulaOf(tape, x), "chip.capacity * 2");
}

TEST(anArgmaxIsNotASelect) {
  Tape tape;
  Trace a = tape.input(5, "a"), b = tape.input(2, "b"), c = tape.input(3, "c");
  Trace ab = selectS(lessS(a, b), Trace(1), Trace(0)), ab_c = selectS(lessS(maxS(a, b), c), Trace(2), ab);
  CHECK_EQ(formulaOf(tape, ab_c), "argmax(a, b, c)");
  CHECK_EQ(formulaOf(tape, selectS(lessS(maxS(a, b), c), Trace(1), ab)), "if max(a, b) < c then 1 else argmax(a, b)");
  CHECK_EQ(formulaOf(tape, selectS(lessS(a, c), Trace(2), ab)), "if a < c then 2 else argmax(a, b)");
}

TEST(longFormulasAreCut) {
  Tape tape;
  Trace x = tape.input(1.5, "x"), y = x;
  for (int i = 0; i != 100000; ++i)
    y = sqrtS(y + double(i));
  std::vector<double> values = recordedValues(tape);
  Formula f = Explain(tape, values).formula(y.id);
  CHECK(f.text.find("…") != std::string::npos && f.text.size() < 1000);
  CHECK_EQ(f.operands.size(), 1u);
}

TEST(evidenceLeavesOutTheDeadSide) {
  Tape tape;
  Trace a = tape.input(1, "a"), b = tape.input(2, "b"), c = tape.input(3, "c"), d = tape.input(4, "d");
  Trace y = selectS(lessS(a, b), c * 2, d);
  std::vector<double> values = recordedValues(tape);
  auto live = liveInputs(tape, values, y.id);
  CHECK(live == (llvm::SmallVector<uint32_t, 16>{0, 1, 2}));
  CHECK(liveCode(tape, y.id).test(d.id));             // as code both sides count
  Trace z = selectS(lessS(Trace(1), Trace(2)), a, d); // decided by constants
  CHECK_EQ(z.id, a.id);
}

TEST(theDeadSideMayBeMissingOrInfinite) {
  Tape tape;
  Trace x = tape.input(0, "x"), m = tape.missing("rent");
  Trace y = selectS(lessS(x, 1), x * 2, m + 1 / x);
  std::vector<double> values = recordedValues(tape);
  CHECK_EQ(problems(tape, values, y.id).size(), 0u);
  double slope = gradient(tape, values, y.id)[0];
  CHECK_EQ(slope, 2.0); // not 0 * infinity
}

TEST(problemsNameTheFirstBadNode) {
  Tape tape;
  Trace x = tape.input(0, "x"), y = tape.input(1, "y");
  Trace ratio = y / x, result = sqrtS(ratio) + 1;
  auto found = problems(tape, recordedValues(tape), result.id);
  CHECK_EQ(found.size(), 1u);
  CHECK_EQ(found[0].kind, Problem::NotFinite);
  CHECK_EQ(found[0].node, ratio.id);
}

TEST(anUndeterminedGuardIsAProblem) {
  Tape tape;
  Trace m = tape.missing("rate"), x = tape.input(1, "x");
  Trace y = guardS(lessS(m, 1)) ? x + 1 : x + 2;
  auto found = problems(tape, recordedValues(tape), y.id);
  CHECK_EQ(found.size(), 1u);
  CHECK_EQ(found[0].kind, Problem::Missing);
}

static double cubeRoot(double a, double, double) { return std::cbrt(a); }
static double cubeRootBy(unsigned, double a, double, double) { return 1 / (3 * std::cbrt(a) * std::cbrt(a)); }
static constexpr Extern cubeRootOf{"cube_root", cubeRoot, cubeRootBy};

TEST(anExternIsOneNodeWithItsDerivative) {
  Tape tape;
  Trace x = tape.input(8, "x");
  Trace y = externS(cubeRootOf, x * 1) * 3;
  CHECK_EQ(y.value, 6.0);
  CHECK_EQ(formulaOf(tape, y), "cube_root(x, 0, 0) * 3");
  CHECK_NEAR(gradient(tape, recordedValues(tape), y.id)[0], 0.25, 1e-15);
  std::vector<double> values;
  evaluate(tape, {27.0}, values);
  CHECK_NEAR(values[y.id], 9.0, 1e-15);
}
