#include "Parsed.h"

using namespace mls;
using namespace mls::test;

TEST(fiveMistakesGiveFiveMessages) {
  CHECK_EQ(codes("quey slo = serve(Chat, on: Pod)\n"
                 "hardware Pod: Node {\n"
                 "  accelerator: H200_SXM\n"
                 "  count:\n"
                 "  rent: 31.20 EUR/h frm rfq\n"
                 "  memory: { capacity: 192 GB  bandwidth: }\n"
                 "}\n"
                 "let ok = 1\n"
                 "let a = n GB\n"),
           "E0113 E0110 E0120 E0110 E0115");
}

TEST(messagesSayWhatWasExpected) {
  CHECK_EQ(first("hardware P: Node {\n  batch:\n}\n"), "2:9 expected a value after `batch:`");
  CHECK_EQ(first("hardware P: Node {\n  a.b: }\n"), "2:8 expected a value after `a.b:`");
  CHECK_EQ(first("let = 3"), "1:5 expected a name after `let`");
  CHECK_EQ(first("let a ="), "1:8 expected a value after `=`");
  CHECK_EQ(first("let a = [1, 2 3]"), "1:15 expected `,` or `]` after `2`");
  CHECK_EQ(first("let a = if b then c"), "1:20 expected `else` after `c`");
  CHECK_EQ(first("let a = 3 GB 4"), "1:14 expected the end of the line after `3 GB`");
  CHECK_EQ(first("import team"), "1:12 expected `=` after `team`");
  CHECK_EQ(first("show a as"), "1:10 expected a unit after `as`");
  CHECK_EQ(first("let a: = 3"), "1:8 expected a dimension or a schema after `a:`");
  CHECK_EQ(first("query q = sweep { over x }"), "1:25 expected `in` and a domain after `x`");
  CHECK_EQ(first("hardware P: Node {\n  a = 3\n}"), "2:5 expected `:` after `a`");
}

TEST(aMistakeStaysInItsEntry) {
  Parsed p("hardware P: Node {\n  a: 1 +\n  b: 2\n  c: [1, , 2]\n  d: 4\n}\nlet x = 1\n");
  CHECK_EQ(codes(p.diags), "E0110 E0110");
  auto *record = llvm::cast<ast::RecordExpr>(p.decl<ast::RecordDecl>(0)->value);
  CHECK_EQ(record->fields.size(), 4u);
  CHECK(llvm::isa<ast::ErrorExpr>(record->fields[0]->value));
  CHECK(llvm::isa<ast::NumberExpr>(record->fields[1]->value));
  CHECK(llvm::isa<ast::NumberExpr>(record->fields[3]->value));
  CHECK(p.decl<ast::LetDecl>(1));
}

TEST(aMistakeStaysInItsClause) {
  Parsed p("query q = optimize {\n  over a in\n  where b\n  minimze c\n  minimize c +\n  show d\n}\n");
  CHECK_EQ(codes(p.diags), "E0110 E0114 E0110");
  auto *q = p.decl<ast::QueryDecl>(0);
  CHECK(llvm::isa<ast::ShowClause>(q->clauses.back()));
}

TEST(misspelledWordsAreReadAsMeant) {
  Parsed p("quey q = sweep {\n  ovr a in 1..2\n  mximize b\n}\nhardwar H: N { c: 1 W rnge 0 W .. 2 W }\nassert a == b witin 1%\n");
  CHECK_EQ(codes(p.diags), "E0113 E0114 E0114 E0113 E0120 E0120");
  auto *q = p.decl<ast::QueryDecl>(0);
  CHECK(llvm::cast<ast::AxesClause>(q->clauses[0])->word == ast::AxesClause::Word::Over);
  CHECK(llvm::cast<ast::GoalClause>(q->clauses[1])->maximize);
  auto *h = p.decl<ast::RecordDecl>(1);
  CHECK(h->role == ast::RecordDecl::Role::Hardware);
  CHECK(llvm::cast<ast::RecordExpr>(h->value)->fields[0]->origin.low);
  CHECK(llvm::cast<ast::CompareExpr>(p.decl<ast::AssertDecl>(2)->condition)->within);
}

TEST(missingClosersGoWhereTheIndentationSays) {
  Parsed p("hardware P: Node {\n  memory: { capacity: 192 GB\n  tdp: 600 W\n}\nlet x = f(1\nlet y = 2\n");
  CHECK_EQ(codes(p.diags), "E0111 E0111");
  CHECK_EQ(p.file->decls.size(), 3u);
  auto *record = llvm::cast<ast::RecordExpr>(p.decl<ast::RecordDecl>(0)->value);
  CHECK_EQ(record->fields.size(), 2u);
  CHECK_EQ(record->fields[1]->path.str(), "tdp");
}

TEST(failedDeclarationsKeepTheirNames) {
  Parsed p("let a = \nhardware B Node { }\nquey c = 1\n");
  CHECK_EQ(p.file->decls[0]->name.text.str() + p.file->decls[1]->name.text.str() + p.file->decls[2]->name.text.str(),
           "aBc");
}

TEST(otherTextsAreReportedOnce) {
  CHECK_EQ(codes("Dear reader,\n\nthis is a letter\nand no program.\n"), "E0113");
  CHECK_EQ(codes("{ \"json\": 1 }\n"), "E0113");
}

TEST(otherNotationsAreUnderstood) {
  CHECK_EQ(codes("let a = 2 ** 3"), "E0107");
  CHECK_EQ(codes("let a = b \xC3\x97 c \xC2\xB7 d"), "E0107 E0107");
  CHECK_EQ(codes("let a = b && !c || d"), "E0107 E0107 E0107");
  CHECK_EQ(codes("let a = 'text'"), "E0107");
  CHECK_EQ(codes("let a = 1 # one\n"), "E0108");
  CHECK_EQ(codes("let a = 1 /* one\n two */\n"), "E0108");
  CHECK_EQ(codes("let a = 1;\n"), "E0103");
  CHECK_EQ(codes("let gr\xC3\xB6\xC3\x9F" "e = 1"), "E0104");
}

TEST(noByteIsTooStrange) {
  CHECK_EQ(codes(""), "");
  CHECK_EQ(codes("\n\n  \t\n"), "");
  CHECK_EQ(codes("// only a comment"), "");
  CHECK_EQ(codes(std::string("a\0b", 3)), "E0101");
  CHECK_EQ(codes("let a = 1 // \xFF\n"), "E0102");
  CHECK_EQ(codes("let a = \"abc\n"), "E0105");
  CHECK_EQ(codes("let a = \"a\\qb\"\n"), "E0106");
  CHECK_EQ(codes("let a = 2026-02-30\n"), "E0116");
  CHECK_EQ(codes("let a = $5\n"), "E0103");
  CHECK_EQ(codes("let a = 1\n}\nlet b = 2\n"), "E0112");
}
