#include "Parsed.h"

#include "Syntax/Format.h"

#include <random>

using namespace mls;
using namespace mls::test;

TEST(theSampleIsAlreadyFormatted) { CHECK_EQ(format(sample()), sample()); }

TEST(blanksAreNormal) {
  CHECK_EQ(format("let   a=b+c*-d"), "let   a = b + c * -d\n");
  CHECK_EQ(format("let a = f ( x ,y , on :z )\n"), "let a = f(x, y, on: z)\n");
  CHECK_EQ(format("let a = 80GB/s + 3   tok\n"), "let a = 80 GB/s + 3 tok\n");
  CHECK_EQ(format("let a = [ 1,2 , 3 ]\n"), "let a = [1, 2, 3]\n");
  CHECK_EQ(format("let a = [{b:1},{c:2 d:3}]\n"), "let a = [ { b: 1 }, { c: 2  d: 3 } ]\n");
  CHECK_EQ(format("use a.b.{ C ,D }\n"), "use a.b.{C, D}\n");
  CHECK_EQ(format("def  f < D > (a:D ^ 2,b:Data / Time)->D=a\n"), "def  f<D>(a: D^2, b: Data/Time) -> D = a\n");
  CHECK_EQ(format("let a = 1..8 by * 2\n"), "let a = 1..8 by *2\n");
  CHECK_EQ(format("let a = 0 s..1 s\n"), "let a = 0 s .. 1 s\n");
  CHECK_EQ(format("let a = {}\n"), "let a = {}\n");
}

TEST(linesAreIndentedAndAligned) {
  CHECK_EQ(format("hardware P: Node {\naccelerator: X\n    count: 8 // eight\n      rent: {\n a: 1\n  }\n}\n"),
           "hardware P: Node {\n  accelerator: X\n  count:       8  // eight\n  rent: {\n    a: 1\n  }\n}\n");
  CHECK_EQ(format("query q = sweep {\nover a in b\ntop 3\nminimize c\n}\n"),
           "query q = sweep {\n  over a in b\n  top  3\n  minimize c\n}\n");
  CHECK_EQ(format("let a = 1\n+ 2\n\n\n\nlet b = 3\n\n"), "let a = 1\n  + 2\n\nlet b = 3\n");
}

TEST(commentsStay) {
  CHECK_EQ(format("// a\n\n\n  // b\nlet x = 1   // c   \n// end"), "// a\n\n// b\nlet x = 1   // c\n// end\n");
  CHECK_EQ(format("hardware P: N {  // open\n// inside\na: 1\n// last\n}\n"),
           "hardware P: N {  // open\n  // inside\n  a: 1\n  // last\n}\n");
}

TEST(brokenStatementsAreLeftAlone) {
  CHECK_EQ(format("let   a=1+\nlet b=2\nhardware  P {a:1}\n"), "let   a=1+\nlet b = 2\nhardware  P {a:1}\n");
  CHECK_EQ(format("let a = f(1,   2\nlet b=2\n"), "let a = f(1,   2\nlet b = 2\n");
  CHECK_EQ(format(std::string("a\0  b", 5)), std::string("a\0  b", 5));
  CHECK_EQ(format(""), "");
}

TEST(lineEndsAreKept) { CHECK_EQ(format("let a=1\r\nlet b=2\r\n"), "let a = 1\r\nlet b = 2\r\n"); }

/// The text without blanks: what a formatter may not touch.
static std::string squeezed(llvm::StringRef text) {
  std::string out;
  for (char c : text)
    if (!isspace(static_cast<unsigned char>(c)))
      out += c;
  return out;
}

static void checkFormat(const std::string &text) {
  std::string once = format(text);
  if (squeezed(once) != squeezed(text))
    CHECK_EQ(once, text);
  if (format(once) != once)
    CHECK_EQ(format(once), once);
}

/// Where the parser stops reading the formatter must not.
TEST(noLimitLosesText) {
  auto times = [](size_t n, llvm::StringRef s) {
    std::string out;
    while (n--)
      out += s;
    return out;
  };
  const std::string tail = "\n// keep me\nlet   b   = 2\n\n";
  std::string deep = "let a = " + times(300, "[") + "1" + times(300, "]");
  CHECK_EQ(format("let   z = 1\n" + deep + tail), "let   z = 1\n" + deep + "\n// keep me\nlet   b   = 2\n");
  checkFormat("let a = " + times(257, "(") + tail);
  checkFormat("let a = " + times(257, "(") + "\n\n");
  checkFormat("let a = " + times(257, "(\n") + tail);
  checkFormat("let a = " + times(300, "if x then ") + "1" + tail);
  checkFormat("let a = 1" + times(100'001, " + 1") + tail);
  checkFormat("let   a = 1\n" + times(150, "let a = = 1\n") + tail);
  checkFormat("let a = 1" + times(5000, "+1") + tail);
  CHECK_EQ(format("\xEF\xBB\xBFlet a=1\n"), "\xEF\xBB\xBFlet a = 1\n");
}

TEST(wordsGluedToNumbers) {
  CHECK_EQ(format("let c = (1default- 2)\n"), "let c = (1 default -2)\n");
  CHECK_EQ(format("let c = 3to 4if 5\n"), "let c = 3to 4if 5\n"); // no expression
}

TEST(formattingIsIdempotentAndChangesBlanksOnly) {
  std::string text = sample();
  std::mt19937 random(7);
  const char *pieces[] = {" ", "\n", "  ", "\t", "\r\n", "// c\n", "{", ")", "\n}", "let ", "1 ", "-", "80GB", ",", "\"", "..",
                          "1default", "- ", " if ", "[ "};
  for (int i = 0; i < 1000; ++i) {
    std::string t = text;
    for (int edits = 1 + random() % 6; edits--;)
      t.insert(random() % t.size(), pieces[random() % std::size(pieces)]);
    checkFormat(t);
    std::string once = format(t);
    if (codes(once) != codes(t) && codes(t).find("W0101") == std::string::npos)
      CHECK_EQ(codes(once) + once, codes(t));
  }
}
