#include "Parsed.h"

using namespace mls;
using namespace mls::test;

MLS_TEST_MAIN()

TEST(precedenceIsLayered) {
  CHECK_EQ(shape("a + b * c"), "(binary + (path a) (binary * (path b) (path c)))");
  CHECK_EQ(shape("a - b - c"), "(binary - (binary - (path a) (path b)) (path c))");
  CHECK_EQ(shape("a or b and not c == d"),
           "(or (path a) (and (path b) (unary not (compare == (path c) (path d)))))");
  CHECK_EQ(shape("-a ^ 2"), "(unary - (binary ^ (path a) (number 2)))");
  CHECK_EQ(shape("a ^ -b ^ c"), "(binary ^ (path a) (binary ^ (unary - (path b)) (path c)))");
  CHECK_EQ(shape("if a then b else if c then d else e"),
           "(if (path a) (path b) (if (path c) (path d) (path e)))");
  CHECK_EQ(shape("a + b as GB/s"), "(as GB/s (binary + (path a) (path b)))");
}

TEST(quantitiesBindTighterThanOperators) {
  CHECK_EQ(shape("w / 3.35 TB/s"), "(binary / (path w) (number 3.35 TB/s))");
  CHECK_EQ(shape("1 / 2 s"), "(binary / (number 1) (number 2 s))");
  CHECK_EQ(shape("10 W/(m*K)"), "(number 10 W/(m*K))");
  CHECK_EQ(shape("2 m^-1 / x"), "(binary / (number 2 m^-1) (path x))");
  CHECK_EQ(shape("2 s^(1/2)"), "(number 2 s^(1/2))");
  CHECK_EQ(shape("3 GB / x"), "(binary / (number 3 GB) (path x))");
  CHECK_EQ(shape("80 GB/n"), "(number 80 GB/n)"); // one unit: Sema knows that `n` is none
  CHECK_EQ(shape("80 GB/(a + b)"), "(binary / (number 80 GB) (binary + (path a) (path b)))");
  CHECK_EQ(shape("3 W/(m*K"), "(number 3 W/(m*K)) E0111");
  CHECK_EQ(shape("3 W/(m·K)"), "(number 3 W/(m*K)) E0107");
  CHECK_EQ(shape("3 m**2"), "(number 3 m^2) E0107");
  CHECK_EQ(shape("25 °C"), "(number 25 °C)"); // Units refuses it
  CHECK_EQ(shape("200/s"), "(binary / (number 200) (path s))");
}

TEST(wordsBehindNumbersAreUnitsOnlyWhereTheyCanBe) {
  CHECK_EQ(shape("if a then 3 else 4"), "(if (path a) (number 3) (number 4))");
  CHECK_EQ(shape("1 .. 8 by *2"), "(range by * (number 1) (number 8) (number 2))");
  CHECK_EQ(shape("0 s .. 1 s by 10 ms"), "(range by (number 0 s) (number 1 s) (number 10 ms))");
  CHECK_EQ(shape("lo..hi steps 5"), "(range steps (path lo) (path hi) (number 5))");
  CHECK_EQ(shape("{ a: 1  b: 2 s  c.d: 3 }"),
           "(record (field a (number 1)) (field b (number 2 s)) (field c.d (number 3)))");
  CHECK_EQ(shape("x default 1 kW <= 700 W"), "(compare <= (default (path x) (number 1 kW)) (number 700 W))");
}

TEST(unitNamesStealNoVariables) {
  CHECK_EQ(shape("s + B * min"), "(binary + (path s) (binary * (path B) (path min)))");
  CHECK_EQ(shape("3 min + min"), "(binary + (number 3 min) (path min))");
}

TEST(clauseAndDeclarationWordsAreNames) {
  CHECK_EQ(shape("from + to * by"), "(binary + (path from) (binary * (path to) (path by)))");
  CHECK_EQ(shape("x.if.then.model"), "(path x.if.then.model)");
  CHECK_EQ(shape("f(range, over: where)"), "(call (path f) (path range) (named over (path where)))");
  CHECK_EQ(codes("let model = 1\nlet let = 2\nlet query: Ratio = model + let\nshow source = model, over\n"), "");
  CHECK_EQ(codes("hardware where: Node {\n  by: 3\n  from: to\n  top: of\n}\n"), "");
}

