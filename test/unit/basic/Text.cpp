// Wording helpers, UTF-8 and UTF-16 counts, lines and columns.

#include "Check.h"

#include "Basic/Printable.h"
#include "Basic/Source.h"
#include "Basic/Text.h"

using namespace mls;
using llvm::StringRef;

TEST(plurals) {
  CHECK_EQ(plural(1, "error"), std::string("1 error"));
  CHECK_EQ(plural(0, "error"), std::string("0 errors"));
  CHECK_EQ(plural(2, "entry", "entries"), std::string("2 entries"));
}

TEST(quotedLists) {
  using List = std::vector<StringRef>;
  CHECK_EQ(quotedList(List{"a"}), std::string("`a`"));
  CHECK_EQ(quotedList(List{"a", "b"}), std::string("`a` or `b`"));
  CHECK_EQ(quotedList(List{"a", "b", "c"}, "and"), std::string("`a`, `b` and `c`"));
  CHECK_EQ(quotedList(List{"a", "b", "c", "d"}, "or", 2), std::string("`a`, `b`, … (2 more)"));
}

TEST(didYouMean) {
  std::vector<StringRef> fields = {"bandwidth", "capacity", "count", "accelerator"};
  CHECK_EQ(nearest("bandwith", fields).str(), std::string("bandwidth"));
  CHECK_EQ(nearest("Capacity", fields).str(), std::string("capacity"));
  CHECK_EQ(nearest("cuont", fields).str(), std::string("count"));
  CHECK_EQ(nearest("Pdo", std::vector<StringRef>{"Pad", "Pod"}).str(), std::string("Pod"));
  CHECK(nearest("zebra", fields).empty());
  // One letter has no near letter.
  CHECK(nearest("x", std::vector<StringRef>{"y"}).empty());
}

TEST(printableText) {
  CHECK_EQ(printable("5 µs · ok"), std::string("5 µs · ok"));
  CHECK_EQ(printable("a\nb\x1b[31m"), std::string("a\\nb\\x1B[31m"));
  CHECK_EQ(printable("\xff\xc2"), std::string("\\xFF\\xC2"));
}

TEST(countsOfCharacters) {
  StringRef text = "aµ😀b"; // 1, 2, 4 and 1 bytes
  CHECK_EQ(text.size(), 8u);
  CHECK_EQ(codePoints(text), 4u);
  CHECK_EQ(utf16Length(text), 5u);
  CHECK_EQ(utf16ToByte(text, 0), 0u);
  CHECK_EQ(utf16ToByte(text, 2), 3u);
  CHECK_EQ(utf16ToByte(text, 3), 3u); // inside the pair: its start
  CHECK_EQ(utf16ToByte(text, 4), 7u);
  CHECK_EQ(utf16ToByte(text, 99), 8u);
  CHECK_EQ(characterBytes("\xC2"), 1u); // cut off
  CHECK_EQ(characterBytes("\xFF"), 1u);
}

TEST(linesAndColumns) {
  SourceManager sources;
  FileId file = sources.add("a.mls", "one\r\ntwo µs x\n\nlast");
  CHECK_EQ(sources.lineCount(file), 4u);
  CHECK_EQ(sources.line(file, 1).str(), std::string("one"));
  CHECK_EQ(sources.line(file, 2).str(), std::string("two µs x"));
  CHECK_EQ(sources.line(file, 3).str(), std::string(""));
  CHECK_EQ(sources.line(file, 4).str(), std::string("last"));
  uint32_t x = sources.text(file).find('x');
  CHECK_EQ(sources.position(file, x).line, 2u);
  CHECK_EQ(sources.position(file, x).column, 8u); // the ninth byte
  CHECK_EQ(sources.position(file, 10000).line, 4u);
  CHECK_EQ(sources.position(file, 10000).column, 5u);
  CHECK_EQ(sources.text(Range{file, 0, 3}).str(), std::string("one"));
}

TEST(emptyAndMissingFiles) {
  SourceManager sources;
  FileId file = sources.add("empty.mls", "");
  CHECK_EQ(sources.lineCount(file), 1u);
  CHECK_EQ(sources.position(file, 0).line, 1u);
  CHECK_EQ(sources.line(file, 7).str(), std::string(""));
  CHECK_EQ(sources.text(FileId(0)).size(), 0u);
  CHECK_EQ(sources.name(FileId(99)).str(), std::string(""));
}

TEST(addressesAreStable) {
  SourceManager sources;
  FileId first = sources.add("a", "x");
  const char *text = sources.text(first).data();
  for (int i = 0; i < 1000; ++i)
    sources.add("b", "y");
  CHECK(sources.text(first).data() == text);
}

MLS_TEST_MAIN()
