// Exact layout of rendered diagnostics. The expected text is written by hand from language.md §7.

#include "Check.h"

#include "Basic/Render.h"
#include "llvm/Support/JSON.h"

using namespace mls;
using llvm::StringRef;

namespace {

/// One file and one engine; ranges are found by their text.
struct Fixture {
  SourceManager sources;
  DiagnosticEngine diags;
  FileId file;

  explicit Fixture(std::string text) : file(sources.add("job.mls", std::move(text))) {}

  Range at(StringRef what, size_t from = 0) const {
    size_t begin = sources.text(file).find(what, from);
    return {file, uint32_t(begin), uint32_t(begin + what.size())};
  }
  std::string text(bool colour = false) const {
    std::string out;
    llvm::raw_string_ostream stream(out);
    for (const Diagnostic *d : diags.sorted())
      renderText(*d, sources, stream, colour);
    return "\n" + out;
  }
  DiagBuilder report(Range range) { return diags.report(diag::cannot_add, range, "add", "A", "B"); }
};

} // namespace

TEST(sampleOfTheLanguagePage) {
  Fixture f("\n\n\n\n\n\n  total: weights + 3.35 TB/s\n");
  f.diags.report(diag::cannot_add, f.at("+"), "add", "Data", "Bandwidth")
      .label(f.at("weights"), "Data")
      .label(f.at("3.35 TB/s"), "Bandwidth")
      .remark("left", "Data")
      .remark("right", "Data · Time^-1      differs by Time^-1")
      .help("multiply the right side by a `Time`");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `Data` and `Bandwidth`
  --> job.mls:7:18
   |
 7 |   total: weights + 3.35 TB/s
   |          ------- ^ --------- Bandwidth
   |          Data
   = left:  Data
   = right: Data · Time^-1      differs by Time^-1
   = help: multiply the right side by a `Time`
)"));
}

TEST(labelsThatWouldOverlapTakeRows) {
  Fixture f("a + b + c\n");
  f.report(f.at("+")).at("here").label(f.at("a"), "a long label").label(f.at("b"), "second").label(f.at("c"), "third");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `A` and `B`
  --> job.mls:1:3
   |
 1 | a + b + c
   | - ^ -   - third
   | | | second
   | | here
   | a long label
)"));
}

TEST(nestedMarksStayVisible) {
  Fixture f("let x = aa + bb\n");
  f.report(f.at("aa + bb")).at("the sum").label(f.at("bb"), "right");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `A` and `B`
  --> job.mls:1:9
   |
 1 | let x = aa + bb
   |         ^^^^^-- right
   |         the sum
)"));
}

TEST(tabsWideAndMultiByteCharacters) {
  Fixture f("\t5 µs + 語x + y\n");
  f.report(f.at("y")).label(f.at("µs"), "micro").label(f.at("語"), "wide");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `A` and `B`
  --> job.mls:1:14
   |
 1 |     5 µs + 語x + y
   |       --   --    ^
   |       |    wide
   |       micro
)"));
}

TEST(controlCharactersCannotSteerTheTerminal) {
  Fixture f(std::string("a \x1b[31m \xff b\n"));
  f.report(f.at("b"));
  CHECK_EQ(f.text(), std::string("\nerror[E0301]: cannot add `A` and `B`\n  --> job.mls:1:11\n   |\n"
                                 " 1 | a \u241b[31m \uFFFD b\n   |           ^\n"));
}

TEST(messagesStayOnTheirLine) {
  Fixture f("a\n");
  f.diags.report(diag::cannot_add, f.at("a"), "add", "x\ny", "\xff").label(f.at("a"), "in\nside").help("one\ntwo \x07");
  CHECK_EQ(f.text(), std::string("\nerror[E0301]: cannot add `x\\ny` and `\\xFF`\n  --> job.mls:1:1\n   |\n 1 | a\n"
                                 "   | -\n   | in\u240aside\n   = help: one\n           two \\x07\n"));
}

TEST(marksOverSeveralLines) {
  Fixture f("query rank = optimize {\n  over x in 1..2\n  where a\n  where b\n  where c\n  show x\n}\n");
  f.report(f.at(StringRef(f.sources.text(f.file)).trim())).at("no objective").label(f.at("x"), "axis");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `A` and `B`
  --> job.mls:1:1
   |
 1 | / query rank = optimize {
 2 | |   over x in 1..2
   | |        - axis
   : |
 7 | | }
   | |_^ no objective
)"));
}

TEST(blockThatBeginsInsideALine) {
  Fixture f("let x = sum(\n  1,\n)\n");
  f.report(f.at("sum(\n  1,\n)")).at("this");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `A` and `B`
  --> job.mls:1:9
   |
 1 |   let x = sum(
   |  _________^
 2 | |   1,
 3 | | )
   | |_^ this
)"));
}

