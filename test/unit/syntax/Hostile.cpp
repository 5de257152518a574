#include "Parsed.h"

#include "Syntax/Format.h"

#include <random>

using namespace mls;
using namespace mls::test;

static std::string repeat(const char *text, size_t n) {
  std::string out;
  while (n--)
    out += text;
  return out;
}

TEST(nestingIsLimited) {
  CHECK_EQ(codes("let a = " + repeat("(", 100000) + "1" + repeat(")", 100000)), "E0109");
  CHECK_EQ(codes("let a = " + repeat("[{a: ", 100000)), "E0109");
  CHECK_EQ(codes("let a = " + repeat("if a then b else ", 100000) + "1"), "E0109");
  CHECK_EQ(codes("let a = " + repeat("(", 200) + "1" + repeat(")", 200)), "");
}

TEST(heightIsLimited) {
  CHECK_EQ(codes("let a = 1" + repeat(" + 1", 5000)), "E0117");
  CHECK_EQ(codes("let a = " + repeat("-", 5000) + "1"), "E0117");
  CHECK_EQ(codes("let a = " + repeat("not ", 5000) + "1"), "E0117");
  CHECK_EQ(codes("let a = 1" + repeat("^1", 5000)), "E0117");
  CHECK_EQ(codes("let a = f(1)" + repeat(".a", 5000)), "E0117");
  CHECK_EQ(codes("let a: A" + repeat("*A", 5000) + " = 1"), "E0117");
  CHECK_EQ(codes("let a = 1" + repeat(" + 1", 900)), "");
}

TEST(sizeIsLimited) {
  CHECK_EQ(codes("let a = [" + repeat("1, ", 100000) + "1]"), "E0119");
  CHECK_EQ(codes("let a = [" + repeat("1, ", 10000) + "1]"), "");
}

TEST(manyDeclarationsAreFine) { CHECK_EQ(Parsed(repeat("let a = b + 1\n", 20000)).file->decls.size(), 20000u); }

TEST(aFileFullOfMistakesIsGivenUp) {
  Parsed p(repeat("let a = \n", 10000));
  CHECK(p.diags.errors() < 150);
}

/// Every message has a place in the file, whatever is cut off or changed.
static void survives(std::string text) {
  Parsed p(text);
  for (const Diagnostic &d : p.diags.all())
    if (!d.range.valid() || d.range.begin > d.range.end || d.range.end > text.size())
      CHECK_EQ(text, "has a message without a place");
  CHECK(p.file->hasErrors == p.diags.hasErrors());
}

TEST(everyPrefixOfTheSample) {
  std::string text = sample();
  for (size_t n = 0; n < text.size(); n += 7)
    survives(text.substr(0, n));
}

TEST(mutationsOfTheSample) {
  std::string text = sample();
  std::mt19937 random(1);
  const char *pieces[] = {"(", ")", "{", "}", "[", "]", ":", "=", ",", ".", "..", "\"", "\n", "let ", " 3 ", "//", "'",
                          "\xC2\xB1", "\xFF", "if ", " as ", " x ", "^", "query q = sweep {", "///", "#", "+-", "%"};
  for (int i = 0; i < 2000; ++i) {
    std::string t = text;
    for (int edits = 1 + random() % 4; edits--;) {
      size_t at = random() % t.size();
      switch (random() % 3) {
      case 0: t.erase(at, random() % 20); break;
      case 1: t.insert(at, pieces[random() % std::size(pieces)]); break;
      default: t[at] = char(random()); break;
      }
    }
    survives(t);
  }
}