TEST(numbersKeepTheirText) {
  auto number = [](const char *text) {
    Parsed p(std::string("let a = ") + text);
    auto *let = p.decl<ast::LetDecl>(0);
    auto *n = let ? llvm::dyn_cast<ast::NumberExpr>(let->value) : nullptr;
    return n ? fmt::format("{}|{}|{}|{}|{}|{}", n->digits.str(), n->suffix.str(), int(n->scale10), int(n->scale2),
                           n->percent, n->unit.text.str())
             : "none";
  };
  CHECK_EQ(number("70B"), "70|B|9|0|false|");
  CHECK_EQ(number("8Ki tok"), "8|Ki|0|10|false|tok");
  CHECK_EQ(number("16Mi tok"), "16|Mi|0|20|false|tok");
  CHECK_EQ(number("1.8T"), "1.8|T|12|0|false|");
  CHECK_EQ(number("5k"), "5|k|3|0|false|");
  CHECK_EQ(number("12.5%"), "12.5||0|0|true|");
  CHECK_EQ(number("1e400"), "1e400||0|0|false|");
  CHECK_EQ(number("1_000_000 B"), "1000000||0|0|false|B");
  CHECK_EQ(number("5 \xC2\xB5s"), "5||0|0|false|us");
  CHECK_EQ(number("5 \xCE\xBCs/tok"), "5||0|0|false|us/tok");
}

TEST(gluedUnitsWarnAndWork) {
  Parsed p("let a = 80GB/s");
  CHECK_EQ(codes(p.diags), "W0101");
  auto *n = llvm::cast<ast::NumberExpr>(p.decl<ast::LetDecl>(0)->value);
  CHECK_EQ(n->unit.text.str(), "GB/s");
  CHECK_EQ(n->unit.range.begin, 10u);
}

TEST(postfixAndCompoundForms) {
  CHECK_EQ(shape("tco(run).total"), "(member total (call (path tco) (path run)))");
  CHECK_EQ(shape("xs[2].y"), "(member y (index (path xs) (number 2)))");
  CHECK_EQ(shape("A with { a.b: 1 }"), "(with (path A) (record (field a.b (number 1))))");
  CHECK_EQ(shape("[conv { out: 1 }, dense { out: 2 },]"),
           "(list (record conv (field out (number 1))) (record dense (field out (number 2))))");
  CHECK_EQ(shape("[]"), "(list)");
  CHECK_EQ(shape("{}"), "(record)");
  CHECK_EQ(shape("(1, 2)"), "(tuple (number 1) (number 2))");
  CHECK_EQ(shape("sum(p.n * 2 for p in ps where p.n > 1)"),
           "(sum for p (binary * (path p.n) (number 2)) (path ps) (compare > (path p.n) (number 1)))");
  CHECK_EQ(shape("has(x) and true"), "(and (call (path has) (path x)) (bool true))");
  CHECK_EQ(shape("{ a: 1, b: 2, }"), "(record (field a (number 1)) (field b (number 2)))");
  CHECK_EQ(shape("a == b within 10%"), "(compare == (path a) (path b) (within (number 10%)))");
  CHECK_EQ(shape("a default b default -1"), "(default (path a) (default (path b) (unary - (number 1))))");
  CHECK_EQ(shape("2026-10-02"), "(date 2026-10-02)");
  CHECK_EQ(shape("\"a\\n\\u{20AC}\\\"\""), "(string \"a\\n\\342\\202\\254\\\"\")");
}

TEST(anExpressionFillsItsBuffer) {
  CHECK_EQ(shape("Virginia"), "(path Virginia)");
  CHECK_EQ(shape("source"), "(path source)");
  CHECK_EQ(shape("1 +\n 2"), "(binary + (number 1) (number 2))");
  CHECK_EQ(shape("1 2"), "(error) E0110");
  CHECK_EQ(shape(""), "(error) E0110");
}

TEST(pathsParseAlone) {
  auto path = [](const char *text) {
    SourceManager sources;
    DiagnosticEngine diags;
    ast::Arena arena;
    auto p = parsePath(sources, sources.add("p", text), diags, arena);
    return p.str() + codes(diags);
  };
  CHECK_EQ(path("slo.batch"), "slo.batch");
  CHECK_EQ(path("let.in"), "let.in");
  CHECK_EQ(path("slo."), "E0110");
  CHECK_EQ(path("3"), "E0110");
}