TEST(longLinesAreClippedAroundTheCaret) {
  std::string line(10'000'003, 'a');
  line.replace(5'000'000, 3, " + ");
  Fixture f(line);
  f.report(f.at("+")).label({f.file, 3, 5}, "far away");
  std::string out = f.text();
  CHECK(out.size() < 1000);
  CHECK_EQ(out, "\nerror[E0301]: cannot add `A` and `B`\n  --> job.mls:1:5000002\n   |\n"
                " 1 | " +
                    std::string(35, 'a') +
                    "…\n   |    -- far away\n"
                    " 1 | …" +
                    std::string(29, 'a') + " + " + std::string(29, 'a') + "…\n   | " + std::string(31, ' ') + "^\n");
}

TEST(endOfFile) {
  Fixture f("let x =");
  f.report({f.file, 7, 7}).at("expected an expression");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `A` and `B`
  --> job.mls:1:8
   |
 1 | let x =
   |        ^ expected an expression
)"));
}

TEST(labelsAndRemarksInOtherFiles) {
  Fixture f("a\n");
  FileId other = f.sources.add("lib.mls", "x\ny\n\n\n\n\n\n\n\nzz\n");
  f.report(f.at("a")).label({other, 2, 3}, "declared here").note("imported by", {other, 11, 13}).note("plain");
  CHECK_EQ(f.text(), std::string(R"(
error[E0301]: cannot add `A` and `B`
   --> job.mls:1:1
    |
  1 | a
    | ^
   ::: lib.mls:2:1
    |
  2 | y
    | - declared here
    = note: plain
note: imported by
   --> lib.mls:10:1
    |
 10 | zz
    | ^^
)"));
}

TEST(fixitsReadAsHelp) {
  Fixture f("30B n GB\n");
  f.report(f.at("30B")).fixit(f.at("30B"), "30 B");
  f.diags.report(diag::cannot_add, f.at("n"), "add", "A", "B").help("write `n * 1 GB`").fixit(f.at("n GB"), "n * 1 GB");
  f.diags.report(diag::cannot_add, f.at("GB"), "add", "A", "B").fixit(f.at(" GB"), "");
  std::string out = f.text();
  CHECK(StringRef(out).contains("   = help: write `30 B`\n"));
  CHECK_EQ(StringRef(out).count("n * 1 GB"), 1u);
  CHECK(StringRef(out).contains("   = help: remove `GB`\n"));
}

TEST(oneMistakeReportsOnce) {
  Fixture f("a b\n");
  f.report(f.at("a"));
  f.report(f.at("a")).help("dropped with its diagnostic");
  f.report(f.at("b"));
  CHECK_EQ(f.diags.errors(), 2u);
  CHECK(!StringRef(f.text()).contains("dropped"));
}

TEST(errorsBeyondTheLimitAreCounted) {
  Fixture f("abc\n");
  f.diags.setLimit(2);
  for (StringRef c : {"a", "b", "c"})
    f.report(f.at(c));
  CHECK_EQ(f.diags.all().size(), 2u);
  std::string out;
  llvm::raw_string_ostream stream(out);
  renderText(f.diags, f.sources, stream, false);
  CHECK(StringRef(out).ends_with("\n3 errors (1 not shown)\n"));
}

TEST(jsonCarriesRangesInCodePoints) {
  Fixture f("5 µs + x\n");
  f.report(f.at("x")).label(f.at("µs"), "Time").help("convert").fixit(f.at("x"), "y");
  std::string out;
  llvm::raw_string_ostream stream(out);
  renderJson(f.diags, f.sources, stream);
  auto value = llvm::json::parse(out);
  CHECK(bool(value));
  auto &first = *(*value->getAsObject()->getArray("diagnostics"))[0].getAsObject();
  CHECK_EQ(first.getString("code")->str(), std::string("E0301"));
  CHECK_EQ(first.getString("file")->str(), std::string("job.mls"));
  auto number = [](const llvm::json::Object &place, StringRef end, StringRef key) -> int64_t {
    return place.getObject("range")->getObject(end)->getInteger(key).value_or(-1);
  };
  CHECK_EQ(number(first, "start", "column"), 8);
  CHECK_EQ(number(first, "start", "offset"), 8);
  CHECK_EQ(number(*(*first.getArray("labels"))[0].getAsObject(), "end", "column"), 5);
}

TEST(sarifNamesItsRules) {
  Fixture f("a b\n");
  f.report(f.at("a"));
  f.report(f.at("b"));
  std::string out;
  llvm::raw_string_ostream stream(out);
  renderSarif(f.diags, f.sources, stream);
  auto value = llvm::json::parse(out);
  CHECK(bool(value));
  auto &run = *(*value->getAsObject()->getArray("runs"))[0].getAsObject();
  CHECK_EQ(run.getArray("results")->size(), 2u);
  CHECK_EQ(run.getObject("tool")->getObject("driver")->getArray("rules")->size(), 1u);
}
