#include "Parsed.h"

using namespace mls;
using namespace mls::test;

TEST(theSampleOfTheLanguagePageIsClean) {
  Parsed p(sample());
  CHECK_EQ(codes(p.diags), "");
  CHECK(!p.file->hasErrors);
  CHECK_EQ(p.file->decls.size(), 34u);
}

TEST(everyNodeHasItsRange) {
  std::string text = sample();
  Parsed p(text);
  for (const ast::Decl *d : p.file->decls) {
    CHECK(d->range.valid() && d->range.begin < d->range.end);
    CHECK_EQ(d->range.begin, d->wordRange.begin);
    if (d->name)
      CHECK_EQ(p.sources.text(d->name.range).str(), d->name.text.str());
  }
  auto *slo = p.decl<ast::QueryDecl>(21);
  CHECK(slo);
  CHECK_EQ(p.sources.text(slo->value->range).str(), "serve(Chat, on: Pod, tp: 8, batch: 64)");
}

TEST(docCommentsReachTheirDeclarations) {
  Parsed p("//! One.\n//! Two.\n\n/// Of a.\n/// More.\nlet a = 1\nschema S {\n  /// Of f.\n  f: Power?\n}\n");
  CHECK_EQ(codes(p.diags), "");
  CHECK_EQ(p.file->doc.str(), "One.\nTwo.");
  CHECK_EQ(p.file->decls[0]->doc.str(), "Of a.\nMore.");
  CHECK_EQ(p.decl<ast::SchemaDecl>(1)->fields[0]->doc.str(), "Of f.");
  CHECK(llvm::isa<ast::TypeOptional>(p.decl<ast::SchemaDecl>(1)->fields[0]->type));
}

TEST(newlinesEndStatementsOutsideBracketsOnly) {
  CHECK_EQ(Parsed("let a = f(1,\n  2)\nlet b = 2").file->decls.size(), 2u);
  CHECK_EQ(codes("let a = 1\n  + 2\nlet b = 3 GB\n  from src \"x\"\nshow a,\n  b\n"), "");
  CHECK_EQ(codes("let a = 1 let b = 2"), "E0110");
  CHECK_EQ(Parsed("let a = 1\r\nlet b = 2\rlet c = 3").file->decls.size(), 3u);
  CHECK_EQ(codes("\xEF\xBB\xBFlet a = 1\n"), "");
}

TEST(useListsGiveFullPaths) {
  Parsed p("use a.b.{C, D = e.F}, G = h.I");
  auto *use = p.decl<ast::UseDecl>(0);
  CHECK_EQ(use->items.size(), 3u);
  CHECK_EQ(use->items[0].path.str() + " " + use->items[0].local().text.str(), "a.b.C C");
  CHECK_EQ(use->items[1].path.str() + " " + use->items[1].local().text.str(), "a.b.e.F D");
  CHECK_EQ(use->items[2].path.str() + " " + use->items[2].local().text.str(), "h.I G");
}

TEST(provenanceIsCarried) {
  Parsed p("let a = 31.20 EUR/h \xC2\xB1 10% from rfq \"line 3\" { quote: \"31.20\" } from other\n"
           "let b = 1 W range 0 W .. 2 W estimate \"why\"\nlet c = 3 +- 1 convention \"so\"\n");
  CHECK_EQ(codes(p.diags), "");
  const ast::Origin &a = p.decl<ast::LetDecl>(0)->origin, &b = p.decl<ast::LetDecl>(1)->origin;
  CHECK_EQ(a.from.size(), 2u);
  CHECK_EQ(a.from[0]->locator->value.str(), "line 3");
  CHECK_EQ(a.from[0]->details->fields.size(), 1u);
  CHECK(a.tolerance && b.low && b.high && !b.convention);
  CHECK_EQ(b.reason->value.str(), "why");
  CHECK(p.decl<ast::LetDecl>(2)->origin.convention);
}

TEST(typesAreExpressions) {
  Parsed p("def f<D>(a: D^(1/2), b: Data/Time*Mass^-1, c: List<Node>) -> D? = a\ndimension X = 1/Time\n");
  CHECK_EQ(codes(p.diags), "");
  auto *def = p.decl<ast::DefDecl>(0);
  CHECK_EQ(def->generics.size(), 1u);
  auto *power = llvm::dyn_cast<ast::TypePower>(def->params[0].type);
  CHECK(power && power->numerator == 1 && power->denominator == 2);
  auto *product = llvm::dyn_cast<ast::TypeProduct>(def->params[1].type);
  CHECK(product && !product->divide && llvm::cast<ast::TypeProduct>(product->left)->divide);
  CHECK(llvm::isa<ast::TypeOptional>(def->result));
}

TEST(everyClauseIsRead) {
  Parsed p("query q = sweep {\n over a in 1..2, (b, c) in f(1)\n find d in 0..1\n given e\n where x, y\n minimize m\n"
           " per a\n sort b desc, c\n top 3\n of v\n to all\n by 20%\n let t: Time = 1 s\n show t, u = v as ms\n}\n");
  CHECK_EQ(codes(p.diags), "");
  auto *q = p.decl<ast::QueryDecl>(0);
  CHECK_EQ(q->clauses.size(), 13u);
  auto *over = llvm::cast<ast::AxesClause>(q->clauses[0]);
  CHECK_EQ(over->axes[1].paths.size(), 2u);
  auto *sort = llvm::cast<ast::SortClause>(q->clauses[6]);
  CHECK(sort->keys[0].descending && !sort->keys[1].descending);
  auto *show = llvm::cast<ast::ShowClause>(q->clauses[12]);
  CHECK_EQ(show->items[1].name.text.str() + show->items[1].unit.text.str(), "ums");
}
